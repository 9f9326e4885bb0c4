"""Middleware of the house: who may have a session, which language, which policies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]

STAFF_PREFIXES = ("/banco/", "/redazione/")
EDITORIAL_PREFIX = "/redazione/"
DEVICE_PREFIX = "/tablet/"
#: What a device reads is data: a browser that opened it must run and show nothing.
DEVICE_POLICY = "default-src 'none'; frame-ancestors 'none'"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"


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


def public_pages_compressed(get_response: GetResponse) -> GetResponse:
    """Send the pages that anybody may keep in a cache compressed: a telephone waits less.

    A page that no cache may keep holds something of whoever asked for it, and one of the Banco a
    token: those go as they are, since their length when compressed would tell (BREACH, 2013).
    """
    compressor = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_everybodys = not is_staff_address(request.path) and not response.cookies
        if is_everybodys and "no-store" not in response.headers.get("Cache-Control", ""):
            return compressor.process_response(request, response)
        return response

    return middleware


def session_for_staff_only(get_response: GetResponse) -> GetResponse:
    """Give a session to the staff's desks, and to nobody else."""
    with_session = SessionMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        if is_staff_address(request.path_info):
            return with_session(request)
        request.session = NoSession()
        return get_response(request)

    return middleware


def devices_by_the_short_way(get_response: GetResponse) -> GetResponse:
    """Answer a paired device before the middleware of pages, which has nothing to do for it.

    Who may come in is decided by the view's own decorator, which marks it (`face`), not by
    the address: there is no session, no sign-in, no cookie, no CSRF token to look at. What
    is kept: HTTPS and its headers (Django's, before this), the host's name, a policy, the
    language (docs/decisions/2026-11-23-short-way-for-devices.md).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        view = device_view(request.path_info)
        if view is None:
            return get_response(request)
        request.get_host()  # refuses a name that is not ours
        request.session = NoSession()
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = view(request)
        response.headers["Content-Language"] = language
        response.headers["Content-Security-Policy"] = DEVICE_POLICY
        response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        return response

    return middleware


def device_view(path: str) -> GetResponse | None:
    """The view of an address of devices; None for any other address."""
    if not path.startswith(DEVICE_PREFIX):
        return None
    try:
        view: Any = resolve(path).func
    except Resolver404:
        return None
    return view if getattr(view, "face", "") == "device" else None


class LanguageInTheAddress(LocaleMiddleware):
    """Django's own, save at the staff's desks, which have no language in their address.

    There a 404 stays a 404: it must not become a redirect to a public page that happens to
    bear the same words.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if is_staff_address(request.path_info):
            return response
        return super().process_response(request, response)


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


def editorial_desk_for_editors(get_response: GetResponse) -> GetResponse:
    """Open the editorial desk only to who may edit, and only with a second factor.

    For anybody else signed in it does not exist (404); who is not signed in is sent to the
    sign-in page by `LoginRequiredMiddleware`.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        from mestieri.kernel.access import ask_for_second_factor, second_factor_is_missing

        is_desk = request.path_info.startswith(EDITORIAL_PREFIX)
        if is_desk and request.user.is_authenticated:
            if not request.user.has_perm("wagtailadmin.access_admin"):
                raise Http404
            if second_factor_is_missing(request):
                return ask_for_second_factor(request)
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


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Tell the browser that no page needs the camera, the microphone or the place."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware
