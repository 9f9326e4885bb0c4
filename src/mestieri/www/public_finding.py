"""The finding page: one question, and answers grouped by what one can do with them."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 200  # characters


@public_centre_page
def find(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Answer the question of the address, or offer ways to begin."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUESTION]
    context = {
        "words": words,
        "answer": _answer(words, centre) if words else None,
        "on_duty": reception.on_duty(centre, timezone.localtime()) if centre.is_open else [],
    }
    return render(request, "www/find.html", context)


def _answer(words: str, centre: Centre) -> finding.Finding | None:
    """What was found, counted; None when the index cannot answer, which is not a search in vain."""
    try:
        answer = finding.find(words, _language(), centre.slug)
    except (IndexUnusable, OSError):
        logger.exception("A search could not be answered.")
        return None
    count_search(centre, _language(), words, has_answer=bool(answer.hits))
    return answer


@public_centre_page
@credentialless(posts=120, seconds=60)
def outcome(request: HttpRequest, centre: Centre) -> HttpResponse:
    """«Did you find what you were looking for?»: one count more, of nobody."""
    helped = request.POST.get("helped")
    if helped in ("yes", "no"):
        count_outcome(centre, _language(), helped=helped == "yes")
    return render(request, "www/find_outcome.html", {"helped": helped == "yes"})


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
