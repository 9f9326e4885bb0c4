"""Three questions afterwards, with the code of the seat, once; the answers are nobody's."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mestieri.agenda.models import Answer, Event, Question
from mestieri.agenda.public.calendar import public_event_or_404
from mestieri.agenda.public.seats import CODE_LENGTH, WRONG_CODES, never_kept
from mestieri.agenda.services import opinions as services
from mestieri.agenda.services import seats
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre


@public_centre_page
@require_GET
def ask(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The three questions."""
    return _page(request, public_event_or_404(centre, pk))


@public_centre_page
@credentialless(posts=120, seconds=60)
def give(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Count the answers."""
    event = public_event_or_404(centre, pk)
    code = request.POST.get("code", "")[:CODE_LENGTH]
    booking = seats.open_by_code(centre.pk, code)
    if booking is None or booking.event_id != event.pk:
        if not WRONG_CODES.allows():
            return _page(request, event, _("Too many wrong codes: wait a minute."), 429)
        return _page(request, event, _("No seat of this event has this code."), 404)
    try:
        services.give_opinion(
            booking, {question: request.POST.get(question, "") for question in Question.values}
        )
    except ValidationError as error:
        return _page(request, event, " ".join(error.messages), 422)
    return never_kept(render(request, "agenda/opinion_thanks.html", {"event": event}))


def _page(request: HttpRequest, event: Event, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {
        "event": event,
        "questions": Question.choices,
        "answers": Answer.choices,
        "given": {question: request.POST.get(question, "") for question in Question.values},
        "refusal": refusal,
    }
    return never_kept(render(request, "agenda/opinion.html", context, status=status))
