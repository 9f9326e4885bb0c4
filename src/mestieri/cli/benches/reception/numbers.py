"""The director's page over 173 months and 700,000 visits: `python -m … VISITS ROUNDS SEED`.

Three contestants answer the same question, all the history month by month, need by need,
half hour by half hour and point by point: our page through the whole stack (answer,
queries, chart and all), our questions alone, and the peer: the same counts asked one by
one with the ORM, as the shortest view would do. Measured with a row a visit, and again
after the months older than 24 were rolled up. Writes JSON values to stdout as
`measure` does.
"""

from __future__ import annotations

import datetime
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from mestieri.cli.django import start_django

MONTHS = 173
VISITS = 700_000
ROUNDS = 3
OPENING_HALF_HOURS = (*range(20, 26), *range(30, 36))
NAMES = {
    "page": "the page, whole stack, charts drawn",
    "questions": "its questions alone",
    "peer": "the same counts one by one (ORM)",
}


def main() -> None:
    visits, rounds, seed = (int(argument) for argument in sys.argv[1:4])
    start_django()
    centre, client = prepare(visits, seed)
    with_rows = contest(centre, client, rounds)
    rolled_up = {"seconds": timed(lambda: roll_up(centre))[0]}
    rolled_up |= contest(centre, client, rounds)
    sys.stdout.write(json.dumps(result(visits, with_rows, rolled_up)) + "\n")


def tell(done: int) -> None:
    sys.stdout.write(json.dumps({"done": done}) + "\n")
    sys.stdout.flush()


def prepare(visits: int, seed: int) -> tuple[Any, Any]:
    """A centre with its history, two points, and a director who is signed in."""
    from allauth.mfa.models import Authenticator
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.utils import timezone

    from mestieri.kernel.models import Point
    from mestieri.kernel.roles import Role
    from mestieri.kernel.services import accounts, centres
    from mestieri.kernel.vocabulary import CentreKind, CentreStatus
    from mestieri.reception.services.history import record_history

    call_command("migrate", verbosity=0, interactive=False)
    centre = centres.create_centre("bench-numbers", "Bench", [CentreKind.CITTA_MESTIERI])
    today = timezone.localdate()
    centres.change_status(centre, CentreStatus.OPEN, reason="Bench", since=today)
    points = [centre.points.get(), Point.objects.create(centre=centre, name="Bench 2")]
    for number, point in enumerate(points):
        record_history(point, history(visits // 2, today, seed + number), seed=f"{seed} {number}")
        tell(visits // 2 * (number + 1))
    account = accounts.create_account("bench@example.org", "Bench", password=f"bench {seed} bench")
    accounts.assign_role(account, centre, Role.DIRECTOR, authorised_on=today)
    # With a second factor, as in production: looking for it is one more query of every page.
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    setup_test_environment()
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return centre, client


def history(visits: int, today: datetime.date, seed: int) -> Iterator[Any]:
    """Visits spread over 173 months, three days a week, unevenly."""
    from mestieri.kernel.vocabulary import Purpose
    from mestieri.reception.services.history import CountedVisits

    chance = Random(seed)  # noqa: S311
    first = first_month(today)
    days = [
        day
        for day in (first + datetime.timedelta(days=n) for n in range((today - first).days + 1))
        if day.weekday() in (1, 2, 3)
    ]
    cells = list(itertools.product(days, OPENING_HALF_HOURS, Purpose))
    usual, written = visits / len(cells), 0
    for at, (day, half_hour, purpose) in enumerate(cells):
        due = round(usual * (at + 1)) - written
        some = chance.randint(0, max(0, 2 * due)) if at + 1 < len(cells) else due
        written += some
        if some > 0:
            yield CountedVisits(day, half_hour, purpose, some)


def first_month(today: datetime.date) -> datetime.date:
    """The first day of 173 months that end today."""
    months = today.year * 12 + today.month - MONTHS
    return datetime.date(months // 12, months % 12 + 1, 1)


def contest(centre: Any, client: Any, rounds: int) -> dict[str, Any]:
    """Each contestant in turn; the first round, which warms up, is not counted."""
    from django.urls import reverse

    period = whole_period()
    query = f"?dal={period.first}&al={period.last}&passo={period.step.value}"
    address = reverse("reception-figures", args=[centre.slug]) + query
    runs: dict[str, Callable[[], Any]] = {
        "page": lambda: ask(client, address),
        "questions": lambda: ours(centre),
        "peer": lambda: one_by_one(centre),
    }
    taken: dict[str, list[float]] = {name: [] for name in runs}
    queries: dict[str, int] = {}
    total: dict[str, int] = {}
    for _round in range(rounds + 1):
        for name, run in runs.items():
            seconds, (queries[name], total[name]) = timed(lambda run=run: counted(run))
            taken[name].append(seconds)
    if len(set(total.values())) != 1:
        raise RuntimeError(f"The contestants do not agree: {total}")
    return {
        name: {"median_s": median(seconds[1:]), "queries": queries[name]}
        for name, seconds in taken.items()
    } | {"visits": total["page"]}


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    value = run()
    return round(time.perf_counter() - start, 3), value


def median(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) // 2]


def counted(run: Callable[[], int]) -> tuple[int, int]:
    """How many queries it asked, and the total that it found."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        total = run()
    return len(asked), total


def ask(client: Any, address: str) -> int:
    answer = client.get(address, headers={"host": "localhost"})
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return int(answer.context["visits"].total.visits)


def whole_period() -> Any:
    from django.utils import timezone

    from mestieri.reception.queries.numbers import Period, Step

    today = timezone.localdate()
    return Period(first_month(today), today, Step.MONTH)


def ours(centre: Any) -> int:
    from mestieri.reception.queries.numbers import visit_numbers

    return visit_numbers(centre, whole_period()).total.visits


def one_by_one(centre: Any) -> int:
    """The peer: one COUNT a month, need, half hour and point, and nothing cleverer."""
    from django.db.models import Sum

    from mestieri.kernel.vocabulary import Purpose
    from mestieri.reception.models import MonthlyCount, Visit

    def visits(**only: Any) -> int:
        rows = Visit.objects.filter(centre=centre)
        months = MonthlyCount.objects.filter(centre=centre)
        day = only.pop("month", None)
        if day is not None:
            rows = rows.filter(day__year=day.year, day__month=day.month)
            months = months.filter(month=day)
        rolled_up = months.filter(**only).aggregate(n=Sum("visits"))["n"] or 0
        return rows.filter(**only).count() + rolled_up

    month = whole_period().last.replace(day=1)
    for _month in range(MONTHS):
        for purpose in Purpose:
            visits(month=month, purpose=purpose)
        month = (month - datetime.timedelta(days=1)).replace(day=1)
    for half_hour in range(48):
        visits(half_hour=half_hour)
    for point in centre.points.all():
        visits(point=point)
    return visits()


def roll_up(centre: Any) -> int:
    from django.utils import timezone

    from mestieri.reception.services.roll_up import roll_up_visits

    return roll_up_visits(centre, timezone.localdate())


def result(visits: int, with_rows: dict[str, Any], rolled_up: dict[str, Any]) -> dict[str, Any]:
    from django.db import connection

    from mestieri.cli.benches.reception.measure import version

    return {
        "database": f"{connection.display_name} {version(connection)}",
        "months": MONTHS,
        "asked_for": visits,
        "with_rows": with_rows,
        "rolled_up": rolled_up,
    }


def as_lines(measured: dict[str, Any]) -> list[str]:
    """The figures for a person to read."""
    lines = []
    for state, words in (("with_rows", "a row a visit"), ("rolled_up", "old months rolled up")):
        of_state = measured[state]
        lines.append(
            f"  the numbers of {measured['months']} months, {of_state['visits']} visits, {words}"
        )
        lines += [
            f"    {label:<38} median {of_state[key]['median_s']:>7.3f} s   "
            f"{of_state[key]['queries']:>5} queries"
            for key, label in NAMES.items()
        ]
    return lines


if __name__ == "__main__":
    main()
