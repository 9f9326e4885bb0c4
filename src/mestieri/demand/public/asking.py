"""A company without an account asks for somebody. It all works without JavaScript.

Nothing is promised by a machine: a person checks the request, and no CV leaves by itself.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mestieri.demand.forms.requests import EmployerForm, mended_data
from mestieri.demand.models import Request
from mestieri.demand.services.requests import receiving
from mestieri.demand.vocabulary import EMPLOYED_REQUESTS, RequestState
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.cv_families import sorting_of
from mestieri.kernel.models import Centre
from mestieri.kernel.public import UNPROCESSABLE, link_over, unlisted
from mestieri.kernel.services import links
from mestieri.kernel.services.links import LinkIsOver, Standing


def _form(centre: Centre, *args: Any, **kwargs: Any) -> EmployerForm:
    return EmployerForm(*args, centre=centre, sorting=sorting_of(centre), **kwargs)


def _form_page(
    request: HttpRequest, centre: Centre, form: EmployerForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "takes": receiving.takes_requests(centre)}
    return unlisted_if_filled(render(request, "demand/ask.html", context, status=status), form)


def unlisted_if_filled(response: HttpResponse, form: EmployerForm) -> HttpResponse:
    """What somebody typed is kept in no cache."""
    return unlisted(response) if form.is_bound or form.initial.get("words") else response


@public_centre_page
@require_GET
def ask(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What we do with a request, and the form to send one."""
    return _form_page(request, centre, _form(centre))


@public_centre_page
@credentialless(posts=20, seconds=60)
def send(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Take a request in, or show which words cannot stay; a button that mends sends nothing."""
    if "mend" in request.POST:
        typed = mended_data(request.POST, EmployerForm.CHECKED)
        return _form_page(request, centre, _form(centre, initial=typed))
    form = _form(centre, request.POST)
    if not receiving.takes_requests(centre) or not form.is_valid():
        return _form_page(request, centre, form, UNPROCESSABLE)
    if form.is_a_machines:
        return unlisted(render(request, "demand/asked.html", {"row": None, "link": None}))
    try:
        received = receiving.receive(form.request(), form.sender())
    except ValidationError as error:
        form.refuse(error)
        return _form_page(request, centre, form, UNPROCESSABLE)
    context = {"row": received.request, "link": received.link}
    return unlisted(render(request, "demand/asked.html", context))


@public_centre_page
@require_GET
def enter(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """The link of a letter: a button opens the page. Whoever follows it spends nothing."""
    standing = links.look(token, receiving.READ, centre=centre)
    if not standing.is_good:
        return link_over(request, standing, token)
    if receiving.request_of(standing.link) is None:
        return link_over(request, Standing(None), token)
    return unlisted(render(request, "demand/asked_enter.html", {"token": token}))


@public_centre_page
@credentialless(posts=30, seconds=60)
def read(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """How a request stands; the link is spent, and a new one leaves for the next time."""
    try:
        reading = receiving.read_by_link(token, centre)
    except LinkIsOver as over:
        return link_over(request, over.standing, token)
    row = reading.request
    context = {
        "row": row,
        "next_link": reading.next_link,
        "reason": _last_reason(row),
        "is_employed": row.state in EMPLOYED_REQUESTS,
        "states": RequestState,
    }
    return unlisted(render(request, "demand/asked_state.html", context))


def _last_reason(row: Request) -> str:
    """Why a request that was not taken on, or is closed, is so; nothing of one that is live."""
    if row.is_live:
        return ""
    last = row.passages.order_by("-id").first()
    return last.reason if last is not None else ""
