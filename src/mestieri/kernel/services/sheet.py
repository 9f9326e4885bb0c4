"""Keep the rows of a centre's sheet: places, hours, areas, items, services, partners."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from mestieri.kernel.models import (
    Account,
    AreaPurpose,
    Centre,
    Closure,
    OpeningHours,
    Point,
    Site,
)
from mestieri.kernel.services import audit

#: Rows that are part of what they belong to and go away with it, without being asked for.
PARTS: frozenset[type[models.Model]] = frozenset({OpeningHours, Closure, AreaPurpose})


@transaction.atomic
def save(
    row: models.Model, centre: Centre, account: Account | None, changed: Iterable[str] = ()
) -> None:
    """Check a row of the centre's sheet, save it and log it.

    Args:
        changed: names of the fields that changed, for the log (never their content).

    Raises:
        ValidationError: the row breaks a rule of its model, or names a thing of another centre.
    """
    is_new = row.pk is None
    _check_same_centre(row, centre)
    row.full_clean()
    row.save()
    verb = "add" if is_new else "change"
    _record(verb, row, centre, account, [] if is_new else sorted(changed))


@transaction.atomic
def remove(row: models.Model, centre: Centre, account: Account | None) -> None:
    """Remove a row of the centre's sheet.

    Raises:
        ValidationError: counts or other rows still name it; put it out of use instead.
    """
    _check_nothing_hangs_on(row)
    _record("remove", row, centre, account, [])
    row.delete()


@transaction.atomic
def save_opening_hours(hours: OpeningHours, centre: Centre, account: Account | None) -> None:
    """Add a stretch of opening to a site.

    Raises:
        ValidationError: it overlaps another stretch of the same day, or ends before it starts.
    """
    Site.objects.select_for_update().get(pk=hours.site_id)
    hours.full_clean()
    same_day = OpeningHours.objects.filter(site=hours.site, weekday=hours.weekday)
    overlap = (
        same_day.exclude(pk=hours.pk)
        .filter(opens__lt=hours.closes, closes__gt=hours.opens)
        .order_by("opens", "id")
        .first()
    )
    if overlap is not None:
        raise ValidationError(
            _("These hours overlap others of the same day: %(hours)s.") % {"hours": str(overlap)}
        )
    save(hours, centre, account)


@transaction.atomic
def use_point(point: Point, in_use: bool, account: Account | None) -> None:
    """Put a point out of use, or back in use; its counts stay.

    Raises:
        ValidationError: it is the last point in use, and the centre could count nothing.
    """
    if not in_use and not _other_points_in_use(point).exists():
        raise ValidationError(
            _("A centre keeps at least one point in use: visits are counted there.")
        )
    point.is_active = in_use
    save(point, point.centre, account, ["is_active"])


def _other_points_in_use(point: Point) -> models.QuerySet[Point]:
    return Point.objects.filter(centre=point.centre, is_active=True).exclude(pk=point.pk)


def _check_same_centre(row: models.Model, centre: Centre) -> None:
    """Nothing of a centre may name a thing of another."""
    for field in row._meta.concrete_fields:
        named = getattr(row, field.name) if field.is_relation else None
        owner = named.pk if isinstance(named, Centre) else getattr(named, "centre_id", None)
        if owner is not None and owner != centre.pk:
            raise ValidationError(_("Choose something of this centre."))


def _check_nothing_hangs_on(row: models.Model) -> None:
    """Refuse a removal that would take along rows that somebody wrote for their own sake."""
    if isinstance(row, Point) and not _other_points_in_use(row).exists():
        raise ValidationError(
            _("A centre keeps at least one point in use: visits are counted there.")
        )
    collector = Collector(using=row._state.db or "default", origin=row)
    try:
        collector.collect([row])
    except models.ProtectedError as error:
        raise ValidationError(
            _("“%(name)s” is named by counts already made: put it out of use instead.")
            % {"name": str(row)}
        ) from error
    taken_along = {model for model, rows in collector.data.items() if rows}
    taken_along |= {rows.model for rows in collector.fast_deletes if rows.exists()}
    lost = taken_along - PARTS - {type(row)}
    if lost:
        names = ", ".join(sorted(str(model._meta.verbose_name_plural) for model in lost))
        raise ValidationError(
            _("“%(name)s” still holds: %(things)s. Move or remove them first.")
            % {"name": str(row), "things": names}
        )


def _record(
    verb: str, row: models.Model, centre: Centre, account: Account | None, changed: list[str]
) -> None:
    detail: dict[str, object] = {"name": str(row)[:120]}
    if changed:
        detail["changed"] = changed
    audit.record(
        f"kernel.{verb}_{row._meta.model_name}",
        centre=centre,
        account=account,
        subject=row,
        **detail,
    )
