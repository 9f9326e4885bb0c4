"""When a call script can be used: it begins, it branches, it always ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mestieri.demand.vocabulary import StepKind

#: A step, as `CallScriptVersion.steps` keeps it.
Step = Mapping[str, Any]


def faults_of(steps: Sequence[Step]) -> list[str]:
    """What keeps a script from being used, a sentence each; empty when it can be.

    It opens with its first step; every step but a closing leads somewhere (no dead end); no
    way comes back to a step already said (no loop); every step can be reached; a closing leads
    nowhere.
    """
    if not steps:
        return [_("The script has no steps yet.")]
    faults = [*_faults_of_each(steps)]
    by_code = {step["code"]: step for step in steps}
    if steps[0]["kind"] != StepKind.OPENING:
        faults.append(_("The first step must be the opening."))
    if not any(step["kind"] == StepKind.CLOSING for step in steps):
        faults.append(_("No step closes the call."))
    if faults:
        return faults
    loop = _loop_from(steps[0]["code"], by_code)
    if loop:
        faults.append(
            _("The script turns in a circle: %(steps)s.")
            % {"steps": " → ".join(by_code[code]["title"] for code in loop)}
        )
    reached = set(_reached_from(steps[0]["code"], by_code))
    faults += [
        _("No answer leads to “%(title)s”.") % {"title": step["title"]}
        for step in steps
        if step["code"] not in reached
    ]
    return faults


def _faults_of_each(steps: Sequence[Step]) -> Iterator[str]:
    codes = [step["code"] for step in steps]
    for step in steps:
        name = {"title": step["title"] or step["code"]}
        if codes.count(step["code"]) > 1:
            yield _("Two steps are called “%(title)s”.") % name
        if not step["text"]:
            yield _("“%(title)s” says nothing.") % name
        if step["kind"] == StepKind.CLOSING:
            if step["answers"]:
                yield _("“%(title)s” closes the call: nothing can follow it.") % name
        elif not step["answers"]:
            yield _("“%(title)s” is a dead end: say where each answer leads.") % name
        for answer in step["answers"]:
            if answer["to"] not in codes:
                yield _("“%(answer)s” of “%(title)s” leads nowhere.") % {
                    **name,
                    "answer": answer["label"],
                }


def _loop_from(first: str, by_code: Mapping[str, Step]) -> list[str]:
    """The codes of a circle, its first step at both ends; empty if there is none."""
    done: set[str] = set()
    way: list[str] = []

    def walk(code: str) -> list[str]:
        if code in way:
            return [*way[way.index(code) :], code]
        if code in done:
            return []
        way.append(code)
        for answer in by_code[code]["answers"]:
            if loop := walk(answer["to"]):
                return loop
        done.add(way.pop())
        return []

    return walk(first)


def _reached_from(first: str, by_code: Mapping[str, Step]) -> Iterator[str]:
    waiting, seen = [first], {first}
    while waiting:
        code = waiting.pop()
        yield code
        for answer in by_code[code]["answers"]:
            if answer["to"] not in seen:
                seen.add(answer["to"])
                waiting.append(answer["to"])
