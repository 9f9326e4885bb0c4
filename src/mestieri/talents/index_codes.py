"""What a CV says for an index, as one whole number, and what a search asks of it.

| type | number |
|---|---|
| yes or no | 1, 0 |
| one or several of a list | a bit for each value, by its `number` |
| number | ten times itself |
| date | days, as `date.toordinal` counts them |
| place | ISTAT's code of the municipality |
| languages | three bits each: 0 not said, 1–6 for A1–C2 (the mother tongue), 7 without level |

Pure functions: the same rule is written for a row (`mark`) and for the database (`missed`); a
test holds the two together. What is not said is never counted against anybody.
"""

from __future__ import annotations

import datetime
import enum
import functools
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q
from django.db.models.expressions import Combinable

from mestieri.engines.places import Point, kilometres, load_municipalities
from mestieri.talents.models import IndexType

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
NO_LEVEL = 7
BITS_A_LANGUAGE = 3
TENTHS = 10
KILOMETRES_A_DEGREE = 111

Wanted = Mapping[str, Any]


class Mark(enum.StrEnum):
    """What a CV says of what was asked."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


def mask_of(numbers: Iterable[int]) -> int:
    """The bits of some values of a list."""
    return functools.reduce(lambda bits, number: bits | 1 << number, numbers, 0)


def numbers_in(code: int) -> list[int]:
    """The values of a list whose bits are set."""
    return [number for number in range(code.bit_length()) if code >> number & 1]


def with_language(code: int, number: int, level: int) -> int:
    """A code of languages with one more, or with a higher level of one it has."""
    shift = BITS_A_LANGUAGE * number
    held = code >> shift & 7
    kept = level if held in (0, NO_LEVEL) else max(held, level if level != NO_LEVEL else held)
    return code & ~(7 << shift) | kept << shift


def level_of(code: int, number: int) -> int:
    """The level of a language: 0 if it is not said, 7 without a level."""
    return code >> BITS_A_LANGUAGE * number & 7


@functools.lru_cache(maxsize=200)
def municipalities_within(istat: int, km: int) -> frozenset[int]:
    """ISTAT's codes of the municipalities within a distance of one; itself always."""
    table = _points()
    here = table.get(istat)
    if here is None:
        return frozenset({istat})
    # A degree of latitude is 111 km: who lies further north or south is not measured.
    degrees = km / KILOMETRES_A_DEGREE
    near = {
        code
        for code, point in table.items()
        if abs(point[0] - here[0]) <= degrees and kilometres(here, point) <= km
    }
    return frozenset(near | {istat})


@functools.cache
def _points() -> dict[int, Point]:
    return {int(row.istat): row.point for row in load_municipalities()}


def mark(kind: str, code: int | None, wanted: Wanted) -> Mark:
    """Whether a CV's number is what was asked."""
    if code is None:
        return Mark.UNKNOWN
    if kind == IndexType.LANGUAGE and level_of(code, wanted["number"]) == NO_LEVEL:
        return Mark.UNKNOWN
    return Mark.MISSED if _is_missed(kind, code, wanted) else Mark.MET


def _is_missed(kind: str, code: int, wanted: Wanted) -> bool:
    match kind:
        case IndexType.YES_NO:
            return code != int(wanted["is"])
        case IndexType.ONE_OF:
            return not code & mask_of(wanted["any"])
        case IndexType.MANY_OF:
            mask = mask_of(wanted["all"])
            return code & mask != mask
        case IndexType.NUMBER:
            low, high = wanted.get("from"), wanted.get("to")
            return (low is not None and code < low * TENTHS) or (
                high is not None and code > high * TENTHS
            )
        case IndexType.DATE:
            return code > datetime.date.fromisoformat(wanted["by"]).toordinal()
        case IndexType.PLACE:
            return code not in municipalities_within(wanted["istat"], wanted["km"])
    return level_of(code, wanted["number"]) < wanted["level"]


def missed(kind: str, column: str, wanted: Wanted, bits: str) -> tuple[dict[str, Combinable], Q]:
    """The same question for the database.

    Args:
        column: where the number stands.
        bits: a name for what must be worked out first.

    Returns:
        What to annotate first, and the condition under which a row is *not* what was asked;
        where the column is empty the condition does not hold.
    """
    match kind:
        case IndexType.YES_NO:
            return {}, Q(**{column: 1 - int(wanted["is"])})
        case IndexType.ONE_OF:
            return {bits: _wide(F(column).bitand(mask_of(wanted["any"])))}, Q(**{bits: 0})
        case IndexType.MANY_OF:
            mask = mask_of(wanted["all"])
            return {bits: _wide(F(column).bitand(mask))}, Q(**{f"{bits}__lt": mask})
        case IndexType.NUMBER:
            return {}, _outside(column, wanted.get("from"), wanted.get("to"))
        case IndexType.DATE:
            last = datetime.date.fromisoformat(wanted["by"]).toordinal()
            return {}, Q(**{f"{column}__gt": last})
        case IndexType.PLACE:
            near = sorted(municipalities_within(wanted["istat"], wanted["km"]))
            return {}, Q(**{f"{column}__isnull": False}) & ~Q(**{f"{column}__in": near})
    shift = BITS_A_LANGUAGE * wanted["number"]
    shifted = F(column).bitrightshift(shift).bitand(NO_LEVEL)
    return {bits: _wide(shifted)}, Q(**{f"{bits}__lt": wanted["level"]})


def _wide(bits: Combinable) -> Combinable:
    """Bits of a column of 64: Django takes them for 32, and a wider mask for one out of reach."""
    return ExpressionWrapper(bits, output_field=BigIntegerField())


def _outside(column: str, low: int | None, high: int | None) -> Q:
    outside = Q(pk__in=[])
    if low is not None:
        outside |= Q(**{f"{column}__lt": low * TENTHS})
    if high is not None:
        outside |= Q(**{f"{column}__gt": high * TENTHS})
    return outside
