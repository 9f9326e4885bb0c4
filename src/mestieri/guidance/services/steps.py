"""The steps of a guide's draft, changed one at a time without touching the file by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mestieri.engines.declared import Fault, Faulty, parse, plain, written
from mestieri.guidance.models import Edition
from mestieri.guidance.services.editions import write
from mestieri.kernel.models import Account


@dataclass(frozen=True)
class StepData:
    """What a form says of a step; `answers` are pairs of words and code of the next step."""

    title: str
    text: str
    documents: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    searches: list[str] = field(default_factory=list)
    questionnaire: str = ""
    verified: str = ""
    question: str = ""
    answers: list[tuple[str, str]] = field(default_factory=list)
    is_end: bool = False


def steps_of(edition: Edition) -> list[dict[str, Any]]:
    """The steps of a draft as they are written. Raises Faulty where it cannot be read."""
    _guide, steps = _open(edition)
    return [step for step in steps if isinstance(step, dict)]


@transaction.atomic
def save_step(edition: Edition, code: str, data: StepData, *, account: Account | None) -> str:
    """Write a step into the draft; with an empty code, add one at the end.

    Returns:
        The code of the step.

    Raises:
        Faulty: the draft cannot be read.
        KeyError: it has no such step.
        ValidationError: the draft would be too long.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    guide, steps = _open(edition)
    if code:
        step = next((one for one in steps if _code_of(one) == code), None)
        if step is None:
            raise KeyError(code)
    else:
        code = free_code(data.title, [_code_of(one) for one in steps])
        step = {}
        steps.append(step)
    step.clear()
    step.update(_as_written(code, data))
    write(edition, written(guide), account=account)
    return code


@transaction.atomic
def remove_step(edition: Edition, code: str, *, account: Account | None) -> None:
    """Take a step out of the draft, and the answers that led to it.

    Raises:
        Faulty: the draft cannot be read.
        KeyError: it has no such step.
        ValidationError: it is the only one.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    guide, steps = _open(edition)
    if code not in [_code_of(step) for step in steps]:
        raise KeyError(code)
    if len(steps) == 1:
        raise ValidationError(_("A guide has at least one step."))
    steps[:] = [step for step in steps if _code_of(step) != code]
    for step in steps:
        _take_out_answers_to(step, code)
    write(edition, written(guide), account=account)


def _take_out_answers_to(step: Any, code: str) -> None:
    """What is no answer stays where it is: its author mends it."""
    listed = step.get("risposte") if isinstance(step, dict) else None
    if not isinstance(listed, list):
        return
    answers = [one for one in listed if not (isinstance(one, dict) and one.get("poi") == code)]
    if answers:
        step["risposte"] = answers
    else:
        del step["risposte"]


def _code_of(step: Any) -> str:
    """The code of a step as it is written; empty for what is no step."""
    code = step.get("codice") if isinstance(step, dict) else None
    return code if isinstance(code, str) else ""


def _open(edition: Edition) -> tuple[dict[str, Any], list[Any]]:
    """The guide of a draft, and what is under «passi»: steps, and whatever else was written."""
    item = parse(edition.draft)
    guide = plain(item)
    if not isinstance(guide, dict):
        raise Faulty([Fault(item.line, "not_a_mapping", {"where": "guida"})])
    steps = guide.get("passi") or []
    if not isinstance(steps, list):
        raise Faulty([Fault(item.key_lines["passi"], "not_a_list", {"key": "passi"})])
    guide["passi"] = steps
    return guide, steps


def free_code(title: str, taken: list[str]) -> str:
    """A code for a step with this title, that no other has."""
    base = slugify(title)[:40].strip("-") or "passo"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code


def _as_written(code: str, data: StepData) -> dict[str, Any]:
    """The step as the file has it: what is empty is left out."""
    step: dict[str, Any] = {
        "codice": code,
        "titolo": data.title,
        "testo": data.text,
        "porta": data.documents,
        "vai": data.places,
        "cerca": data.searches,
        "questionario": data.questionnaire,
        "verificato": data.verified,
        "domanda": data.question,
        "risposte": [
            {"se": words, "poi": target} if words else {"poi": target}
            for words, target in data.answers
        ],
        "fine": "sì" if data.is_end else "",
    }
    return {key: value for key, value in step.items() if value}
