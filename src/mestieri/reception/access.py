"""Who may open a device's address: a paired tablet, by its token, and nothing else."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mestieri.reception.services import devices

View = Callable[..., HttpResponse]


def device_page(view: View) -> View:
    """Open an address to paired tablets; the view receives the device.

    The token travels in the `Authorization` header, which no other site can make a browser
    send: cookies are not looked at, so no CSRF token is needed. The answer is never kept
    by a cache on the way.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        device = devices.authenticate(request.headers.get("Authorization", ""))
        if device is None:
            response = unknown_device()
        else:
            request.COOKIES = {}
            response = view(request, device, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    guarded.face = "device"  # type: ignore[attr-defined]
    return login_not_required(csrf_exempt(guarded))


def unknown_device() -> JsonResponse:
    """The answer to a token that is missing, wrong or revoked."""
    return JsonResponse(
        {
            "code": "unknown_device",
            "sentence": _(
                "This tablet is not paired any more. Ask the direction of the centre for a "
                "new pairing link and open it here."
            ),
        },
        status=401,
        headers={"WWW-Authenticate": "Bearer"},
    )
