"""What directory entries and opportunities have in common: saved, checked, published, retired.

Every act is a revision (who, when, what) and is told to the search index. A record saved as
it was leaves no trace.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre, Term
from mestieri.kernel.services import audit
from mestieri.library.models import KeepingState, Kept, Revision
from mestieri.library.services import revisions
from mestieri.library.services.addresses import internal_refusal
from mestieri.library.services.revisions import Snapshot

#: State → the states that may follow it.
PASSAGES: dict[str, frozenset[str]] = {
    KeepingState.DRAFT: frozenset({KeepingState.PUBLISHED, KeepingState.RETIRED}),
    KeepingState.PUBLISHED: frozenset({KeepingState.RETIRED}),
    KeepingState.RETIRED: frozenset({KeepingState.PUBLISHED}),
}
VERIFIED, PUBLISHED, RETIRED, RESTORED = "verified", "published", "retired", "restored"
EXPIRED = "expired"


class Keeper(Protocol):
    """What differs from one kind of record to another.

    Attributes:
        kind: the word under which it is found, such as `directory_entry`.
    """

    kind: str

    def snapshot(self, row: Kept) -> Snapshot: ...

    def set_terms(self, row: Kept, terms: list[Term]) -> None: ...


@transaction.atomic
def save(
    keeper: Keeper,
    row: Kept,
    *,
    terms: Iterable[Term] | None = None,
    account: Account | None,
    act: str = "",
) -> Revision | None:
    """Add or correct a record.

    Args:
        terms: its words of the vocabularies; None leaves those it has.
        act: one word for what was done; else `created` or `changed`.

    Returns:
        The revision, or None where nothing changed.

    Raises:
        ValidationError: it breaks a rule of its model, names something of another centre, or
            was checked in the future.
    """
    before = keeper.snapshot(row)
    check_same_centre(row, row.centre)
    if row.assured_on is not None and row.assured_on > timezone.localdate():
        raise ValidationError({"assured_on": _("This day is still to come.")})
    refuse_internal_links(row)
    row.review_by = row.next_review()
    row.full_clean()
    row.save()
    if terms is not None:
        keeper.set_terms(row, list(terms))
    return write_down(keeper, row, before, account=account, act=act)


def write_down(
    keeper: Keeper,
    row: Kept,
    before: Snapshot,
    *,
    account: Account | None,
    act: str = "",
    reason: str = "",
) -> Revision | None:
    """Record what changed since `before`, and tell the search index; nothing if nothing did."""
    revision = revisions.record(
        row, before, keeper.snapshot(row), account=account, act=act, reason=reason
    )
    if revision is None:
        return None
    audit.record(
        f"library.{revision.act}_{keeper.kind}",
        centre=row.centre,
        account=account,
        subject=row,
        name=str(row)[:120],
    )
    exchange.announce_change(keeper.kind, str(row.pk))
    return revision


@transaction.atomic
def verify(
    keeper: Keeper, row: Kept, *, today: datetime.date, account: Account | None
) -> Revision | None:
    """«I checked it today»: it is right as it stands."""
    row = _locked(row)
    before = keeper.snapshot(row)
    row.assured_on = today
    row.review_by = row.next_review()
    row.save(update_fields=["assured_on", "review_by"])
    return write_down(keeper, row, before, account=account, act=VERIFIED)


def publish(keeper: Keeper, row: Kept, *, account: Account | None) -> None:
    """Show a draft to the public, or a retired record again.

    Raises:
        ValidationError: it is published already.
    """
    _pass_to(keeper, row, KeepingState.PUBLISHED, PUBLISHED, account, "")


def retire(keeper: Keeper, row: Kept, reason: str, *, account: Account | None) -> None:
    """Take a record away from the public; it stays in the history, with the reason.

    Raises:
        ValidationError: the reason is missing, or it is retired already.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why: it stays in the history.")})
    _pass_to(keeper, row, KeepingState.RETIRED, RETIRED, account, reason)


def expire(keeper: Keeper, row: Kept) -> None:
    """Retire a published record because its time is over; the act itself is the reason.

    Raises:
        ValidationError: it is not published.
    """
    _pass_to(keeper, row, KeepingState.RETIRED, EXPIRED, None, "")


@transaction.atomic
def _pass_to(
    keeper: Keeper,
    row: Kept,
    state: KeepingState,
    act: str,
    account: Account | None,
    reason: str,
) -> None:
    row = _locked(row)
    if state not in PASSAGES[row.state]:
        raise ValidationError(
            _("“%(name)s” is already “%(state)s”.")
            % {"name": str(row), "state": row.get_state_display()}  # type: ignore[attr-defined]
        )
    if row.state == KeepingState.RETIRED:
        act = RESTORED
    before = keeper.snapshot(row)
    row.state = state
    row.save(update_fields=["state"])
    write_down(keeper, row, before, account=account, act=act, reason=reason)


def _locked(row: Kept) -> Kept:
    """The record as it stands, kept from whoever changes it at the same moment."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def refuse_internal_links(row: Kept) -> None:
    """No address of a record leads where the public cannot go.

    Raises:
        ValidationError: one does.
    """
    wrong = {
        name: refusal
        for name in ("website", "source_url")
        if (refusal := internal_refusal(getattr(row, name, ""), row.centre_id))
    }
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]


def check_same_centre(row: Kept, centre: Centre) -> None:
    """Nothing of a centre may name a thing of another.

    Raises:
        ValidationError: it does.
    """
    for name in ("partner", "district", "entry"):
        named = getattr(row, name, None)
        if named is not None and named.centre_id != centre.pk:
            raise ValidationError(_("Choose something of this centre."))
