"""What ends in the room: people we no longer speak to, old calls, old leads."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models import (
    Call,
    CallSession,
    Campaign,
    CompanyContact,
    InfoLetter,
    Reminder,
    Request,
    RequestSender,
    Signal,
)
from mestieri.demand.vocabulary import RequestState
from mestieri.kernel.retention import RetentionRule, deleting, start_of

MONTHS, MONTHS_OF_SIGNALS, MONTHS_OF_SENDERS = 24, 12, 6


def _before(today: datetime.date, months: int = MONTHS) -> datetime.date:
    return today - relativedelta(months=months)


def old_contacts(today: datetime.date) -> QuerySet[CompanyContact]:
    """People with whom nobody has spoken for two years."""
    return CompanyContact.objects.filter(last_contact_on__lt=_before(today))


def old_calls(today: datetime.date) -> QuerySet[Call]:
    """Calls of more than two years ago."""
    return Call.objects.filter(day__lt=_before(today))


def old_letters(today: datetime.date) -> QuerySet[InfoLetter]:
    return InfoLetter.objects.filter(prepared_on__lt=_before(today))


def old_signals(today: datetime.date) -> QuerySet[Signal]:
    return Signal.objects.filter(expires_on__lt=_before(today, MONTHS_OF_SIGNALS))


def old_requests(today: datetime.date) -> QuerySet[Request]:
    return Request.objects.filter(closed_on__lt=_before(today))


def old_senders(today: datetime.date) -> QuerySet[RequestSender]:
    """Who sent a request that was not taken on, or on which nobody ever decided."""
    over = _before(today, MONTHS_OF_SENDERS)
    closed = Q(request__closed_on__lt=over)
    waits = Q(request__state=RequestState.AWAITING, request__made_at__lt=start_of(over))
    return RequestSender.objects.filter(closed | waits)


def old_sessions(today: datetime.date) -> QuerySet[CallSession]:
    return CallSession.objects.filter(last_seen_at__lt=start_of(_before(today)))


def old_reminders(today: datetime.date) -> QuerySet[Reminder]:
    return Reminder.objects.filter(sent_on__lt=_before(today, MONTHS_OF_SIGNALS))


def _fold_calls(today: datetime.date, limit: int) -> int:
    """Delete old calls; how many ended how stays with their campaign."""
    rows = list(
        old_calls(today).order_by("pk").values_list("pk", "campaign_id", "outcome", "undone_at")
        [:limit]
    )  # fmt: skip
    counted = Counter((campaign, outcome) for _pk, campaign, outcome, undone in rows if not undone)
    for campaign in Campaign.objects.select_for_update(of=("self",)).filter(
        pk__in={key for key, _outcome in counted if key}
    ):
        for (key, outcome), times in counted.items():
            if key == campaign.pk:
                campaign.past_counts[outcome] = campaign.past_counts.get(outcome, 0) + times
        campaign.save(update_fields=["past_counts"])
    Call.objects.filter(pk__in=[row[0] for row in rows]).delete()
    return len(rows)


_NOTHING: Any = _("Nothing.")

RULES = (
    RetentionRule(
        "demand.calls",
        ("demand.Call",),
        _("Old calls to companies"),
        _("24 months (domain book §3.2)."),
        _("How many calls ended how, campaign by campaign; that a company must not be called."),
        over=old_calls,
        apply=_fold_calls,
    ),
    deleting(
        "demand.contacts",
        ("demand.CompanyContact",),
        _("People of companies with whom nobody has spoken any more"),
        _("24 months after the last contact (GDPR, article 5.1.e)."),
        _("The company."),
        over=old_contacts,
    ),
    deleting(
        "demand.letters",
        ("demand.InfoLetter",),
        _("Messages prepared for companies"),
        _("24 months."),
        _NOTHING,
        over=old_letters,
    ),
    deleting(
        "demand.reminders",
        ("demand.Reminder",),
        _("Reminders of open things of companies"),
        _("12 months."),
        _NOTHING,
        over=old_reminders,
    ),
    deleting(
        "demand.requests",
        ("demand.Request",),
        _("Requests of companies that were closed"),
        _("24 months after they were closed."),
        _NOTHING,
        over=old_requests,
    ),
    deleting(
        "demand.senders",
        ("demand.RequestSender",),
        _("Who sent a request that was not taken on"),
        _("6 months after the request came, or was closed (GDPR, article 5.1.e)."),
        _("The request, without who sent it."),
        over=old_senders,
    ),
    deleting(
        "demand.sessions",
        ("demand.CallSession",),
        _("Stretches of calls"),
        _("24 months."),
        _NOTHING,
        over=old_sessions,
    ),
    deleting(
        "demand.signals",
        ("demand.Signal",),
        _("Signals that expired"),
        _("12 months after they expired."),
        _NOTHING,
        over=old_signals,
    ),
)
