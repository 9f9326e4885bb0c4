"""The demo's directory of services and board of opportunities. Nobody and nothing in it exists."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from mestieri.kernel.models import Centre, District, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.services.proposals import invite
from mestieri.kernel.services.sheet import save as save_row
from mestieri.library.models import (
    DirectoryEntry,
    Opportunity,
    Schedule,
    ScheduleException,
)
from mestieri.library.opening import Frequency, Recurrence, WeekOfMonth
from mestieri.library.services import directory, keeping, opportunities

DISTRICTS = (
    "1 – Acquedotto", "2 – Borgata Nuova", "3 – Colle Alto", "4 – Le Fornaci", "5 – Ponte Lungo",
    "6 – Villa Verde",
)  # fmt: skip
STREETS = (
    "via delle Officine", "via dei Lanaioli", "largo del Mercato", "via del Pozzo",
    "viale dei Tigli", "piazza della Stazione",
)  # fmt: skip
MORNINGS, TWO_AFTERNOONS = (0, 1, 2, 3, 4), (1, 3)
#: Of what is over, the latest is still to be retired by the clock.
SEEN_BY_THE_CLOCK = 1


#: What is said of each service and of each opportunity.
DATA = Path(__file__).parent / "territory.toml"


@dataclass(frozen=True)
class ServiceSheet:
    """A kind of service, and in which districts the demo has one (1 to 6)."""

    organisation: str
    service: str
    category: str
    districts: list[int]
    purposes: list[str]
    description: str
    access: list[str]
    documents: list[str]
    languages: list[str]
    audiences: list[str]
    hours: str


@dataclass(frozen=True)
class OpportunitySheet:
    """An opportunity of the demo; days are counted from the day it is loaded."""

    kind: str
    title: str
    provider: str
    days_to_deadline: int
    purposes: list[str]
    theme: str
    district: int
    days_to_start: int | None = None
    places: int | None = None


def _weekly(days: tuple[int, ...], opens: str, closes: str) -> tuple[Recurrence, str, str]:
    return Recurrence(Frequency.WEEKLY, days), opens, closes


_SATURDAY = Recurrence(Frequency.WEEKLY, (5,), closed_months=(8,))
_FIRST_TUESDAY = Recurrence(Frequency.MONTHLY, (1,), WeekOfMonth.FIRST, (8,))
#: Usual hours: rule, from, to.
HOURS: dict[str, tuple[tuple[Recurrence, str, str], ...]] = {
    "mornings": (_weekly(MORNINGS, "09:00", "12:30"),),
    "full": (_weekly(MORNINGS, "09:00", "13:00"), _weekly(TWO_AFTERNOONS, "14:30", "17:00")),
    "afternoons": (_weekly((0, 2), "09:30", "12:30"), _weekly(TWO_AFTERNOONS, "15:00", "18:30")),
    "evenings": (_weekly((0, 1, 2, 3), "15:00", "21:00"),),
    "monthly": ((_FIRST_TUESDAY, "10:00", "13:00"),),
    "fortnightly": ((Recurrence(Frequency.FORTNIGHTLY, (3,)), "11:00", "13:00"),),
    "saturday": ((_SATURDAY, "10:00", "13:00"),),
}


@transaction.atomic
def load_territory(slug: str, today: datetime.date) -> None:
    """Give a demo centre its districts, its directory, its board and two invitations."""
    centre = Centre.objects.get(slug=slug)
    districts = _draw_districts(centre)
    data = tomllib.loads(DATA.read_text())
    services = [ServiceSheet(**sheet) for sheet in data["services"]]
    for number, (sheet, district) in enumerate(_doors(services)):
        _write_entry(centre, number, sheet, districts[district - 1], today)
    for sheet in data["opportunities"]:
        _write_opportunity(centre, districts, OpportunitySheet(**sheet), today)
    _invite_somebody(centre)


def _draw_districts(centre: Centre) -> list[District]:
    found = []
    for position, name in enumerate(DISTRICTS):
        district = District(
            centre=centre, name=f"Circoscrizione {name}", municipality="Roma", position=position
        )
        save_row(district, centre, None)
        found.append(district)
    return found


def _doors(services: list[ServiceSheet]) -> Iterator[tuple[ServiceSheet, int]]:
    """Each service at each of its doors."""
    for sheet in services:
        for district in sheet.districts:
            yield sheet, district


def _terms(vocabulary: Vocabulary, *codes: str) -> list[Term]:
    return list(Term.objects.filter(vocabulary=vocabulary, code__in=codes))


def _write_entry(
    centre: Centre, number: int, sheet: ServiceSheet, district: District, today: datetime.date
) -> None:
    """One service at one door; every ninth is overdue, the last is still a draft."""
    several = len(sheet.districts) > 1
    place = district.name.partition(" – ")[2]
    slug = slugify(sheet.organisation)
    entry = DirectoryEntry(
        centre=centre,
        partner=centre.partners.filter(name__startswith=sheet.organisation).first(),
        organisation=f"{sheet.organisation} {place}" if several else sheet.organisation,
        service=sheet.service,
        description=sheet.description,
        address=f"{STREETS[number % len(STREETS)]} {3 + 7 * number % 90}",
        municipality="Roma",
        district=district,
        latitude=Decimal("41.850000") + Decimal(number * 37 % 400) / 10_000,
        longitude=Decimal("12.540000") + Decimal(number * 53 % 500) / 10_000,
        phone=f"000 000 {1000 + number}",
        email=f"{slug}{number}@example.org",
        website=f"https://www.example.org/{slug}",
        purposes=sheet.purposes,
        access_modes=sheet.access,
        documents=sheet.documents,
        languages=sheet.languages,
        source="Ufficio dell’ente, per telefono",
        source_url=f"https://www.example.org/{slug}/orari",
        assured_on=today - datetime.timedelta(days=200 if number % 9 == 4 else 5 + number * 3),
        review_months=6,
    )
    terms = [
        *_terms(Vocabulary.REFERRAL_DESTINATION, sheet.category),
        *_terms(Vocabulary.AUDIENCE, *sheet.audiences),
    ]
    directory.save_entry(entry, terms=terms, account=None)
    _write_hours(entry, sheet.hours, today)
    if number != 20:
        directory.publish_entry(entry, account=None)


def _write_hours(entry: DirectoryEntry, usual: str, today: datetime.date) -> None:
    for recurrence, opens, closes in HOURS[usual]:
        schedule = Schedule(
            entry=entry,
            recurrence=recurrence.rule,
            opens=datetime.time.fromisoformat(opens),
            closes=datetime.time.fromisoformat(closes),
            valid_from=datetime.date(today.year, 1, 1)
            if recurrence.frequency == Frequency.FORTNIGHTLY
            else None,
        )
        directory.save_schedule(schedule, account=None)
    if usual == "evenings":
        year = today.year
        closure = ScheduleException(
            entry=entry,
            first_day=datetime.date(year, 12, 23),
            last_day=datetime.date(year + 1, 1, 6),
            reason="Vacanze di Natale",
        )
        directory.save_exception(closure, account=None)


def _write_opportunity(
    centre: Centre, districts: list[District], sheet: OpportunitySheet, today: datetime.date
) -> None:
    day = datetime.timedelta(days=1)
    opportunity = Opportunity(
        centre=centre,
        kind=sheet.kind,
        title=sheet.title,
        provider=sheet.provider,
        description="Le condizioni, i requisiti e il modulo sono sulla pagina di chi lo offre. "
        "Per capire se fa per te, chiedi prima al banco.",
        deadline=today + sheet.days_to_deadline * day,
        starts_on=None if sheet.days_to_start is None else today + sheet.days_to_start * day,
        where="sede di chi lo offre",
        municipality="Roma",
        district=districts[sheet.district - 1],
        entry=DirectoryEntry.objects.filter(
            centre=centre, organisation__startswith=sheet.provider
        ).first(),
        places=sheet.places,
        website="https://www.example.org/domanda",
        purposes=sheet.purposes,
        source=sheet.provider,
        source_url="https://www.example.org/bandi",
        assured_on=today - (45 if sheet.days_to_deadline == 45 else 3) * day,
        review_months=1,
    )
    terms = _terms(Vocabulary.THEME, sheet.theme)
    opportunities.save_opportunity(opportunity, terms=terms, account=None)
    # What is over was published in its time; tonight the clock retires what is left.
    opportunities.publish_opportunity(
        opportunity, today=min(today, opportunity.deadline), account=None
    )
    if sheet.days_to_deadline < -SEEN_BY_THE_CLOCK:
        keeping.expire(opportunities.KEEPER, opportunity)


def _invite_somebody(centre: Centre) -> None:
    """One correction and one new service that organisations were asked to write."""
    entry = DirectoryEntry.objects.filter(centre=centre).order_by("review_by").first()
    if entry is not None:
        invite(
            centre,
            directory.DIRECTORY_ENTRY,
            subject_key=str(entry.pk),
            organisation=entry.organisation,
            email=entry.email,
            message="Gli orari sono ancora questi?",
            account=None,
        )
