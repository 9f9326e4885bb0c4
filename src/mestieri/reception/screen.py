"""The queue board, for a monitor: anybody may look, it has no authority and knows nobody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre
from mestieri.reception import queries


@public_centre_page
@require_GET
def board(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Numbers called, large; who waits and for how long, honestly."""
    return in_its_language(request, centre, "reception/board.html")


@public_centre_page
@require_GET
def board_now(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The moving part by itself, asked again by the board every few seconds."""
    return in_its_language(request, centre, "reception/partials/board_now.html")


def in_its_language(request: HttpRequest, centre: Centre, template: str) -> HttpResponse:
    """Render in the language of `?lang=`: a monitor has no other way to say it."""
    language = request.GET.get("lang", settings.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        response = render(request, template, {**board_context(centre), "shown_in": language})
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def board_context(centre: Centre) -> dict[str, Any]:
    """What the board shows now."""
    now = timezone.localtime()
    queue = queries.queue_of(centre, now)
    lengths = queries.talk_lengths(centre, now.date())
    return {
        "calls": queries.recent_calls(centre, now),
        "waits": queries.expected_waits(queue, lengths),
        "now": now,
    }
