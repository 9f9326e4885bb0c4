"""Addresses of the editorial pages: Wagtail's own view, open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import re_path
from wagtail import views
from wagtail.coreutils import WAGTAIL_APPEND_SLASH

from mestieri.kernel.access import public_page

serve_pattern = r"^((?:[\w\-]+/)*)$" if WAGTAIL_APPEND_SLASH else r"^([\w\-/]*)$"


@public_page
def editorial(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the editors; the root leads to the centres.

    Until the first centre is made Wagtail keeps a page of its own at the root, which no
    visitor should meet.
    """
    if not path:
        return redirect("house")
    return views.serve(request, path)


urlpatterns = [re_path(serve_pattern, editorial, name="wagtail_serve")]
