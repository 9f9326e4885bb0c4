"""What has had its time goes, nothing else does, and everybody can read why."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from mestieri.cli.doctor import findings
from mestieri.cli.doctor import running as doctor
from mestieri.cli.output import CommandFailure
from mestieri.cli.retention import retention
from mestieri.kernel import work
from mestieri.kernel.models import AuditEntry, Centre, RetentionRun
from mestieri.kernel.retention import _rules as rules_offered
from mestieri.kernel.retention import retention_rules
from mestieri.kernel.retention_queries import last_retention
from mestieri.kernel.roles import Role
from mestieri.kernel.services.retention import (
    ClockSetBack,
    RulesFailed,
    apply_for_a_while,
    apply_rules,
    running,
    what_is_due,
)
from mestieri.library.models import ConsultationTally, Revision, SearchTally
from mestieri.reception.models import MonthlyCount, Referral, TakenBack, Visit
from tests import factories
from tests.kernel.retention_examples import DAY, EXAMPLES, months, noon, referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture(autouse=True)
def folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.PRIVATE_FOLDER = tmp_path / "private"


def state_of(thing: Any) -> Any:
    """What is written of a thing; nothing if it is gone."""
    if isinstance(thing, Path):
        return thing.exists() or None
    return type(thing)._default_manager.filter(pk=thing.pk).values().first()


def due(code: str, today: datetime.date) -> int:
    return {each.rule.code: each.count for each in what_is_due(today)}[code]


def everything_written() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_every_rule_has_an_example() -> None:
    assert {rule.code for rule in retention_rules()} == set(EXAMPLES)


@pytest.mark.parametrize("code", EXAMPLES)
def test_what_is_over_goes_and_what_is_not_stays(
    code: str, centre: Centre, other_centre: Centre, today: datetime.date
) -> None:
    example = EXAMPLES[code]
    kept = example.make(centre, example.kept(today))
    over = example.make(other_centre, example.kept(today) - DAY)
    kept_before, over_before = state_of(kept), state_of(over)
    assert due(code, today) == 1
    assert apply_rules(today)[code] == 1
    assert state_of(kept) == kept_before
    assert state_of(over) != over_before
    assert due(code, today) == 0
    assert apply_rules(today)[code] == 1, "a second run of the day does nothing more"


def test_a_dry_run_says_what_why_and_what_stays_and_touches_nothing(
    centre: Centre, today: datetime.date, capsys: pytest.CaptureFixture[str]
) -> None:
    for example in EXAMPLES.values():
        example.make(centre, example.kept(today) - DAY)
    before = everything_written()
    retention(dry_run=True, as_json=True)
    said = json.loads(capsys.readouterr().out)
    assert everything_written() == before
    assert said["dry_run"]
    assert all(line["due"] >= 1 and line["done"] == 0 for line in said["rules"])
    assert all(line["what"] and line["why"] and line["stays"] for line in said["rules"])
    retention(dry_run=True)
    assert "Nothing was deleted" in capsys.readouterr().err
    assert everything_written() == before


def test_the_command_does_it_and_says_how_many(
    centre: Centre, today: datetime.date, capsys: pytest.CaptureFixture[str]
) -> None:
    for _visit in range(3):
        factories.VisitFactory(centre=centre, day=months(30)(today))
    retention(as_json=True)
    done = {line["rule"]: line["done"] for line in json.loads(capsys.readouterr().out)["rules"]}
    assert (done["reception.visits"], done["kernel.audit"]) == (3, 0)
    retention()
    assert "Nothing has had its time." in capsys.readouterr().err


def test_nothing_that_was_counted_is_lost(centre: Centre, today: datetime.date) -> None:
    first = months(30)(today).replace(day=1)
    resource = factories.ResourceFactory(centre=centre)
    for back in range(40):
        day = first + back * DAY
        factories.VisitFactory(centre=centre, day=day)
        referral(centre, day)
        SearchTally.objects.create(centre=centre, day=day, language="it", searches=2, helped=1)
        ConsultationTally.objects.create(
            centre=centre, resource=resource, day=day, mode="shelf", times=3
        )
    apply_rules(today)
    assert not Visit.objects.exists()
    assert MonthlyCount.objects.aggregate(visits=Sum("visits"))["visits"] == 40
    assert Referral.objects.exclude(day__day=1).count() == 0
    assert Referral.objects.filter(day=first).count() + 9 >= 37
    searches = SearchTally.objects.aggregate(searches=Sum("searches"), helped=Sum("helped"))
    assert searches == {"searches": 80, "helped": 40}
    uses = ConsultationTally.objects.values_list("day__day", "times")
    assert sum(times for _day, times in uses) == 120
    assert {day for day, _times in uses} == {1}


def test_an_opportunity_takes_its_history_along(centre: Centre, today: datetime.date) -> None:
    gone, stays = (
        factories.OpportunityFactory(centre=centre, deadline=deadline)
        for deadline in (months(25)(today), today)
    )
    for one in (gone, stays):
        Revision.objects.create(
            centre=centre, subject_kind="opportunity", subject_key=str(one.pk), act="change"
        )
    apply_rules(today)
    assert list(Revision.objects.values_list("subject_key", flat=True)) == [str(stays.pk)]


def test_a_centre_chooses_how_long_answers_from_afar_stay(
    centre: Centre, other_centre: Centre, today: datetime.date
) -> None:
    from mestieri.reception.models import AdviceSetting, RemoteQuestion

    AdviceSetting.objects.create(centre=centre, months_of_answers=2)
    AdviceSetting.objects.create(centre=other_centre, months_of_answers=6)
    for one in (centre, other_centre):
        factories.RemoteQuestionFactory(centre=one, since=months(4)(today))
    apply_rules(today)
    assert RemoteQuestion.objects.get().centre == other_centre


def test_who_keeps_the_whole_installation_stays(centre: Centre, today: datetime.date) -> None:
    keeper = EXAMPLES["kernel.accounts"].make(centre, months(30)(today))
    type(keeper).objects.filter(pk=keeper.pk).update(is_superuser=True)
    apply_rules(today)
    assert state_of(keeper) is not None


def test_what_one_leaves_half_done_is_taken_up_again(
    centre: Centre, today: datetime.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROWS_A_SLICE", 2)
    for _entry in range(5):
        EXAMPLES["kernel.audit"].make(centre, months(13)(today))
    assert apply_rules(today, seconds=0) is None
    run = RetentionRun.objects.get(rule="kernel.audit")
    assert (run.count, run.ended_at) == (2, None)
    assert last_retention() is None
    assert apply_rules(today)["kernel.audit"] == 5
    assert last_retention() is not None


def test_the_worker_does_a_stretch_and_asks_for_the_rest(
    centre: Centre,
    today: datetime.date,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    names = [regular.name for regular in work.regular_work()]
    assert names.count("retention") == 1
    monkeypatch.setattr(running, "ROWS_A_SLICE", 1)
    monkeypatch.setattr(running, "SECONDS_OF_A_TASK", 0.0)
    for _entry in range(2):
        EXAMPLES["kernel.audit"].make(centre, months(13)(today))
    with django_capture_on_commit_callbacks(execute=True):
        apply_for_a_while()
    assert OrmQ.objects.count() == 1
    monkeypatch.setattr(running, "SECONDS_OF_A_TASK", 60.0)
    work.do_waiting_work()
    assert due("kernel.audit", today) == 0
    assert not OrmQ.objects.exists()


@pytest.mark.parametrize("what", ["act", "run"])
def test_a_clock_set_back_deletes_nothing(what: str, centre: Centre, today: datetime.date) -> None:
    EXAMPLES["kernel.sessions"].make(centre, today - 60 * DAY)
    if what == "act":
        AuditEntry.objects.create(centre=centre, action="x")
    else:
        RetentionRun.objects.create(rule="x", day=today, started_at=noon(today))
    before = everything_written()
    with pytest.raises(ClockSetBack):
        apply_rules(today - 2 * DAY)
    assert everything_written() == before


def test_what_one_room_gets_wrong_keeps_no_other_from_ending(
    centre: Centre, today: datetime.date, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(day: datetime.date, limit: int) -> int:
        raise RuntimeError("no such table")

    broken = replace(retention_rules()[0], apply=fail)
    monkeypatch.setitem(rules_offered, broken.code, broken)
    EXAMPLES["reception.visits"].make(centre, months(30)(today))
    with pytest.raises(RulesFailed, match=broken.code):
        apply_rules(today)
    assert due("reception.visits", today) == 0
    with pytest.raises(CommandFailure, match="no such table"):
        retention()


def test_the_command_refuses_a_clock_set_back_with_a_sentence(
    centre: Centre, today: datetime.date
) -> None:
    RetentionRun.objects.create(rule="x", day=today + DAY, started_at=noon(today))
    with pytest.raises(CommandFailure, match="set back"):
        retention(dry_run=True)


@pytest.mark.parametrize("role", [Role.DATA_PROTECTION_OFFICER, Role.DIRECTOR])
def test_who_answers_for_the_data_reads_what_went_and_what_will_go(
    role: Role, centre: Centre, today: datetime.date, as_role: Callable[[Role], Client]
) -> None:
    address = reverse("kernel-retention", args=[centre.slug])
    client = as_role(role)
    assert client.get(address).context["last"] is None
    for number, day in ((731, today - 41 * DAY), (467, today - 36 * DAY)):
        TakenBack.objects.bulk_create(TakenBack(tap=uuid4(), day=day) for _tap in range(number))
    apply_rules(today)
    page = client.get(address)
    assert "731" in page.text
    assert "467" in page.text
    assert not page.context["is_late"]
    RetentionRun.objects.update(ended_at=noon(today - 4 * DAY))
    assert client.get(address).context["is_late"]


def test_the_doctor_says_when_it_last_ran(today: datetime.date) -> None:
    (finding,) = doctor.retention()
    assert (finding.state, "mestieri retention" in finding.sentence) == (findings.ADVICE, True)
    apply_rules(today)
    (finding,) = doctor.retention()
    assert finding.state == findings.GOOD
    RetentionRun.objects.update(ended_at=noon(today - 4 * DAY))
    (finding,) = doctor.retention()
    assert finding.state == findings.ADVICE
