"""However the retention is killed, what went is written down and what did not go is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from pytest_django import Settings

from mestieri.kernel.models import Centre, RetentionRun
from mestieri.kernel.services.retention import apply_rules, what_is_due
from mestieri.library.models import SearchTally
from mestieri.reception.models import MonthlyCount, Referral, Visit
from tests import factories
from tests.kernel.retention_examples import DAY, EXAMPLES, months

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROOT = Path(__file__).resolve().parents[2]
#: From before the first slice to after the last.
MOST_STATEMENTS = 420
Kill = Callable[[int], str]


@pytest.fixture
def kill_after(settings: Settings, tmp_path: Path) -> Iterator[Kill]:
    """Apply the rules in another process, killed after so many statements."""
    settings.PRIVATE_FOLDER = tmp_path / "private"
    name = str(connection.settings_dict["NAME"])
    address = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mestieri.config.settings",
        "DATABASE_URL": address,
        "MESTIERI_DATA": str(tmp_path),
        "MESTIERI_KEYS_FILE": str(settings.KEYS_FILE),
    }
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests/kernel/retention_that_dies.py")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def kill(statements: int) -> str:
            process.stdin.write(f"{statements}\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        yield kill
        process.stdin.close()


def due() -> dict[str, int]:
    return {each.rule.code: each.count for each in what_is_due(timezone.localdate())}


def went() -> dict[str, int]:
    return dict(RetentionRun.objects.values_list("rule", "count"))


def counted() -> dict[str, int]:
    """What must stay the same whatever dies: each thing is in a row or in a total."""
    totals = MonthlyCount.objects.aggregate(visits=Sum("visits"))["visits"] or 0
    return {
        "visits": Visit.objects.count() + totals,
        "searches": SearchTally.objects.aggregate(all=Sum("searches"))["all"],
        "referrals": Referral.objects.count(),
    }


def furnish(centre: Centre) -> None:
    """Something over of every kind, and more of what is folded into totals."""
    today = timezone.localdate()
    for code, example in EXAMPLES.items():
        if code != "kernel.intake_files":
            example.make(centre, example.kept(today) - DAY)
    point = factories.PointFactory(centre=centre)
    first = months(40)(today)
    SearchTally.objects.bulk_create(
        SearchTally(centre=centre, day=first + back * 9 * DAY, language="it", searches=2)
        for back in range(30)
    )
    Visit.objects.bulk_create(
        factories.VisitFactory.build(centre=centre, point=point, day=first + back * 2 * DAY)
        for back in range(90)
    )
    for back in range(9):
        EXAMPLES["kernel.audit"].make(centre, first + back * DAY)


def rounds_of_death(centre: Centre, kill_after: Kill, rounds: int) -> int:
    """Kill it so many times, and reconcile each time; how many died half way."""
    died = done = 0
    for _round in range(rounds):
        if sum(due().values()) == 0:
            reset(centre, done)
            done += 1
        before, totals = due(), counted()
        already = went()
        moment = random.randrange(MOST_STATEMENTS)
        outcome = kill_after(moment)
        assert outcome in ("killed", "done")
        died += outcome == "killed"
        after = {code: count + went().get(code, 0) for code, count in due().items()}
        expected = {code: count + already.get(code, 0) for code, count in before.items()}
        assert after == expected, f"after {moment} statements"
        assert counted() == totals, f"after {moment} statements"
    return died


def reset(centre: Centre, number: int) -> None:
    """Another centre with everything that is over."""
    furnish(factories.CentreFactory(slug=f"altro-{number}"))


def test_ten_times_killed_nothing_is_lost_and_nothing_counts_twice(
    centre: Centre, kill_after: Kill
) -> None:
    furnish(centre)
    totals = counted()
    expected = due()
    assert rounds_of_death(centre, kill_after, 10) > 0
    apply_rules(timezone.localdate())
    assert set(due().values()) == {0}
    assert all(went()[code] >= count for code, count in expected.items())
    assert counted()["visits"] >= totals["visits"]


@pytest.mark.soak
def test_two_hundred_times_killed(centre: Centre, kill_after: Kill) -> None:
    furnish(centre)
    assert rounds_of_death(centre, kill_after, 200) > 50
    apply_rules(timezone.localdate())
    assert set(due().values()) == {0}
