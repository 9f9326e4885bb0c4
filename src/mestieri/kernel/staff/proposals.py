"""Proposals of organisations at the Banco: invite, read beside what there is, decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel import exchange, queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.exchange import Proposable
from mestieri.kernel.forms import DeclineForm, ProposalForm
from mestieri.kernel.models import Centre, Proposal
from mestieri.kernel.models.proposals import ProposalState
from mestieri.kernel.proposal_queries import data_of, differences, proposals_in_order
from mestieri.kernel.roles import Right
from mestieri.kernel.services import proposals as services
from mestieri.kernel.services.links import Issued
from mestieri.kernel.staff.sheet import confirmation_page, form_page

PROPOSALS_A_PAGE = 30


def _list(centre: Centre) -> str:
    return reverse("kernel-proposals", args=[centre.slug])


def _mine(request: HttpRequest, centre: Centre) -> dict[str, Proposable]:
    """Kinds of record that who is signed in may decide about."""
    rights = queries.rights_of_account(request.user, centre)
    return {offered.kind: offered for offered in exchange.proposables(rights)}


def _proposal_or_404(request: HttpRequest, centre: Centre, pk: int) -> tuple[Proposal, Proposable]:
    found = get_object_or_404(
        Proposal.objects.select_related("centre", "invited_by", "decided_by"), centre=centre, pk=pk
    )
    offered = _mine(request, centre).get(found.kind)
    if offered is None:
        raise Http404
    return found, offered


@staff_page(Right.DECIDE_PROPOSALS)
def proposals(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Proposals to decide first, then invitations that wait, then what is over."""
    mine = _mine(request, centre)
    page = Paginator(proposals_in_order(centre, list(mine)), PROPOSALS_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(proposal, mine[proposal.kind].label) for proposal in page.object_list]
    context = {"page": page, "rows": rows, "kinds": list(mine.values())}
    return render(request, "kernel/proposals.html", context)


@staff_page(Right.DECIDE_PROPOSALS)
def invite(request: HttpRequest, centre: Centre, kind: str, key: int | None = None) -> HttpResponse:
    """Send an organisation a link with which it writes a record, or corrects one."""
    offered = _mine(request, centre).get(kind)
    if offered is None:
        raise Http404
    subject_key = "" if key is None else str(key)
    subject = offered.subject(centre, subject_key) if subject_key else None
    if subject_key and subject is None:
        raise Http404
    form = ProposalForm(request.POST or None, initial=_known_contacts(subject))
    if request.method == "POST" and form.is_valid():
        try:
            _proposal, issued = services.invite(
                centre, kind, subject_key=subject_key, account=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return _hand_over(request, centre, issued)
    context = {
        "form": form,
        "heading": _("Ask an organisation to check “%(name)s”") % {"name": subject}
        if subject is not None
        else _("Invite an organisation to write: %(what)s") % {"what": offered.label},
        "lead": _("It gets a link by e-mail, and needs no account. You decide what is published."),
        "submit_label": _("Send the link"),
        "back_url": _list(centre),
        "parent_url": _list(centre),
        "parent_label": _("Proposals of partners"),
    }
    return render(request, "banco/form_page.html", context)


def _known_contacts(subject: Any) -> dict[str, str]:
    """What is known of who should be asked: the record's own organisation and e-mail."""
    organisation = getattr(subject, "organisation", "") or getattr(subject, "provider", "")
    return {"organisation": organisation, "email": getattr(subject, "email", "")}


def _hand_over(request: HttpRequest, centre: Centre, issued: Issued) -> HttpResponse:
    """Say that the link left; if it could not, show it once to be handed over by other means."""
    if issued.was_sent:
        messages.success(
            request, _("The link has left for %(address)s.") % {"address": issued.link.sent_to}
        )
        return redirect(_list(centre))
    context = {
        "link": issued.address,
        "parent_url": _list(centre),
        "parent_label": _("Proposals of partners"),
    }
    response = render(request, "kernel/proposal_link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_page(Right.DECIDE_PROPOSALS)
def proposal(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What was proposed beside what there is; edit it and publish it."""
    found, offered = _proposal_or_404(request, centre, pk)
    subject = offered.subject(centre, found.subject_key) if found.subject_key else None
    can_decide = found.state == ProposalState.RECEIVED
    proposed = offered.form(centre, subject, data_of(found.payload))
    current = offered.form(centre, subject, None) if subject is not None else None
    shown = differences(current, proposed) if found.payload else []
    form = offered.form(centre, subject, request.POST) if request.method == "POST" else proposed
    if request.method == "POST" and can_decide and form.is_valid():
        try:
            key = services.publish(found, form, account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            record = offered.subject(centre, key)
            if record is not None and offered.is_complete(record):
                messages.success(request, _("Published. The organisation has been told."))
            else:
                messages.warning(
                    request, _("Saved, but not finished: the rest is yours to write here.")
                )
            return redirect(offered.address(centre.slug, key))
    context = {
        "proposal": found,
        "label": offered.label,
        "differences": shown,
        "is_new": subject is None,
        "can_decide": can_decide,
        "form": form,
        "warnings": services.personal_data_in(
            [*(one.proposed for one in shown if one.is_different), found.note]
        )
        if can_decide
        else [],
        "record_url": offered.address(centre.slug, found.subject_key) if subject else "",
        "passages": found.passages.select_related("made_by"),
        "parent_url": _list(centre),
        "parent_label": _("Proposals of partners"),
    }
    return render(request, "kernel/proposal_decide.html", context)


@staff_page(Right.DECIDE_PROPOSALS)
def decline(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Say no, with a reason that goes back by e-mail."""
    found, _offered = _proposal_or_404(request, centre, pk)
    return form_page(
        request,
        DeclineForm(request.POST or None),
        lambda form: services.decline(found, form.cleaned_data["reason"], account=request.user),
        heading=_("Decline the proposal of %(organisation)s")
        % {"organisation": found.organisation},
        back=_list(centre),
        done=_("Declined. The reason has gone back to the organisation."),
        submit_label=_("Decline"),
        parent_label=_("Proposals of partners"),
    )


@staff_page(Right.DECIDE_PROPOSALS)
@require_POST
def invite_again(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A new link for an invitation that nobody has answered."""
    found, _offered = _proposal_or_404(request, centre, pk)
    try:
        issued = services.invite_again(found, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_list(centre))
    return _hand_over(request, centre, issued)


@staff_page(Right.DECIDE_PROPOSALS)
def withdraw(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take back an invitation, after asking."""
    found, _offered = _proposal_or_404(request, centre, pk)
    refusal = ""
    if request.method == "POST":
        try:
            services.withdraw(found, account=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("The invitation has been taken back."))
            return redirect(_list(centre))
    return confirmation_page(
        request,
        heading=_("Take back the invitation to %(organisation)s?")
        % {"organisation": found.organisation},
        question=_("The link that they have stops working."),
        submit_label=_("Take it back"),
        back=_list(centre),
        parent_label=_("Proposals of partners"),
        refusal=refusal,
    )
