"""The owner's door: pages opened by the signed word that a magic link leaves in a browser.

The word travels in a cookie of these pages alone (`mestieri_cv`, under `/mio-cv/CENTRE/`), for
what is only read; whatever is done carries it in the form itself, so that no other site can
have a browser do it. It opens one CV and nothing else.
"""

from __future__ import annotations

import functools
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from mestieri.kernel.access import View, public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre
from mestieri.kernel.public import unlisted
from mestieri.talents.models import CV
from mestieri.talents.services import owners
from mestieri.talents.services.owners import Stay

OWNER_COOKIE = "mestieri_cv"
#: Name of the field of every form that carries the word.
WORD = "parola"
UNPROCESSABLE = 422


def owner_page(view: View) -> View:
    """Open a page that is only read to the owner of a CV; the view receives the CV."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, centre: Centre, *args: Any, **kwargs: Any) -> HttpResponse:
        stay = owners.stay_of(request.COOKIES.get(OWNER_COOKIE, ""), centre)
        return _open(view, request, stay, *args, **kwargs)

    return public_centre_page(guarded)


def owner_act(view: View) -> View:
    """Let the owner of a CV do something by a form that carries the word."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, centre: Centre, *args: Any, **kwargs: Any) -> HttpResponse:
        stay = owners.stay_of(request.POST.get(WORD, ""), centre)
        return _open(view, request, stay, *args, **kwargs)

    return public_centre_page(credentialless(posts=120, seconds=60)(guarded))


def _open(
    view: View, request: HttpRequest, stay: Stay | None, *args: Any, **kwargs: Any
) -> HttpResponse:
    if stay is None:
        return door(request)
    request.stay = stay  # type: ignore[attr-defined]
    with translation.override(language_of(stay.cv)):
        return unlisted(view(request, stay.cv, *args, **kwargs))


def language_of(cv: CV) -> str:
    """The language of the site that the owner reads."""
    return "en" if cv.member.language == "en" else "it"


def door(request: HttpRequest) -> HttpResponse:
    """Who has no word is told how to get a link."""
    with translation.override(settings.LANGUAGE_CODE):
        return unlisted(render(request, "talents/owner/door.html", {"sent": False}))


def let_in(response: HttpResponse, cv: CV, seconds: int) -> HttpResponse:
    """Leave the word in the browser, for the pages of this CV alone."""
    response.set_cookie(
        OWNER_COOKIE,
        owners.word_for(cv, seconds),
        max_age=seconds,
        path=reverse("cv-owner", args=[cv.centre.slug]),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return unlisted(response)


def let_out(response: HttpResponse, centre: Centre) -> HttpResponse:
    """Take the word out of the browser."""
    response.delete_cookie(OWNER_COOKIE, path=reverse("cv-owner", args=[centre.slug]))
    return unlisted(response)
