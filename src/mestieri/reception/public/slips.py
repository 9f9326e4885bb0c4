"""A slip that somebody prints alone, from the page of a service."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre
from mestieri.library.models import DirectoryEntry
from mestieri.library.queries.directory import published_entries
from mestieri.library.slip_words import SLIP_LANGUAGES, language_names
from mestieri.reception.services.referrals import Slip, make_referral
from mestieri.reception.slip_paper import slip_pdf


@require_GET
@public_centre_page
def slip(request: HttpRequest, centre: Centre, entry_id: int) -> HttpResponse:
    """Choose the language of the slip of a service."""
    entry = get_object_or_404(published_entries(centre), pk=entry_id)
    context = {"entry": entry, "languages": language_names()}
    return render(request, "reception/slip_alone.html", context)


@public_centre_page
@credentialless(posts=60, seconds=60)
def print_slip(request: HttpRequest, centre: Centre, entry_id: int) -> HttpResponse:
    """Count a referral without an adviser, and hand over its slip.

    While the centre is not open the slip is printed all the same, without a code: it helps,
    and is not counted.
    """
    entry = get_object_or_404(published_entries(centre), pk=entry_id)
    language = request.POST.get("lingua", "")
    if language not in SLIP_LANGUAGES:
        raise Http404
    return slip_file(request, centre, _slip(centre, entry, language, timezone.localdate()))


def _slip(centre: Centre, entry: DirectoryEntry, language: str, today: datetime.date) -> Slip:
    if not centre.is_open:
        return Slip(entry, language, today)
    return make_referral(centre=centre, destination=entry, language=language, is_alone=True).slip


def slip_file(request: HttpRequest, centre: Centre, slip: Slip) -> HttpResponse:
    """The slip as a PDF that no cache on the way keeps."""
    pdf = slip_pdf(centre, slip, site=site_of(request))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="foglietto.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def site_of(request: HttpRequest) -> str:
    """Where the QR leads: the address that the public knows, or the one asked for now."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
