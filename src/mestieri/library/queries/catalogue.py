"""The catalogue: resources by word and by side, a page at a time, however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from mestieri.kernel.models import Centre
from mestieri.library.facet_words import (
    FACET_PARAMETERS,
    FACET_QUESTIONS,
    FacetWords,
    facet_words,
)
from mestieri.library.models import Holding, Resource, ResourceFacet, ResourceWord
from mestieri.library.stems import beginnings, catalogue_stems
from mestieri.library.vocabulary import Facet, ResourceKind, ResourceState

ROWS_A_PAGE = 25
MOST_COUNTED = 1000  # beyond, «more than»
LONGEST_WORDS = 100
MOST_WORDS = 6
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Filters:
    """What is asked of the catalogue, as its address says it.

    Attributes:
        words: words to look for.
        kind: kind of resource, or empty.
        facets: facet → the code asked for.
        after, before: key of the last (first) resource of the page one comes from, or 0.
        state: state asked for at the Banco.
        shelf: beginning of a shelf mark.
    """

    words: str = ""
    kind: str = ""
    facets: Mapping[Facet, str] = field(default_factory=dict)
    after: int = 0
    before: int = 0
    state: str = ResourceState.LIVE.value
    shelf: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Filters:
        """From the parameters of an address; what is not known is not asked."""
        words = " ".join(asked.get("q", "").replace("\x00", " ").split())[:LONGEST_WORDS]
        kind = asked.get("tipo", "")
        facets = {
            facet: value.replace("\x00", "")[:60]
            for facet, name in FACET_PARAMETERS.items()
            if (value := asked.get(name, ""))
        }
        state = asked.get("stato", "")
        return cls(
            words,
            kind if kind in ResourceKind.values else "",
            facets,
            _key(asked.get("dopo", "")),
            _key(asked.get("prima", "")),
            state if state in ResourceState.values else ResourceState.LIVE.value,
            asked.get("scaffale", "").replace("\x00", "").strip()[:40],
        )

    def address(self) -> str:
        """The same as the end of an address, with its question mark; empty for everything."""
        asked = {
            "q": self.words,
            "tipo": self.kind,
            **{FACET_PARAMETERS[facet]: value for facet, value in self.facets.items()},
            "stato": "" if self.state == ResourceState.LIVE else self.state,
            "scaffale": self.shelf,
            "dopo": str(self.after or ""),
            "prima": str(self.before or ""),
        }
        told = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(told)}" if told else "?"

    def with_facet(self, facet: Facet, value: str) -> Filters:
        """The same from its first page, with another value of a facet; empty for any."""
        facets = {**self.facets, facet: value}
        return replace(self, facets={f: v for f, v in facets.items() if v}, after=0, before=0)

    def with_kind(self, kind: str) -> Filters:
        return replace(self, kind=kind, after=0, before=0)

    def with_state(self, state: str) -> Filters:
        return replace(self, state=state, after=0, before=0)

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.words or self.kind or self.facets or self.shelf)


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text) <= LARGEST_KEY else 0


@dataclass(frozen=True)
class Choice:
    """A value to filter by, as a link."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class FilterGroup:
    """The values of one side."""

    question: str
    choices: list[Choice]
    chosen: str


@dataclass(frozen=True)
class CataloguePage:
    """A page of the catalogue.

    Attributes:
        rows: the resources, with their places.
        count: how many there are in all, up to `MOST_COUNTED`.
        is_more: there are more than `count`.
        next_address, previous_address: ends of the addresses of the neighbours, or empty.
        groups: the filters.
        chosen: what is chosen, each with the address that lets it go.
    """

    filters: Filters
    rows: list[Resource]
    count: int
    is_more: bool
    next_address: str
    previous_address: str
    groups: list[FilterGroup]
    chosen: list[Choice]


def resources_matching(centre: Centre, filters: Filters) -> QuerySet[Resource]:
    """The resources of a centre that answer, in the order of their titles."""
    rows = Resource.objects.filter(centre=centre, state=filters.state)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    for facet, value in filters.facets.items():
        sides = ResourceFacet.objects.filter(resource=OuterRef("pk"), facet=facet, value=value)
        rows = rows.filter(Exists(sides))
    if filters.shelf:
        places = Holding.objects.filter(
            resource=OuterRef("pk"), shelf_mark__istartswith=filters.shelf
        )
        rows = rows.filter(Exists(places))
    if filters.words:
        rows = rows.filter(with_words(filters.words))
    return rows.order_by("sort_title", "id")


def with_words(words: str) -> Q:
    """Every word, or its beginning, is a word of the resource; or all is its number."""
    found = Q()
    for stem in catalogue_stems(words)[:MOST_WORDS]:
        low, high = beginnings(stem)
        stems = Q(stem=stem) if not high else Q(stem__gte=low, stem__lt=high)
        found &= Q(pk__in=ResourceWord.objects.filter(stems).values("resource_id"))
    number = Q(reference=words) | Q(isbn=words)
    return number | found if found else number


def catalogue(centre: Centre, filters: Filters) -> CataloguePage:
    """One page of the catalogue with its filters. At most five queries."""
    matching = resources_matching(centre, filters)
    count = matching.order_by()[: MOST_COUNTED + 1].count()
    rows, has_more = _one_page(matching, filters)
    words = facet_words()
    return CataloguePage(
        filters,
        rows,
        min(count, MOST_COUNTED),
        count > MOST_COUNTED,
        _neighbour(filters, rows, has_more, forwards=True),
        _neighbour(filters, rows, has_more, forwards=False),
        _groups(filters, words),
        _chosen(filters, words),
    )


def _one_page(matching: QuerySet[Resource], filters: Filters) -> tuple[list[Resource], bool]:
    """Rows of the page, and whether there are more in the direction one goes."""
    anchor = filters.after or filters.before
    if anchor:
        place = Resource.objects.filter(pk=anchor).values_list("sort_title", "pk").first()
        if place is not None:
            matching = _beyond(matching, *place, forwards=bool(filters.after))
    rows = list(matching.prefetch_related("holdings__site")[: ROWS_A_PAGE + 1])
    has_more = len(rows) > ROWS_A_PAGE
    rows = rows[:ROWS_A_PAGE]
    if filters.before and not filters.after:
        rows.reverse()
    return rows, has_more


def _beyond(rows: QuerySet[Resource], title: str, pk: int, *, forwards: bool) -> QuerySet[Resource]:
    """What comes after (before) a place of the order, without counting what one skips."""
    if forwards:
        later = Q(sort_title__gt=title) | Q(sort_title=title, pk__gt=pk)
        return rows.filter(later, sort_title__gte=title)
    earlier = Q(sort_title__lt=title) | Q(sort_title=title, pk__lt=pk)
    return rows.filter(earlier, sort_title__lte=title).order_by("-sort_title", "-id")


def _neighbour(filters: Filters, rows: list[Resource], has_more: bool, *, forwards: bool) -> str:
    if not rows:
        return ""
    going_back = bool(filters.before and not filters.after)
    if forwards:
        there_is = has_more or going_back
        return replace(filters, after=rows[-1].pk, before=0).address() if there_is else ""
    there_is = bool(filters.after) or (going_back and has_more)
    return replace(filters, before=rows[0].pk, after=0).address() if there_is else ""


def _groups(filters: Filters, words: FacetWords) -> list[FilterGroup]:
    kinds = FilterGroup(
        _("Which kind"),
        [
            Choice(
                str(kind.label),
                filters.with_kind("" if kind == filters.kind else kind.value).address(),
                kind == filters.kind,
            )
            for kind in ResourceKind
        ],
        str(ResourceKind(filters.kind).label) if filters.kind else "",
    )
    return [kinds, *(_group(filters, facet, words) for facet in FACET_QUESTIONS)]


def _group(filters: Filters, facet: Facet, words: FacetWords) -> FilterGroup:
    asked = filters.facets.get(facet, "")
    choices = [
        Choice(
            word,
            filters.with_facet(facet, "" if code == asked else code).address(),
            code == asked,
        )
        for code, word in words.offered[facet]
    ]
    chosen = words.word(facet, asked) if asked else ""
    return FilterGroup(str(FACET_QUESTIONS[facet]), choices, chosen)


def _chosen(filters: Filters, words: FacetWords) -> list[Choice]:
    chosen = []
    if filters.words:
        chosen.append(
            Choice(
                f"«{filters.words}»", replace(filters, words="", after=0, before=0).address(), True
            )
        )
    if filters.kind:
        chosen.append(
            Choice(str(ResourceKind(filters.kind).label), filters.with_kind("").address(), True)
        )
    if filters.shelf:
        chosen.append(
            Choice(filters.shelf, replace(filters, shelf="", after=0, before=0).address(), True)
        )
    chosen += [
        Choice(words.word(facet, code), filters.with_facet(facet, "").address(), True)
        for facet, code in filters.facets.items()
    ]
    return chosen
