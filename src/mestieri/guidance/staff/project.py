"""A citizen's project, opened by its owner at an adviser's desk, for one talk.

The citizen types the words. The ticket is in the page alone: nothing of it is in the session, in
the log of acts or anywhere at the Banco, and who leaves the page has closed it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from mestieri.guidance import sheet_acts
from mestieri.guidance.sheet_pages import DESK, start_page
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right


@staff_page(Right.ADVISE)
@require_GET
def project(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Where the citizen types the four words."""
    return start_page(request, DESK, centre)


@staff_page(Right.ADVISE)
def open_now(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Open it for this talk."""
    if request.method != "POST":
        return redirect(DESK.start, centre.slug)
    return sheet_acts.open_sheet(request, DESK, centre)


@staff_page(Right.ADVISE)
def sheet(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The open sheet."""
    if request.method != "POST":
        return redirect(DESK.start, centre.slug)
    return sheet_acts.act(request, DESK, centre)
