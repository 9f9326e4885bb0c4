"""Follow the calendars of partners: what they announce becomes proposals, never news by itself."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from mestieri import __version__
from mestieri.agenda.models import Event, EventKind, EventState, PartnerFeed
from mestieri.agenda.services.events import tidy
from mestieri.agenda.services.words import PERSONAL_KINDS
from mestieri.engines.calendars import MOST_BYTES, FoundEvent, ReadCalendar, read_calendar
from mestieri.engines.discretion import find_personal_data
from mestieri.engines.links import fetch, names_internal_place
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit
from mestieri.kernel.work import do_later

READ_ONE = "mestieri.agenda.services.feeds.read_feed"
#: What is farther away is not proposed yet.
AHEAD = datetime.timedelta(days=120)

#: Why something could not be fetched, as the engine says it → in words.
PROBLEMS = {
    "too big": _lazy("it is larger than 5 MB"),
    "too slow": _lazy("it takes too long"),
    "too many redirects": _lazy("it sends from one address to the next without end"),
    "the name is not known": _lazy("nobody knows the name of this site"),
    "its certificate is not good": _lazy("the certificate of this site is not valid"),
    "nobody answers": _lazy("nobody answers there"),
    "no answer that can be read": _lazy("what it answers cannot be read"),
    "not an address of the web": _lazy("this is not the address of a page"),
    "it carries a user name": _lazy("the address carries a user name"),
    "it leads to an internal address": _lazy("the address leads to an internal place"),
}


@dataclass
class Reading:
    """How a reading went, in numbers.

    Attributes:
        new, changed, same, past: events proposed now, changed there, known, over or far away.
        left_out: events that could not be understood.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    past: int = 0
    left_out: int = 0


@transaction.atomic
def save_feed(feed: PartnerFeed, *, account: Account | None) -> PartnerFeed:
    """Follow a partner's calendar, or correct how.

    Raises:
        ValidationError: the address leads inside the house, or is followed already.
    """
    if names_internal_place(feed.address):
        raise ValidationError(
            {"address": _("This address leads inside a house: nobody fetches it.")}
        )
    feed.full_clean()
    is_new = feed.pk is None
    feed.save()
    act = "agenda.follow_feed" if is_new else "agenda.change_feed"
    audit.record(act, centre=feed.centre, account=account, subject=feed, name=feed.partner)
    return feed


@transaction.atomic
def remove_feed(feed: PartnerFeed, *, account: Account | None) -> None:
    """Follow it no longer; what was taken from it stays."""
    audit.record("agenda.remove_feed", centre=feed.centre, account=account, name=feed.partner)
    feed.delete()


def read_feeds() -> None:
    """Have every calendar followed read; called once a night by the timetable."""
    for pk in PartnerFeed.objects.filter(is_active=True).values_list("pk", flat=True):
        do_later(READ_ONE, pk)


def read_feed(feed_id: int) -> None:
    """Fetch one calendar and take in what it announces. Doing it again does no harm."""
    feed = PartnerFeed.objects.select_related("centre").filter(pk=feed_id).first()
    if feed is None:
        return
    agent = f"Mestieri/{__version__} ({settings.WAGTAILADMIN_BASE_URL})"
    fetched = fetch(feed.address, agent=agent, most_bytes=MOST_BYTES)
    if fetched.problem:
        said = PROBLEMS.get(fetched.problem, fetched.problem)  # HTTP and a number stay as they are
        note = _("It could not be read: %(problem)s.") % {"problem": said}
        PartnerFeed.objects.filter(pk=feed_id).update(read_at=timezone.now(), note=note)
        return
    take_in(feed, fetched.data)


def take_in_file(
    centre: Centre, partner: str, data: bytes, *, account: Account | None
) -> tuple[Reading, str]:
    """Take in a calendar that came as a file.

    Returns:
        What came of it, in numbers and in words.
    """
    known = PartnerFeed.objects.filter(centre=centre, partner=partner, address="").first()
    feed = known or PartnerFeed(centre=centre, partner=partner, address="", is_active=False)
    feed.clean_fields(exclude=["address", "centre"])
    feed.save()
    audit.record("agenda.take_in_file", centre=centre, account=account, name=partner)
    reading = take_in(feed, data)
    return reading, feed.note


@transaction.atomic
def take_in(feed: PartnerFeed, data: bytes, *, now: datetime.datetime | None = None) -> Reading:
    """Propose what a calendar announces from today on; what was decided stays decided.

    An event that changed there and is not yet decided follows; a decided one does not, and
    what is called off there is declined here if nobody took it.
    """
    moment = now or timezone.now()
    calendar = read_calendar(
        data,
        ZoneInfo(settings.TIME_ZONE),
        since=timezone.localdate(moment),
        until=timezone.localdate(moment + AHEAD),
    )
    reading = Reading(left_out=calendar.left_out)
    known = {event.feed_uid: event for event in Event.objects.filter(feed=feed)}
    for found in calendar.events:
        if found.ends <= moment or found.starts > moment + AHEAD:
            reading.past += 1
        else:
            _take(feed, found, known, reading)
    feed.read_at, feed.note = moment, note_of(calendar, reading)[:300]
    feed.save(update_fields=["read_at", "note"])
    return reading


def _take(feed: PartnerFeed, found: FoundEvent, known: dict[str, Event], reading: Reading) -> None:
    event = known.get(found.uid) or Event(
        centre=feed.centre, feed=feed, feed_uid=found.uid, state=EventState.PROPOSED
    )
    if event.pk is None and found.is_cancelled:
        reading.past += 1
        return
    before = {name: getattr(event, name) for name in _said_by(feed, found)}
    if event.pk is not None and event.state != EventState.PROPOSED:
        reading.same += 1
        return
    for name, value in _said_by(feed, found).items():
        setattr(event, name, value)
    if found.is_cancelled:
        event.state = EventState.DECLINED
    elif event.pk is not None and before == _said_by(feed, found):
        reading.same += 1
        return
    tidy(event)
    reading.new += event.pk is None
    reading.changed += event.pk is not None
    event.save()
    known[found.uid] = event


def _said_by(feed: PartnerFeed, found: FoundEvent) -> dict[str, object]:
    """What the calendar says, as columns of an event."""
    return {
        "kind": EventKind.INFORMATION,
        "title": without_contacts(found.title),
        "summary": without_contacts(found.summary),
        "host": feed.partner,
        "place": without_contacts(found.place, PERSONAL_KINDS) or feed.partner,
        "website": _valid_address(found.website),
        "starts_at": found.starts,
        "ends_at": found.ends,
    }


def _valid_address(text: str) -> str:
    """An address as our forms accept it; what is none is left out."""
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return ""
    return text


def without_contacts(text: str, kinds: Collection[str] | None = None) -> str:
    """A text without the telephones, addresses and codes of people that others left in it.

    Args:
        kinds: only these; else all but addresses of pages.
    """
    for found in sorted(find_personal_data(text), key=lambda one: -one.start):
        if found.kind in kinds if kinds is not None else found.kind != "url":
            text = f"{text[: found.start]}[…]{text[found.end :]}"
    return text


def note_of(calendar: ReadCalendar, reading: Reading) -> str:
    """How it went, in a few words."""
    if calendar.problem == "too_big":
        return _("The file is larger than 5 MB: ask for a calendar of the coming months alone.")
    if calendar.problem:
        return _("This is not a calendar (iCal). Check the address: it often ends in .ics.")
    said = [
        ngettext("%(n)s new event to decide", "%(n)s new events to decide", reading.new)
        % {"n": reading.new}
    ]
    for number, words in (
        (reading.changed, _("%(n)s changed")),
        (reading.same, _("%(n)s known already")),
        (reading.past, _("%(n)s over, called off or far away")),
        (reading.left_out, _("%(n)s that could not be understood")),
    ):
        if number:
            said.append(words % {"n": number})
    if calendar.is_cut:
        said.append(_("the rest is not read: there are too many"))
    return ", ".join(said) + "."
