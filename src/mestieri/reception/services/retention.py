"""What ends at the reception: rows become counts, questions and codes are forgotten."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Centre
from mestieri.kernel.retention import RetentionRule, deleting, start_of
from mestieri.reception.models import (
    AdviceSession,
    AdviceSetting,
    DeskOpening,
    Device,
    NameCorrection,
    Referral,
    ReferralCode,
    RemoteQuestion,
    TakenBack,
    TallySheet,
    Ticket,
    TicketPassage,
    Visit,
)
from mestieri.reception.services.roll_up import first_month_with_rows, roll_up_visits
from mestieri.reception.services.visits import TAKEN_BACK_DAYS

MONTHS_OF_QUESTIONS = 12
MONTHS_OF_OPENINGS = 12
MONTHS_AFTER_A_DEVICE = 12
MONTHS_OF_CORRECTIONS = 24
MONTHS_OF_MOMENTS = 12


def old_visits(today: datetime.date) -> QuerySet[Visit]:
    """Visits of months older than those that keep their rows."""
    # Naming the centres lets the index by centre and day answer.
    return Visit.objects.filter(
        centre__in=Centre.objects.all(), day__lt=first_month_with_rows(today)
    )


def _roll_up_a_month(today: datetime.date, limit: int) -> int:
    """One month of one centre: less would leave a month half in rows, half in counts."""
    for centre in Centre.objects.order_by("pk"):
        if moved := roll_up_visits(centre, today, most_months=1):
            return moved
    return 0


def empty_sheets(today: datetime.date) -> QuerySet[TallySheet]:
    """Sheets of paper whose visits have become counts, or were taken back, long ago."""
    visits = Visit.objects.filter(sheet=OuterRef("pk"))
    old = TallySheet.objects.filter(day__lt=first_month_with_rows(today))
    return old.filter(~Exists(visits))


def old_questions(today: datetime.date) -> QuerySet[AdviceSession]:
    """Talks whose question is still written, and should no longer be."""
    before = today - relativedelta(months=MONTHS_OF_QUESTIONS)
    return AdviceSession.objects.filter(day__lt=before).exclude(question="")


def _forget_questions(today: datetime.date, limit: int) -> int:
    keys = list(old_questions(today).order_by("pk").values_list("pk", flat=True)[:limit])
    return AdviceSession.objects.filter(pk__in=keys).update(question="", forgotten_on=today)


def old_conversations(today: datetime.date) -> QuerySet[RemoteQuestion]:
    """Questions from afar whose last message is older than their centre allows."""
    settings = AdviceSetting.objects.values_list("centre_id", "months_of_answers")
    default = AdviceSetting().months_of_answers
    over = Q(since__lt=today - relativedelta(months=default))
    over &= ~Q(centre__in=[centre_id for centre_id, _months in settings])
    for centre_id, months in settings:
        over |= Q(centre=centre_id, since__lt=today - relativedelta(months=months))
    return RemoteQuestion.objects.filter(over)


def spent_codes(today: datetime.date) -> QuerySet[ReferralCode]:
    """Codes that answered before today, so that a second tap is told so, or that expired."""
    return ReferralCode.objects.filter(Q(spent_on__lt=today) | Q(expires_on__lt=today))


def old_referrals(today: datetime.date) -> QuerySet[Referral]:
    """Referrals that still say their day, and should only say their month."""
    return Referral.objects.filter(day__lt=first_month_with_rows(today)).exclude(day__day=1)


def _forget_days_of_referrals(today: datetime.date, limit: int) -> int:
    """A row that says only its month is one unit of the monthly total."""
    oldest = old_referrals(today).order_by("day").first()
    if oldest is None:
        return 0
    month = oldest.day.replace(day=1)
    same_month = old_referrals(today).filter(day__lt=month + relativedelta(months=1))
    keys = list(same_month.order_by("pk").values_list("pk", flat=True)[:limit])
    return Referral.objects.filter(pk__in=keys).update(day=month)


def old_devices(today: datetime.date) -> QuerySet[Device]:
    """Tablets whose access was closed long ago."""
    return Device.objects.filter(revoked_on__lt=today - relativedelta(months=MONTHS_AFTER_A_DEVICE))


def old_openings(today: datetime.date) -> QuerySet[DeskOpening]:
    """Desks opened for a day long ago."""
    return DeskOpening.objects.filter(day__lt=today - relativedelta(months=MONTHS_OF_OPENINGS))


def old_numbers(today: datetime.date) -> QuerySet[Ticket]:
    """Numbers of the queue that still say at what moment what happened."""
    before = today - relativedelta(months=MONTHS_OF_MOMENTS)
    passages = TicketPassage.objects.filter(ticket=OuterRef("pk"))
    return Ticket.objects.filter(Exists(passages), day__lt=before)


def _forget_moments(today: datetime.date, limit: int) -> int:
    """A number without its moments is one unit in the count of its day."""
    numbers = list(old_numbers(today).order_by("pk")[:limit])
    for number in numbers:
        number.arrived_at = number.since = start_of(number.day)
    Ticket.objects.bulk_update(numbers, ["arrived_at", "since"])
    TicketPassage.objects.filter(ticket__in=numbers).delete()
    return len(numbers)


def old_taken_back(today: datetime.date) -> QuerySet[TakenBack]:
    """Taps taken back that no tablet can deliver any more."""
    return TakenBack.objects.filter(day__lt=today - datetime.timedelta(days=TAKEN_BACK_DAYS))


def old_corrections(today: datetime.date) -> QuerySet[NameCorrection]:
    """Counts of the detector's mistakes of months that ended long ago."""
    before = (today - relativedelta(months=MONTHS_OF_CORRECTIONS)).replace(day=1)
    return NameCorrection.objects.filter(month__lt=before)


RULES = (
    deleting(
        "reception.codes",
        ("reception.ReferralCode",),
        _("Codes of slips that answered or expired"),
        _("The day after the answer, or 120 days after the slip."),
        _("The answer, in the count of the month."),
        over=spent_codes,
    ),
    deleting(
        "reception.conversations",
        ("reception.RemoteQuestion",),
        _("Questions from afar with their answers"),
        _("As many months after the last message as the centre chose (3 if it did not)."),
        _("Nothing."),
        over=old_conversations,
    ),
    deleting(
        "reception.corrections",
        ("reception.NameCorrection",),
        _("Counts of the mistakes of the detector of names"),
        _("24 months."),
        _("Nothing."),
        over=old_corrections,
    ),
    deleting(
        "reception.devices",
        ("reception.Device",),
        _("Tablets whose access was closed"),
        _("12 months after it was closed."),
        _("The visits they counted: no visit says by which tablet."),
        over=old_devices,
    ),
    deleting(
        "reception.openings",
        ("reception.DeskOpening",),
        _("Desks opened for a day"),
        _("12 months."),
        _("The talks held there, as counts."),
        over=old_openings,
    ),
    RetentionRule(
        "reception.numbers",
        ("reception.Ticket", "reception.TicketPassage"),
        _("Moments of the numbers of the queue"),
        _("12 months: waiting times are read from what happened lately."),
        _("How many numbers, day by day, and how they ended."),
        over=old_numbers,
        apply=_forget_moments,
    ),
    RetentionRule(
        "reception.questions",
        ("reception.AdviceSession",),
        _("Questions of talks, as they were said"),
        _("12 months: free text may always say more than it should (GDPR, article 5.1.c)."),
        _("The talk with its topics, to be counted."),
        over=old_questions,
        apply=_forget_questions,
    ),
    RetentionRule(
        "reception.referrals",
        ("reception.Referral",),
        _("Days of referrals"),
        _("24 months: from then on only the month is said."),
        _("How many, month by month, towards which service."),
        over=old_referrals,
        apply=_forget_days_of_referrals,
    ),
    deleting(
        "reception.taken_back",
        ("reception.TakenBack",),
        _("Taps taken back"),
        _("40 days: longer than a tap may wait in a tablet."),
        _("Nothing."),
        over=old_taken_back,
    ),
    RetentionRule(
        "reception.visits",
        ("reception.Visit",),
        _("Single visits"),
        _("24 months: from then on only how many they were (GDPR, article 5.1.e)."),
        _("Monthly totals by point, half hour and need."),
        over=old_visits,
        apply=_roll_up_a_month,
    ),
    deleting(
        "reception.visits_on_paper",
        ("reception.TallySheet",),
        _("Sheets of paper without visits"),
        _("Their visits have become monthly totals, or were taken back."),
        _("The monthly totals."),
        over=empty_sheets,
    ),
)
