"""How the search among CVs works, said to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre
from mestieri.talents.queries.fairness import fairness_of
from mestieri.talents.queries.indexes import indexes_in_use


@public_centre_page
def how_search_works(request: HttpRequest, centre: Centre) -> HttpResponse:
    """By what CVs are searched, in which order, what is never asked, and who is never seen."""
    context = {
        "indexes": indexes_in_use(centre),
        "fairness": fairness_of(centre, timezone.localdate()),
    }
    return render(request, "talents/how_search_works.html", context)
