"""What ends: the rules by which rows are deleted, emptied or rolled up when their time is over.

Every model says in `@classified(retention=…)` how long its rows are kept; a rule makes it
true. A room offers its rules when Django starts, with the functions that know its tables;
`kernel.services.retention` applies them, in slices, and writes down how many went and why.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

#: Rows that a slice deletes at most: well under the 60 seconds of a task.
ROWS_A_SLICE = 500


@dataclass(frozen=True)
class RetentionRule:
    """One kind of thing that ends, and what is done when it does.

    Attributes:
        code: stable name, `room.what`.
        models: labels of the models whose retention it makes true, such as `reception.Visit`.
        label: what goes (lazy).
        reason: why it goes now: how long it is kept, and by which article or rule (lazy).
        keeps: what stays, such as monthly totals (lazy).
        due: day → how many go, if the rule is applied on that day. It reads no clock.
        apply: (day, limit) → does a slice and says how many went; 0 when nothing is left to
            do. It is called in a transaction, one call at a time, and can be repeated. A
            slice may be more than `limit` where less would not be whole (a month of visits).
    """

    code: str
    models: tuple[str, ...]
    label: Any
    reason: Any
    keeps: Any
    due: Callable[[datetime.date], int]
    apply: Callable[[datetime.date, int], int]


_rules: dict[str, RetentionRule] = {}


def offer_retention_rule(rule: RetentionRule) -> None:
    """Let the retention of the house apply a rule of a room."""
    _rules[rule.code] = rule


def retention_rules() -> list[RetentionRule]:
    """Every rule, by code: what leans on something else is named after it."""
    return sorted(_rules.values(), key=lambda rule: rule.code)


def deleting(
    code: str, models: tuple[str, ...], label: Any, reason: Any, keeps: Any, *, over: OverOnADay
) -> RetentionRule:
    """A rule that deletes the rows that are over, and nothing else.

    Args:
        over: day → the rows that are over on that day.
    """

    def due(today: datetime.date) -> int:
        return over(today).count()

    def apply(today: datetime.date, limit: int) -> int:
        return delete_some(over(today), limit)

    return RetentionRule(code, models, label, reason, keeps, due, apply)


OverOnADay = Callable[[datetime.date], QuerySet[Any]]


def delete_some(rows: QuerySet[Any], limit: int) -> int:
    """Delete the first `limit` rows of a question, with what hangs on them; how many they were."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def start_of(day: datetime.date) -> datetime.datetime:
    """Midnight at which a day begins, where the centres live."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
