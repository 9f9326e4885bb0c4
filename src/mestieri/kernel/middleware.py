"""Middleware of the house: who may have a session, which language, which policies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]

STAFF_PREFIXES = ("/banco/", "/redazione/")
EDITORIAL_PREFIX = "/redazione/"


def is_staff_address(path: str) -> bool:
    """Whether a path belongs to the staff's desks, the only places that have a session."""
    return path.startswith(STAFF_PREFIXES)


class NoSession(SessionBase):
    """The session of a public page: empty, and impossible to write.

    A walk-in page that tried to remember somebody would fail here, loudly.
    """

    def load(self) -> dict[str, Any]:
        return {}

    def exists(self, session_key: str) -> bool:
        return False

    def create(self) -> None:
        raise RuntimeError("A public page has no session.")

    def save(self, must_create: bool = False) -> None:
        raise RuntimeError("A public page has no session.")

    def delete(self, session_key: str | None = None) -> None:
        """There is nothing to delete."""

    @classmethod
    def clear_expired(cls) -> None:
        """There is nothing to clear."""


def session_for_staff_only(get_response: GetResponse) -> GetResponse:
    """Give a session to the staff's desks, and to nobody else."""
    with_session = SessionMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_staff_address(request.path_info):
            return with_session(request)
        request.session = NoSession()
        return get_response(request)

    return middleware


def language_of_the_desk(get_response: GetResponse) -> GetResponse:
    """Speak the account's language at the staff's desks (public pages carry it in the URL)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_staff_address(request.path_info):
            language = getattr(request.user, "language", settings.LANGUAGE_CODE)
            with translation.override(language):
                request.LANGUAGE_CODE = language
                return get_response(request)
        return get_response(request)

    return middleware


def content_security_policies(get_response: GetResponse) -> GetResponse:
    """Give the editorial desk its own policy; everything else keeps the strict one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(EDITORIAL_PREFIX):
            response._csp_replace = settings.CONTENT_SECURITY_POLICY_OF_THE_EDITORIAL_DESK
        return response

    return middleware


def security_headers(get_response: GetResponse) -> GetResponse:
    """Headers that every answer carries, also those of the static files."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        if settings.HTTPS:
            response.headers.setdefault(
                "Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"
            )
        return response

    return middleware
