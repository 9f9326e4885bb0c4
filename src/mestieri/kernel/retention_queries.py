"""What the retention did and is about to do, as numbers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db.models import CharField, Count, Max, QuerySet, Sum, Value

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
        overdue: how many should have gone by yesterday, and are still there.
    """

    rule: RetentionRule
    went: int
    last_day: datetime.date | None
    coming: int
    overdue: int

    @property
    def room(self) -> str:
        """Name of the room whose rule it is."""
        return str(apps.get_app_config(self.rule.code.partition(".")[0]).verbose_name)


def retention_lines(today: datetime.date) -> list[RetentionLine]:
    """Every rule with its numbers, in a few queries however many rules there are."""
    since = today - relativedelta(months=MONTHS_BACK)
    runs = RetentionRun.objects.filter(day__gt=since, count__gt=0).order_by()
    done = {
        row["rule"]: row
        for row in runs.values("rule").annotate(went=Sum("count"), last_day=Max("day"))
    }
    nothing = {"went": 0, "last_day": None}
    coming = count_due(today + datetime.timedelta(days=DAYS_AHEAD))
    overdue = count_due(today - datetime.timedelta(days=1))
    lines = []
    for rule in retention_rules():
        row = done.get(rule.code, nothing)
        lines.append(
            RetentionLine(rule, row["went"], row["last_day"], coming[rule.code], overdue[rule.code])
        )
    return lines


def count_overdue(today: datetime.date) -> int:
    """How many things should have gone by yesterday, and are still there."""
    return sum(count_due(today - datetime.timedelta(days=1)).values())


def count_due(day: datetime.date) -> dict[str, int]:
    """Code of every rule → how many go on a day: the rows of all of them in one query."""
    counts: dict[str, int] = {}
    asked: list[QuerySet[Any, Any]] = []
    for rule in retention_rules():
        over = rule.over(day)
        if isinstance(over, list):
            counts[rule.code] = len(over)
        else:
            asked.append(_count_of(rule.code, over))
    first, *others = asked
    return counts | dict(first.union(*others, all=True))


def _count_of(code: str, over: QuerySet[Any]) -> QuerySet[Any, Any]:
    """One row: the code of a rule and how many rows are over."""
    one = over.order_by().annotate(rule_=Value(code, output_field=CharField()))
    return one.values("rule_").annotate(count_=Count("pk")).values_list("rule_", "count_")


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
