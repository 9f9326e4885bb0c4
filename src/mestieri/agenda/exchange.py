"""What the calendar lets people find, lets others count, and lets the staff open."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.agenda import particulars
from mestieri.agenda.forms.proposed import ProposedEventForm
from mestieri.agenda.models import Booking, Event, EventState
from mestieri.agenda.queries import calendar as queries
from mestieri.agenda.services import events as services
from mestieri.agenda.services.events import EVENT
from mestieri.agenda.services.retention import RULES
from mestieri.kernel import exchange
from mestieri.kernel.acts import name_acts
from mestieri.kernel.meetings import Meeting, offer_meetings
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Mode, Purpose, Way
from mestieri.kernel.work import RegularWork, do_regularly

ROOM = "agenda"

ACTS = {
    "agenda.add_format": _("Added a format"),
    "agenda.change_format": _("Changed a format"),
    "agenda.use_format": _("Put a format in use again"),
    "agenda.retire_format": _("Put a format out of use"),
    "agenda.add_event": _("Added an event"),
    "agenda.change_event": _("Changed an event"),
    "agenda.publish_event": _("Published an event"),
    "agenda.cancel_event": _("Called off an event"),
    "agenda.remove_event": _("Threw away the draft of an event"),
    "agenda.accept_event": _("Took a proposed event among the drafts"),
    "agenda.decline_event": _("Declined a proposed event"),
    "agenda.count_heads": _("Wrote how many were at an event"),
    "agenda.type_in_opinions": _("Typed in opinions on an event"),
    "agenda.follow_feed": _("Began to follow a partner’s calendar"),
    "agenda.change_feed": _("Changed how a partner’s calendar is followed"),
    "agenda.remove_feed": _("Stopped following a partner’s calendar"),
    "agenda.take_in_file": _("Took in the calendar file of a partner"),
}


def events_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """Every published event, or some, that is not over."""
    for event in queries.events_to_find(keys):
        texts = [event.summary, event.aims, event.host, event.get_sector_display(), event.where]
        yield exchange.Searchable(
            kind=EVENT,
            key=str(event.pk),
            titles={"it": event.title},
            texts={"it": "\n".join(filter(None, texts))},
            purposes=tuple(Purpose(code) for code in event.purposes),
            centre=event.centre.slug,
        )


def event_address(centre_slug: str, key: str) -> str:
    """Path of an event's page in the active language."""
    return reverse("event", args=[centre_slug, key])


def _meetings(centre: Centre) -> Iterator[Meeting]:
    """What is public and names whom one meets."""
    for event in queries.events_with_host(centre):
        yield Meeting(
            event.host,
            timezone.localdate(event.starts_at),
            event.title,
            event_address(centre.slug, str(event.pk)),
            event.state == EventState.CANCELLED,
        )


def _subject(centre: Centre, key: str) -> Event | None:
    rows = Event.objects.filter(centre=centre, state=EventState.PUBLISHED)
    return rows.filter(pk=key).first() if key.isdecimal() else None


def _form(centre: Centre, subject: Any, data: Any) -> ProposedEventForm:
    return ProposedEventForm(data, instance=subject or Event(centre=centre), centre=centre)


def _save(centre: Centre, form: Any, account: Account | None, organisation: str) -> Model:
    return services.accept_proposed(form.instance, organisation=organisation, account=account)


def _bookings(subject: exchange.Subject) -> list[QuerySet[Any]]:
    """Seats that were booked leaving an address: the room knows nothing else of anybody."""
    rows = Booking.objects.filter(contact_index__of=subject.email)
    return [rows if subject.centre is None else rows.filter(event__centre=subject.centre)]


def _forget_contacts(subject: exchange.Subject) -> int:
    """The seat stays, of nobody: the nickname and the address go."""
    (rows,) = _bookings(subject)
    forgotten = 0
    for booking in rows:
        booking.nickname = booking.contact = ""
        booking.save(update_fields=["nickname", "contact", "contact_index"])
        forgotten += 1
    return forgotten


def _register_desk() -> None:
    for url_name, label, explanation, right, icon in (
        ("agenda-month", _("The month’s calendar"),
         _("Compose the month beside what was asked most, publish it once."),
         Right.MANAGE_EVENTS, "it-calendar"),
        ("agenda-formats", _("Formats"),
         _("Labs and meetings written once and held many times."),
         Right.MANAGE_EVENTS, "it-copy"),
        ("agenda-feeds", _("Partners’ calendars"),
         _("Events that others announce, to take or to leave."),
         Right.MANAGE_EVENTS, "it-rss"),
        ("agenda-today", _("Today’s events"),
         _("Check in who booked, count heads, type in opinions."),
         Right.WELCOME_AT_EVENTS, "it-check-circle"),
    ):  # fmt: skip
        exchange.offer_desk_entry(
            exchange.DeskEntry(ROOM, label, explanation, url_name, right, icon)
        )


def register() -> None:
    """Offer what this room has; called once, when Django starts."""
    exchange.offer_searchables(
        exchange.SearchableSource(
            EVENT,
            events_to_find,
            event_address,
            Way.MEET,
            particulars.of_events,
            some=events_to_find,
        )
    )
    exchange.offer_proposable(
        exchange.Proposable(
            kind=EVENT,
            label=_("an event"),
            right=Right.MANAGE_EVENTS,
            subject=_subject,
            form=_form,
            save=_save,
            address=lambda slug, key: reverse("agenda-event", args=[slug, key]),
        )
    )
    offer_meetings(_meetings)
    exchange.offer_mode_count(exchange.ModeCount(Mode.MEETING, _("heads"), queries.heads_between))
    exchange.offer_indicator(
        exchange.Indicator("agenda.events", _("Events today"), _("events"), queries.events_between)
    )
    exchange.offer_personal_data(
        exchange.PersonalData(
            "agenda.bookings",
            ("agenda.Booking",),
            _("Seats booked leaving this address"),
            _("The seat itself, of nobody, until 7 days after the event."),
            rows=_bookings,
            erase=_forget_contacts,
            secret=frozenset({"code_digest"}),
        )
    )
    _register_desk()
    for rule in RULES:
        offer_retention_rule(rule)
    name_acts(ACTS)
    do_regularly(
        RegularWork(
            "agenda-offers",
            "mestieri.agenda.services.waiting.lapse_offers",
            minutes=5,
        )
    )
    do_regularly(
        RegularWork("agenda-letters", "mestieri.agenda.services.telling.tell_untold", minutes=30)
    )
    do_regularly(
        RegularWork(
            "agenda-feeds", "mestieri.agenda.services.feeds.read_feeds", at=datetime.time(4, 40)
        )
    )
