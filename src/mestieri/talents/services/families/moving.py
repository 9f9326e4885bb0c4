"""CVs sent from a family to another, and back: no CV is ever left without what it had."""

from __future__ import annotations

from collections.abc import Sequence

from mestieri.talents.models import CVFamily, Family, FamilyChange, FamilyMove


def send(rows: Sequence[CVFamily], target: Family, change: FamilyChange) -> None:
    """Send CVs to another family, writing each move down.

    A CV that is in the target already keeps that row; the one it came from is set aside, and
    gives it back when the change is taken back.
    """
    there = {
        row.cv_id: row
        for row in CVFamily.objects.filter(family=target, cv__in=[row.cv_id for row in rows])
    }
    FamilyMove.objects.bulk_create(_move(row, target, change) for row in rows)
    moved = [row for row in rows if row.cv_id not in there]
    for row in moved:
        row.family = target
    CVFamily.objects.bulk_update(moved, ["family"])
    for row in rows:
        if row.cv_id in there:
            _set_aside_for(row, there[row.cv_id], change)


def _move(row: CVFamily, target: Family | None, change: FamilyChange) -> FamilyMove:
    return FamilyMove(
        change=change,
        cv_id=row.cv_id,
        old_family_id=row.family_id,
        new_family=target,
        was_main=row.is_main,
        old_state=row.state,
    )


def _set_aside_for(row: CVFamily, stays: CVFamily, change: FamilyChange) -> None:
    """Leave a row without effect; what stays takes its place."""
    was_main, row.is_main, row.set_aside_by = row.is_main, False, change
    row.save(update_fields=["is_main", "set_aside_by"])
    if stays.set_aside_by_id is not None or was_main:
        stays.set_aside_by = None
        stays.is_main = stays.is_main or was_main
        stays.save(update_fields=["is_main", "set_aside_by"])


def take_out(row: CVFamily, change: FamilyChange) -> None:
    """A CV no longer belongs to a family; its next family, if any, becomes the main one."""
    FamilyMove.objects.bulk_create([_move(row, None, change)])
    was_main, row.is_main, row.set_aside_by = row.is_main, False, change
    row.save(update_fields=["is_main", "set_aside_by"])
    following = (
        CVFamily.objects.filter(cv=row.cv_id, set_aside_by__isnull=True).order_by("id").first()
    )
    if was_main and following is not None:
        make_main(following)


def make_main(row: CVFamily) -> None:
    """Let a family be the main one of its CV."""
    CVFamily.objects.filter(cv=row.cv_id, is_main=True).exclude(pk=row.pk).update(is_main=False)
    row.is_main = True
    row.save(update_fields=["is_main"])


def send_back(change: FamilyChange) -> None:
    """Undo every move of a change, as far as the CVs still stand where it left them."""
    moves = list(change.moves.select_related("old_family", "new_family").order_by("-id"))
    for move in moves:
        if move.old_family is None:
            CVFamily.objects.filter(cv=move.cv_id, family=move.new_family).delete()
        elif move.old_family_id == move.new_family_id:
            _unsay(move)
        else:
            _send_one_back(move, change)


def _unsay(move: FamilyMove) -> None:
    """A confirmation taken back is a proposal again."""
    CVFamily.objects.filter(cv=move.cv_id, family=move.old_family_id).update(
        state=move.old_state, decided_by=None, decided_at=None
    )


def _send_one_back(move: FamilyMove, change: FamilyChange) -> None:
    own = CVFamily.objects.filter(cv=move.cv_id)
    row = own.filter(family=move.old_family_id).first()
    if row is None:
        row = own.filter(family=move.new_family_id).first()
        if row is None:
            return
        row.family_id = move.old_family_id  # type: ignore[assignment]
    elif row.set_aside_by_id != change.pk:
        return
    row.set_aside_by, row.state = None, move.old_state
    row.save(update_fields=["family", "set_aside_by", "state"])
    if move.was_main:
        make_main(row)
