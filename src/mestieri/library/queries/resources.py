"""Questions about one resource, about a theme, and about how much resources are used."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Sum
from django.utils import timezone
from django.utils.text import Truncator

from mestieri.kernel.dates import text_with_day_in_words
from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.acts import act_name
from mestieri.library.facet_words import FACET_PARAMETERS, FACET_QUESTIONS, facet_words
from mestieri.library.models import (
    ConsultationTally,
    Holding,
    LinkCheck,
    Occupation,
    Resource,
    Revision,
)
from mestieri.library.vocabulary import (
    ConsultationMode,
    Facet,
    LinkStatus,
    ResourceKind,
    ResourceState,
)

ROWS_AT_ONCE = 500
MOST_OF_A_THEME = 8
MOST_OF_AN_OCCUPATION = 8


@dataclass(frozen=True)
class Side:
    """The values of one facet of a resource, each with the end of an address that looks for it."""

    question: str
    values: list[tuple[str, str]]


@dataclass(frozen=True)
class ResourcePage:
    """Everything the page of a resource shows.

    Attributes:
        holdings: where it stands, the missing ones left out.
        sides: what it is for, in words.
        link_host: the host its link leads to, or empty.
        link_is_dead: the link did not answer on two days.
        theme: code of its first theme, or empty.
    """

    resource: Resource
    holdings: list[Holding]
    sides: list[Side]
    occupations: list[Occupation]
    link_host: str
    link_is_dead: bool
    theme: str

    @property
    def imprint(self) -> list[str]:
        """Who made it and when, what is known of it."""
        row = self.resource
        return [
            part for part in (row.authors, row.publisher, row.issue, str(row.year or "")) if part
        ]


def live_resource(centre: Centre, pk: int) -> Resource | None:
    """A resource that everybody may see, or None."""
    return Resource.objects.filter(centre=centre, pk=pk, state=ResourceState.LIVE).first()


def resource_page(resource: Resource) -> ResourcePage:
    """What the page of a resource shows. Five queries."""
    facets = [(row.facet, row.value) for row in resource.facets.all()]
    check = LinkCheck.objects.filter(resource=resource, url=resource.url).first()
    return ResourcePage(
        resource,
        [
            holding
            for holding in resource.holdings.select_related("site", "shelf")
            if holding.missing_since is None
        ],
        _sides(facets),
        list(resource.occupations.order_by("resource_occupations__id")),
        urlsplit(resource.url).hostname or "" if resource.url else "",
        check is not None and check.status == LinkStatus.DEAD,
        next((value for facet, value in facets if facet == Facet.THEME), ""),
    )


def _sides(facets: list[tuple[str, str]]) -> list[Side]:
    words = facet_words()
    sides = []
    for facet, question in FACET_QUESTIONS.items():
        values = [
            (words.word(facet, value), f"?{FACET_PARAMETERS[facet]}={value}")
            for of, value in facets
            if of == facet
        ]
        if values:
            sides.append(Side(str(question), values))
    return sides


def theme_named(code: str) -> Term | None:
    """A theme of the documentation, or None."""
    return Term.objects.filter(vocabulary=Vocabulary.THEME, code=code, is_retired=False).first()


def themes() -> list[Term]:
    """The themes to choose from, in their order."""
    return list(
        Term.objects.filter(vocabulary=Vocabulary.THEME, is_retired=False).order_by(
            "position", "id"
        )
    )


def most_used_of_theme(centre: Centre, theme: str, since: datetime.date) -> list[Resource]:
    """Resources of a theme, the most used since a day first, then the last verified."""
    of_theme = Resource.objects.filter(
        centre=centre, state=ResourceState.LIVE, facets__facet=Facet.THEME, facets__value=theme
    )
    used = list(
        ConsultationTally.objects.filter(centre=centre, day__gte=since, resource__in=of_theme)
        .values("resource_id")
        .annotate(times_used=Sum("times"))
        .order_by("-times_used", "resource_id")
        .values_list("resource_id", flat=True)[:MOST_OF_A_THEME]
    )
    rows = of_theme.prefetch_related("holdings__site")
    first = {row.pk: row for row in rows.filter(pk__in=used)}
    found = [first[pk] for pk in used]
    if len(found) < MOST_OF_A_THEME:
        others = rows.exclude(pk__in=used).order_by("-review_by", "-id")
        found += list(others[: MOST_OF_A_THEME - len(found)])
    return found


def resources_of_occupation(centre: Centre, occupation: Occupation) -> list[Resource]:
    """What the centre has about a profession."""
    rows = Resource.objects.filter(
        centre=centre, state=ResourceState.LIVE, resource_occupations__occupation=occupation
    )
    return list(rows.prefetch_related("holdings__site")[:MOST_OF_AN_OCCUPATION])


def resources_to_find(keys: Collection[str] | None = None) -> Iterator[Resource]:
    """Every live resource, or some, with its centre, sides and trades, a few at a time."""
    rows = Resource.objects.filter(state=ResourceState.LIVE).select_related("centre")
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    yield from rows.prefetch_related("facets", "occupations").iterator(chunk_size=ROWS_AT_ONCE)


def is_for(resource: Resource, facet: Facet) -> list[str]:
    """Values of a facet of a resource whose sides were fetched."""
    return [row.value for row in resource.facets.all() if row.facet == facet]


# Counts ----------------------------------------------------------------------------------


def uses_between(centre: Centre, first: datetime.date, last: datetime.date) -> int:
    """Resources opened, printed or taken from the shelf."""
    return _uses(centre, first, last)


def openings_between(centre: Centre, first: datetime.date, last: datetime.date) -> int:
    return _uses(centre, first, last, ConsultationMode.OPENED)


def shelf_uses_between(centre: Centre, first: datetime.date, last: datetime.date) -> int:
    return _uses(centre, first, last, ConsultationMode.SHELF)


def _uses(centre: Centre, first: datetime.date, last: datetime.date, *modes: str) -> int:
    rows = ConsultationTally.objects.filter(centre=centre, day__gte=first, day__lte=last)
    if modes:
        rows = rows.filter(mode__in=modes)
    return rows.aggregate(times=Sum("times"))["times"] or 0


def live_resources(centre: Centre, first: datetime.date, last: datetime.date) -> int:
    """Live resources today, whatever the days asked."""
    return Resource.objects.filter(centre=centre, state=ResourceState.LIVE).count()


@dataclass(frozen=True)
class MostUsed:
    """A resource and how often it was used."""

    resource: Resource
    times: int


def most_used(centre: Centre, since: datetime.date, most: int) -> list[MostUsed]:
    """Resources most used since a day. Two queries."""
    rows = list(
        ConsultationTally.objects.filter(centre=centre, day__gte=since, times__gt=0)
        .values("resource_id")
        .annotate(times_used=Sum("times"))
        .order_by("-times_used", "resource_id")[:most]
    )
    resources = Resource.objects.in_bulk([row["resource_id"] for row in rows])
    return [MostUsed(resources[row["resource_id"]], row["times_used"]) for row in rows]


def kind_label(resource: Resource) -> str:
    return str(ResourceKind(resource.kind).label)


# History ---------------------------------------------------------------------------------

MOST_OF_HISTORY = 50


@dataclass(frozen=True)
class HistoryLine:
    """One change of a resource.

    Attributes:
        act: what was done, in words.
        changes: (what, before, after), in words.
    """

    revision: Revision
    act: str
    changes: list[tuple[str, str, str]]


def history(resource: Resource) -> list[HistoryLine]:
    """What was done to a resource, the last first. One query."""
    rows = Revision.objects.filter(
        centre_id=resource.centre_id, subject_kind="resource", subject_key=str(resource.pk)
    ).select_related("made_by")[:MOST_OF_HISTORY]
    names = {field.name: str(field.verbose_name) for field in Resource._meta.get_fields() if
             hasattr(field, "verbose_name")}  # fmt: skip
    names |= {facet.value: str(facet.label) for facet in Facet}
    names["holdings"] = str(Holding._meta.verbose_name_plural)
    return [
        HistoryLine(
            row,
            act_name(row.act),
            [
                (names.get(name, name), _in_words(before), _in_words(after))
                for name, (before, after) in row.changes.items()
            ],
        )
        for row in rows
    ]


def _in_words(value: object) -> str:
    """A value of the history, short enough to be read in a line."""
    words = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value or "")
    return Truncator(text_with_day_in_words(words)).chars(120) or "–"


def shelf_uses_of_today(centre: Centre) -> list[ConsultationTally]:
    """What was taken from the shelf today, the most taken first. One query."""
    rows = ConsultationTally.objects.filter(
        centre=centre, day=timezone.localdate(), mode=ConsultationMode.SHELF, times__gt=0
    )
    return list(rows.select_related("resource").order_by("-times", "id")[:50])
