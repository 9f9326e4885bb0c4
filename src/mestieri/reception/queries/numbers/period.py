"""Over which days, and how finely, the director's page counts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Centre
from mestieri.reception.services.roll_up import first_month_with_rows

A_DAY = datetime.timedelta(days=1)
#: The same weekday a year ago.
A_YEAR_OF_WEEKS = datetime.timedelta(weeks=52)
DAYS_AT_FIRST = 30
#: No centre counted before; «everything» starts here and ends at what there is.
EARLIEST = datetime.date(1980, 1, 1)


class Step(models.TextChoices):
    """How finely a period is divided; the values stand in addresses."""

    DAY = "giorno", _("day by day")
    WEEK = "settimana", _("week by week")
    MONTH = "mese", _("month by month")
    YEAR = "anno", _("year by year")


#: How many days a step may divide before the next one takes its place.
MOST_DAYS = {Step.DAY: 92, Step.WEEK: 371, Step.MONTH: 366 * 20, Step.YEAR: 366 * 8000}
COARSER = {Step.DAY: Step.WEEK, Step.WEEK: Step.MONTH, Step.MONTH: Step.YEAR}


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included, divided by a step.

    Attributes:
        is_coarser: the step that was asked for would divide it too finely.
        is_turned: the days were asked for the wrong way round, or begin after today.
    """

    first: datetime.date
    last: datetime.date
    step: Step
    is_coarser: bool = False
    is_turned: bool = False

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def by_whole_months(self) -> bool:
        return self.step in (Step.MONTH, Step.YEAR)

    def slot_of(self, day: datetime.date) -> datetime.date:
        """The first day of the stretch in which a day falls."""
        return STARTS[self.step](day)

    def next_slot(self, slot: datetime.date) -> datetime.date:
        return self.slot_of(slot + STRIDES[self.step])

    def a_year_before(self, day: datetime.date) -> datetime.date:
        """The day to compare with: the same date, or the same weekday where days matter."""
        if not self.by_whole_months:
            return day - A_YEAR_OF_WEEKS
        if (day.month, day.day) == (2, 29):
            return day.replace(year=day.year - 1, day=28)
        return day.replace(year=day.year - 1)

    @property
    def year_before(self) -> Period | None:
        """The same stretch a year earlier; None where the two would overlap."""
        first, last = self.a_year_before(self.first), self.a_year_before(self.last)
        if self.by_whole_months and (self.last + A_DAY).day == 1:
            last = _end_of_month(last)
        return replace(self, first=first, last=last) if last < self.first else None


STARTS: dict[Step, Callable[[datetime.date], datetime.date]] = {
    Step.DAY: lambda day: day,
    Step.WEEK: lambda day: day - datetime.timedelta(days=day.weekday()),
    Step.MONTH: lambda day: day.replace(day=1),
    Step.YEAR: lambda day: day.replace(month=1, day=1),
}
STRIDES = {
    Step.DAY: A_DAY,
    Step.WEEK: datetime.timedelta(days=7),
    Step.MONTH: datetime.timedelta(days=32),
    Step.YEAR: datetime.timedelta(days=367),
}


def _end_of_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + STRIDES[Step.MONTH]).replace(day=1) - A_DAY


def asked_period(asked: Mapping[str, str], centre: Centre, today: datetime.date) -> Period:
    """The period that an address asks for: `dal`, `al`, `passo`.

    What cannot be read is as if it were not asked. Without a word, an open centre shows its
    last 30 days, and one that is not open its whole history.

    Args:
        today: local day; nothing after it is shown.
    """
    last = min(_day(asked.get("al")) or today, today)
    at_first = last - A_DAY * (DAYS_AT_FIRST - 1) if centre.is_open else EARLIEST
    first = max(_day(asked.get("dal")) or at_first, EARLIEST)
    is_turned = first > last
    if is_turned:
        first, last = last, min(first, today)
    wanted = asked.get("passo", "")
    step = Step(wanted) if wanted in Step.values else _usual_step(first, last)
    return replace(settled(first, last, step, today), is_turned=is_turned)


def settled(first: datetime.date, last: datetime.date, step: Step, today: datetime.date) -> Period:
    """The period with a step that divides it well.

    Days and weeks are told apart only where visits still have a row of their own; months
    and years are counted whole.
    """
    chosen = step
    if first < first_month_with_rows(today) and chosen in (Step.DAY, Step.WEEK):
        chosen = Step.MONTH
    while (last - first).days >= MOST_DAYS[chosen]:
        chosen = COARSER[chosen]
    if chosen in (Step.MONTH, Step.YEAR):
        first, last = first.replace(day=1), min(_end_of_month(last), today)
    return Period(first, last, chosen, is_coarser=chosen != step)


def _usual_step(first: datetime.date, last: datetime.date) -> Step:
    days = (last - first).days + 1
    if days <= 62:
        return Step.DAY
    if days <= 3 * 366:
        return Step.MONTH
    return Step.YEAR


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None
