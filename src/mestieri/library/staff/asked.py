"""What people look for, at the Banco."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.library import queries
from mestieri.library.services.searches import ASKED_BY_SEVERAL


@staff_page(Right.SEE_ASKED)
def asked(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What people looked for this month."""
    month = timezone.localdate().replace(day=1)
    return render(
        request,
        "library/asked.html",
        {"asked": queries.asked_in_month(centre, month), "several": ASKED_BY_SEVERAL},
    )
