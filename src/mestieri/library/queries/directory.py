"""Questions about the directory of services."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Centre, Proposal, Term
from mestieri.kernel.models.proposals import ProposalState
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES, Purpose
from mestieri.library import opening
from mestieri.library.models import DirectoryEntry, KeepingState
from mestieri.library.queries.keeping import (
    Filter,
    has_words,
    make_filter,
    number_of,
    terms_by_vocabulary,
    terms_of,
)

ROWS_AT_ONCE = 500
WORDS, PURPOSE, DISTRICT, CATEGORY, LANGUAGE, AUDIENCE = (
    "q", "esigenza", "zona", "tipo", "lingua", "per",
)  # fmt: skip
FILTERS = (WORDS, PURPOSE, DISTRICT, CATEGORY, LANGUAGE, AUDIENCE)
STATE, DUE = "stato", "scadute"
OVERDUE = "si"


def asked_of(data: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """What an address asks of a list: name of each filter → its value, cleaned."""
    return {name: " ".join(data.get(name, "").replace("\x00", " ").split())[:100] for name in names}


def entries_of_centre(centre: Centre) -> QuerySet[DirectoryEntry]:
    """Every service a centre keeps, whatever its state."""
    return DirectoryEntry.objects.filter(centre=centre).select_related("district", "partner")


def published_entries(centre: Centre) -> QuerySet[DirectoryEntry]:
    """Services the public sees."""
    return entries_of_centre(centre).filter(state=KeepingState.PUBLISHED)


def narrowed(
    entries: QuerySet[DirectoryEntry], asked: Mapping[str, str]
) -> QuerySet[DirectoryEntry]:
    """Services that answer what an address asks; a value nobody knows finds nothing."""
    if words := asked.get(WORDS):
        entries = entries.filter(
            has_words(words, "organisation", "service", "description", "address", "municipality")
        )
    if purpose := asked.get(PURPOSE):
        entries = entries.filter(purposes__has=purpose)
    if district := asked.get(DISTRICT):
        entries = entries.filter(district_id=number_of(district))
    if language := asked.get(LANGUAGE):
        entries = entries.filter(languages__has=language)
    if category := asked.get(CATEGORY):
        entries = entries.filter(pk__in=_described_by(Vocabulary.REFERRAL_DESTINATION, category))
    if audience := asked.get(AUDIENCE):
        entries = entries.filter(pk__in=_described_by(Vocabulary.AUDIENCE, audience))
    return entries


def _described_by(vocabulary: Vocabulary, code: str) -> QuerySet[Any]:
    return DirectoryEntry.terms.through.objects.filter(
        term__vocabulary=vocabulary, term__code=code
    ).values("entry_id")


def filters_of_directory(centre: Centre, asked: Mapping[str, str]) -> list[Filter]:
    """The filters of the directory's pages, as links. Two queries."""
    terms = terms_by_vocabulary(Vocabulary.REFERRAL_DESTINATION, Vocabulary.AUDIENCE)
    districts = [(str(district.pk), district.name) for district in centre.districts.all()]
    return [
        found
        for found in (
            make_filter(PURPOSE, _("Need"), Purpose.choices, asked),
            make_filter(DISTRICT, _("District"), districts, asked),
            make_filter(
                CATEGORY,
                _("Kind of service"),
                _pairs(terms[Vocabulary.REFERRAL_DESTINATION]),
                asked,
            ),
            make_filter(LANGUAGE, _("Language spoken"), SPOKEN_LANGUAGES, asked),
            make_filter(AUDIENCE, _("For whom"), _pairs(terms[Vocabulary.AUDIENCE]), asked),
        )
        if found.choices
    ]


def _pairs(terms: Iterable[Term]) -> list[tuple[str, str]]:
    return [(term.code, str(term)) for term in terms]


@dataclass(frozen=True)
class EntrySheet:
    """A service as the pages show it.

    Attributes:
        entry: the row.
        now: whether it receives people at this moment.
        hours: its hours, in words.
        closures: days of closure still to come.
        categories, themes, audiences, moments: its words.
        needs, languages, access, documents, place_facts: its codes in words.
    """

    entry: DirectoryEntry
    now: opening.OpenNow
    hours: list[str]
    closures: list[Any]
    categories: list[Term]
    themes: list[Term]
    audiences: list[Term]
    moments: list[Term]
    needs: list[str]
    languages: list[str]
    access: list[str]
    documents: list[str]
    place_facts: list[str]

    @property
    def map_address(self) -> str:
        """Page of OpenStreetMap for its place, opened only by who follows it; or empty."""
        entry = self.entry
        if entry.latitude is None or entry.longitude is None:
            return ""
        return (
            f"https://www.openstreetmap.org/?mlat={entry.latitude}&mlon={entry.longitude}"
            f"#map=17/{entry.latitude}/{entry.longitude}"
        )


def sheets_of(
    entries: QuerySet[DirectoryEntry] | Iterable[DirectoryEntry], now: datetime.datetime
) -> list[EntrySheet]:
    """Services as the pages show them, at a local moment. Three queries beside their own."""
    if isinstance(entries, QuerySet):
        entries = entries.prefetch_related("terms", "schedules", "exceptions")
    return [sheet_of(entry, now) for entry in entries]


def sheet_of(entry: DirectoryEntry, now: datetime.datetime) -> EntrySheet:
    """One service as its page shows it, at a local moment. Three queries, if not prefetched."""
    schedules = list(entry.schedules.all())
    exceptions = list(entry.exceptions.all())
    terms = terms_of(entry)
    current = [s for s in schedules if s.valid_until is None or s.valid_until >= now.date()]
    field = DirectoryEntry._meta.get_field
    return EntrySheet(
        entry,
        opening.open_at(schedules, exceptions, now),
        [opening.in_words(schedule) for schedule in current],
        [exception for exception in exceptions if exception.last_day >= now.date()],
        terms.get(Vocabulary.REFERRAL_DESTINATION, []),
        terms.get(Vocabulary.THEME, []),
        terms.get(Vocabulary.AUDIENCE, []),
        terms.get(Vocabulary.LIFE_MOMENT, []),
        field("purposes").words(entry.purposes),
        field("languages").words(entry.languages),
        field("access_modes").words(entry.access_modes),
        field("documents").words(entry.documents),
        field("place_facts").words(entry.place_facts),
    )


@dataclass(frozen=True)
class AddressGroup:
    """Services of one district (or of one category) on the printed list."""

    name: str
    sheets: list[EntrySheet]


def address_list(
    centre: Centre, asked: Mapping[str, str], now: datetime.datetime, most: int
) -> list[AddressGroup]:
    """The address list: the directory itself, by district and then in alphabetical order.

    It is made from the rows at the moment it is asked for: there is no copy to go stale. Five
    queries.

    Args:
        asked: what narrows it, as on the directory's page.
        now: local moment.
        most: no more services than this.
    """
    entries = narrowed(published_entries(centre), asked).order_by(
        "district__position", "district__name", "organisation", "service", "id"
    )
    groups: dict[str, list[EntrySheet]] = {}
    outside: list[EntrySheet] = []
    for sheet in sheets_of(entries[:most], now):
        district = sheet.entry.district
        (groups.setdefault(district.name, []) if district else outside).append(sheet)
    found = [AddressGroup(name, sheets) for name, sheets in groups.items()]
    return [*found, AddressGroup("", outside)] if outside else found


@dataclass(frozen=True)
class QualityPoint:
    """One thing a good record says, and whether this one says it."""

    label: Any
    is_there: bool


def quality_of(entry: DirectoryEntry) -> list[QualityPoint]:
    """The checklist of a service: what is there and what lacks. Two queries, if not prefetched."""
    terms = terms_of(entry)
    online_only = bool(entry.access_modes) and set(entry.access_modes) <= {
        "online", "phone", "email", "book-online", "digital-identity",
    }  # fmt: skip
    return [
        QualityPoint(_("What it is for"), len(entry.description) >= 40),
        QualityPoint(_("Address"), bool(entry.address) or online_only),
        QualityPoint(_("District"), entry.district_id is not None or online_only),
        QualityPoint(_("Point on the map"), entry.latitude is not None or online_only),
        QualityPoint(
            _("Telephone, e-mail or website"), bool(entry.phone or entry.email or entry.website)
        ),
        QualityPoint(_("Kind of service"), bool(terms.get(Vocabulary.REFERRAL_DESTINATION))),
        QualityPoint(_("Needs it answers"), bool(entry.purposes)),
        QualityPoint(_("Hours"), bool(entry.schedules.all()) or online_only),
        QualityPoint(_("How one gets in"), bool(entry.access_modes)),
        QualityPoint(_("What to bring"), bool(entry.documents)),
        QualityPoint(_("Languages spoken"), bool(entry.languages)),
        QualityPoint(_("Page of the source"), bool(entry.source_url)),
    ]


def quality_score(points: list[QualityPoint]) -> int:
    """How much of the checklist is there, in hundredths."""
    return round(100 * sum(point.is_there for point in points) / len(points))


def staff_entries(
    centre: Centre, asked: Mapping[str, str], today: datetime.date
) -> QuerySet[DirectoryEntry]:
    """Services for the Banco's list: by state, overdue first where asked."""
    entries = narrowed(entries_of_centre(centre), asked)
    if (state := asked.get(STATE)) in KeepingState.values:
        entries = entries.filter(state=state)
    if asked.get(DUE) == OVERDUE:
        entries = entries.filter(_overdue(today)).order_by("review_by", "id")
    return entries


def _overdue(today: datetime.date) -> Q:
    is_due = Q(review_by__lt=today) | ~Q(hours_to_write="")
    return is_due & ~Q(state=KeepingState.RETIRED)


def overdue_entries(centre: Centre, today: datetime.date) -> QuerySet[DirectoryEntry]:
    """Services that nobody has checked in time, the oldest first."""
    return entries_of_centre(centre).filter(_overdue(today)).order_by("review_by", "id")


def waiting_in_directory(centre: Centre, today: datetime.date) -> tuple[int, int]:
    """How many services are overdue, and how many proposals wait for a decision. One query."""
    received = Proposal.objects.filter(centre=centre, state=ProposalState.RECEIVED)
    counts = Centre.objects.filter(pk=centre.pk).values_list(
        _how_many(overdue_entries(centre, today)), _how_many(received)
    )
    overdue, proposals = counts.get()
    return overdue, proposals


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("centre").annotate(how_many=Count("pk"))
    return Coalesce(Subquery(counted.values("how_many")), 0)


def entries_to_find(keys: Collection[str] | None = None) -> Iterator[DirectoryEntry]:
    """Every published service, or some, a few at a time, with its words and its district."""
    published = DirectoryEntry.objects.filter(state=KeepingState.PUBLISHED)
    if keys is not None:
        published = published.filter(pk__in=keys)
    yield from (
        published.select_related("district", "centre")
        .prefetch_related("terms")
        .order_by("id")
        .iterator(chunk_size=ROWS_AT_ONCE)
    )
