"""The only way by which a presentation goes from one state to another; each passage is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.models import Presentation, PresentationPassage, Request, Shortlist
from mestieri.demand.stages import PASSAGES, PresentationState
from mestieri.demand.vocabulary import OPEN_REQUESTS
from mestieri.kernel.models import Account


def held(rows: Any) -> list[Presentation]:
    """Some presentations as they stand now, held until the transaction ends."""
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def held_one(row: Presentation) -> Presentation:
    """One presentation as it stands now, held until the transaction ends."""
    found = Presentation.objects.select_for_update(of=("self",))
    return found.select_related("request__company", "shortlist__centre").get(pk=row.pk)


def held_shortlist(shortlist: Shortlist) -> Shortlist:
    """A shortlist, held until the transaction ends: one person at a time works on it."""
    rows = Shortlist.objects.select_for_update(of=("self",))
    return rows.select_related("centre", "request__company").get(pk=shortlist.pk)


def refuse_closed(request: Request) -> None:
    """Nobody is chosen, asked or sent for a request that is not open.

    Raises:
        ValidationError: it is closed, or nobody has approved it yet.
    """
    if not Request.objects.filter(pk=request.pk, state__in=OPEN_REQUESTS).exists():
        raise ValidationError(
            _("This request is not open: nobody can be chosen, asked or sent for it.")
        )


def pass_to(
    row: Presentation,
    state: PresentationState,
    *,
    account: Account | None = None,
    way: str = "",
    **columns: Any,
) -> None:
    """Carry a held presentation to a state, with what goes with it; call it in a transaction.

    Args:
        account: who of the staff did it; None for the person, their CV, or time.
        way: how, for the log.
        columns: other columns to write in the same breath.

    Raises:
        ValidationError: it cannot go from where it is to there.
    """
    if state not in PASSAGES[row.state]:
        raise ValidationError(
            _("This cannot be done any more: it is “%(state)s”.")
            % {"state": row.get_state_display()}
        )
    old, row.state, row.since = row.state, state, timezone.localdate()
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    note(row, old, account=account, way=way)


def note(row: Presentation, old: str, *, account: Account | None, way: str = "") -> None:
    """Write down that a presentation came from a state to the one it is in."""
    PresentationPassage.objects.create(
        presentation=row, old_state=old, new_state=row.state, made_by=account, way=way
    )


def note_new(rows: Iterable[Presentation], *, account: Account | None) -> None:
    """Write down that presentations were begun."""
    PresentationPassage.objects.bulk_create(
        PresentationPassage(presentation=row, new_state=row.state, made_by=account) for row in rows
    )
