"""Questionnaires for citizens: asked and counted on the page alone, or on paper."""

from __future__ import annotations

import zlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from mestieri.engines.questionnaires import Questionnaire
from mestieri.guidance import hexagon, questionnaire_paper
from mestieri.guidance.languages import NAMES, PAGE_LANGUAGES, RIGHT_TO_LEFT
from mestieri.guidance.models import TextKind
from mestieri.guidance.page_words import words_of
from mestieri.guidance.queries import shown
from mestieri.guidance.queries.trades import TradeLine, trade_lines
from mestieri.guidance.services.completions import count_completion
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre

INSIDE, OUTSIDE = "www/public.html", "guidance/outside.html"


@require_GET
@public_centre_page
def questionnaire(
    request: HttpRequest, centre: Centre, code: str, is_short: bool = False
) -> HttpResponse:
    """A questionnaire in the language of the site, or in Italian where it has only that."""
    language = get_language() or "it"
    found = _found(centre, code, language, is_short)
    context = page_context(centre, found, code, is_short=is_short, base=INSIDE)
    return render(request, "guidance/questionnaire.html", context)


@require_GET
@public_centre_page
def questionnaire_outside(
    request: HttpRequest, centre: Centre, code: str, page_language: str, is_short: bool = False
) -> HttpResponse:
    """The same in a language that the site itself does not speak."""
    found = _found(centre, code, page_language, is_short)
    if found.language != page_language:
        raise Http404
    context = page_context(centre, found, code, is_short=is_short, base=OUTSIDE)
    context |= {"language": page_language, "direction": _direction(page_language)}
    response = render(request, "guidance/questionnaire.html", context)
    response.headers["Content-Language"] = page_language
    return response


@require_GET
@public_centre_page
def questionnaire_pdf(
    request: HttpRequest, centre: Centre, code: str, is_short: bool = False
) -> HttpResponse:
    """The self-scoring sheet, in the language of the site."""
    found = _found(centre, code, get_language() or "it", is_short)
    return _pdf(centre, found)


@require_GET
@public_centre_page
def questionnaire_pdf_outside(
    request: HttpRequest, centre: Centre, code: str, page_language: str, is_short: bool = False
) -> HttpResponse:
    """The self-scoring sheet in another language."""
    found = _found(centre, code, page_language, is_short)
    if found.language != page_language:
        raise Http404
    return _pdf(centre, found)


@public_centre_page
@credentialless(posts=240, seconds=60)
def questionnaire_done(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """Count that somebody saw their result; nothing that comes with the post is read."""
    if shown.text_of(centre, TextKind.QUESTIONNAIRE, code) is None:
        raise Http404
    count_completion(centre, TextKind.QUESTIONNAIRE, code)
    return HttpResponse(status=204)


def _pdf(centre: Centre, found: Questionnaire) -> HttpResponse:
    pdf = questionnaire_paper.sheet_pdf(centre, found, _lines(found))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="questionario.pdf"'
    return response


def _found(centre: Centre, code: str, language: str, is_short: bool) -> Questionnaire:
    found = shown.questionnaire_of(centre, code, language)
    if found is None or (is_short and not found.has_short):
        raise Http404
    return found.shortened() if is_short else found


def _lines(found: Questionnaire) -> list[TradeLine]:
    return trade_lines(found.language) if found.has_hexagon else []


def _direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def page_context(
    centre: Centre, found: Questionnaire, code: str, *, is_short: bool, base: str,
    is_preview: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """What the page of a questionnaire needs."""
    words = words_of(found)
    values = [point.value for point in found.scale]
    least, most = min(values), max(values)
    return {
        "base": base,
        "questionnaire": found,
        "code": code,
        "kind": found.kind.value,
        "groups": [
            (area, [n for n, one in enumerate(found.questions, 1) if one.area == area.code])
            for area in found.areas
        ],
        "scale": [(point, point.value - least, most - point.value) for point in found.scale],
        "most": most,
        "least": least,
        "words": words,
        "minutes": words["minutes"].replace("{minutes}", str(found.minutes)),
        "text_direction": _direction(found.language),
        "is_preview": is_preview,
        "is_short": is_short,
        "fingerprint": fingerprint(found),
        "trades": _lines(found),
        "rings": hexagon.rings(),
        "corners": hexagon.corners(found) if found.has_hexagon else [],
        **({} if is_preview else _addresses(centre, found, code, is_short)),
    }


def fingerprint(found: Questionnaire) -> str:
    """A mark of the questions and their order: a link with other questions is not read."""
    codes = " ".join(question.code for question in found.questions)
    return f"{zlib.crc32(codes.encode()):08x}"


def _addresses(centre: Centre, found: Questionnaire, code: str, is_short: bool) -> dict[str, Any]:
    """Where the other version, the paper and the other languages are."""
    language = found.language if found.language in PAGE_LANGUAGES else ""
    return {
        "paper_address": _address("pdf", centre, code, is_short, language),
        "other_address": _address("", centre, code, not is_short, language)
        if found.has_short
        else "",
        "done_address": reverse("questionnaire-done", args=[centre.slug, code]),
        "languages": [
            (one, NAMES[one], _address("", centre, code, is_short, one))
            for one in shown.questionnaire_languages(centre, code)
        ],
    }


def _address(what: str, centre: Centre, code: str, is_short: bool, language: str) -> str:
    """Path of a questionnaire; `language` is empty for that of the page."""
    name = "-".join(filter(None, ["questionnaire", what, "short" if is_short else ""]))
    if language in PAGE_LANGUAGES:
        return reverse(f"{name}-outside", args=[language, centre.slug, code])
    path = reverse(name, args=[centre.slug, code])
    if language:  # the site's own: the same path under the other prefix
        return f"/{language}/" + path.split("/", 2)[2]
    return path
