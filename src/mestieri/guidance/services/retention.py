"""What ends in guidance: days of completions become months."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.guidance.models import Completion
from mestieri.kernel.retention import RetentionRule
from mestieri.library.services.retention import fold_a_month

MONTHS_OF_DAYS = 24


def old_days(today: datetime.date) -> QuerySet[Completion]:
    """Counts that still say their day, and should only say their month."""
    before = (today - relativedelta(months=MONTHS_OF_DAYS)).replace(day=1)
    return Completion.objects.filter(day__lt=before).exclude(day__day=1)


RULES = (
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
