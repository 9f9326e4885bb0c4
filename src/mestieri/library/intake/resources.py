"""Resources of the documentation, from a table (S5)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mestieri.engines.tables import ColumnKind
from mestieri.kernel.intake import Existing, Importer, IntakeField, IntakeTarget
from mestieri.kernel.intake.importer import Snapshot
from mestieri.kernel.roles import Right
from mestieri.library.intake.columns import columns_of, put_back
from mestieri.library.models import Holding, Resource, ResourceFacet
from mestieri.library.services import resources as service
from mestieri.library.services.resource_data import PLAIN_FIELDS, ResourceData, sort_title
from mestieri.library.services.resource_rows import (
    FACET_COLUMNS,
    RESOURCE_COLUMNS,
    RowCleaner,
    RowRefusal,
    resource_row_cleaner,
)
from mestieri.library.vocabulary import Facet, ResourceKind

#: Columns that are not compared nor put back: made from the others, or files.
NOT_OURS = frozenset({"centre", "sort_title", "created_at", "file", "subtitles"})
DATES = frozenset({"published_on", "verified_on", "review_by"})
EXAMPLES = {
    "title": "Guida all'apprendistato", "kind": "Opuscolo", "reference": "B-0001",
    "publisher": "Ente di prova", "year": "2026", "languages": "italiano; francese",
    "purposes": "lavoro; formazione", "shelf_mark": "B3", "stock": "100", "threshold": "20",
    "review_by": "31/12/2027",
}  # fmt: skip
MORE_HEADINGS = {
    "title": ("titolo risorsa", "titolo opera", "libro", "materiale"),
    "kind": ("tipo di materiale", "tipo materiale", "supporto", "formato"),
    "reference": ("inv", "numero di inventario", "n inventario", "cod", "segnatura"),
    "summary": ("contenuto", "descrizione breve"),
    "stock": ("copie disponibili", "quantita", "rimanenza"),
    "review_by": ("rivedere entro", "data di revisione", "prossima revisione"),
}


@dataclass(frozen=True)
class ResourceRow:
    """What a row says of a resource, and of what it says something."""

    data: ResourceData
    given: frozenset[str]


class ResourceImporter(Importer[ResourceRow]):
    """Two rows are about the same resource when the inventory number is the same; without one,
    when the ISBN is, or the address on the web, or kind, title, authors, year and issue are.

    What is already there keeps its places and its stock: those are moved one by one.
    """

    @cached_property
    def _clean(self) -> RowCleaner:
        """Reads rows; made when the first comes, for it asks the vocabularies."""
        return resource_row_cleaner(self.centre)

    def clean(self, values: Mapping[str, str]) -> ResourceRow:
        data = self._clean(values)
        if isinstance(data, RowRefusal):
            raise ValidationError(dict(data.reasons))
        return ResourceRow(data, frozenset(name for name, text in values.items() if text.strip()))

    def identity(self, data: ResourceRow) -> str:
        return _identity(data.data)

    def find(self, batch: Sequence[ResourceRow]) -> list[Existing | None]:
        by_identity = self._there(batch)
        found: list[Existing | None] = []
        for row in batch:
            resource = by_identity.get(_identity(row.data))
            found.append(
                resource
                and Existing(str(resource.pk), resource.title, _says_the_same(resource, row))
            )
        return found

    def _there(self, batch: Sequence[ResourceRow]) -> dict[str, Resource]:
        """Identity → what is there, for all that may be the same. Three queries."""
        every = [row.data for row in batch]
        may_be = (
            Q(reference__in=_filled(data.reference for data in every))
            | Q(isbn__in=_filled(data.isbn for data in every))
            | Q(url__in=_filled(data.url for data in every))
            | Q(sort_title__in=_filled(sort_title(data.title) for data in every))
        )
        there: dict[str, Resource] = {}
        rows = Resource.objects.filter(may_be, centre=self.centre).order_by("id")
        for resource in rows.prefetch_related("facets"):
            for identity in _identities(resource):
                there.setdefault(identity, resource)
        return there

    def create(self, batch: Sequence[ResourceRow]) -> list[str]:
        made = service.create_resources(
            [row.data for row in batch], centre=self.centre, account=self.account
        )
        return [str(resource.pk) for resource in made]

    def update(self, key: str, data: ResourceRow) -> None:
        resource = Resource.objects.get(centre=self.centre, pk=key)
        kept = {name: getattr(resource, name) for name in PLAIN_FIELDS if name not in data.given}
        whole = dataclasses.replace(data.data, **kept)
        service.update_resource(resource, whole, account=self.account)

    def snapshots(self, keys: Sequence[str]) -> dict[str, Snapshot]:
        rows = Resource.objects.filter(centre=self.centre, pk__in=keys).prefetch_related(
            "facets", "holdings"
        )
        return {str(row.pk): _snapshot(row) for row in rows}

    def restore(self, key: str, before: Snapshot) -> None:
        resource = Resource.objects.get(centre=self.centre, pk=key)
        put_back(resource, before["columns"])
        facets = {Facet(name): frozenset(values) for name, values in before["facets"].items()}
        service.save_resource(resource, facets=facets, account=self.account, act=service.UNDONE)

    def remove(self, key: str) -> None:
        service.remove_resources(self.centre, [int(key)])

    def shown(self, data: ResourceRow) -> dict[str, str]:
        said = data.data
        shown = {"kind": str(ResourceKind(said.kind).label), "isbn": said.isbn, "issn": said.issn}
        return {name: text for name, text in shown.items() if name in data.given}

    def described(self, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        rows = Resource.objects.filter(centre=self.centre, pk__in=keys).prefetch_related("facets")
        return {str(row.pk): _described(row) for row in rows}


def _filled(words: Iterable[str]) -> set[str]:
    return {word for word in words if word}


def _identity(data: ResourceData) -> str:
    if data.reference:
        return f"reference|{data.reference}"
    if data.isbn:
        return f"isbn|{_digits(data.isbn)}"
    if data.url:
        return f"url|{data.url}"
    return _by_title(data)


def _identities(resource: Resource) -> list[str]:
    """All the names by which a row may mean a resource."""
    names = [_by_title(resource)]
    if resource.reference:
        names.append(f"reference|{resource.reference}")
    if resource.isbn:
        names.append(f"isbn|{_digits(resource.isbn)}")
    if resource.url:
        names.append(f"url|{resource.url}")
    return names


def _by_title(one: ResourceData | Resource) -> str:
    said = (one.kind, sort_title(one.title), one.authors.casefold(), one.year, one.issue)
    return "title|" + "|".join(str(word or "") for word in said)


def _digits(isbn: str) -> str:
    return isbn.replace("-", "").replace(" ", "")


def _says_the_same(resource: Resource, row: ResourceRow) -> bool:
    """Whether everything that the row says is already so; its places are not looked at."""
    said = row.data
    for name in (*PLAIN_FIELDS, "review_by"):
        if name in row.given and not _alike(name, getattr(resource, name), getattr(said, name)):
            return False
    return all(values == _values(resource, facet) for facet, values in said.facets.items())


def _alike(name: str, there: Any, said: Any) -> bool:
    if name in ("isbn", "issn"):
        return _digits(there) == _digits(said)
    return bool((there or "") == (said or ""))


def _values(resource: Resource, facet: Facet) -> frozenset[str]:
    return frozenset(row.value for row in resource.facets.all() if row.facet == facet)


def _snapshot(resource: Resource) -> Snapshot:
    facets: dict[str, list[str]] = {facet.value: [] for facet in Facet}
    for row in _in_order(resource.facets.all()):
        facets[row.facet].append(row.value)
    return {
        "columns": columns_of(resource, without=NOT_OURS),
        "facets": facets,
        "holdings": [_place(holding) for holding in resource.holdings.all()],
    }


def _in_order(rows: Iterable[ResourceFacet]) -> list[ResourceFacet]:
    return sorted(rows, key=lambda row: (row.facet, row.value))


def _place(holding: Holding) -> list[Any]:
    return [
        holding.pk, holding.site_id, holding.shelf_id, holding.shelf_mark,
        holding.copies, holding.threshold,
    ]  # fmt: skip


def _described(resource: Resource) -> dict[str, str]:
    words: dict[str, str] = {}
    for name in RESOURCE_COLUMNS:
        if name in FACET_COLUMNS:
            words[name] = "; ".join(sorted(_values(resource, FACET_COLUMNS[name])))
        elif hasattr(resource, name):
            words[name] = str(getattr(resource, name) or "")
    words["kind"] = resource.get_kind_display()
    return words


def _field(name: str) -> IntakeField:
    column = RESOURCE_COLUMNS[name]
    return IntakeField(
        name,
        column.label,
        (*column.headings, *MORE_HEADINGS.get(name, ())),
        is_required=column.is_required,
        kind=_kind(name),
        example=EXAMPLES.get(name, ""),
    )


def _kind(name: str) -> ColumnKind:
    if name in DATES:
        return ColumnKind.DATE
    return {"url": ColumnKind.ADDRESS, "isbn": ColumnKind.ISBN}.get(name, ColumnKind.TEXT)


RESOURCES = IntakeTarget(
    code="resources",
    label=_("Books, brochures, websites and other resources"),
    explanation=_("The documentation of the centre, with its shelves and its stock"),
    fields=tuple(_field(name) for name in RESOURCE_COLUMNS),
    right=Right.MANAGE_LIBRARY,
    importer=ResourceImporter,
    list_url_name="library-resources",
)
