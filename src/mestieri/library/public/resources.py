"""The documentation for citizens: the catalogue, a resource, a theme."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.library.models import Resource
from mestieri.library.places import place_line
from mestieri.library.queries import resources as queries
from mestieri.library.queries.catalogue import Filters
from mestieri.library.queries.catalogue import catalogue as catalogue_page
from mestieri.library.services.consultations import count_use
from mestieri.library.vocabulary import ConsultationMode

TEMPLATES_FOR_PRINT = Path(__file__).parent.parent / "print"
RECENT = datetime.timedelta(days=90)


@public_centre_page
def catalogue(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everything there is to read, by word and by side."""
    filters = Filters.read({**request.GET.dict(), "stato": ""})
    context = {"page": catalogue_page(centre, filters), "themes": queries.themes()}
    return render(request, "library/catalogue.html", context)


@public_centre_page
def resource(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A resource: what it is, where it stands, how to open it."""
    page = queries.resource_page(_live(centre, pk))
    return render(request, "library/resource.html", {"page": page, "resource": page.resource})


@public_centre_page
def resource_open(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Go to the website of a resource, counting that somebody went."""
    found = _live(centre, pk)
    if not found.url:
        raise Http404
    count_use(found, ConsultationMode.OPENED)
    return HttpResponseRedirect(found.url)


@public_centre_page
def resource_file(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Hand over the file of a resource, always as a file: it never runs in our pages."""
    found = _live(centre, pk)
    if not found.file or not storages["documents"].exists(found.file.name):
        raise Http404
    count_use(found, ConsultationMode.OPENED)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.file_title,
        content_type=found.file_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@public_centre_page
def resource_subtitles(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Subtitles of a film."""
    found = _live(centre, pk)
    if not found.subtitles or not storages["documents"].exists(found.subtitles.name):
        raise Http404
    with found.subtitles.open("rb") as file:  # a megabyte at most
        return HttpResponse(file.read(), content_type="text/vtt; charset=utf-8")


@public_centre_page
def resource_pdf(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The page of a resource on paper: what it is, where to find it."""
    found = _live(centre, pk)
    page = queries.resource_page(found)
    data = {
        "title": found.title,
        "kind": queries.kind_label(found),
        "lead": found.summary,
        "facts": _facts(page),
        "where_heading": _("Where to find it"),
        "where": [place_line(holding) for holding in page.holdings],
        "transcript_heading": _("Transcript"),
        "transcript": found.transcript,
        "ask_heading": _("Ask an adviser about this"),
        "ask": _(
            "Come in while the door is open: no appointment, and nobody writes down who you are."
        )
        if centre.is_open
        else _("The desks are not working in this period."),
        "footer": centre.name,
    }
    pdf = print_pdf(
        TEMPLATES_FOR_PRINT / "resource.typ", data, title=found.title, language=_language()
    )
    count_use(found, ConsultationMode.PRINTED)
    return HttpResponse(pdf, content_type="application/pdf")


def _facts(page: queries.ResourcePage) -> list[list[str]]:
    """What is known of a resource, as pairs of a word and its value."""
    found = page.resource
    facts = [
        (_("Authors"), found.authors),
        (_("Publisher"), found.publisher),
        (_("Year"), str(found.year or "")),
        (_("Issue"), found.issue),
        ("ISBN", found.isbn),
        ("ISSN", found.issn),
        (_("On the web"), found.url),
        *(
            (side.question, ", ".join(word for word, _address in side.values))
            for side in page.sides
        ),
        (
            _("Verified on"),
            day_in_words(found.verified_on),
        ),
    ]
    return [[str(name), value] for name, value in facts if value]


@public_centre_page
def theme(request: HttpRequest, centre: Centre, code: str) -> HttpResponse:
    """A theme by its ways of use: read, ask."""
    term = queries.theme_named(code)
    if term is None:
        raise Http404
    since = timezone.localdate() - RECENT
    context = {
        "theme": term,
        "resources": queries.most_used_of_theme(centre, term.code, since),
    }
    return render(request, "library/theme.html", context)


def _live(centre: Centre, pk: int) -> Resource:
    found = queries.live_resource(centre, pk)
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
