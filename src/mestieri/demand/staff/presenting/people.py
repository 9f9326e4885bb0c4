"""The people of a request: choosing them, asking them, writing what came of it, the whole log."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mestieri.demand.banks import bank_of, is_training
from mestieri.demand.queries import presenting as queries
from mestieri.demand.services.presenting import asking, choosing, outcomes
from mestieri.demand.services.presenting.titles import title_of, why_nothing_leaves
from mestieri.demand.staff.common import do
from mestieri.demand.staff.presenting.common import (
    people_page,
    presentation_or_404,
    request_or_404,
    shortlist_or_404,
)
from mestieri.demand.stages import OUTCOMES, AnswerWay, PresentationState
from mestieri.demand.vocabulary import OPEN_REQUESTS
from mestieri.kernel import cv_bank
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

#: What the form of an answer says → how the person was asked.
BY_VOICE = {"persona": AnswerWay.PERSON, "telefono": AnswerWay.PHONE}


@staff_page(Right.PRESENT_CVS)
def people(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Everybody who was chosen for a request, and the next step of each."""
    row = request_or_404(centre, pk)
    training = is_training(row)
    search = (
        reverse("demand-training-people", args=[centre.slug, row.pk])
        if training
        else cv_bank.search_address(centre, row.pk, row.families, row.wanted)
    )
    context = {
        "row": row,
        "is_training": training,
        "is_open": row.state in OPEN_REQUESTS,
        "sections": queries.sections_of(row),
        "search_url": search,
        "refusal": "" if training or title_of(centre) else why_nothing_leaves(),
        "outcomes": [(one.value, one.label) for one in OUTCOMES],
        "parent_url": reverse("demand-request", args=[centre.slug, row.pk]),
        "parent_label": _("The request"),
    }
    return render(request, "demand/presenting/people.html", context)


@staff_page(Right.PRESENT_CVS)
@require_POST
def choose(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put the chosen people into a new shortlist of the request, with the reason."""
    row = request_or_404(centre, pk)
    found = request.POST.get("found", "")
    try:
        made = choosing.choose(
            row,
            request.POST.getlist("cv"),
            request.POST.get("reason", ""),
            account=request.user,
            asked=request.POST.get("searched", ""),
            found=int(found) if found.isdecimal() and len(found) < 7 else None,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_back_to_search(request, row.pk, centre))
    number = made.presentations.count()
    messages.success(
        request,
        ngettext(
            "%(number)d person is in the shortlist. Now ask for their yes.",
            "%(number)d people are in the shortlist. Now ask each for their yes.",
            number,
        )
        % {"number": number},
    )
    return redirect(people_page(row))


def _back_to_search(request: HttpRequest, pk: int, centre: Centre) -> str:
    """The search as it stood, or the page of the people."""
    query = request.POST.get("query", "")[:2000]
    address = cv_bank.search_address(centre, pk, "")
    if query and address:
        return f"{address.partition('?')[0]}?{query}"
    return reverse("demand-presenting", args=[centre.slug, pk])


@staff_page(Right.PRESENT_CVS)
@require_POST
def ask(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Write to everybody of a shortlist who has an address; the others are asked by voice."""
    shortlist = shortlist_or_404(centre, pk)
    try:
        told = asking.ask(shortlist, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(people_page(shortlist.request))
    if told.sent:
        messages.success(
            request,
            ngettext("%(number)d letter has left.", "%(number)d letters have left.", told.sent)
            % {"number": told.sent},
        )
    if told.by_voice:
        messages.info(
            request,
            ngettext(
                "%(number)d person got no letter: ask in person or by telephone, and write the "
                "answer here.",
                "%(number)d people got no letter: ask in person or by telephone, and write the "
                "answers here.",
                told.by_voice,
            )
            % {"number": told.by_voice},
        )
    return redirect(people_page(shortlist.request))


@staff_page(Right.PRESENT_CVS)
@require_POST
def answer(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What a person said by voice."""
    row = presentation_or_404(centre, pk)
    way = BY_VOICE.get(request.POST.get("come", ""), AnswerWay.PERSON)
    return do(
        request,
        lambda: asking.note_answer(
            row, request.POST.get("risposta") == "si", way, account=request.user
        ),
        done=_("The answer is written down."),
        back=people_page(row.request),
    )


@staff_page(Right.PRESENT_CVS)
@require_POST
def outcome(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What came of a presentation."""
    row = presentation_or_404(centre, pk)
    said = request.POST.get("esito", "")
    if said not in PresentationState.values:
        raise Http404
    state = PresentationState(said)
    done = (
        _("Hired! It is counted among those who are back to work. Well done, everybody.")
        if state == PresentationState.HIRED and not is_training(row.request)
        else _("Saved.")
    )
    return do(
        request,
        lambda: outcomes.set_outcome(row, state, account=request.user),
        done=done,
        back=people_page(row.request),
    )


@staff_page(Right.PRESENT_CVS)
@require_POST
def take_out(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take somebody out of a shortlist before anything is sent."""
    row = presentation_or_404(centre, pk)
    return do(
        request,
        lambda: choosing.take_out(row, account=request.user),
        done=_("Taken out: nothing is sent."),
        back=people_page(row.request),
    )


@staff_page(Right.PRESENT_CVS)
def company_copy(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What the company reads of somebody, in PDF."""
    row = presentation_or_404(centre, pk)
    if row.cv_key is None:
        raise Http404
    bank, key = bank_of(row.request), str(row.cv_key)
    try:
        content = bank.company_copy(centre, key)
    except ValidationError:
        raise Http404 from None
    bank.note_look(centre, key, request.user, str(row.request))
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="cv.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@staff_page(Right.PRESENT_CVS)
def log(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The whole log of a request, made to be printed."""
    row = request_or_404(centre, pk)
    context = {
        "row": row,
        "log": queries.log_of(row),
        "is_training": is_training(row),
        "parent_url": people_page(row),
        "parent_label": _("The people of the request"),
    }
    return render(request, "demand/presenting/log.html", context)
