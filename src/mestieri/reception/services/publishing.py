"""Publish who comes in, quarter by quarter, once for all and with small counts hidden."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from mestieri.engines.discretion.tables import CountTable, Dimension, Mark, ShownCell, ShownTable
from mestieri.kernel.models import Account, Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.services import audit
from mestieri.kernel.vocabulary import AgeBand, FirstTime, Purpose, ResidenceZone
from mestieri.reception.cubes import CUBES, NEED, Cube, Quarter
from mestieri.reception.models import Attribute, PublishedTable, TableState, Visit

#: The category of who did not say.
NOT_SAID = "-"
#: How a hidden cell is written in `PublishedTable.rows`; a shown one is its count.
SIGNS = {Mark.SMALL: "<", Mark.COVERED: "*"}
CHOICES = {
    Attribute.AGE_BAND: AgeBand.values,
    Attribute.FIRST_TIME: FirstTime.values,
    Attribute.RESIDENCE_ZONE: ResidenceZone.values,
}


@transaction.atomic
def publish_quarter(
    centre: Centre, quarter: Quarter, *, account: Account | None, today: datetime.date
) -> list[PublishedTable]:
    """Publish the four tables of a closed quarter of a centre. They never change afterwards.

    Args:
        today: local day; the quarter is over when it ended before.

    Returns:
        One table an optional attribute, with the attributes that nobody said.

    Raises:
        ValidationError: the quarter is not over, is published already, or has no visits
            that still have their own row.
    """
    Centre.objects.select_for_update().get(pk=centre.pk)
    _check(centre, quarter, today)
    published = [_publish(centre, quarter, cube, account) for cube in CUBES]
    audit.record(
        "reception.publish_quarter",
        centre=centre,
        account=account,
        subject=published[0],
        quarter=quarter.name,
    )
    return published


def _check(centre: Centre, quarter: Quarter, today: datetime.date) -> None:
    if today <= quarter.last_day:
        raise ValidationError(
            _("This quarter is not over: a table that changes every day gives people away.")
        )
    if PublishedTable.objects.filter(centre=centre, first_day=quarter.first_day).exists():
        raise ValidationError(_("The tables of this quarter are published already."))
    if not _visits(centre, quarter).exists():
        raise ValidationError(_("No visit of this quarter has been counted one by one."))


def _visits(centre: Centre, quarter: Quarter) -> Any:
    return Visit.objects.filter(
        centre=centre, day__gte=quarter.first_day, day__lte=quarter.last_day
    )


def _publish(
    centre: Centre, quarter: Quarter, cube: Cube, account: Account | None
) -> PublishedTable:
    table = count_cube(centre, quarter, cube)
    said = any(place[0] != NOT_SAID for place, count in table.counts.items() if count)
    shown = _protect(table) if said else None
    state = TableState.NOTHING_SAID
    if shown is not None:
        state = TableState.SHOWN if _says_something(shown) else TableState.WITHHELD
    return PublishedTable.objects.create(
        centre=centre,
        attribute=cube.attribute,
        first_day=quarter.first_day,
        last_day=quarter.last_day,
        state=state,
        rows=as_rows(shown) if shown is not None and state == TableState.SHOWN else {},
        published_by=account,
    )


def _says_something(shown: ShownTable) -> bool:
    """Whether anything that somebody said is left in a table: zeros alone are not worth it."""
    return any(
        cell != ShownCell(Mark.SHOWN, 0)
        for place, cell in shown.cells.items()
        if place[0] not in (NOT_SAID, None)
    )


def _protect(table: CountTable) -> ShownTable:
    # Imported here: the solver takes a while to load, and no tap needs it.
    from mestieri.engines.discretion.suppression import suppress

    spare = {(table.dimensions[0].name, NOT_SAID)}
    [shown] = suppress([table], known={NEED}, spare=spare)
    return shown


def count_cube(centre: Centre, quarter: Quarter, cube: Cube) -> CountTable:
    """The true counts of a cube. One query, or two for the audiences."""
    column = "audience__code" if cube.attribute == Attribute.AUDIENCE else cube.attribute.value
    counted = (
        _visits(centre, quarter)
        .values_list(column, NEED)
        .annotate(visits=Count("id"))
        .order_by(column, NEED)
    )
    counts: dict[tuple[str, ...], int] = {
        (said or NOT_SAID, purpose): visits for said, purpose, visits in counted
    }
    categories = (*_categories(cube.attribute), NOT_SAID)
    return CountTable(
        (
            Dimension(cube.attribute.value, categories),
            Dimension(NEED, tuple(Purpose.values)),
        ),
        counts,
    )


def _categories(attribute: Attribute) -> list[str]:
    """Every word that may have been said, retired words included."""
    if attribute != Attribute.AUDIENCE:
        return list(CHOICES[attribute])
    terms = Term.objects.filter(vocabulary=Vocabulary.AUDIENCE).order_by("position", "id")
    return list(terms.values_list("code", flat=True))


def as_rows(shown: ShownTable) -> dict[str, Any]:
    """A shown table as it is stored: categories, needs, and a line of cells a category.

    The last line and the last cell of each line are totals. A cell is its count, «<» when
    it is small, «*» when it is covered.
    """
    rows, columns = (dimension.categories for dimension in shown.dimensions)
    return {
        "categories": list(rows),
        "purposes": list(columns),
        "left_out": [category for _name, category in shown.left_out],
        "cells": [
            [_as_stored(shown.cells[row, column]) for column in (*columns, None)]
            for row in (*rows, None)
        ],
    }


def _as_stored(cell: ShownCell) -> int | str:
    return SIGNS[cell.mark] if cell.count is None else cell.count
