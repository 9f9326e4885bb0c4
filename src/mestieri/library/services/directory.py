"""Keep the directory of services: entries, their hours, their closures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from mestieri.kernel.models import Account, Term
from mestieri.library.models import (
    DirectoryEntry,
    DirectoryEntryTerm,
    KeepingState,
    Kept,
    Revision,
    Schedule,
    ScheduleException,
)
from mestieri.library.opening import read_recurrence
from mestieri.library.services import keeping, revisions
from mestieri.library.services.revisions import Snapshot

#: The word under which entries are found.
DIRECTORY_ENTRY = "directory_entry"


class _EntryKeeper:
    kind = DIRECTORY_ENTRY

    def snapshot(self, row: Kept) -> Snapshot:
        """Its columns, its words, its hours and its closures."""
        if row.pk is None:
            return {}
        entry = DirectoryEntry.objects.get(pk=row.pk)
        return revisions.snapshot(
            entry,
            {
                "terms": [term.label for term in entry.terms.all()],
                "schedules": [_line(schedule) for schedule in entry.schedules.all()],
                "exceptions": [
                    f"{exception.first_day} – {exception.last_day}: {exception.reason}"
                    for exception in entry.exceptions.all()
                ],
            },
        )

    def set_terms(self, row: Kept, terms: list[Term]) -> None:
        held = DirectoryEntryTerm.objects.filter(entry_id=row.pk)
        held.exclude(term__in=terms).delete()
        known = set(held.values_list("term_id", flat=True))
        DirectoryEntryTerm.objects.bulk_create(
            DirectoryEntryTerm(entry_id=row.pk, term=term) for term in terms if term.pk not in known
        )


KEEPER = _EntryKeeper()


def _line(schedule: Schedule) -> str:
    """Hours as the history keeps them, in no language."""
    days = f"{schedule.recurrence} {schedule.opens:%H:%M}–{schedule.closes:%H:%M}"
    valid = f"{schedule.valid_from or ''}…{schedule.valid_until or ''}"
    return " ".join(filter(None, [days, valid if valid != "…" else "", schedule.note]))


def save_entry(
    entry: DirectoryEntry,
    *,
    terms: Iterable[Term] | None = None,
    account: Account | None,
) -> Revision | None:
    """Add or correct a service. A new one is a draft.

    Args:
        terms: its category, themes, audiences and moments of life; None leaves them.

    Returns:
        The revision, or None where nothing changed.

    Raises:
        ValidationError: it breaks a rule of its model, or names something of another centre.
    """
    return keeping.save(KEEPER, entry, terms=terms, account=account)


@transaction.atomic
def verify_entry(
    entry: DirectoryEntry, *, today: datetime.date, account: Account | None
) -> Revision | None:
    """«I checked it today»: its hours too, so that none is left to write."""
    DirectoryEntry.objects.filter(pk=entry.pk).update(hours_to_write="")
    return keeping.verify(KEEPER, entry, today=today, account=account)


def publish_entry(entry: DirectoryEntry, *, account: Account | None) -> None:
    """Show a draft to the public, or a retired service again.

    Raises:
        ValidationError: it is published already.
    """
    keeping.publish(KEEPER, entry, account=account)


def retire_entry(entry: DirectoryEntry, reason: str, *, account: Account | None) -> None:
    """Take a service away from the public, with the reason.

    Raises:
        ValidationError: the reason is missing, or it is retired already.
    """
    keeping.retire(KEEPER, entry, reason, account=account)


@transaction.atomic
def accept_proposed_entry(
    entry: DirectoryEntry,
    terms: Iterable[Term],
    *,
    hours: str = "",
    account: Account | None,
    today: datetime.date,
) -> None:
    """Let a proposed entry take effect: saved, checked today, live.

    Args:
        hours: told in words, and not written as schedules yet. With them the entry is not
            checked but waits in the list of what to do, a new one as a draft.
    """
    if not hours or entry.assured_on is None:
        entry.assured_on = today
    entry.hours_to_write = hours or entry.hours_to_write
    save_entry(entry, terms=terms, account=account)
    if not entry.hours_to_write and entry.state != KeepingState.PUBLISHED:
        publish_entry(entry, account=account)


@transaction.atomic
def save_schedule(schedule: Schedule, *, account: Account | None) -> Revision | None:
    """Add or correct hours of a service.

    Raises:
        ValidationError: they close before they open, or end before they begin.
        UnreadableRecurrence: the rule is none of `library.opening`.
    """
    read_recurrence(schedule.recurrence)
    before = KEEPER.snapshot(schedule.entry)
    schedule.full_clean()
    schedule.save()
    return keeping.write_down(KEEPER, schedule.entry, before, account=account)


@transaction.atomic
def remove_schedule(schedule: Schedule, *, account: Account | None) -> None:
    """Remove hours of a service."""
    before = KEEPER.snapshot(schedule.entry)
    schedule.delete()
    keeping.write_down(KEEPER, schedule.entry, before, account=account)


@transaction.atomic
def save_exception(exception: ScheduleException, *, account: Account | None) -> Revision | None:
    """Say on which days a service is closed although it usually is not.

    Raises:
        ValidationError: the last day comes before the first.
    """
    before = KEEPER.snapshot(exception.entry)
    exception.full_clean()
    exception.save()
    return keeping.write_down(KEEPER, exception.entry, before, account=account)


@transaction.atomic
def remove_exception(exception: ScheduleException, *, account: Account | None) -> None:
    """Remove days of closure of a service."""
    before = KEEPER.snapshot(exception.entry)
    exception.delete()
    keeping.write_down(KEEPER, exception.entry, before, account=account)
