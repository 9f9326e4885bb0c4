"""«How did it go?»: who was sent on says it with one tap, without a name, in their language.

These pages speak the eleven languages of the slips, so their words are the ones of
`library.slip_words` and not those of the site's catalogue.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.models import Centre
from mestieri.library.slip_words import Section, Words, language_names, words_in
from mestieri.reception.models import Outcome
from mestieri.reception.services import outcomes
from mestieri.reception.services.outcomes import CodeSeen, Standing
from mestieri.reception.slip_paper import slip_date

CODE = "codice"
ICONS = {
    Outcome.SERVED: "it-check-circle",
    Outcome.IN_VAIN: "it-close-circle",
    Outcome.NOT_GONE: "it-minus-circle",
}


@require_GET
@public_centre_page
def outcome(request: HttpRequest, centre: Centre, slip_language: str) -> HttpResponse:
    """Ask for the code, or, with the code of the QR in the address, how it went."""
    typed = request.GET.get(CODE, "")
    if not typed.strip():
        return _page(request, slip_language, {"step": "code", "typed": ""})
    seen = outcomes.look_at_code(centre, typed)
    return _page_of_code(request, slip_language, seen, typed)


@public_centre_page
@credentialless(posts=120, seconds=60)
def answer(request: HttpRequest, centre: Centre, slip_language: str) -> HttpResponse:
    """Count the answer of a code, once."""
    typed, chosen = request.POST.get(CODE, ""), _chosen(request)
    if chosen is None:
        seen = outcomes.look_at_code(centre, typed)
        return _page_of_code(request, slip_language, seen, typed, notice="choose")
    answered = outcomes.answer(centre, typed, chosen)
    if not answered.is_counted:
        return _page_of_code(request, slip_language, answered.seen, typed)
    return _thanks(request, slip_language, chosen, "counted", answered.correction_pass)


@public_centre_page
@credentialless(posts=120, seconds=60)
def correct(request: HttpRequest, centre: Centre, slip_language: str) -> HttpResponse:
    """Change an answer given by mistake, from the page that thanked for it."""
    correction_pass, chosen = request.POST.get("correzione", ""), _chosen(request)
    if chosen is None or not outcomes.correct(centre, correction_pass, chosen):
        return _page(request, slip_language, {"step": "said", "sentence": "already", "typed": ""})
    return _thanks(request, slip_language, chosen, "corrected")


def _chosen(request: HttpRequest) -> Outcome | None:
    value = request.POST.get("esito", "")
    return Outcome(value) if value in Outcome.values else None


#: What is said of a code that may not answer now.
SENTENCES = {
    Standing.TOO_EARLY: "too_early",
    Standing.ANSWERED: "already",
    Standing.UNKNOWN: "unknown",
    Standing.TOO_MANY: "too_many",
}


def _page_of_code(
    request: HttpRequest, language: str, seen: CodeSeen, typed: str, notice: str = ""
) -> HttpResponse:
    """The page for where a code stands: three buttons, or a sentence."""
    if seen.standing is Standing.WAITING:
        step = {"step": "ask", "destination": seen.destination, "typed": typed, "notice": notice}
        return _page(request, language, step)
    step = {"step": "said", "sentence": SENTENCES[seen.standing], "typed": ""}
    if seen.answers_from is not None:
        step["date"] = slip_date(seen.answers_from)
    if seen.standing is Standing.UNKNOWN:
        step |= {"step": "code", "typed": typed[:12], "notice": "unknown"}
    status = 429 if seen.standing is Standing.TOO_MANY else 200
    return _page(request, language, step, status=status)


def _thanks(
    request: HttpRequest, language: str, chosen: Outcome, sentence: str, correction_pass: str = ""
) -> HttpResponse:
    step = {
        "step": "thanks",
        "sentence": sentence,
        "chosen": chosen,
        "correction_pass": correction_pass,
        "typed": "",
    }
    return _page(request, language, step)


def _page(
    request: HttpRequest, language: str, step: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """One step of the page, in the language of its address."""
    words = words_in(language)
    context = {
        "notice": "",
        "language": language,
        "direction": words.direction,
        "languages": language_names(),
        "buttons": [(value, _say(words, value), ICONS[value]) for value in Outcome],
        "words": words.tables[Section.OUTCOME],
        **step,
        "said": _sentence(words, step),
    }
    response = render(request, "reception/outcome.html", context, status=status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def _sentence(words: Words, step: dict[str, Any]) -> str:
    """The one thing a step has to say, if it has."""
    if "sentence" not in step:
        return ""
    chosen = step.get("chosen")
    answer = _say(words, chosen) if chosen else ""
    return words.say(Section.OUTCOME, step["sentence"], answer=answer, date=step.get("date", ""))


def _say(words: Words, outcome: Outcome) -> str:
    return words.say(Section.OUTCOME, outcome.value)
