"""Today's and the next events, for a monitor: anybody may look."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from mestieri.agenda.queries import calendar as queries
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre

MOST_ON_A_SCREEN = 7


@public_centre_page
@require_GET
def board(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What is on today, large; then what comes next."""
    return in_its_language(request, centre, "agenda/screen.html")


@public_centre_page
@require_GET
def board_now(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The moving part by itself, asked again every minute."""
    return in_its_language(request, centre, "agenda/partials/screen_now.html")


def in_its_language(request: HttpRequest, centre: Centre, template: str) -> HttpResponse:
    """Render in the language of `?lang=`: a monitor has no other way to say it."""
    language = request.GET.get("lang", settings.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        response = render(request, template, {**screen_context(centre), "shown_in": language})
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def screen_context(centre: Centre) -> dict[str, Any]:
    """What the screen shows now. One query."""
    now = timezone.localtime()
    events = queries.coming_events(centre, now, MOST_ON_A_SCREEN)
    return {
        "today": [event for event in events if event.day == now.date()],
        "next_days": queries.by_day(event for event in events if event.day != now.date()),
        "now": now,
    }
