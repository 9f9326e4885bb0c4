"""A request and made-up people for it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mestieri.demand.models import IntermediationTitle, Presentation, Request, Shortlist
from mestieri.demand.services import requests
from mestieri.demand.services.presenting import asking, choosing, titles
from mestieri.demand.stages import AnswerWay, TitleKind
from mestieri.engines.europass import Address, Candidate, Contact, Language
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from mestieri.talents.models import CV
from tests import factories
from tests.demand import made
from tests.talents.bank import Coded, keep, worker

ENGLISH = Coded("en", "inglese")
ACT = b"%PDF-1.7 atto di prova"
#: What no company reads: each is in the record, and must be in nothing that is sent.
SECRETS = ("Segretini", "via Nascosta", "anna.segreta", "1980", "Albania", "333 1234567")


def matcher(centre: Centre, **fields: Any) -> Account:
    return factories.account_with_role(Role.MATCHER, centre, **fields)


def systems_engineer(given: str = "Anna", town: str = "Rho", level: str = "B2") -> Candidate:
    """Somebody who administers Linux systems."""
    return worker(
        "Sistemista Linux",
        given_name=given,
        family_name="Segretini",
        summary="Nata a Tirana il 03/04/1980, nazionalità Albania. Amministro server Linux.",
        contacts=(
            Contact("email", "anna.segreta@example.org"),
            Contact("telephone", "333 1234567"),
        ),
        addresses=(Address(line="via Nascosta 7", city=town),) if town else (),
        languages=(Language(ENGLISH, False, *[level] * 5),) if level else (),
    )


def person(centre: Centre, given: str = "Anna", email: str = "", **fields: Any) -> CV:
    """Somebody in the bank who may be presented, with an address to be asked at."""
    today = timezone.localdate()
    dates = {"received_on": today, "confirmed_on": today, "notice_on": today}
    cv = keep(centre, systems_engineer(given), **{**dates, **fields})
    if email:
        cv.member.email = email
        cv.member.save()
    return cv


def request(centre: Centre, **company: Any) -> Request:
    row = made.company(
        centre,
        **{"legal_name": "Sistemi di Prova S.r.l.", "email": "ufficio@example.org", **company},
    )
    return requests.ask(row, "Due sistemisti, Linux, inglese B2", account=made.caller(centre))


def shortlist(
    centre: Centre, people: int = 1, *, account: Account | None = None, **fields: Any
) -> Shortlist:
    """People chosen for a request, each with an address."""
    cvs = [
        person(centre, f"Persona{number}", f"persona{number}@example.org", **fields)
        for number in range(people)
    ]
    return choosing.choose(
        request(centre),
        [str(cv.key) for cv in cvs],
        "Amministrano server Linux e parlano inglese.",
        account=account or matcher(centre),
        asked="parole: linux",
        found=14,
    )


def with_yes(centre: Centre, people: int = 1, **fields: Any) -> Shortlist:
    """A shortlist whose people all said yes by voice."""
    row = shortlist(centre, people, **fields)
    account = row.made_by
    assert account is not None
    for one in row.presentations.all():
        asking.note_answer(one, True, AnswerWay.PHONE, account=account)
    return row


def title(centre: Centre) -> IntermediationTitle:
    today = timezone.localdate()
    row = IntermediationTitle(
        centre=centre,
        kind=TitleKind.MUNICIPALITY,
        number="0042/2026",
        dated_on=today - datetime.timedelta(days=40),
        valid_from=today - datetime.timedelta(days=30),
    )
    file = SimpleUploadedFile("atto.pdf", ACT, content_type="application/pdf")
    titles.record_title(row, file, account=factories.account_with_role(Role.DIRECTOR, centre))
    return row


def presentation(centre: Centre) -> Presentation:
    return shortlist(centre).presentations.get()


def token_of_a_question(centre: Centre) -> dict[str, str]:
    address = asking.page_address(presentation(centre))
    return {"token": address.rstrip("/").rsplit("/", 1)[-1]}
