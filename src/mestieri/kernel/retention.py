"""What ends: the rules by which rows are deleted, emptied or rolled up when their time is over.

Every model says in `@classified(retention=…)` how long its rows are kept; a rule makes it
true. A room offers its rules when Django starts, with the functions that know its tables;
`kernel.services.retention` applies them, in slices, and writes down how many went and why.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from mestieri.kernel.models import Centre
    from mestieri.kernel.services.letters import Letter

#: Rows that a slice deletes at most: well under the 60 seconds of a task.
ROWS_A_SLICE = 500


#: What is over on a day: rows, or files.
OverOnADay = Callable[[datetime.date], "QuerySet[Any] | list[Any]"]


@dataclass(frozen=True)
class Notice:
    """What the owner of a row is told before it goes, so as to keep it with one click.

    Attributes:
        days: how long before the end the message leaves.
        rows: day → rows whose owner has to be told on that day.
        row: key → the row, or None when it is there no more.
        owner: row → whose it is and which centre speaks; None when nobody can be told.
        letter: (row, its centre, address of the link) → the message.
        what: row → what would go, in the reader's words.
        renew: row → keeps it for another whole span.
        who: row → the name by which the staff know its owner; no address.
        some: keys → the rows that are still there, each by its key, in one question; without
            it they are asked for one by one.
    """

    days: int
    rows: Callable[[datetime.date], QuerySet[Any]]
    row: Callable[[str], Model | None]
    owner: Callable[[Any], Owner | None]
    letter: Callable[[Any, Centre, str], Letter]
    what: Callable[[Any], str]
    renew: Callable[[Any], None]
    who: Callable[[Any], str] = str
    some: Callable[[Collection[str]], Mapping[str, Model]] | None = None

    def by_key(self, keys: Collection[str]) -> Mapping[str, Model]:
        """The rows with some keys that are still there."""
        if self.some is not None:
            return self.some(keys)
        return {key: row for key in keys if (row := self.row(key)) is not None}


@dataclass(frozen=True)
class Owner:
    """To whom a row belongs: an address, and the centre that writes to it.

    Without an address somebody of the centre tells them in person.
    """

    email: str
    centre: Centre


@dataclass(frozen=True)
class RetentionRule:
    """One kind of thing that ends, and what is done when it does.

    Attributes:
        code: stable name, `room.what`.
        models: labels of the models whose retention it makes true, such as `reception.Visit`.
        label: what goes (lazy).
        reason: why it goes now: how long it is kept, and by which article or rule (lazy).
        keeps: what stays, such as monthly totals (lazy).
        over: day → the rows (or files) that go, if the rule is applied on that day. It reads no
            clock.
        apply: (day, limit) → does a slice and says how many went; 0 when nothing is left to
            do. It is called in a transaction, one call at a time, and can be repeated. A
            slice may be more than `limit` where less would not be whole (a month of visits).
        notice: what an owner is told before, where it belongs to somebody.
    """

    code: str
    models: tuple[str, ...]
    label: Any
    reason: Any
    keeps: Any
    over: OverOnADay
    apply: Callable[[datetime.date, int], int]
    notice: Notice | None = None

    def due(self, day: datetime.date) -> int:
        """How many go, if the rule is applied on a day."""
        over = self.over(day)
        return len(over) if isinstance(over, list) else over.count()


_rules: dict[str, RetentionRule] = {}


def offer_retention_rule(rule: RetentionRule) -> None:
    """Let the retention of the house apply a rule of a room."""
    _rules[rule.code] = rule


def retention_rules() -> list[RetentionRule]:
    """Every rule, by code: what leans on something else is named after it."""
    return sorted(_rules.values(), key=lambda rule: rule.code)


def retention_rule(code: str) -> RetentionRule | None:
    """The rule with a code, or None."""
    return _rules.get(code)


def deleting(
    code: str,
    models: tuple[str, ...],
    label: Any,
    reason: Any,
    keeps: Any,
    *,
    over: Callable[[datetime.date], QuerySet[Any]],
    notice: Notice | None = None,
) -> RetentionRule:
    """A rule that deletes the rows that are over, and nothing else.

    Args:
        over: day → the rows that are over on that day.
        notice: what an owner is told before.
    """

    def apply(today: datetime.date, limit: int) -> int:
        return delete_some(over(today), limit)

    return RetentionRule(code, models, label, reason, keeps, over, apply, notice)


def delete_some(rows: QuerySet[Any], limit: int) -> int:
    """Delete the first `limit` rows of a question, with what hangs on them; how many they were."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def start_of(day: datetime.date) -> datetime.datetime:
    """Midnight at which a day begins, where the centres live."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
