"""Apply the rules of retention, slice after slice; say what would go without touching it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import AuditEntry, RetentionRun
from mestieri.kernel.retention import ROWS_A_SLICE, RetentionRule, retention_rules
from mestieri.kernel.work import do_later

#: A task lasts 60 seconds at most; the last slice may still be long.
SECONDS_OF_A_TASK = 30.0
DAILY = "mestieri.kernel.services.retention.apply_for_a_while"


class ClockSetBack(Exception):
    """Something written is of a later day than today: the clock is not to be believed."""


class RulesFailed(Exception):
    """Some rules could not be applied; every other one was.

    Attributes:
        codes: theirs.
    """

    def __init__(self, codes: list[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


@dataclass(frozen=True)
class Due:
    """What a rule would do on a day.

    Attributes:
        rule: the rule.
        count: how many would go.
    """

    rule: RetentionRule
    count: int


def what_is_due(today: datetime.date) -> list[Due]:
    """What every rule would do on a day, nothing left out. Writes nothing."""
    return [Due(rule, rule.due(today)) for rule in retention_rules()]


def check_clock(today: datetime.date) -> None:
    """Refuse a day that comes before something that has already been written down.

    What is over is reckoned from today alone, so an earlier day would delete less, never
    more; but then the record would say of a day what happened on another.

    Raises:
        ClockSetBack: an act of the staff or a retention is of a later day.
    """
    act = AuditEntry.objects.aggregate(latest=Max("recorded_at"))["latest"]
    run = RetentionRun.objects.aggregate(latest=Max("day"))["latest"]
    known = [day for day in (act and timezone.localdate(act), run) if day is not None]
    if known and max(known) > today:
        raise ClockSetBack(
            _(
                "Today would be %(today)s, but something was already written on %(later)s: the "
                "clock was set back. Nothing was deleted. Set the clock right and try again."
            )
            % {"today": day_in_words(today), "later": day_in_words(max(known))}
        )


def apply_rules(
    today: datetime.date,
    *,
    seconds: float | None = None,
    told: Callable[[RetentionRule, int], None] = lambda rule, count: None,
) -> dict[str, int] | None:
    """Apply every rule until nothing is left to do, or for some seconds.

    Each slice is a transaction, with its count: killed at any moment, what was done is
    written down and the rest waits for the next time.

    Args:
        seconds: start no slice after so many; None for as long as it takes.
        told: called after each slice with the rule and how many went.

    Returns:
        Code of the rule → how many went today in all; None if time ran out before the end.

    Raises:
        ClockSetBack: today comes before something already written; nothing is done.
        RulesFailed: some rules could not be applied, from the first one's error.
    """
    check_clock(today)
    deadline = None if seconds is None else time.monotonic() + seconds
    failures: dict[str, Exception] = {}
    for rule in retention_rules():
        try:
            while count := _apply_slice(rule, today):
                told(rule, count)
                if deadline is not None and time.monotonic() > deadline:
                    return None
        except Exception as failure:  # what one room gets wrong keeps no other from ending
            failures[rule.code] = failure
    if failures:
        raise RulesFailed(list(failures)) from next(iter(failures.values()))
    runs = RetentionRun.objects.filter(day=today)
    return dict(runs.values_list("rule", "count"))


@transaction.atomic
def _apply_slice(rule: RetentionRule, today: datetime.date) -> int:
    """Do a slice of a rule and write down how many went; 0 when nothing is left."""
    now = timezone.now()
    RetentionRun.objects.get_or_create(rule=rule.code, day=today, defaults={"started_at": now})
    # Whoever else applies the same rule waits here: each row is counted by one of them.
    run = RetentionRun.objects.select_for_update().get(rule=rule.code, day=today)
    count = rule.apply(today, ROWS_A_SLICE)
    run.count += count
    run.ended_at = None if count else now
    run.save(update_fields=["count", "ended_at"])
    return count


def apply_for_a_while() -> None:
    """The daily task of the worker: some seconds of it, then the rest in another task."""
    if apply_rules(timezone.localdate(), seconds=SECONDS_OF_A_TASK) is None:
        do_later(DAILY)
