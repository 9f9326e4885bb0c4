"""«Il mio progetto»: a sheet that four words open, and nobody else. It works without JavaScript.

The words travel in posts alone: never in an address, in a log, in what is told to another site.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mestieri.guidance import sheet_acts
from mestieri.guidance.project_sheet import LARGEST_FILE, ProjectSheet, UnreadableSheet, from_json
from mestieri.guidance.services.sheets import keeping
from mestieri.guidance.services.sheets.gate import TooBusy
from mestieri.guidance.services.sheets.openings import count_opening
from mestieri.guidance.sheet_pages import PUBLIC, code_page, start_page
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre

View = Callable[..., HttpResponse]

LARGEST_POST = LARGEST_FILE + 64 * 1024  # bytes: a file, and the other fields of its form


def or_from_the_start(view: View) -> View:
    """Send who asks for the answer to a post by its address, in another language too, to begin."""

    @functools.wraps(view)
    def answered(request: HttpRequest, centre: Centre) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return redirect(PUBLIC.start, centre.slug)
        return view(request, centre)

    return answered


@require_GET
@public_centre_page
def project(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What a project sheet is; begin one, open one's own, keep what `tieni` names."""
    return start_page(request, PUBLIC, centre, keep=request.GET.get("tieni", ""))


@public_centre_page
@or_from_the_start
@credentialless(posts=40, seconds=60)
def begin(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A new sheet, empty or from the file of an earlier one; its words are shown once."""
    try:
        sheet = _brought(request)
        words, opening = keeping.begin(sheet)
    except UnreadableSheet:
        sentence = _(
            "This is not the file of a project: look for the one called “il-mio-progetto.json”. "
            "If it was changed by hand, it cannot be read any more."
        )
        return start_page(request, PUBLIC, centre, refusal=sentence, status=422)
    except TooBusy:
        if request.FILES:  # a file cannot be offered again: it has to be chosen once more
            return start_page(request, PUBLIC, centre, refusal=sheet_acts.busy_words(), status=429)
        return sheet_acts.busy(request, PUBLIC)
    count_opening(centre)
    return code_page(request, centre, words, opening, keep=request.POST.get("keep", ""))


def _brought(request: HttpRequest) -> ProjectSheet | None:
    """The sheet in the file that was sent, if one was. Raises UnreadableSheet.

    A post that is larger than any of ours is not read: large files would be put on the disk.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_POST:
        raise UnreadableSheet("too large")
    sent = request.FILES.get("file")
    if sent is None:
        return None
    return from_json(sent.read(LARGEST_FILE + 1))


@public_centre_page
@or_from_the_start
@credentialless(posts=1200, seconds=60)
def open_now(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Open a sheet with its four words; wrong ones are bounded by `wrong_codes`."""
    return sheet_acts.open_sheet(request, PUBLIC, centre)


@public_centre_page
@or_from_the_start
@credentialless(posts=1200, seconds=60)
def sheet(request: HttpRequest, centre: Centre) -> HttpResponse:
    """An open sheet: write, tick, move, take away, give other words, erase, finish."""
    return sheet_acts.act(request, PUBLIC, centre)
