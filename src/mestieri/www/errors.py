"""Pages for when something is not as it should be: a sentence, and the way on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mestieri.kernel.access import public_page


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return render(request, f"www/errors/{name}.html", status=status)


@public_page
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "bad_request", 400)


@public_page
def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "forbidden", 403)


@public_page
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "not_found", 404)


@public_page
def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "server_error", 500)
