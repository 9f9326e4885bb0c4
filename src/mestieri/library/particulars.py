"""What the library's things are today, for the finding page: one or two queries a kind."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.dates import day_in_words
from mestieri.kernel.exchange import Particulars
from mestieri.kernel.models import Centre
from mestieri.library import opening
from mestieri.library.models import DirectoryEntry, Occupation, Resource
from mestieri.library.queries.directory import published_entries
from mestieri.library.queries.keeping import number_of
from mestieri.library.queries.occupations import OCCUPATION_ADDRESS
from mestieri.library.queries.opportunities import live_opportunities
from mestieri.library.vocabulary import Facet, ResourceState

Told = dict[str, Particulars]


def of_occupations(_centre: Centre, keys: Collection[str]) -> Told:
    """Occupations: in the languages that have a title. One query."""
    rows = Occupation.objects.filter(uri__in=[f"{OCCUPATION_ADDRESS}{key}" for key in keys])
    return {
        row.key: Particulars(kind=_("Trade"), languages=tuple(row.labels))
        for row in rows.only("uri", "labels")
    }


def of_resources(centre: Centre, keys: Collection[str]) -> Told:
    """Live resources: what they are and in which languages. Two queries."""
    rows = Resource.objects.filter(
        centre=centre, pk__in=map(number_of, keys), state=ResourceState.LIVE
    ).prefetch_related("facets")
    return {
        str(row.pk): Particulars(
            kind=row.get_kind_display(),
            languages=tuple(f.value for f in row.facets.all() if f.facet == Facet.LANGUAGE),
        )
        for row in rows
    }


def of_entries(centre: Centre, keys: Collection[str]) -> Told:
    """Published services: where they are and when they open next. Three queries."""
    rows = published_entries(centre).filter(pk__in=map(number_of, keys))
    rows = rows.prefetch_related("schedules", "exceptions")
    return {str(row.pk): _of_entry(row) for row in rows}


def _of_entry(entry: DirectoryEntry) -> Particulars:
    now = timezone.localtime()
    current = opening.open_at(entry.schedules.all(), entry.exceptions.all(), now)
    day = now.date() if current.is_open else None
    if current.next_opening is not None and day is None:
        day = current.next_opening.day
    point = None
    if entry.latitude is not None and entry.longitude is not None:
        point = (float(entry.latitude), float(entry.longitude))
    return Particulars(
        kind=_("Service"),
        languages=tuple(entry.languages),
        municipality=entry.municipality,
        point=point,
        day=day,
        note=current.sentence,
    )


def of_opportunities(centre: Centre, keys: Collection[str]) -> Told:
    """Opportunities that are not over: where, and until when. One query."""
    rows = live_opportunities(centre, timezone.localdate()).filter(pk__in=map(number_of, keys))
    return {
        str(row.pk): Particulars(
            kind=row.get_kind_display(),
            municipality=row.municipality or (row.entry.municipality if row.entry else ""),
            day=row.deadline,
            note=_("until %(day)s") % {"day": day_in_words(row.deadline, "j F")},
        )
        for row in rows
    }
