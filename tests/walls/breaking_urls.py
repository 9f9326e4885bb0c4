"""The product's addresses, and some that fail, to see the pages of what goes wrong."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from mestieri.config.urls import handler400, handler403, handler404, handler500
from mestieri.config.urls import urlpatterns as of_the_product
from mestieri.kernel.access import public_page

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def failing(error: Exception) -> object:
    @public_page
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("breaks/400/", failing(BadRequest("no"))),
    path("breaks/403/", failing(PermissionDenied("no"))),
    path("breaks/500/", failing(RuntimeError("broken on purpose"))),
    *of_the_product,
]
