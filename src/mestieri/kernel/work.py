"""Work in the background: what is done later, and what is done every so often.

Rooms never speak to django-q2 themselves. They say `do_later("dotted.path", number)` or, in
`AppConfig.ready`, `do_regularly(...)`. A task takes numbers and codes, never words of a
person: what waits in the queue lies in the database as it is. It is idempotent (a worker may
die after doing it and before saying so) and lasts 60 s at most: longer work is a row with a
cursor, which does a slice and calls `do_later` again.
"""

from __future__ import annotations

import datetime
import pydoc
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

#: The heartbeat is due every minute; three missed mean that nobody works.
SILENCE = datetime.timedelta(minutes=3)
HEARTBEAT = "heartbeat"


@dataclass(frozen=True)
class RegularWork:
    """Something done every so often.

    Attributes:
        name: stable name, such as `library-links`.
        function: dotted path of a function without parameters.
        minutes: every how many minutes; None for once a day.
        at: local time of the day, for what is done once a day.
    """

    name: str
    function: str
    minutes: int | None = None
    at: datetime.time = datetime.time(3, 0)


_regular: dict[str, RegularWork] = {}


def do_regularly(work: RegularWork) -> None:
    """Have a function called every so often; said by a room when Django starts."""
    _regular[work.name] = work


def regular_work() -> list[RegularWork]:
    """What is done every so often, the heartbeat included."""
    heartbeat = RegularWork(HEARTBEAT, "mestieri.kernel.work.beat", minutes=1)
    return [heartbeat, *_regular.values()]


def do_later(function: str, *arguments: int | str) -> None:
    """Have a function called by a worker, once what is being written has been written.

    Args:
        function: dotted path.
        arguments: numbers of rows and codes; never words of a person.
    """
    from django_q.tasks import async_task

    transaction.on_commit(lambda: async_task(function, *arguments))


def beat() -> None:
    """Do nothing: that it was called says that somebody works."""


def somebody_works() -> bool:
    """Is there a worker? True within `SILENCE` of its last sign of life."""
    from django_q.models import Schedule

    heartbeat = Schedule.objects.filter(name=HEARTBEAT).first()
    return heartbeat is not None and heartbeat.next_run > timezone.now() - SILENCE


def write_timetable() -> None:
    """Make the timetable in the database say what the rooms ask for; what they dropped goes.

    A row that is as it should be keeps its next time: many workers may start in a day.
    """
    from django_q.models import Schedule

    with transaction.atomic():
        known = {row.name: row for row in Schedule.objects.select_for_update()}
        for work in regular_work():
            row = known.pop(work.name, None)
            if row is None or not _is_current(row, work):
                _write_row(row or Schedule(name=work.name), work)
        Schedule.objects.filter(pk__in=[row.pk for row in known.values()]).delete()


def _is_current(row: Any, work: RegularWork) -> bool:
    if (row.func, row.minutes, row.schedule_type) != (work.function, work.minutes, _kind(work)):
        return False
    if work.minutes is not None:
        return True
    return bool(timezone.localtime(row.next_run).time() == work.at)


def _kind(work: RegularWork) -> str:
    from django_q.models import Schedule

    return str(Schedule.DAILY if work.minutes is None else Schedule.MINUTES)


def _write_row(row: Any, work: RegularWork) -> None:
    row.func, row.minutes, row.schedule_type = work.function, work.minutes, _kind(work)
    row.next_run = timezone.now() if work.minutes is not None else _next(work.at)
    row.save()


def _next(at: datetime.time) -> datetime.datetime:
    """The next moment at which local clocks show `at`."""
    now = timezone.localtime()
    moment = timezone.make_aware(datetime.datetime.combine(now.date(), at))
    if moment <= now:
        tomorrow = now.date() + datetime.timedelta(days=1)
        moment = timezone.make_aware(datetime.datetime.combine(tomorrow, at))
    return moment


def do_waiting_work() -> int:
    """Do here and now what waits in the queue; for installations without a worker, and tests.

    Returns:
        How many tasks were done, those that these asked for included.

    Raises:
        Exception: whatever a task raises; the task stays in the queue.
    """
    from django_q.models import OrmQ

    done = 0
    while (row := OrmQ.objects.order_by("id").first()) is not None:
        task = row.task
        pydoc.locate(task["func"])(*task["args"], **task["kwargs"])  # type: ignore[operator]
        row.delete()
        done += 1
    return done
