"""What companies ask of «Laboratorio Aperto»: one waits, two are open, one is closed."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from mestieri.cli.demonstration.demand import CALLERS, SLUG
from mestieri.demand.models import Company, Request, RequestSender
from mestieri.demand.services import requests
from mestieri.demand.services.requests import publishing
from mestieri.demand.vocabulary import RequestState
from mestieri.kernel.cv_families import Sorting, sorting_of
from mestieri.kernel.models import Account, Centre


@transaction.atomic
def load_requests(today: datetime.date) -> None:
    """One came through the site and waits, two are open, with one somebody found work."""
    centre = Centre.objects.get(slug=SLUG)
    if Request.objects.filter(centre=centre, state=RequestState.AWAITING).exists():
        return
    account = Account.objects.get(email=CALLERS[0][0])
    sorting = sorting_of(centre)
    companies = list(Company.objects.filter(centre=centre, do_not_call=False).order_by("pk")[:8])
    _arrived(centre, companies[1], sorting, today)
    shown = _asked(
        companies[2], account,
        "Due sistemiste o sistemisti per i nostri server Linux: installare, aggiornare, rispondere "
        "a chi lavora da noi. Inglese per leggere i manuali.",
        places=2, families=_families(sorting, "sistem"), workplace="Rho",
        starts_by=today + datetime.timedelta(days=30), contract="Tempo indeterminato, tempo pieno",
    )  # fmt: skip
    day = today + datetime.timedelta(days=28)
    publishing.publish_opportunity(
        shown, "Sistemiste e sistemisti Linux a Rho", day, account=account
    )
    searched = _asked(
        companies[3], account,
        "Una persona per la contabilità: registrare fatture, prima nota, scadenze.",
        families=_families(sorting, "contab"), workplace="Pregnana Milanese",
        contract="Sei mesi, al mattino",
    )  # fmt: skip
    requests.begin_search(searched, account=account)
    closed = _asked(
        companies[4], account, "Un magazziniere o una magazziniera con il patentino del muletto.",
        families=_families(sorting, "magazzin"), workplace="Arluno",
    )  # fmt: skip
    requests.begin_search(closed, account=account)
    requests.pass_request(closed, RequestState.SATISFIED, account=account)


def _families(sorting: Sorting, beginning: str) -> str:
    """Codes of families whose name has some letters in it."""
    found = [one.code for one in sorting.families if beginning in one.name.lower()]
    return " ".join(found[:1])


def _asked(
    company: Company, account: Account, words: str, *, families: str = "", **said: object
) -> Request:
    request = Request(
        centre=company.centre, company=company, words=words, families=families, **said
    )
    requests.save_request(request, account=account)
    return request


def _arrived(centre: Centre, known: Company, sorting: Sorting, today: datetime.date) -> None:
    """Through the site, from a company that is on the list already."""
    request = Request(
        centre=centre,
        words="Cerchiamo una persona per il banco e una per il forno, anche alla prima esperienza: "
        "si comincia alle quattro, si finisce a mezzogiorno.",
        families=_families(sorting, "aliment"),
        places=2,
        workplace=known.municipality,
        starts_by=today + datetime.timedelta(days=45),
        contract="Tre mesi, poi si vede insieme",
        asked_as=known.legal_name,
        asked_municipality=known.municipality,
        form_token=uuid.uuid4(),
    )
    sender = RequestSender(name="Ida Morandi", email="negozio@example.org", phone="02 0000 9999")
    requests.receive(request, sender)
