"""How each change of the families is written down, so that it can be read and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit
from mestieri.talents.models import Family, FamilyAct, FamilyChange

#: Columns of a family that a change may touch, and that taking it back restores.
KEPT = ("name", "macro_id", "isco", "words", "place", "retired_on")


def note_change(
    centre: Centre,
    act: FamilyAct,
    account: Account | None,
    *,
    before: Iterable[dict[str, Any]] = (),
    **detail: Any,
) -> FamilyChange:
    """Write a change into the history of the families and into the audit log.

    Args:
        before: how the families that it touches stood (`as_it_stands`).
        **detail: facts that the history shows.
    """
    change = FamilyChange.objects.create(
        centre=centre, act=act, made_by=account, before=list(before), detail=detail
    )
    audit.record(
        f"talents.families_{act.value}", centre=centre, account=account, subject=change, **detail
    )
    return change


def as_it_stands(family: Family, *, is_new: bool = False) -> dict[str, Any]:
    """A family as JSON, to be restored; a new one is restored by retiring it."""
    values = {name: getattr(family, name) for name in KEPT}
    retired = values["retired_on"]
    return {
        "family": family.pk,
        "is_new": is_new,
        **values,
        "retired_on": retired.isoformat() if retired else None,
    }
