"""What ends in the foundations: links, proposals, accounts and roles, logs, sessions."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_q.models import Task

from mestieri.kernel.models import (
    Account,
    AuditEntry,
    ContactView,
    MagicLink,
    Proposal,
    RetentionNotice,
    RetentionRun,
    RoleAssignment,
)
from mestieri.kernel.models.proposals import PASSAGES
from mestieri.kernel.retention import deleting, start_of
from mestieri.kernel.services.intake.retention import INTAKE_RULES
from mestieri.kernel.services.retention import notices

DAYS_AFTER_A_LINK = 90
MONTHS_AFTER_A_DECISION = 24
MONTHS_AFTER_THE_LAST_ROLE = 6
MONTHS_AFTER_A_ROLE = 12
MONTHS_OF_THE_LOG = 12
MONTHS_OF_RUNS = 24
MONTHS_OF_VIEWS = 12
DAYS_OF_FAILED_TASKS = 90
DAYS_AFTER_A_NOTICE = 90


def ended_links(today: datetime.date) -> QuerySet[MagicLink]:
    """Links over for ninety days, those included whose end nobody has noted yet."""
    before = start_of(today - datetime.timedelta(days=DAYS_AFTER_A_LINK))
    unmarked = Q(ended_at__isnull=True, expires_at__lt=before)
    return MagicLink.objects.filter(Q(ended_at__lt=before) | unmarked)


def old_decisions(today: datetime.date) -> QuerySet[Proposal]:
    """Proposals decided or withdrawn long ago."""
    final = [state for state, following in PASSAGES.items() if not following]
    before = start_of(today - relativedelta(months=MONTHS_AFTER_A_DECISION))
    return Proposal.objects.filter(state__in=final, since__lt=before)


def roles_over_before(day: datetime.date) -> Q:
    """Roles that opened nothing any more on a day."""
    return Q(ended_on__lt=day) | Q(until__lt=day)


def old_roles(today: datetime.date) -> QuerySet[RoleAssignment]:
    """Roles that ended long ago."""
    before = today - relativedelta(months=MONTHS_AFTER_A_ROLE)
    return RoleAssignment.objects.filter(roles_over_before(before))


def accounts_without_a_role(today: datetime.date) -> QuerySet[Account]:
    """Accounts that had roles, and have had none for months; keepers of everything stay."""
    before = today - relativedelta(months=MONTHS_AFTER_THE_LAST_ROLE)
    roles = RoleAssignment.objects.filter(account=OuterRef("pk"))
    later = roles.exclude(roles_over_before(before))
    return Account.objects.filter(Exists(roles), ~Exists(later), is_superuser=False)


def old_acts(today: datetime.date) -> QuerySet[AuditEntry]:
    """What the log of the staff said long ago."""
    before = start_of(today - relativedelta(months=MONTHS_OF_THE_LOG))
    return AuditEntry.objects.filter(recorded_at__lt=before)


def old_views(today: datetime.date) -> QuerySet[ContactView]:
    """Who looked at contacts long ago."""
    before = start_of(today - relativedelta(months=MONTHS_OF_VIEWS))
    return ContactView.objects.filter(viewed_at__lt=before)


def expired_sessions(today: datetime.date) -> QuerySet[Session]:
    """Sessions of the staff that open nothing any more."""
    return Session.objects.filter(expire_date__lt=start_of(today))


def old_failed_tasks(today: datetime.date) -> QuerySet[Task]:
    """What the work in the background kept of what it could not do."""
    before = start_of(today - datetime.timedelta(days=DAYS_OF_FAILED_TASKS))
    return Task.objects.filter(stopped__lt=before)


def old_notices(today: datetime.date) -> QuerySet[RetentionNotice]:
    """Who was told long ago, and who could not be told and is not tried any more."""
    before = start_of(today - datetime.timedelta(days=DAYS_AFTER_A_NOTICE))
    return RetentionNotice.objects.filter(
        Q(told_at__lt=before) | Q(told_at__isnull=True), tried_at__lt=before
    )


def old_runs(today: datetime.date) -> QuerySet[RetentionRun]:
    """What the retention itself did long ago."""
    return RetentionRun.objects.filter(day__lt=today - relativedelta(months=MONTHS_OF_RUNS))


RULES = (
    deleting(
        "kernel.accounts",
        ("kernel.Account",),
        _("Accounts of people who no longer work here"),
        _("6 months after the last role ended (GDPR, article 5.1.e)."),
        _("What they wrote stays, without their name."),
        over=accounts_without_a_role,
    ),
    deleting(
        notices.ACCOUNTS_UNUSED,
        ("kernel.Account",),
        _("Accounts that nobody uses"),
        _("24 months after the last use, if the notice of 30 days had no answer (GDPR, 5.1.e)."),
        _("What they wrote stays, without their name."),
        over=notices.unused_and_warned,
        notice=notices.NOTICE_OF_ACCOUNTS,
    ),
    deleting(
        "kernel.audit",
        ("kernel.AuditEntry",),
        _("Acts in the log of the staff"),
        _("12 months: long enough to reconstruct what happened (GDPR, articles 5.1.e and 32)."),
        _("Nothing."),
        over=old_acts,
    ),
    deleting(
        "kernel.contact_views",
        ("kernel.ContactView",),
        _("Who looked at the contacts of people"),
        _("12 months, as the log of the staff (GDPR, articles 5.1.e and 32)."),
        _("Nothing."),
        over=old_views,
    ),
    *INTAKE_RULES,
    deleting(
        "kernel.links",
        ("kernel.MagicLink",),
        _("Links sent to organisations, with the address they went to"),
        _("90 days after the link ended (GDPR, article 5.1.e)."),
        _("What was done with the link."),
        over=ended_links,
    ),
    deleting(
        "kernel.notices",
        ("kernel.RetentionNotice",),
        _("Notices before something goes"),
        _("90 days after the person was told, or could not be (GDPR, article 5.1.e)."),
        _("Nothing."),
        over=old_notices,
    ),
    deleting(
        "kernel.proposals",
        ("kernel.Proposal",),
        _("Proposals of organisations, with their passages"),
        _("24 months after the decision (GDPR, article 5.1.e)."),
        _("The record, if it was published."),
        over=old_decisions,
    ),
    deleting(
        "kernel.retention_runs",
        ("kernel.RetentionRun",),
        _("Counts of what the retention deleted"),
        _("24 months: long enough for the reports of two years."),
        _("Nothing."),
        over=old_runs,
    ),
    deleting(
        "kernel.roles",
        ("kernel.RoleAssignment",),
        _("Roles that ended, of people who still work here"),
        _("12 months after the role ended (GDPR, article 5.1.e)."),
        _("The account, while it holds another role."),
        over=old_roles,
    ),
    deleting(
        "kernel.sessions",
        ("sessions.Session",),
        _("Sign-ins that have expired"),
        _("The day after they stopped opening anything (GDPR, article 5.1.e)."),
        _("Nothing."),
        over=expired_sessions,
    ),
    deleting(
        "kernel.tasks",
        ("django_q.Task",),
        _("Work in the background that failed"),
        _("90 days: long enough to find out why."),
        _("Nothing."),
        over=old_failed_tasks,
    ),
)
