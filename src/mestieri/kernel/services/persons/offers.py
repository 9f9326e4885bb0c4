"""What the foundations hold of people: accounts, acts, links, proposals, rows of tables."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from mestieri.kernel.encryption.fields import with_indexes
from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.kernel.models import (
    Account,
    AuditEntry,
    ContactView,
    Erasure,
    Intake,
    IntakePassage,
    IntakeRow,
    MagicLink,
    Proposal,
    ProposalPassage,
    RoleAssignment,
)
from mestieri.kernel.models.links import LinkEnding
from mestieri.kernel.models.proposals import ProposalState
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.persons.looking import account_of
from mestieri.kernel.services.persons.mentions import rows_with

ACCOUNT_KIND = Account._meta.label_lower


def _of_centre(rows: QuerySet[Any], subject: Subject, path: str = "centre") -> QuerySet[Any]:
    """The rows of the subject's centre; all of them when it is the whole installation."""
    return rows if subject.centre is None else rows.filter(**{path: subject.centre})


# What one did ----------------------------------------------------------------------------


def _acts(subject: Subject) -> list[QuerySet[Any]]:
    account = account_of(subject)
    if account is None:
        return []
    return [
        _of_centre(AuditEntry.objects.filter(account=account), subject),
        _of_centre(ContactView.objects.filter(account=account), subject),
        _of_centre(Erasure.objects.filter(account=account), subject),
        _of_centre(Intake.objects.filter(created_by=account), subject),
        _of_centre(IntakePassage.objects.filter(made_by=account), subject, "intake__centre"),
    ]


def _forget_acts(subject: Subject) -> int:
    """The acts stay, to be counted; nobody can be told from them."""
    account = account_of(subject)
    if account is None:
        return 0
    looked_at = {"subject_kind": ACCOUNT_KIND, "subject_key": str(account.pk)}
    _of_centre(ContactView.objects.filter(**looked_at), subject).update(subject_key="")
    authors = {Intake: "created_by", IntakePassage: "made_by"}
    return sum(rows.update(**{authors.get(rows.model, "account"): None}) for rows in _acts(subject))


def _redact_acts_on(model: type[Model], keys: list[int]) -> None:
    """The log keeps that something was done to a thing, not what the thing was called."""
    AuditEntry.objects.filter(
        subject_kind=model._meta.label_lower, subject_key__in=[str(key) for key in keys]
    ).update(detail={})


# Links and proposals ---------------------------------------------------------------------


def _links(subject: Subject) -> list[QuerySet[Any]]:
    return [_of_centre(MagicLink.objects.filter(sent_to_index__of=subject.email), subject)]


def _close_links(subject: Subject) -> int:
    (links,) = _links(subject)
    living = links.filter(ended_at__isnull=True)
    return living.update(ended_at=timezone.now(), ending=LinkEnding.WITHDRAWN)


def _forget_links(subject: Subject) -> int:
    _close_links(subject)
    (links,) = _links(subject)
    return links.update(**with_indexes(MagicLink, "sent_to", ""))


def _proposals(subject: Subject) -> list[QuerySet[Any]]:
    return [_of_centre(Proposal.objects.filter(email_index__of=subject.email), subject)]


#: An open proposal ends with its author; one that was decided stays as it was.
_ENDS_AS = {
    ProposalState.INVITED: ProposalState.WITHDRAWN,
    ProposalState.RECEIVED: ProposalState.DECLINED,
}


def _forget_proposals(subject: Subject) -> int:
    """What kind, when and how it ended stays, to be counted."""
    (proposals,) = _proposals(subject)
    found = list(proposals.select_for_update())
    _redact_acts_on(Proposal, [proposal.pk for proposal in found])
    for proposal in found:
        ends_as = _ENDS_AS.get(ProposalState(proposal.state))
        if ends_as is not None:
            ProposalPassage.objects.create(
                proposal=proposal,
                old_state=proposal.state,
                new_state=ends_as,
                made_at=timezone.now(),
            )
            proposal.state, proposal.since = ends_as, timezone.now()
        proposal.email = proposal.note = proposal.message = ""
        proposal.organisation, proposal.payload, proposal.reason = "–", {}, "–"
        proposal.save()
        proposal.passages.exclude(reason="").update(reason="–")
    return len(found)


# Tables brought in -----------------------------------------------------------------------


def _rows_of_tables(subject: Subject) -> list[QuerySet[Any]]:
    every = _of_centre(IntakeRow.objects.all(), subject, "intake__centre")
    keys = {
        key
        for name in ("cells", "before")
        for key in rows_with(every, IntakeRow._meta.get_field(name), (subject.email,))
    }
    rows = IntakeRow.objects.filter(pk__in=keys)
    return [_of_centre(rows, subject, "intake__centre")]


def _forget_rows_of_tables(subject: Subject) -> int:
    """The row stays with its outcome; what it said of the person does not."""
    wanted = Intake.objects.all() if subject.centre is None else subject_intakes(subject)
    in_files = sum(files.take_out(token, subject.email) for token in _with_files(wanted))
    keys = [key for rows in _rows_of_tables(subject) for key in rows.values_list("pk", flat=True)]
    IntakeRow.objects.filter(pk__in=keys).update(cells={}, before={}, identity="", reason="")
    return in_files + len(keys)


def subject_intakes(subject: Subject) -> QuerySet[Intake]:
    """Tables brought in by the subject's centre."""
    return Intake.objects.filter(centre=subject.centre)


def _stands_in_files_of_others(subject: Subject) -> bool:
    others = Intake.objects.exclude(centre=subject.centre)
    return any(files.says(token, subject.email) for token in _with_files(others))


def _with_files(intakes: QuerySet[Intake]) -> list[Any]:
    return list(intakes.filter(file_is_there=True).values_list("token", flat=True))


# The account -----------------------------------------------------------------------------


def _account_rows(subject: Subject) -> list[QuerySet[Any]]:
    account = account_of(subject)
    confirmations = EmailConfirmation.objects.filter(email_address__email__iexact=subject.email)
    addresses = EmailAddress.objects.filter(email__iexact=subject.email)
    if account is None:
        return [] if subject.centre is not None else [addresses, confirmations]
    roles = _of_centre(RoleAssignment.objects.filter(account=account), subject)
    if subject.centre is not None:
        return [roles]
    return [
        Account.objects.filter(pk=account.pk),
        roles,
        addresses,
        confirmations,
        Authenticator.objects.filter(user=account),
        UserProfile.objects.filter(user=account),
        Account.groups.through.objects.filter(account=account),
        Account.user_permissions.through.objects.filter(account=account),
    ]


def close_sessions(account: Account) -> int:
    """Sign an account out everywhere, what has expired included; how many sessions."""
    its_own = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(account.pk)
    ]
    Session.objects.filter(pk__in=its_own).delete()
    return len(its_own)


def _erase_account(subject: Subject) -> int:
    account = account_of(subject)
    rows = _account_rows(subject)
    count = sum(row.count() for row in rows)
    if account is not None and subject.centre is None:
        _redact_acts_on(Account, [account.pk])
        count += close_sessions(account)
        for profile in UserProfile.objects.filter(user=account):
            profile.avatar.delete(save=False)
        account.delete()
    for row in reversed(rows):
        row.delete()
    return count


def _hide_account(subject: Subject) -> int:
    """What is out of use for another reason stays as it is."""
    account = account_of(subject)
    if account is None or subject.centre is not None or not account.is_active:
        return 0
    Account.objects.filter(pk=account.pk).update(is_active=False, hidden_at=timezone.now())
    close_sessions(account)
    return 1


def _show_account(subject: Subject) -> int:
    """Only what was hidden comes back in use."""
    account = account_of(subject)
    if account is None or subject.centre is not None:
        return 0
    hidden = Account.objects.filter(pk=account.pk, hidden_at__isnull=False)
    return hidden.update(is_active=True, hidden_at=None)


OFFERS = (
    PersonalData(
        "kernel.acts",
        (
            "kernel.AuditEntry",
            "kernel.ContactView",
            "kernel.Erasure",
            "kernel.Intake",
            "kernel.IntakePassage",
        ),
        _("What they did at the Banco"),
        _("The acts, without the name: what was done, when."),
        rows=_acts,
        erase=_forget_acts,
    ),
    PersonalData(
        "kernel.intake_rows",
        ("kernel.IntakeRow",),
        _("Rows of spreadsheets in which they stand"),
        _("How many rows the spreadsheet had, and what became of them."),
        rows=_rows_of_tables,
        erase=_forget_rows_of_tables,
        addresses=files.addresses,
        says_elsewhere=_stands_in_files_of_others,
    ),
    PersonalData(
        "kernel.links",
        ("kernel.MagicLink",),
        _("Links sent to them"),
        _("That a link was sent, when, and how it ended."),
        rows=_links,
        erase=_forget_links,
        secret=frozenset({"digest", "sent_to_index"}),
        hide=_close_links,
    ),
    PersonalData(
        "kernel.proposals",
        ("kernel.Proposal",),
        _("Proposals they sent for an organisation"),
        _("What kind of proposal, when, and how it ended. What was published stays published."),
        rows=_proposals,
        erase=_forget_proposals,
        secret=frozenset({"email_index"}),
    ),
    PersonalData(
        "kernel.staff_account",
        (
            "kernel.Account",
            "kernel.Account_groups",
            "kernel.Account_user_permissions",
            "kernel.RoleAssignment",
            "account.EmailAddress",
            "account.EmailConfirmation",
            "mfa.Authenticator",
            "sessions.Session",
            "wagtailusers.UserProfile",
        ),
        _("The account with which they work here, and the roles"),
        _("Nothing. What they wrote stays, without their name."),
        rows=_account_rows,
        erase=_erase_account,
        secret=frozenset({"password", "data", "key"}),
        hide=_hide_account,
        show=_show_account,
    ),
)
