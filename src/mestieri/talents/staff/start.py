"""The start page of the CV bank: what waits for the curator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.talents.models import CV


@staff_page(Right.KEEP_CVS)
def start(request: HttpRequest, centre: Centre) -> HttpResponse:
    """How many CVs there are, and what waits."""
    return render(
        request, "talents/start.html", {"total": CV.objects.filter(centre=centre).count()}
    )
