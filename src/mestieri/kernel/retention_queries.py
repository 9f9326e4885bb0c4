"""What the retention did and is about to do, as numbers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db.models import Count, Max, Sum

from mestieri.kernel.models import RetentionRun
from mestieri.kernel.retention import RetentionRule, retention_rules

DAYS_AHEAD = 7
MONTHS_BACK = 12
#: The worker applies the rules every day; two days without mean that something stands still.
DAYS_OF_PATIENCE = 2


@dataclass(frozen=True)
class RetentionLine:
    """A rule on the page.

    Attributes:
        rule: the rule.
        went: how many went in the last `MONTHS_BACK` months.
        last_day: the last day on which something went, if any.
        coming: how many will have gone in `DAYS_AHEAD` days.
    """

    rule: RetentionRule
    went: int
    last_day: datetime.date | None
    coming: int

    @property
    def room(self) -> str:
        """Name of the room whose rule it is."""
        return str(apps.get_app_config(self.rule.code.partition(".")[0]).verbose_name)


def retention_lines(today: datetime.date) -> list[RetentionLine]:
    """Every rule with its numbers: a query a rule, and one more."""
    since = today - relativedelta(months=MONTHS_BACK)
    runs = RetentionRun.objects.filter(day__gt=since, count__gt=0).order_by()
    done = {
        row["rule"]: row
        for row in runs.values("rule").annotate(went=Sum("count"), last_day=Max("day"))
    }
    nothing = {"went": 0, "last_day": None}
    lines = []
    for rule in retention_rules():
        row = done.get(rule.code, nothing)
        coming = rule.due(today + datetime.timedelta(days=DAYS_AHEAD))
        lines.append(RetentionLine(rule, row["went"], row["last_day"], coming))
    return lines


def last_retention() -> datetime.datetime | None:
    """When every rule was last applied to the end; None if that never happened."""
    codes = [rule.code for rule in retention_rules()]
    ended = RetentionRun.objects.filter(rule__in=codes, ended_at__isnull=False).order_by()
    days = ended.values("day").annotate(rules=Count("id"), moment=Max("ended_at"))
    latest = days.filter(rules=len(codes)).order_by("-day").first()
    return latest["moment"] if latest else None


def is_late(moment: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Whether the rules should have been applied since."""
    return moment is None or now - moment > datetime.timedelta(days=DAYS_OF_PATIENCE)
