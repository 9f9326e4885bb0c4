"""Ask from afar without a name, and read the answer with a code. It all works without JavaScript.

A code never stands in an address, where histories and logs would keep it: it travels in a post,
and the page that answers is the answer to that post.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import RateLimit, credentialless
from mestieri.kernel.models import Area, Centre
from mestieri.reception import queries
from mestieri.reception.forms import corrections_in
from mestieri.reception.models import RemoteQuestion
from mestieri.reception.models.advice import LONGEST_QUESTION, CorrectionReason
from mestieri.reception.queries.referrals import neutral_order
from mestieri.reception.services import afar as services
from mestieri.reception.services import discretion
from mestieri.reception.services.queue import setting_of
from mestieri.reception.texts import pieces_of

#: Wrong codes of the whole house in a minute: beyond, a wrong code is only told to wait. Nobody is
#: told apart. With 56 bits a code, and the bound on every post below, none is found by trying.
WRONG_CODES = RateLimit(posts=30, seconds=60)


@public_centre_page
@require_GET
def ask(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Write a question, or come back for an answer."""
    return ask_page(request, centre)


@public_centre_page
@credentialless(posts=30, seconds=60)
def send(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Take a question and show its code, once."""
    text = request.POST.get("text", "")
    try:
        question, code = services.ask(
            centre,
            text,
            area=asked_area(request, centre),
            language=get_language() or settings.LANGUAGE_CODE,
            corrections=corrections_in(request.POST),
        )
    except discretion.TextRefused as refused:
        return ask_page(request, centre, text, refused)
    except services.QuestionsNotTaken:
        return ask_page(request, centre)
    context = {"question": question, "code": code, "months": setting_of(centre).months_of_answers}
    return never_kept(render(request, "reception/afar_code.html", context))


def asked_area(request: HttpRequest, centre: Centre) -> Area | None:
    """The area that the form names, if it does."""
    asked = request.POST.get("area", "")
    return centre.areas.filter(pk=int(asked)).first() if asked.isdecimal() else None


def ask_page(
    request: HttpRequest,
    centre: Centre,
    text: str = "",
    refusal: discretion.TextRefused | None = None,
) -> HttpResponse:
    """The form, with the text that was refused and why."""
    context = {
        "takes": services.takes_questions(centre),
        "areas": queries.areas_with_numbers(centre),
        "chosen_area": request.POST.get("area", ""),
        "months": setting_of(centre).months_of_answers,
        **refusal_context(text, refusal),
    }
    page = render(request, "reception/afar_ask.html", context, status=422 if refusal else 200)
    return never_kept(page)


def refusal_context(text: str, refusal: discretion.TextRefused | None) -> dict[str, Any]:
    """What the box where one writes shows."""
    return {
        "text": text,
        "refusal": refusal,
        "pieces": pieces_of(text, refusal.marks if refusal else []),
        "reasons": CorrectionReason.choices,
        "longest": LONGEST_QUESTION,
    }


@public_centre_page
@credentialless(posts=120, seconds=60)
def read(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Open a conversation with its code; write again, if one likes."""
    code = request.POST.get("code", "")[:40]
    question = services.open_by_code(centre, code)
    if question is None:
        # Only who has no code waits: a right one opens, whatever others try.
        if not WRONG_CODES.allows():
            return code_refused(request, centre, _("Too many wrong codes: wait a minute."), 429)
        sentence = _(
            "No answer has this code here. Check each sign, and that this is the right centre; "
            "after some months answers are deleted."
        )
        return code_refused(request, centre, sentence, 404)
    text, refusal = request.POST.get("text", ""), None
    if "again" in request.POST:
        try:
            services.ask_again(question, text, corrections=corrections_in(request.POST))
            text = ""
        except discretion.TextRefused as refused:
            refusal = refused
    return conversation(request, question, code, text, refusal)


def conversation(
    request: HttpRequest,
    question: RemoteQuestion,
    code: str,
    text: str,
    refusal: discretion.TextRefused | None,
) -> HttpResponse:
    """The question and its answers, to read and print."""
    context = {
        "question": question,
        "said": question.messages.all(),
        "code": code,
        "resources": question.resources.all(),
        "destinations": sorted(question.destinations.all(), key=neutral_order),
        "months": setting_of(question.centre).months_of_answers,
        **refusal_context(text, refusal),
    }
    page = render(request, "reception/afar_read.html", context, status=422 if refusal else 200)
    return never_kept(page)


def code_refused(request: HttpRequest, centre: Centre, sentence: str, status: int) -> HttpResponse:
    context = {"sentence": sentence}
    return never_kept(render(request, "reception/afar_wrong_code.html", context, status=status))


def never_kept(response: HttpResponse) -> HttpResponse:
    """A page that no browser, shared by many, keeps."""
    add_never_cache_headers(response)
    return response
