"""Call scripts, written step by step without code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.forms.calling import ANSWERS_SHOWN, ScriptForm, StepForm
from mestieri.demand.models import CallScript, CallScriptVersion, Message
from mestieri.demand.script_checks import faults_of
from mestieri.demand.services import words as services
from mestieri.demand.services.words import MOST_STEPS
from mestieri.demand.starter import starter_steps
from mestieri.demand.vocabulary import StepKind, VersionState
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

#: Empty steps shown after those that are written.
ROOM_FOR_MORE = 2


def _list(centre: Centre) -> str:
    return reverse("demand-words", args=[centre.slug])


@staff_page(Right.RUN_CAMPAIGNS)
def words(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everything we say and send."""
    context = {
        "scripts": CallScript.objects.filter(centre=centre).prefetch_related("versions"),
        "messages_kept": Message.objects.filter(centre=centre).prefetch_related("versions"),
    }
    return render(request, "demand/words.html", context)


@staff_page(Right.RUN_CAMPAIGNS)
def add_script(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A new script begins with an example that works: changing is easier than inventing."""
    form = ScriptForm(request.POST or None, instance=CallScript(centre=centre))
    if request.method == "POST" and form.is_valid():
        try:
            services.save_script(form.instance, starter_steps(), account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Here is an example: change its words, then put it in use.")
            )
            return redirect("demand-script-edit", centre.slug, form.instance.pk)
    context = {
        "form": form,
        "heading": _("A new call script"),
        "submit_label": _("Save"),
        "lead": "",
        "back_url": _list(centre),
        "parent_url": _list(centre),
        "parent_label": _("Scripts and messages"),
    }
    return render(request, "banco/form_page.html", context)


def script_or_404(centre: Centre, pk: int) -> CallScript:
    found = get_object_or_404(CallScript.objects.filter(centre=centre), pk=pk)
    found.centre = centre
    return found


def _draft_and_use(
    versions: list[CallScriptVersion],
) -> tuple[CallScriptVersion | None, CallScriptVersion | None]:
    by_state = {one.state: one for one in reversed(versions)}
    return by_state.get(VersionState.DRAFT), by_state.get(VersionState.PUBLISHED)


@staff_page(Right.RUN_CAMPAIGNS)
def script(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A script as callers read it, what keeps a draft from being used, its versions."""
    found = script_or_404(centre, pk)
    versions = list(found.versions.select_related("made_by"))
    draft, used = _draft_and_use(versions)
    shown = draft or used
    context = {
        "script": found,
        "versions": versions,
        "draft": draft,
        "used": used,
        "shown": shown,
        "steps": told(shown.steps) if shown else [],
        "faults": faults_of(draft.steps) if draft else [],
        "parent_url": _list(centre),
        "parent_label": _("Scripts and messages"),
    }
    return render(request, "demand/script.html", context)


def told(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Steps with the names of their kinds, and the titles to which answers lead."""
    titles = {
        step["code"]: f"{number}. {step['title']}" for number, step in enumerate(steps, start=1)
    }
    return [
        {
            **step,
            "number": number,
            "kind_name": StepKind(step["kind"]).label,
            "answers": [
                {**answer, "title": titles.get(answer["to"], "–")} for answer in step["answers"]
            ],
        }
        for number, step in enumerate(steps, start=1)
    ]


@staff_page(Right.RUN_CAMPAIGNS)
def edit(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Write the draft: a box a step, an answer a line. Whoever is calling notices nothing."""
    found = script_or_404(centre, pk)
    draft, used = _draft_and_use(list(found.versions.all()))
    kept = (draft or used).steps if (draft or used) else []
    count = min(len(kept) + ROOM_FOR_MORE, MOST_STEPS)
    number = request.POST.get("steps", "")
    if request.method == "POST" and number.isdecimal():
        count = min(max(int(number), 1), MOST_STEPS)
    forms = [
        StepForm(request.POST or None, number=one, steps=count, initial=_initial(kept, one))
        for one in range(1, count + 1)
    ]
    refusal = ""
    are_valid = [form.is_valid() for form in forms]  # each says what is wrong in it
    if request.method == "POST" and all(are_valid):
        steps = [step for form in forms if (step := form.step()) is not None]
        try:
            services.save_script(found, steps, account=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("The draft is kept."))
            again = request.POST.get("then") == "more"
            name = "demand-script-edit" if again else "demand-script"
            return redirect(name, centre.slug, pk)
    context = {
        "script": found,
        "forms": forms,
        "count": count,
        "refusal": refusal,
        "parent_url": reverse("demand-script", args=[centre.slug, pk]),
        "parent_label": str(found),
    }
    return render(request, "demand/script_edit.html", context)


def _initial(steps: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """What a step says, with its answers in lines. Steps are numbered again by their place."""
    if number > len(steps):
        return {"kind": StepKind.QUESTION}
    step = steps[number - 1]
    places = {one["code"]: str(place) for place, one in enumerate(steps, start=1)}
    said = {"kind": step["kind"], "title": step["title"], "text": step["text"]}
    for place, answer in enumerate(step["answers"][:ANSWERS_SHOWN], start=1):
        said[f"label{place}"] = answer["label"]
        said[f"to{place}"] = places.get(answer["to"], "")
    return said


@staff_page(Right.RUN_CAMPAIGNS)
@require_POST
def use(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put the draft in use; calls under way go on with the version they began with."""
    drafts = CallScriptVersion.objects.filter(script__centre=centre, state=VersionState.DRAFT)
    draft = get_object_or_404(drafts, script=pk)
    back = reverse("demand-script", args=[centre.slug, pk])
    try:
        services.publish(draft, account=request.user)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, _("Version %(number)s is in use.") % {"number": draft.number})
    return redirect(back)
