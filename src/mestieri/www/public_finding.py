"""The finding page: one question, and answers grouped by what one can do with them."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from mestieri.engines.find import IndexUnusable
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre
from mestieri.library.services.searches import count_outcome, count_search
from mestieri.reception import queries as reception
from mestieri.www import finding
from mestieri.www.answering import (
    AnswerPage,
    Asked,
    Understanding,
    answer_page,
    begun,
    nearest,
    read_asked,
)
from mestieri.www.answering import understand as understanding_of
from mestieri.www.answering.asking import NEAR, WITHIN, WORDS
from mestieri.www.answering.items import point_of
from mestieri.www.queries import todays_events

logger = logging.getLogger(__name__)

MOST_ANSWERS = 100
SHORTEST_BEGINNING = 2  # letters after which something is suggested


def without_a_trace(response: HttpResponse) -> HttpResponse:
    """A page with somebody's words in it: kept by no browser, shared by no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@public_centre_page
def find(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Answer the question of the address, or offer ways to begin."""
    asked = read_asked(request.GET, point_of(centre)[1] if request.GET.get(NEAR) else None)
    understood = understanding_of(asked.words)
    context: dict[str, Any] = {
        "words": asked.words,
        "asked": asked,
        "understood": understood.value,
        "answer": None,
        "answers": None,
        "nearest": [],
        "on_duty": reception.on_duty(centre, timezone.localtime()) if centre.is_open else [],
        "near_others": asked.others(NEAR, WITHIN),
        "question_others": asked.others(WORDS),
    }
    if understood is Understanding.WORDS:
        context.update(_answers(centre, asked))
    return without_a_trace(render(request, "www/find.html", context))


def _answers(centre: Centre, asked: Asked) -> dict[str, Any]:
    """What was found, counted; nothing when the index cannot answer, which is not in vain."""
    language = _language()
    try:
        answer = finding.find(asked.words, language, centre.slug, limit=MOST_ANSWERS)
        page: AnswerPage = answer_page(centre, answer, asked, timezone.localtime())
        near = [] if page.found else nearest(asked.words, language, centre.slug)
    except (IndexUnusable, OSError):
        logger.exception("A search could not be answered.")
        return {}
    if not asked.is_narrowed and not asked.where.written:  # narrowing is no new question
        count_search(
            centre,
            language,
            asked.words,
            has_answer=bool(page.found) and answer.is_understood,
            is_sure=answer.is_sure,
        )
    context = {"answer": answer, "answers": page, "nearest": near}
    if not answer.is_understood:
        context["understood"] = Understanding.UNKNOWN_LANGUAGE.value
    return context


@public_centre_page
def suggestions(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What the words typed so far may become. Nothing of it is counted or kept."""
    words = read_asked({WORDS: request.GET.get(WORDS, "")}, None).words
    found: list[str] = []
    if len(words) >= SHORTEST_BEGINNING and understanding_of(words) is Understanding.WORDS:
        try:
            found = begun(words, _language(), centre.slug)
        except (IndexUnusable, OSError):
            logger.exception("Nothing could be suggested.")
    return without_a_trace(JsonResponse({"suggestions": found}))


@public_centre_page
@credentialless(posts=120, seconds=60)
def outcome(request: HttpRequest, centre: Centre) -> HttpResponse:
    """«Did you find what you were looking for?»: one count more, of nobody."""
    helped = request.POST.get("helped")
    if helped in ("yes", "no"):
        count_outcome(centre, _language(), helped=helped == "yes")
    return render(request, "www/find_outcome.html", {"helped": helped == "yes"})


@public_centre_page
def station(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Where a shared station of the centre begins, and comes back to when nobody is at it."""
    events = todays_events(centre, timezone.localtime())
    return without_a_trace(render(request, "www/station.html", {"words": "", "events": events}))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
