"""Pages of the foundations that a link opens, without an account."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import credentialless
from mestieri.kernel.forms import ProposalNoteForm
from mestieri.kernel.models import Centre, Proposal
from mestieri.kernel.models.proposals import ProposalState
from mestieri.kernel.services import links, proposals
from mestieri.kernel.services.links import LinkIsOver, Standing
from mestieri.kernel.services.retention import notices

GONE = 410
UNPROCESSABLE = 422


def unlisted(response: HttpResponse) -> HttpResponse:
    """A page whose address is a secret: kept in no cache, listed by no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def link_over(request: HttpRequest, standing: Standing, token: str) -> HttpResponse:
    """Say why a link is not good; an expired one offers a new one in one click."""
    context = {"standing": standing, "token": token, "sent": False, "refusal": ""}
    return unlisted(render(request, "kernel/link_over.html", context, status=GONE))


@public_centre_page
@credentialless(posts=30, seconds=60)
def link_again(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """A new link, to the address that had the old one. Nobody learns which address it is."""
    standing = links.look(token, centre=centre)
    context: dict[str, Any] = {"standing": standing, "token": token, "sent": True, "refusal": ""}
    try:
        links.reissue(token, centre=centre)
    except LinkIsOver as over:
        return link_over(request, over.standing, token)
    except ValidationError as error:
        context.update(sent=False, refusal=" ".join(error.messages))
    return unlisted(render(request, "kernel/link_over.html", context))


@public_centre_page
def renewal(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """What is about to go, and a button to keep it. Whoever follows the link changes nothing."""
    standing = links.look(token, notices.RENEW, centre=centre)
    what = notices.what_is_renewed(standing)
    if not standing.is_good or not what:
        return link_over(request, standing if standing.sentence else Standing(None), token)
    context = {"what": what, "token": token, "done": False}
    return unlisted(render(request, "kernel/renewal.html", context))


@public_centre_page
@credentialless(posts=30, seconds=60)
def renew(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """Keep it for another whole span; the link is spent."""
    try:
        what = notices.renew(token, centre)
    except LinkIsOver as over:
        return link_over(request, over.standing, token)
    context = {"what": what, "token": token, "done": True}
    return unlisted(render(request, "kernel/renewal.html", context))


@public_centre_page
def proposal(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """The form of a proposal. Whoever follows the link, robots included, spends nothing."""
    standing = links.look(token, proposals.PROPOSE, centre=centre)
    found = proposals.proposal_of(standing.link)
    if not standing.is_good or found is None:
        return link_over(request, standing, token)
    form = _form(found, None)
    if form is None:
        return link_over(request, Standing(None), token)
    return _form_page(request, found, token, form, ProposalNoteForm())


@public_centre_page
@credentialless(posts=30, seconds=60)
def proposal_send(request: HttpRequest, centre: Centre, token: str) -> HttpResponse:
    """Take in what an organisation wrote; the link is spent only if everything is in order."""
    standing = links.look(token, proposals.PROPOSE, centre=centre)
    found = proposals.proposal_of(standing.link)
    form = _form(found, request.POST) if found is not None else None
    if not standing.is_good or found is None or form is None:
        links.close_expired()
        return link_over(request, standing, token)
    note = ProposalNoteForm(request.POST)
    if not _is_fine(form, note):
        return _form_page(request, found, token, form, note, status=UNPROCESSABLE)
    try:
        proposals.receive(token, centre, form, note.cleaned_data["note"])
    except LinkIsOver as over:
        return link_over(request, over.standing, token)
    except ValidationError as error:
        form.refuse(error)
        return _form_page(request, found, token, form, note, status=UNPROCESSABLE)
    return unlisted(render(request, "kernel/proposal_sent.html", {"proposal": found}))


def _form(found: Proposal, data: Any) -> Any:
    """The record's form, or None when the room or the record is there no more."""
    offered = exchange.proposable(found.kind)
    if offered is None or found.state != ProposalState.INVITED:
        return None
    subject = offered.subject(found.centre, found.subject_key) if found.subject_key else None
    if found.subject_key and subject is None:
        return None
    return offered.form(found.centre, subject, data)


def _is_fine(form: Any, note: ProposalNoteForm) -> bool:
    """Whether both forms are valid, and nothing in them looks like a person's, or it was said."""
    fine = form.is_valid()
    fine = note.is_valid() and fine
    if not fine:
        return False
    found = proposals.personal_data_in([*form.free_texts, note.cleaned_data["note"]])
    if found and not note.cleaned_data["is_the_offices"]:
        note.ask_about(found)
        return False
    return True


def _form_page(
    request: HttpRequest,
    found: Proposal,
    token: str,
    form: Any,
    note: ProposalNoteForm,
    status: int = 200,
) -> HttpResponse:
    offered = exchange.proposable(found.kind)
    context = {
        "proposal": found,
        "token": token,
        "form": form,
        "note": note,
        "heading": _("Check what we say about you") if found.subject_key else _("Tell us about it"),
        "label": offered.label if offered else "",
    }
    return unlisted(render(request, "kernel/proposal.html", context, status=status))
