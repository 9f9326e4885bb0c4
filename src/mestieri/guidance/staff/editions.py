"""Questionnaires and guides at the Banco: what is there, adapted, written, looked at, published."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.engines.declared import Fault, Faulty, is_code, parse, plain
from mestieri.engines.guides import Drawing, Step, draw, read_steps
from mestieri.engines.guides.drawing import HEIGHT, WIDTH
from mestieri.guidance.faults import in_words
from mestieri.guidance.forms import NewTextForm, TextForm
from mestieri.guidance.models import Edition, EditionState, TextKind
from mestieri.guidance.public.guides import step_context
from mestieri.guidance.public.questionnaires import INSIDE, page_context
from mestieri.guidance.queries import shown
from mestieri.guidance.services import editions as services
from mestieri.guidance.shipped import guide_from, questionnaire_from, shipped_texts
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

#: Word of each kind in addresses.
WORDS = {"questionari": TextKind.QUESTIONNAIRE, "guide": TextKind.GUIDE}
WORD_OF = {kind: word for word, kind in WORDS.items()}
DAYS_COUNTED = 30


@dataclass(frozen=True)
class Line:
    """A text in the list: what it is called, whose it is, how often it was finished."""

    word: str
    code: str
    title: str
    state: str
    is_ours: bool
    is_shipped: bool
    times: int


@staff_page(Right.WRITE_GUIDANCE)
def editions(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everything there is, shipped or of the centre, with how often it was finished."""
    since = timezone.localdate() - datetime.timedelta(days=DAYS_COUNTED)
    times = shown.completions_by_text(centre, since)
    ours = {(one.kind, one.code): one for one in Edition.objects.filter(centre=centre)}
    groups = [(kind, WORD_OF[kind], _lines(kind, ours, times)) for kind in TextKind]
    return render(request, "guidance/banco/editions.html", {"groups": groups})


def _lines(
    kind: TextKind,
    ours: dict[tuple[str, str], Edition],
    times: dict[tuple[str, str], int],
) -> list[Line]:
    shipped = shipped_texts(kind)
    codes = [*shipped, *(code for of, code in ours if of == kind and code not in shipped)]
    return [
        Line(
            WORD_OF[kind],
            code,
            _title(kind, ours.get((kind, code)), code),
            str(ours[kind, code].get_state_display()) if (kind, code) in ours else "",
            (kind, code) in ours,
            code in shipped,
            times.get((kind, code), 0),
        )
        for code in codes
    ]


def _title(kind: TextKind, edition: Edition | None, code: str) -> str:
    """The title of a text, its code where it cannot be read."""
    text = shipped_texts(kind).get(code, "") if edition is None else edition.draft
    try:
        return (guide_from(text) if kind == TextKind.GUIDE else questionnaire_from(text)).title
    except ValueError:  # Faulty is one: the list opens whatever is in a draft
        return _written_title(text) or code


def _written_title(text: str) -> str:
    """The title of a text that has faults, where it can be read at all."""
    try:
        read = plain(parse(text))
    except Faulty:
        return ""
    title = read.get("titolo") if isinstance(read, dict) else ""
    return title if isinstance(title, str) else ""


@staff_page(Right.WRITE_GUIDANCE)
def new_edition(request: HttpRequest, centre: Centre, word: str) -> HttpResponse:
    """Begin a text of the centre's own."""
    kind = _kind_or_404(word)
    form = NewTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, title = form.cleaned_data["code"], form.cleaned_data["title"]
        try:
            services.begin(centre, kind, code, services.new_text(kind, title), account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect("guidance-edition", centre.slug, word, code)
    context = {
        "form": form,
        "heading": _("A new guide") if kind == TextKind.GUIDE else _("A new questionnaire"),
        "submit_label": _("Begin"),
        "back_url": "../../",
        "lead": "",
        "parent_url": "",
    }
    return render(request, "banco/form_page.html", context)


@staff_page(Right.WRITE_GUIDANCE)
def edition(request: HttpRequest, centre: Centre, word: str, code: str) -> HttpResponse:
    """One text: whose it is, what is wrong with it, its map, what can be done."""
    kind, ours, text = _find(centre, word, code)
    faults = _faults(kind, text) if ours else []
    steps = _steps(text) if kind == TextKind.GUIDE else ()
    context = {
        "kind": kind,
        "word": word,
        "code": code,
        "edition": ours,
        "title": _title(kind, ours, code),
        "is_shipped": code in shipped_texts(kind),
        "faults": [in_words(fault) for fault in faults],
        "steps": [(step, _ways(step, steps), is_code(step.code)) for step in steps],
        "drawing": _drawing(steps),
        "at_fault": {fault.values.get("step", "") for fault in faults},
        "has_news": ours is not None and ours.draft != ours.published,
        "State": EditionState,
        "box_width": WIDTH,
        "box_height": HEIGHT,
    }
    return render(request, "guidance/banco/edition.html", context)


@staff_page(Right.WRITE_GUIDANCE)
def edition_text(request: HttpRequest, centre: Centre, word: str, code: str) -> HttpResponse:
    """The text as a file: kept as it is, its faults told line by line."""
    kind, ours, _text = _find(centre, word, code)
    if ours is None:
        raise Http404
    form = TextForm(request.POST or None, initial={"draft": ours.draft})
    if request.method == "POST" and form.is_valid():
        try:
            services.write(ours, form.cleaned_data["draft"], account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance-edition-text", centre.slug, word, code)
    faults = _faults(kind, ours.draft)
    lines = ours.draft.split("\n")
    context = {
        "form": form,
        "kind": kind,
        "word": word,
        "code": code,
        "title": _title(kind, ours, code),
        "faults": [
            (in_words(fault), lines[fault.line - 1] if fault.line <= len(lines) else "")
            for fault in faults
        ],
    }
    return render(request, "guidance/banco/text.html", context)


@staff_page(Right.WRITE_GUIDANCE)
def preview(request: HttpRequest, centre: Centre, word: str, code: str) -> HttpResponse:
    """The draft as the public will see it; nothing is counted."""
    kind, _ours, text = _find(centre, word, code)
    try:
        if kind == TextKind.QUESTIONNAIRE:
            return _preview_questionnaire(request, centre, code, text)
        return _preview_step(request, centre, code, text)
    except Faulty:
        messages.warning(request, _("It can be looked at once its faults are mended."))
        return redirect("guidance-edition", centre.slug, word, code)


def _preview_questionnaire(
    request: HttpRequest, centre: Centre, code: str, text: str
) -> HttpResponse:
    found = questionnaire_from(text)
    context = page_context(centre, found, code, is_short=False, base=INSIDE, is_preview=True)
    context |= {"word": WORD_OF[TextKind.QUESTIONNAIRE]}
    return render(request, "guidance/banco/preview_questionnaire.html", context)


def _preview_step(request: HttpRequest, centre: Centre, code: str, text: str) -> HttpResponse:
    found = guide_from(text)
    here = found.step_by_code.get(request.GET.get("passo", ""), found.first)
    context = step_context(centre, found, code, here)
    context |= {"is_preview": True, "word": WORD_OF[TextKind.GUIDE]}
    return render(request, "guidance/banco/preview_step.html", context)


@staff_page(Right.WRITE_GUIDANCE)
@require_POST
def edition_act(request: HttpRequest, centre: Centre, word: str, code: str) -> HttpResponse:
    """Adapt a shipped text; publish, hide or throw away the centre's own."""
    kind, ours, _text = _find(centre, word, code)
    act = request.POST.get("azione", "")
    if act == "adatta" and code in shipped_texts(kind):
        services.adapt(centre, kind, code, account=request.user)
        messages.success(request, _("Here is your copy: write over it, then publish it."))
    elif ours is None:
        raise Http404
    elif act == "pubblica":
        _publish(request, ours)
    elif act == "nascondi":
        services.hide(ours, account=request.user)
        messages.success(request, _("The public no longer sees it."))
    elif act == "butta":
        services.discard(ours, account=request.user)
        messages.success(request, _("Your text is gone."))
        return redirect("guidance-editions", centre.slug)
    return redirect("guidance-edition", centre.slug, word, code)


def _publish(request: HttpRequest, ours: Edition) -> None:
    try:
        services.publish(ours, account=request.user)
    except ValidationError:
        messages.error(request, _("It is not published yet: mend what is listed here first."))
    else:
        messages.success(request, _("Published: the public reads it from now on."))


def _find(centre: Centre, word: str, code: str) -> tuple[TextKind, Edition | None, str]:
    """Kind, the centre's own text if it has one, and the text to look at; else 404."""
    kind = _kind_or_404(word)
    ours = Edition.objects.filter(centre=centre, kind=kind, code=code).first()
    text = ours.draft if ours else shipped_texts(kind).get(code)
    if text is None:
        raise Http404
    return kind, ours, text


def _kind_or_404(word: str) -> TextKind:
    if word not in WORDS:
        raise Http404
    return WORDS[word]


def _faults(kind: TextKind, text: str) -> list[Fault]:
    try:
        services.check(kind, text)
    except Faulty as error:
        return error.faults
    return []


def _steps(text: str) -> tuple[Step, ...]:
    try:
        return read_steps(text)[0]
    except ValueError:  # Faulty is one
        return ()


def _ways(step: Step, steps: tuple[Step, ...]) -> list[tuple[str, str]]:
    """Words of each way out of a step, and the title of the step it leads to."""
    titles = {one.code: one.title for one in steps}
    return [(one.words, titles.get(one.target) or one.target) for one in step.answers]


def _drawing(steps: tuple[Step, ...]) -> Drawing | None:
    return draw(steps) if steps else None


def edition_or_404(centre: Centre, code: str) -> Edition:
    """The centre's own guide with this code."""
    found = Edition.objects.filter(centre=centre, kind=TextKind.GUIDE, code=code).first()
    if found is None:
        raise Http404
    return found


def questionnaire_titles(centre: Centre) -> dict[str, Any]:
    """Code → title of the questionnaires that a step may send to."""
    texts = shown.texts_of(centre, TextKind.QUESTIONNAIRE)
    return {code: shown.title_of(text) for code, text in texts.items()}
