"""Proposals of organisations: invite, receive, publish or decline; every passage is logged."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.engines.discretion import find_personal_data
from mestieri.kernel import exchange
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Account, Centre, MagicLink, Proposal, ProposalPassage
from mestieri.kernel.models.proposals import PASSAGES, ProposalState
from mestieri.kernel.services import audit, letters, links
from mestieri.kernel.services.letters import Letter

PROPOSE = "propose"
SUBJECT_KIND = "proposal"
LIFETIME = datetime.timedelta(days=21)
#: Characters of all that is written in a proposal.
MOST_WORDS = 20_000

Payload = dict[str, list[str]]


@transaction.atomic
def invite(
    centre: Centre,
    kind: str,
    *,
    subject_key: str = "",
    organisation: str,
    email: str,
    message: str = "",
    account: Account | None,
) -> tuple[Proposal, links.Issued]:
    """Ask an organisation to write or correct a record: a link goes to its e-mail.

    Args:
        kind: a kind that some room offers as `Proposable`.
        subject_key: the record to correct; empty for a new one.
        organisation, email: who it is, and the office's own address.
        message: a line that goes along.

    Raises:
        ValidationError: something is missing or too long, the record is not of this centre,
            or an invitation for it is already waiting at the same address.
    """
    offered = exchange.proposable(kind)
    if offered is None or (subject_key and offered.subject(centre, subject_key) is None):
        raise ValidationError(_("Choose something of this centre."))
    proposal = Proposal(
        centre=centre,
        kind=kind,
        subject_key=subject_key,
        organisation=organisation,
        email=email,
        message=message,
        since=timezone.now(),
        invited_by=account,
    )
    proposal.full_clean()
    _check_not_waiting(proposal)
    proposal.save()
    _log_passage(proposal, "", account, "")
    audit.record(
        "kernel.invite_proposal",
        centre=centre,
        account=account,
        subject=proposal,
        name=organisation,
    )
    return proposal, _send_link(proposal, account)


def _check_not_waiting(proposal: Proposal) -> None:
    waiting = Proposal.objects.filter(
        centre=proposal.centre,
        kind=proposal.kind,
        subject_key=proposal.subject_key,
        email_index__of=proposal.email,
        state=ProposalState.INVITED,
    )
    if waiting.exists():
        raise ValidationError(
            {"email": _("This office already has an invitation for this: send it again instead.")}
        )


def _send_link(proposal: Proposal, account: Account | None) -> links.Issued:
    return links.issue(
        PROPOSE,
        centre=proposal.centre,
        subject_kind=SUBJECT_KIND,
        subject_key=str(proposal.pk),
        send_to=proposal.email,
        account=account,
    )


@transaction.atomic
def invite_again(proposal: Proposal, *, account: Account | None) -> links.Issued:
    """Send a new link for an invitation that is still open; the old one stops working.

    Raises:
        ValidationError: the organisation has already answered.
    """
    proposal = _locked(proposal)
    if proposal.state != ProposalState.INVITED:
        raise ValidationError(_("The organisation has already answered."))
    audit.record(
        "kernel.invite_proposal_again",
        centre=proposal.centre,
        account=account,
        subject=proposal,
        name=proposal.organisation,
    )
    return _send_link(proposal, account)


@transaction.atomic
def withdraw(proposal: Proposal, *, account: Account | None) -> None:
    """Take back an invitation that nobody answered; its link stops working.

    Raises:
        ValidationError: the organisation has already answered.
    """
    proposal = _locked(proposal)
    _pass_to(proposal, ProposalState.WITHDRAWN, account)
    links.withdraw(PROPOSE, SUBJECT_KIND, str(proposal.pk))
    audit.record(
        "kernel.withdraw_proposal",
        centre=proposal.centre,
        account=account,
        subject=proposal,
        name=proposal.organisation,
    )


def proposal_of(link: MagicLink | None) -> Proposal | None:
    """The proposal that a link lets one write, or None."""
    if link is None or link.action != PROPOSE:
        return None
    return Proposal.objects.filter(pk=link.subject_key, centre=link.centre_id).first()


@transaction.atomic
def receive(token: str, centre: Centre, form: Any, note: str) -> Proposal:
    """Take in what an organisation wrote, and spend its link.

    Args:
        token: the secret part of the link.
        form: the record's form, bound to what was written and valid.
        note: a line to the centre.

    Raises:
        links.LinkIsOver: the link is not good.
        ValidationError: it is too long, or the proposal is no longer waited for.
    """
    link = links.consume(token, PROPOSE, centre=centre)
    proposal = _locked(Proposal.objects.get(pk=link.subject_key, centre=centre))
    payload = payload_of(form)
    if sum(len(word) for words in payload.values() for word in words) + len(note) > MOST_WORDS:
        raise ValidationError(_("This is too long: shorten the description."))
    proposal.payload = payload
    proposal.note = note
    _pass_to(proposal, ProposalState.RECEIVED, None)
    return proposal


def payload_of(form: Any) -> Payload:
    """What was written in a bound form, field by field, as it was written."""
    data = form.data
    read = data.getlist if hasattr(data, "getlist") else lambda name: _as_list(data.get(name))
    return {name: [str(word) for word in read(form.add_prefix(name))] for name in form.fields}


def _as_list(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


@transaction.atomic
def publish(proposal: Proposal, form: Any, *, account: Account | None) -> str:
    """Let what was proposed, as the staff corrected it, take effect.

    Args:
        form: the record's form, bound and valid, with the corrections of who decides.

    Returns:
        The key of the record.

    Raises:
        ValidationError: it has been decided already, or the room refuses the record.
    """
    proposal = _locked(proposal)
    offered = exchange.proposable(proposal.kind)
    if offered is None:
        raise ValidationError(_("This cannot be published here."))
    _pass_to(proposal, ProposalState.PUBLISHED, account)
    row = offered.save(proposal.centre, form, account, proposal.organisation)
    proposal.subject_key = str(row.pk)
    proposal.save(update_fields=["subject_key"])
    audit.record(
        "kernel.publish_proposal",
        centre=proposal.centre,
        account=account,
        subject=proposal,
        name=proposal.organisation,
    )
    letter = _published_letter if offered.is_complete(row) else _taken_in_letter
    letters.send(letter(proposal, str(row)), proposal.email)
    return str(row.pk)


@transaction.atomic
def decline(proposal: Proposal, reason: str, *, account: Account | None) -> bool:
    """Say no, with a reason that goes back to the organisation.

    Returns:
        Whether the message left.

    Raises:
        ValidationError: the reason is missing, or it has been decided already.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why: the organisation reads it.")})
    proposal = _locked(proposal)
    proposal.reason = reason
    _pass_to(proposal, ProposalState.DECLINED, account, reason)
    audit.record(
        "kernel.decline_proposal",
        centre=proposal.centre,
        account=account,
        subject=proposal,
        name=proposal.organisation,
    )
    return letters.send(_declined_letter(proposal), proposal.email)


def _locked(proposal: Proposal) -> Proposal:
    """The proposal as it stands, kept from whoever decides at the same moment."""
    return Proposal.objects.select_for_update().get(pk=proposal.pk)


def _pass_to(
    proposal: Proposal, state: ProposalState, account: Account | None, reason: str = ""
) -> None:
    if state not in PASSAGES[proposal.state]:
        raise ValidationError(
            _("This proposal is already “%(state)s”.") % {"state": proposal.get_state_display()}
        )
    before, proposal.state = proposal.state, state
    proposal.since = timezone.now()
    if account is not None:
        proposal.decided_by = account
    proposal.full_clean()
    proposal.save()
    _log_passage(proposal, before, account, reason)


def _log_passage(proposal: Proposal, before: str, account: Account | None, reason: str) -> None:
    ProposalPassage.objects.create(
        proposal=proposal,
        old_state=before,
        new_state=proposal.state,
        made_at=proposal.since,
        made_by=account,
        reason=reason,
    )


def personal_data_in(texts: Iterable[str]) -> list[str]:
    """Pieces of free text that may say who somebody is, such as a telephone number.

    Addresses of the web are not among them: they are what a record is for.
    """
    return [
        text[finding.start : finding.end].strip()
        for text in texts
        for finding in find_personal_data(text)
        if finding.kind != "url"
    ]


# Letters, in the house's own language: an organisation has no account that says another -----


def _invitation_letter(link: MagicLink, address: str) -> Letter:
    proposal = Proposal.objects.select_related("centre").get(pk=link.subject_key)
    with translation.override(settings.LANGUAGE_CODE):
        subject = (
            _("%(centre)s: check what we say about you")
            if proposal.subject_key
            else _("%(centre)s: tell us what you offer")
        )
        body = _(
            "To %(organisation)s\n\n%(message)s"
            "From this page you write what the public will read. You need no account and no "
            "password:\n\n%(address)s\n\n"
            "The link is good until %(until)s and works once. What you write is read by a person "
            "of %(centre)s before it is published; you will have an answer, yes or no, at this "
            "address.\n\nPlease write the contacts of the office, never of a person."
        ) % {
            "organisation": proposal.organisation,
            "message": f"{proposal.message}\n\n" if proposal.message else "",
            "address": address,
            "until": day_in_words(timezone.localdate(link.expires_at)),
            "centre": proposal.centre.name,
        }
        return Letter(subject % {"centre": proposal.centre.name}, body)


def _published_letter(proposal: Proposal, title: str) -> Letter:
    with translation.override(settings.LANGUAGE_CODE):
        words = {"centre": proposal.centre.name, "title": title}
        subject = _("%(centre)s: published, thank you") % words
        body = (
            _(
                "“%(title)s” is on the pages of %(centre)s, checked today. Thank you.\n\n"
                "When something changes, ask us for a new link: it takes two minutes."
            )
            % words
        )
        return Letter(subject, body)


def _taken_in_letter(proposal: Proposal, title: str) -> Letter:
    with translation.override(settings.LANGUAGE_CODE):
        words = {"centre": proposal.centre.name, "title": title}
        subject = _("%(centre)s: we have read it, thank you") % words
        body = (
            _(
                "Thank you for what you wrote about “%(title)s”. A person of %(centre)s still has "
                "to write the hours: in the next days you can read them on our pages.\n\n"
                "When something changes, ask us for a new link: it takes two minutes."
            )
            % words
        )
        return Letter(subject, body)


def _declined_letter(proposal: Proposal) -> Letter:
    with translation.override(settings.LANGUAGE_CODE):
        words = {"centre": proposal.centre.name, "reason": proposal.reason}
        subject = _("%(centre)s: we have not published your proposal") % words
        body = (
            _(
                "Thank you for what you wrote. We have not published it, and this is why:\n\n"
                "%(reason)s\n\nYou can ask us for a new link and try again."
            )
            % words
        )
        return Letter(subject, body)


def _proposal_path(link: MagicLink, token: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("proposal", args=[link.centre.slug, token])


def register() -> None:
    """Let links to propose be issued; called once, when Django starts."""
    links.register_action(links.LinkAction(PROPOSE, LIFETIME, _proposal_path, _invitation_letter))
