"""The page on which somebody says whether we may present them: one question, two buttons."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from mestieri.demand.banks import bank_of
from mestieri.demand.models import Presentation
from mestieri.demand.services.presenting import asking
from mestieri.demand.services.presenting.asking import Question
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre
from mestieri.kernel.public import UNPROCESSABLE, link_over, unlisted
from mestieri.kernel.services.links import LinkIsOver, Standing


@public_centre_page
@require_GET
def question(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """The question. Whoever follows the link, robots included, answers nothing."""
    found = asking.question(token, centre)
    if found.row is None:
        return _over(request, found.standing or Standing(None), token)
    return _page(request, found, token)


@public_centre_page
@credentialless(posts=30, seconds=60)
def answer(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """Yes or no; until something is sent one may change one's mind."""
    said = request.POST.get("risposta", "")
    refusal = ""
    try:
        if said in ("si", "no"):
            asking.answer(token, centre, said == "si")
    except LinkIsOver as over:
        return _over(request, over.standing, token)
    except ValidationError as error:
        refusal = " ".join(error.messages)
    found = asking.question(token, centre)
    if found.row is None:
        return _over(request, found.standing or Standing(None), token)
    return _page(request, found, token, refusal, UNPROCESSABLE if refusal else 200)


def _page(
    request: HttpRequest, found: Question, token: str, refusal: str = "", status: int = 200
) -> HttpResponse:
    row = found.row
    assert row is not None
    with translation.override(_language(row)):
        context = {"row": row, "question": found, "token": token, "refusal": refusal}
        return unlisted(render(request, "demand/presenting/question.html", context, status=status))


def _language(row: Presentation) -> str:
    key = str(row.cv_key)
    card = bank_of(row.request).cards(row.shortlist.centre, [key]).get(key)
    return card.language if card else "it"


def _over(request: HttpRequest, standing: Standing, token: str) -> HttpResponse:
    with translation.override("it"):
        return link_over(request, standing, token)
