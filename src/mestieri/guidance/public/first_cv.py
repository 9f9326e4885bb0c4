"""The CV writer: a page at a time, nothing kept, taken away as a Europass CV."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mestieri.engines.europass import write_json, write_pdf, write_xml
from mestieri.engines.europass.writing.headings import LANGUAGES
from mestieri.guidance.first_cv import old, ticket
from mestieri.guidance.first_cv.draft import Draft
from mestieri.guidance.first_cv.pages import context_of, language_choices, preview_context
from mestieri.guidance.first_cv.turning import PREVIEW, Shown, show, turn
from mestieri.guidance.queries import shown as shown_texts
from mestieri.guidance.queries.job_centres import where_to_leave_a_cv
from mestieri.guidance.queries.skills import names_of_skills
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre
from mestieri.kernel.transient import forgotten, transient, was_too_large

UNPROCESSABLE = 422
BEGINS = "first-cv"
#: The guide that goes with it, and its step on what to do with a CV once one has it.
GUIDE, NEXT_STEP = "il-mio-primo-cv", "messaggio"
#: Format → how it is written, its content type.
FORMATS = {
    "pdf": (write_pdf, "application/pdf"),
    "xml": (write_xml, "application/xml"),
    "json": (write_json, "application/json"),
}


@require_GET
@public_centre_page
def start(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What it is, what becomes of what one writes, and the first button."""
    return render(request, "guidance/cv/start.html", {"refusal": ""})


@public_centre_page
@transient(begins=BEGINS, posts=600, seconds=60)
def step(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Take in one page and show the next; what has been written goes with it, closed."""
    try:
        draft = ticket.unseal(request.POST.get("biglietto", ""))
    except ticket.TicketExpired as expired:
        return _expired(request, expired)
    except ticket.TicketUnreadable:
        return render(request, "guidance/cv/unreadable.html", status=UNPROCESSABLE)
    shown, go = turn(draft, request.POST), request.POST.get("vai")
    if go == "cancella" or (go == "finito" and not shown.draft.holds_something):
        return _finished(request, centre)
    if go == "finito":
        context = {"ticket": ticket.seal(shown.draft), "shown": shown}
        return render(request, "guidance/cv/finish.html", context)
    return _page(request, centre, shown)


def _page(request: HttpRequest, centre: Centre, shown: Shown) -> HttpResponse:
    """A page of the writer, with everything written so far closed in it."""
    language = get_language() or "it"
    context = context_of(shown, language)
    if shown.page == PREVIEW:
        context |= preview_context(shown.draft, language)
    context["ticket"] = ticket.seal(shown.draft)
    context["other_language"] = _other_language(request, language)
    status = UNPROCESSABLE if shown.is_refused else 200
    return render(request, context["template"], context, status=status)


def _other_language(request: HttpRequest, language: str) -> dict[str, str]:
    """The same page in the site's other language: path and name."""
    other = "en" if language == "it" else "it"
    path = request.path.split("/", 2)[2]
    return {"address": f"/{other}/{path}", "code": other}


def _expired(request: HttpRequest, expired: ticket.TicketExpired) -> HttpResponse:
    """Too much time has gone by: what there is can be taken away, also what was just typed."""
    draft = turn(expired.draft, request.POST).draft
    context = {
        "ticket": ticket.seal(draft, expired.sealed_at),
        "holds_something": draft.holds_something,
        "languages": language_choices(),
        "cv_language": get_language() or "it",
    }
    return render(request, "guidance/cv/expired.html", context, status=UNPROCESSABLE)


def _finished(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Nothing is left here; where a CV may be left, if one wants to."""
    guide = shown_texts.guide_of(centre, GUIDE)
    has_next = guide is not None and NEXT_STEP in guide.step_by_code
    context = {"leave": _where_to_leave(centre), "guide": GUIDE if has_next else ""}
    return render(request, "guidance/cv/finished.html", context)


def _where_to_leave(centre: Centre) -> dict[str, str]:
    """The page where a job center takes CVs: a link out, which carries nothing with it."""
    there = where_to_leave_a_cv(centre)
    if there is None:
        return {}
    return {"name": there.name, "address": reverse("cv-leave", args=[there.slug])}


@public_centre_page
@transient(begins=BEGINS, posts=20, seconds=60)
def take_up(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Begin with an older CV, read in memory by a bounded process."""
    file = request.FILES.get("file")
    too_large = was_too_large(request)
    if file is None and not too_large:
        refusal = _("Choose the file first.")
    else:
        draft, refusal = old.read(None if file is None else file.read())
    if refusal:
        context = {"refusal": refusal}
        return render(request, "guidance/cv/start.html", context, status=UNPROCESSABLE)
    said = _(
        "This is what we read of your CV. Go through it: photo, date of birth, nationality and "
        "the like were left out on purpose."
    )
    return _page(request, centre, replace(show(draft, PREVIEW), notice=said))


@public_centre_page
@transient(begins=BEGINS, posts=60, seconds=60)
def take_away(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The CV as a file: a PDF with its data inside, or the data alone."""
    try:
        draft = ticket.unseal(request.POST.get("biglietto", ""))
    except ticket.TicketExpired as expired:
        draft = expired.draft
    except ticket.TicketUnreadable:
        return render(request, "guidance/cv/unreadable.html", status=UNPROCESSABLE)
    if not draft.holds_something:
        said = _("There is nothing on your CV yet: begin with what you have done.")
        return _page(request, centre, replace(show(draft, PREVIEW), notice=said))
    return _file(draft, request.POST.get("lingua", ""), request.POST.get("formato", ""))


def _file(draft: Draft, language: str, format: str) -> HttpResponse:
    """A file of the CV in one of its languages."""
    language = language if language in LANGUAGES else get_language() or "it"
    is_to_print = format == "stampa"
    format = format if format in FORMATS else "pdf"
    write, content_type = FORMATS[format]
    record = draft.record_in(language, names_of_skills(draft.esco, language))
    response = HttpResponse(write(record, language), content_type=content_type)
    name = f"cv-{slugify(record.name)}".rstrip("-")
    place = "inline" if is_to_print else "attachment"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}.{format}"'
    return forgotten(response)
