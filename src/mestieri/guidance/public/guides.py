"""Guides for citizens: one step a page, plain links, and the whole on paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from mestieri.engines.guides import Guide, Step
from mestieri.guidance import guide_paper
from mestieri.guidance.models import TextKind
from mestieri.guidance.queries import shown
from mestieri.guidance.queries.places import place_names
from mestieri.guidance.services.completions import count_completion
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre


@require_GET
@public_centre_page
def guidance(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everything one can do alone to know oneself and choose."""
    offers = shown.offers(centre, get_language() or "it")
    context = {
        "questionnaires": [one for one in offers if one.kind == TextKind.QUESTIONNAIRE],
        "guides": [one for one in offers if one.kind == TextKind.GUIDE],
    }
    return render(request, "guidance/guidance.html", context)


@require_GET
@public_centre_page
def guide(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """What a guide is for, and its first step."""
    found = _found(centre, code)
    return redirect("guide-step", centre.slug, code, found.first.code)


@require_GET
@public_centre_page
def guide_step(request: HttpRequest, centre: Centre, code: str, step: str) -> HttpResponse:
    """One step: what to do, what to bring, where to go, and where one goes on."""
    found = _found(centre, code)
    here = found.step_by_code.get(step)
    if here is None:
        raise Http404
    context = step_context(centre, found, code, here)
    response = render(request, "guidance/step.html", context)
    if here != found.first:  # who searches begins at the beginning
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@public_centre_page
@credentialless(posts=240, seconds=60)
def guide_done(request: HttpRequest, centre: Centre, code: str, step: str) -> HttpResponse:
    """Count that somebody came to an end; nothing that comes with the post is read."""
    here = _found(centre, code).step_by_code.get(step)
    if here is None or not here.is_end:
        raise Http404
    count_completion(centre, TextKind.GUIDE, code)
    return HttpResponse(status=204)


def step_context(centre: Centre, found: Guide, code: str, here: Step) -> dict[str, Any]:
    """What the page of a step needs. Two queries."""
    questionnaires = shown.texts_of(centre, TextKind.QUESTIONNAIRE)
    names = place_names()
    return {
        "guide": found,
        "code": code,
        "step": here,
        "progress": found.progress(here.code),
        "is_first": here == found.first,
        "answers": [(one, found.step_by_code[one.target]) for one in here.answers],
        "before": found.before(here.code),
        "places": [(place, names[place]) for place in here.places if place in names],
        "is_preview": False,
        "questionnaire_title": shown.title_of(questionnaires.get(here.questionnaire)),
    }


@require_GET
@public_centre_page
def guide_pdf(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """The whole guide, every step with its number."""
    pdf = guide_paper.guide_pdf(centre, _found(centre, code))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="guida.pdf"'
    return response


def _found(centre: Centre, code: str) -> Guide:
    found = shown.guide_of(centre, code)
    if found is None:
        raise Http404
    return found
