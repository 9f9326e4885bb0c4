"""Compose the calendar: save, publish, change, call off. Each act is in the log."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.agenda.models import Event, EventFormat, EventState
from mestieri.agenda.models.formats import LONGEST_EVENT_MINUTES
from mestieri.agenda.services import rooms, telling, waiting
from mestieri.agenda.services.words import refuse_personal_data, without_controls
from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.services import audit

EVENT = "event"
#: State → the states that may follow it.
PASSAGES: dict[str, frozenset[str]] = {
    EventState.PROPOSED: frozenset({EventState.DRAFT, EventState.DECLINED}),
    EventState.DECLINED: frozenset({EventState.PROPOSED}),
    EventState.DRAFT: frozenset({EventState.PUBLISHED}),
    EventState.PUBLISHED: frozenset({EventState.CANCELLED}),
    EventState.CANCELLED: frozenset(),
}
WORDS = ("title", "summary", "aims", "materials", "host", "trainer", "outcome")
#: What the staff writes; counters are the database's own.
WRITTEN = (
    "kind", "title", "summary", "aims", "materials", "host", "sector", "trainer", "website",
    "room", "place", "starts_at", "ends_at", "capacity", "has_waiting_list", "purposes",
    "format", "series", "revision", "changed_at",
)  # fmt: skip
#: What those who left a contact are told of.
TOLD = ("title", "starts_at", "ends_at", "room_id", "place")


def fill_from_format(event: Event, format: EventFormat) -> Event:
    """Take what the event does not say from its format; the end from its length."""
    event.format = format
    event.kind = event.kind or format.kind
    for name in ("title", "summary", "aims", "materials", "trainer"):
        setattr(event, name, getattr(event, name) or getattr(format, name))
    event.purposes = event.purposes or format.purposes
    if event.capacity is None:
        event.capacity = format.capacity
    if event.starts_at is not None and event.ends_at is None:
        event.ends_at = event.starts_at + datetime.timedelta(minutes=format.minutes)
    return event


@transaction.atomic
def save_event(event: Event, *, account: Account | None) -> Event:
    """Add or correct an event; a new one is a draft and holds its room already.

    A change of a published one raises its revision; hour, place and title are told to those
    who left a contact, once it is written.

    Raises:
        ValidationError: it ends before it starts, lasts more than half a day, its room is
            taken or of another centre, more seats are taken than it would have.
    """
    before = _before(event)
    _check(event)
    is_public = event.state == EventState.PUBLISHED
    if before is not None and is_public:
        event.revision = before.revision + 1
    try:
        with transaction.atomic():
            event.save(update_fields=WRITTEN if before is not None else None)
    except IntegrityError as error:
        raise ValidationError(
            {"capacity": _("More seats than these are already taken.")}
        ) from error
    rooms.take_room(event)
    act = "change" if before is not None else "add"
    _write_down(f"agenda.{act}_event", event, account)
    if before is not None and is_public:
        waiting.shorten_offers(event, timezone.now())
        waiting.fill(event, timezone.now())
        if any(getattr(before, name) != getattr(event, name) for name in TOLD):
            telling.tell_later(event)
        else:
            telling.know_already(event, before.revision)
    return event


def _before(event: Event) -> Event | None:
    """The row as it stands, kept from whoever books or changes at the same moment."""
    if event.pk is None:
        return None
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    event.seats_taken, event.state = row.seats_taken, row.state
    return row


def tidy(event: Event) -> None:
    """Take signs that nobody sees out of the words of an event."""
    for name in (*WORDS, "place"):
        setattr(event, name, without_controls(getattr(event, name)))


def _check(event: Event) -> None:
    tidy(event)
    if event.room is not None and (
        event.room.site.centre_id != event.centre_id or event.room.kind != SpaceItemKind.ROOM
    ):
        raise ValidationError({"room": _("Choose something of this centre.")})
    if event.format is not None and event.format.centre_id != event.centre_id:
        raise ValidationError({"format": _("Choose something of this centre.")})
    refuse_personal_data(event, WORDS)
    event.full_clean(exclude=["feed", "series"])
    if event.minutes > LONGEST_EVENT_MINUTES:
        raise ValidationError(
            {"ends_at": _("An event lasts twelve hours at most: make one for each day.")}
        )


@transaction.atomic
def publish_event(event: Event, *, account: Account | None) -> None:
    """Show one draft to the public.

    Raises:
        ValidationError: it is no draft, or says neither room nor place.
    """
    event = _locked(event)
    if not (event.room_id or event.place):
        raise ValidationError(
            _("“%(event)s” has neither a room nor a place: say where it is.") % {"event": event}
        )
    event.published_at = timezone.now()
    _pass_to(event, EventState.PUBLISHED, account, "agenda.publish_event", ["published_at"])


@transaction.atomic
def publish_month(centre: Centre, month: datetime.date, *, account: Account | None) -> int:
    """Publish all the drafts of a month together: once, everywhere.

    Returns:
        How many were published now.

    Raises:
        ValidationError: one of them has no place; then none is published.
    """
    first, after = month_bounds(month)
    drafts = Event.objects.filter(
        centre=centre, state=EventState.DRAFT, starts_at__gte=first, starts_at__lt=after
    )
    published = 0
    for event in drafts.order_by("starts_at", "id"):
        publish_event(event, account=account)
        published += 1
    return published


def month_bounds(month: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
    """Moments at which a month begins and ends, where the centres live."""
    first = month.replace(day=1)
    after = (first + datetime.timedelta(days=32)).replace(day=1)
    midnight = datetime.time()
    return (
        timezone.make_aware(datetime.datetime.combine(first, midnight)),
        timezone.make_aware(datetime.datetime.combine(after, midnight)),
    )


@transaction.atomic
def cancel_event(event: Event, reason: str, *, account: Account | None) -> None:
    """Call off a published event: it stays in the calendar, crossed out, with the reason.

    Raises:
        ValidationError: the reason is missing, or it is not published.
    """
    reason = without_controls(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say why: who wanted to come reads it.")})
    event = _locked(event)
    event.reason = reason
    event.revision += 1
    _pass_to(event, EventState.CANCELLED, account, "agenda.cancel_event", ["reason", "revision"])
    rooms.leave_room(event)
    telling.tell_later(event)


@transaction.atomic
def remove_draft(event: Event, *, account: Account | None) -> None:
    """Throw a draft away, and give its room back.

    Raises:
        ValidationError: the public has already seen it: call it off instead.
    """
    event = _locked(event)
    if event.state != EventState.DRAFT:
        raise ValidationError(_("The public has already seen it: call it off instead."))
    audit.record(
        "agenda.remove_event", centre=event.centre, account=account, name=event.title[:120]
    )
    event.delete()


@transaction.atomic
def decide_proposed(event: Event, *, accept: bool, account: Account | None) -> None:
    """Take a proposed event among the drafts, or decline it.

    Raises:
        ValidationError: it has been decided already.
    """
    event = _locked(event)
    state = EventState.DRAFT if accept else EventState.DECLINED
    act = "agenda.accept_event" if accept else "agenda.decline_event"
    _pass_to(event, state, account, act, [])


@transaction.atomic
def take_corrected(event: Event, *, account: Account | None) -> Event:
    """Take a proposed event among the drafts as the staff corrected it: from then on what is
    announced elsewhere no longer changes it.

    Raises:
        ValidationError: it breaks a rule of an event, or has been decided already.
    """
    save_event(event, account=account)
    decide_proposed(event, accept=True, account=account)
    return event


@transaction.atomic
def accept_proposed(event: Event, *, organisation: str, account: Account | None) -> Event:
    """Publish what an organisation proposed by its link, as the staff corrected it.

    Raises:
        ValidationError: it breaks a rule of an event, or says no place.
    """
    event.host = event.host or organisation
    save_event(event, account=account)
    if event.state == EventState.DRAFT:
        publish_event(event, account=account)
        event.refresh_from_db()
    return event


@transaction.atomic
def write_after(event: Event, *, heads: int | None, outcome: str, account: Account | None) -> None:
    """After the event: how many were in the room, what came of it.

    Raises:
        ValidationError: nobody counts fewer than none or more than the seats of a theatre; the
            text says who somebody is.
    """
    event.heads, event.outcome = heads, outcome.strip()
    refuse_personal_data(event, ("outcome",))
    event.clean_fields(exclude=set(_all_columns()) - {"heads", "outcome"})
    event.save(update_fields=["heads", "outcome"])
    audit.record(
        "agenda.count_heads", centre=event.centre, account=account, subject=event, heads=heads
    )


def _all_columns() -> Iterable[str]:
    return [column.name for column in Event._meta.fields]


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).select_related("centre").get(pk=event.pk)


def _pass_to(
    event: Event, state: EventState, account: Account | None, act: str, written: list[str]
) -> None:
    if state not in PASSAGES[event.state]:
        raise ValidationError(
            _("“%(event)s” is already “%(state)s”.")
            % {"event": event, "state": event.get_state_display()}
        )
    if state == EventState.DRAFT:
        _check(event)
    event.state = state
    event.save(update_fields=["state", "changed_at", *written])
    if state == EventState.DRAFT:
        rooms.take_room(event)
    _write_down(act, event, account)


def _write_down(act: str, event: Event, account: Account | None, **detail: Any) -> None:
    audit.record(
        act, centre=event.centre, account=account, subject=event, name=event.title[:120], **detail
    )
    exchange.announce_change(EVENT, str(event.pk))
