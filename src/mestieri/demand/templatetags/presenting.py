"""The link with the CVs, on the pages of requests and companies: each page asks with one tag."""

from __future__ import annotations

from typing import Any

from django import template

from mestieri.demand.banks import is_training
from mestieri.demand.models import Company, Request
from mestieri.demand.queries.presenting import shown_to, tally_of
from mestieri.demand.services.presenting.titles import title_of, why_nothing_leaves
from mestieri.demand.stages import PresentationState
from mestieri.demand.vocabulary import OPEN_REQUESTS
from mestieri.kernel import cv_bank
from mestieri.kernel.queries import rights_of_account
from mestieri.kernel.roles import Right

register = template.Library()


@register.inclusion_tag("demand/presenting/on_request.html", takes_context=True)
def people_of_request(context: template.Context, row: Request) -> dict[str, Any]:
    """How far the people of a request are; who may choose them gets the way there."""
    centre = context["centre"]
    training = is_training(row)
    may_choose = Right.PRESENT_CVS in rights_of_account(context["request"].user, centre)
    is_open = row.state in OPEN_REQUESTS
    search = may_choose and is_open and not training
    return {
        "centre": centre,
        "row": row,
        "tally": tally_of(row),
        "is_training": training,
        "may_choose": may_choose,
        "search_url": cv_bank.search_address(centre, row.pk, row.families, row.wanted)
        if search
        else "",
        "refusal": "" if training or title_of(centre) else why_nothing_leaves(),
    }


@register.inclusion_tag("demand/presenting/on_company.html", takes_context=True)
def presented_to(context: template.Context, company: Company) -> dict[str, Any]:
    """What a company was shown and what it answered, request by request: counts alone."""
    return {"centre": context["centre"], "shown": shown_to(company)}


@register.inclusion_tag("demand/presenting/practice_button.html", takes_context=True)
def practice_button(context: template.Context) -> dict[str, Any]:
    """A way to practise, for who presents people."""
    centre, request = context["centre"], context["request"]
    may = Right.PRESENT_CVS in rights_of_account(request.user, centre)
    return {"centre": centre, "may": may, "csrf_token": context.get("csrf_token")}


@register.filter
def state_label(code: str) -> Any:
    """A state of a presentation in words."""
    return PresentationState(code).label if code else ""
