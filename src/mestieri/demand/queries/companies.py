"""Questions about companies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from mestieri.demand.identity import find_municipality, name_key, places_within
from mestieri.demand.models import (
    Call,
    CampaignCompany,
    Company,
    CompanyChange,
    InfoLetter,
    Request,
    Signal,
)
from mestieri.demand.queries.campaigns import ateco_filter, words_of
from mestieri.demand.vocabulary import CompanyState, SizeBand
from mestieri.kernel.meetings import Meeting, meetings_of
from mestieri.kernel.models import Centre

WORDS, ATECO, PLACE, DISTANCE, SIZE, FAMILY, STATE = (
    "q", "ateco", "comune", "km", "dimensione", "mestiere", "stato"
)  # fmt: skip
FILTERS = (WORDS, ATECO, PLACE, DISTANCE, SIZE, FAMILY, STATE)
OPTED_OUT, ANY = "DO_NOT_CALL", "ANY"
LATEST = 20


def companies_of_centre(centre: Centre) -> QuerySet[Company]:
    """Every company a centre keeps, whatever its state."""
    return Company.objects.filter(centre=centre)


def narrowed(found: QuerySet[Company], asked: Mapping[str, str]) -> QuerySet[Company]:
    """Companies that answer what an address asks; merged ones only where they are asked for."""
    if words := asked.get(WORDS, "").strip():
        key = name_key(words)
        found = found.filter(
            Q(name_key__contains=key)
            | Q(legal_name__icontains=words)
            | Q(tax_code=words.upper().replace(" ", ""))
            | Q(former_names__name__icontains=words)
        ).distinct()
    if ateco := asked.get(ATECO, "").strip().upper():
        found = found.filter(ateco_filter(ateco.replace(",", " ")))
    if place := asked.get(PLACE, "").strip():
        here = find_municipality(place)
        distance = asked.get(DISTANCE, "")
        kilometres = int(distance) if distance.isdecimal() and len(distance) < 4 else 0
        near = places_within(here.istat, kilometres) if here else frozenset()
        found = found.filter(istat__in=near) if here else found.filter(municipality__iexact=place)
    if (size := asked.get(SIZE, "")) in SizeBand.values and size:
        found = found.filter(size=size)
    for word in words_of(asked.get(FAMILY, "")):
        found = found.filter(families__icontains=word)
    return _in_state(found, asked.get(STATE, ""))


def _in_state(found: QuerySet[Company], state: str) -> QuerySet[Company]:
    if state == OPTED_OUT:
        return found.filter(do_not_call=True)
    if state in CompanyState.values:
        return found.filter(state=state)
    return found if state == ANY else found.exclude(state=CompanyState.MERGED)


def calls_of(company: Company) -> QuerySet[Call]:
    """Calls to a company, the latest first; what was taken back is not shown."""
    return company.calls.filter(undone_at__isnull=True).select_related("made_by", "campaign")


@dataclass(frozen=True)
class CompanySheet:
    """Everything a page shows of a company; nine queries."""

    company: Company
    former_names: list[str]
    contacts: int
    calls: list[Call]
    targets: list[CampaignCompany]
    signals: list[Signal]
    requests: list[Request]
    letters: list[InfoLetter]
    changes: list[CompanyChange]
    meetings: list[Meeting]


def sheet_of(company: Company) -> CompanySheet:
    """A company with what hangs on it."""
    former_names = [one.name for one in company.former_names.all()]
    return CompanySheet(
        company,
        former_names,
        company.contacts.filter(is_hidden=False).count(),
        list(calls_of(company)[:LATEST]),
        list(company.targets.select_related("campaign", "owner").order_by("-id")[:LATEST]),
        list(company.signals.order_by("-id")[:LATEST]),
        list(company.requests.select_related("owner").order_by("-id")[:LATEST]),
        list(company.letters.defer("text", "send_to").order_by("-id")[:LATEST]),
        list(company.changes.select_related("made_by").order_by("-id")[:LATEST]),
        _meetings_with(company, former_names),
    )


def _meetings_with(company: Company, former_names: list[str]) -> list[Meeting]:
    """Meetings of the calendar that name the company, as it is called now or was before."""
    keys = {name_key(name) for name in (company.legal_name, *former_names)}
    found = [one for one in meetings_of(company.centre) if name_key(one.host) in keys]
    return found[:LATEST]


def field_label(name: str) -> Any:
    """A column of a company in words; its name where it is none."""
    fields = {field.name: field.verbose_name for field in Company._meta.concrete_fields}
    return fields.get(name, name)
