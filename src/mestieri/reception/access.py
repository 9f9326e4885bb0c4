"""Who may open a device's address: a paired tablet, by its token, and nothing else."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mestieri.reception.services.devices import UnknownDevice

View = Callable[..., HttpResponse]


def device_page(view: View) -> View:
    """Open an address to paired tablets; the view receives the `Authorization` header.

    The view hands the header to a service, which raises `UnknownDevice` for a token that
    is missing, wrong, expired or revoked: a tap is so checked and counted in one statement. The
    token travels in a header that no other site can make a browser send, and cookies are
    not looked at, so no CSRF token is needed. No cache on the way keeps the answer.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.COOKIES = {}
        try:
            response = view(request, request.META.get("HTTP_AUTHORIZATION", ""), *args, **kwargs)
        except UnknownDevice:
            response = unknown_device()
        response.headers["Cache-Control"] = "no-store"
        return response

    guarded.face = "device"  # type: ignore[attr-defined]
    return login_not_required(csrf_exempt(guarded))


def unknown_device() -> JsonResponse:
    """The answer to a token that is missing, wrong, expired or revoked: nothing is lost."""
    return JsonResponse(
        {
            "code": "unknown_device",
            "sentence": _(
                "This tablet is not paired any more. Ask the direction of the centre for a "
                "new pairing link and open it here, in this same browser: taps that wait "
                "here are kept, and are counted then."
            ),
        },
        status=401,
        headers={"WWW-Authenticate": "Bearer"},
    )
