"""Indexes of a centre, and what CVs say for them in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from mestieri.engines.places import load_municipalities
from mestieri.kernel.models import Centre
from mestieri.talents.index_codes import CEFR, NO_LEVEL, TENTHS, level_of, numbers_in
from mestieri.talents.index_reading import WHOLE
from mestieri.talents.models import IndexDefinition, IndexType, IndexValue


def indexes_in_use(centre: Centre) -> list[IndexDefinition]:
    """Indexes that are not put away, with their values; two questions."""
    held = IndexDefinition.objects.filter(centre=centre, retired_on__isnull=True)
    return list(held.prefetch_related("choices"))


def indexes_with_counts(centre: Centre) -> list[IndexDefinition]:
    """All indexes, put away or not, each with `said`: how many CVs say something for it."""
    held = IndexDefinition.objects.filter(centre=centre).annotate(said=Count("values"))
    return list(held.prefetch_related("choices").order_by("retired_on", "place", "id"))


@dataclass(frozen=True)
class Said:
    """What a CV says for an index: words for the page, and the phrases of the CV."""

    text: str
    phrases: tuple[str, ...]
    origin: str


def said_by(value: IndexValue, definition: IndexDefinition) -> Said:
    """A value in words."""
    phrases = tuple(dict.fromkeys(str(one) for one in value.phrases.values()))
    return Said(in_words(definition, value.code), phrases, value.get_origin_display())


def in_words(definition: IndexDefinition, code: int) -> str:
    """A number of an index in words; values put away keep their name."""
    names = {choice.number: choice.name for choice in definition.choices.all()}
    match definition.type:
        case IndexType.YES_NO:
            return _("Yes") if code else _("No")
        case IndexType.ONE_OF | IndexType.MANY_OF:
            return ", ".join(names[number] for number in numbers_in(code) if number in names)
        case IndexType.NUMBER:
            number = number_format(code / TENTHS, 1 if code % TENTHS else 0)
            return f"{number} {definition.unit}".strip()
        case IndexType.DATE:
            return date_format(datetime.date.fromordinal(code), "DATE_FORMAT")
        case IndexType.PLACE:
            return place_name(code)
    return ", ".join(
        _language_in_words(name, level_of(code, number))
        for number, name in names.items()
        if level_of(code, number)
    )


def _language_in_words(name: str, level: int) -> str:
    return name if level == NO_LEVEL else f"{name} {CEFR[level - 1]}"


def place_name(istat: int) -> str:
    """The municipality with a code of ISTAT."""
    wanted = f"{istat:06d}"
    return next((row.name for row in load_municipalities() if row.istat == wanted), "")


def phrase_for(value: IndexValue, wanted: Mapping[str, object]) -> str:
    """The words of the CV that answer what was asked; else all that it says."""
    numbers = wanted.get("any") or wanted.get("all") or [wanted.get("number", WHOLE)]
    assert isinstance(numbers, Sequence)
    exact = [str(value.phrases[str(one)]) for one in numbers if str(one) in value.phrases]
    return " · ".join(exact or dict.fromkeys(str(one) for one in value.phrases.values()))
