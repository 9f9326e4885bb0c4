"""Questions from afar at the Banco: who waits for an answer, since when, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.reception import queries
from mestieri.reception.forms import AnswerForm, corrections_in
from mestieri.reception.models.afar import Speaker
from mestieri.reception.services import afar as services
from mestieri.reception.services import discretion
from mestieri.reception.services.advice import AnswerRefused
from mestieri.reception.staff.advice import answer_context, is_wrong


@require_GET
@staff_page(Right.ADVISE)
def afar(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Questions from afar: first those that wait for the centre, the oldest first."""
    found = list(queries.questions_from_afar(centre))
    context = {
        "owed": [one for one in found if one.next_step == Speaker.CENTRE],
        "answered": [one for one in found if one.next_step == Speaker.CITIZEN],
        "takes": services.takes_questions(centre),
    }
    return render(request, "reception/afar.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ADVISE)
def answer(request: HttpRequest, centre: Centre, question_id: int) -> HttpResponse:
    """Read a question from afar and answer it."""
    question = get_object_or_404(
        queries.questions_from_afar(centre).select_related("centre"), pk=question_id
    )
    kept = {
        "text": "",
        "topics": list(question.topics.all()),
        "resources": list(question.resources.all()),
        "destinations": list(question.destinations.all()),
    }
    form = AnswerForm(request.POST or None, centre=centre, initial=kept)
    refusal = None
    if request.method == "POST" and "look" not in request.POST and form.is_valid():
        try:
            services.answer(
                question,
                form.cleaned_data["text"],
                topics=form.cleaned_data["topics"],
                resources=form.cleaned_data["resources"],
                destinations=form.cleaned_data["destinations"],
                account=request.user,
                corrections=corrections_in(request.POST),
            )
        except discretion.TextRefused as refused:
            refusal = refused
        except AnswerRefused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, _("Answered: whoever has the code can read it."))
            return redirect("reception-afar", centre_slug=centre.slug)
    language = queries.LANGUAGE_NAMES.get(question.language, question.language)
    context = {
        **answer_context(request, centre, form, refusal),
        "question": question,
        "language_name": language,
    }
    status = 422 if refusal or is_wrong(request, form) else 200
    return render(request, "reception/afar_answer.html", context, status=status)
