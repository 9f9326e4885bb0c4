"""What ends in guidance: days of counts become months; project sheets left alone go."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.guidance.models import Completion, SealedSheet, SheetOpenings
from mestieri.kernel.retention import RetentionRule, deleting
from mestieri.library.services.retention import fold_a_month

MONTHS_OF_DAYS = 24
MONTHS_UNUSED = 12


def old_days(today: datetime.date) -> QuerySet[Completion]:
    """Counts that still say their day, and should only say their month."""
    before = (today - relativedelta(months=MONTHS_OF_DAYS)).replace(day=1)
    return Completion.objects.filter(day__lt=before).exclude(day__day=1)


def old_days_of_openings(today: datetime.date) -> QuerySet[SheetOpenings]:
    """The same of the openings of project sheets."""
    before = (today - relativedelta(months=MONTHS_OF_DAYS)).replace(day=1)
    return SheetOpenings.objects.filter(day__lt=before).exclude(day__day=1)


def unused_sheets(today: datetime.date) -> QuerySet[SealedSheet]:
    """Sheets that nobody opened for a year: nobody knows whose they are, so nobody is told."""
    return SealedSheet.objects.filter(last_used_on__lt=today - relativedelta(months=MONTHS_UNUSED))


RULES = (
    deleting(
        "guidance.sheets",
        ("guidance.SealedSheet",),
        _("Project sheets"),
        _("Nobody opened them for 12 months; their owners were told when they began."),
        _("Nothing."),
        over=unused_sheets,
    ),
    RetentionRule(
        "guidance.sheet_openings",
        ("guidance.SheetOpenings",),
        _("Daily counts of project sheets opened"),
        _("24 months: from then on only the month is said."),
        _("Monthly totals."),
        over=old_days_of_openings,
        apply=lambda today, limit: fold_a_month(
            old_days_of_openings(today), ("centre_id",), ("times",)
        ),
    ),
    RetentionRule(
        "guidance.completions",
        ("guidance.Completion",),
        _("Daily counts of questionnaires and guides finished"),
        _("24 months: from then on only the month is said."),
        _("Monthly totals."),
        over=old_days,
        apply=lambda today, limit: fold_a_month(
            old_days(today), ("centre_id", "kind", "code"), ("times",)
        ),
    ),
)
