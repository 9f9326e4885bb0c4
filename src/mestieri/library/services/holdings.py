"""Where resources stand, and how much of them there is."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.models import Account
from mestieri.library.models import Holding, StockMovement
from mestieri.library.services import revisions
from mestieri.library.services.resources import RESOURCE, snapshot

LARGEST_MOVEMENT = 10_000


@transaction.atomic
def save_holding(holding: Holding, *, account: Account | None) -> Holding:
    """Add or change a place; a change of stock in it is written down as a movement.

    Raises:
        ValidationError: it stands nowhere, or at another centre's site or shelf.
    """
    _refuse_foreign_places(holding)
    before = snapshot(holding.resource)
    old_stock = (
        Holding.objects.filter(pk=holding.pk).values_list("stock", flat=True).first()
        if holding.pk
        else None
    )
    holding.full_clean()
    holding.save()
    change = (holding.stock or 0) - (old_stock or 0)
    if change and holding.stock is not None:
        StockMovement.objects.create(holding=holding, change=change, made_by=account)
    _record(holding, before, account)
    return holding


def _refuse_foreign_places(holding: Holding) -> None:
    centre_id = holding.resource.centre_id
    if holding.site is not None and holding.site.centre_id != centre_id:
        raise ValidationError({"site": _("It is a site of another centre.")})
    if holding.shelf is not None and holding.shelf.site.centre_id != centre_id:
        raise ValidationError({"shelf": _("It is a shelf of another centre.")})


def _record(holding: Holding, before: revisions.Snapshot, account: Account | None) -> None:
    resource = holding.resource
    if revisions.record(resource, before, snapshot(resource), account=account) is not None:
        exchange.announce_change(RESOURCE, str(resource.pk))


@transaction.atomic
def remove_holding(holding: Holding, *, account: Account | None) -> None:
    """Take a place away, with its movements."""
    before = snapshot(holding.resource)
    Holding.objects.filter(pk=holding.pk).delete()
    _record(holding, before, account)


@transaction.atomic
def report_missing(holding: Holding, is_missing: bool, *, account: Account | None) -> None:
    """Say that what should stand there does not, or that it was found again."""
    before = snapshot(holding.resource)
    holding.missing_since = timezone.localdate() if is_missing else None
    holding.save(update_fields=["missing_since"])
    _record(holding, before, account)


@transaction.atomic
def move_stock(
    holding: Holding, change: int, *, account: Account | None, undoes: StockMovement | None = None
) -> StockMovement:
    """Bring brochures (`change` above zero) or take them away (below).

    Raises:
        ValidationError: nothing moves, or more are taken than there are.
    """
    if not change or abs(change) > LARGEST_MOVEMENT:
        raise ValidationError({"change": _("Write how many, between 1 and 10,000.")})
    there = Holding.objects.filter(pk=holding.pk, stock__isnull=False, stock__gte=-change)
    if not there.update(stock=F("stock") + change):
        raise ValidationError({"change": _("There are not so many.")})
    holding.refresh_from_db(fields=["stock"])
    return StockMovement.objects.create(
        holding=holding, change=change, made_by=account, undoes=undoes
    )


def undo_movement(movement: StockMovement, *, account: Account | None) -> StockMovement:
    """Undo a movement by its opposite, once.

    Raises:
        ValidationError: it was undone already, or there are not so many any more.
    """
    if movement.undoes_id is not None or StockMovement.objects.filter(undoes=movement).exists():
        raise ValidationError(_("It has been undone already."))
    return move_stock(movement.holding, -movement.change, account=account, undoes=movement)
