"""Addresses from a request to people: who opens them, and examples of what they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mestieri.demand.services.presenting.training import begin_training
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from tests.demand.presenting import made

TABLE = {
    "demand-presenting": Right.PRESENT_CVS,
    "demand-choose": Right.PRESENT_CVS,
    "demand-request-log": Right.PRESENT_CVS,
    "demand-training-people": Right.PRESENT_CVS,
    "demand-shortlist-ask": Right.PRESENT_CVS,
    "demand-shortlist-send": Right.PRESENT_CVS,
    "demand-presentation-answer": Right.PRESENT_CVS,
    "demand-presentation-outcome": Right.PRESENT_CVS,
    "demand-presentation-out": Right.PRESENT_CVS,
    "demand-presentation-copy": Right.PRESENT_CVS,
    "demand-training": Right.PRESENT_CVS,
    "demand-title": Right.MANAGE_CENTRE,
    "demand-title-file": Right.MANAGE_CENTRE,
    "demand-title-end": Right.MANAGE_CENTRE,
    "demand-redeployments": Right.CALL_COMPANIES,
    "talents-work": Right.KEEP_CVS,
}


def _key(make: Callable[[Centre], Any]) -> Callable[[Centre], dict[str, Any]]:
    return lambda centre: {"pk": make(centre).pk}


def _request_with_people(centre: Centre) -> Any:
    return made.with_yes(centre, 2).request


def _practice(centre: Centre) -> Any:
    return begin_training(centre, account=made.matcher(centre))


EXAMPLES: dict[str, Callable[[Centre], dict[str, Any]]] = {
    **{
        f"demand-{name}": _key(_request_with_people)
        for name in ("presenting", "choose", "request-log")
    },
    "demand-training-people": _key(_practice),
    "demand-shortlist-ask": _key(made.shortlist),
    "demand-shortlist-send": _key(made.with_yes),
    **{
        f"demand-presentation-{name}": _key(made.presentation)
        for name in ("answer", "outcome", "out", "copy")
    },
    "demand-title-file": _key(made.title),
    "demand-question": made.token_of_a_question,
    "demand-question-answer": made.token_of_a_question,
    "talents-work": _key(made.person),
}
