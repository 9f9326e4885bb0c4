"""Work in the background: queued with what is written, done every so often."""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from pytest_django import DjangoCaptureOnCommitCallbacks

from mestieri.kernel import work

pytestmark = pytest.mark.django_db
done: list[int] = []


def note(number: int) -> None:
    done.append(number)


NOTE = "tests.kernel.test_work.note"


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


@pytest.fixture
def nightly(monkeypatch: pytest.MonkeyPatch) -> work.RegularWork:
    regular = work.RegularWork("nightly", NOTE, at=datetime.time(2, 30))
    monkeypatch.setattr(work, "_regular", {"nightly": regular})
    return regular


def test_work_waits_until_what_asked_for_it_is_written(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        work.do_later(NOTE, 7)
        assert not OrmQ.objects.exists()
    assert OrmQ.objects.count() == 1
    assert work.do_waiting_work() == 1
    assert done == [7]
    assert not OrmQ.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_work_asked_for_in_what_was_taken_back_is_never_done() -> None:
    class TakenBack(Exception):
        pass

    def ask_and_take_back() -> None:
        with transaction.atomic():
            work.do_later(NOTE, 7)
            raise TakenBack

    with pytest.raises(TakenBack):
        ask_and_take_back()
    assert work.do_waiting_work() == 0
    assert done == []


def test_the_timetable_follows_what_the_rooms_ask_for(nightly: work.RegularWork) -> None:
    Schedule.objects.create(name="of a room that is gone", func=NOTE)
    work.write_timetable()
    rows = {row.name: row for row in Schedule.objects.all()}
    assert set(rows) == {"heartbeat", "nightly"}
    assert timezone.localtime(rows["nightly"].next_run).time() == datetime.time(2, 30)
    assert rows["nightly"].next_run > timezone.now()


def test_a_second_worker_does_not_put_off_what_is_due(nightly: work.RegularWork) -> None:
    work.write_timetable()
    due = timezone.now() - datetime.timedelta(seconds=30)
    Schedule.objects.filter(name="heartbeat").update(next_run=due)
    work.write_timetable()
    assert Schedule.objects.get(name="heartbeat").next_run == due


def test_a_changed_hour_is_written_again(
    nightly: work.RegularWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.write_timetable()
    later = work.RegularWork("nightly", NOTE, at=datetime.time(4, 0))
    monkeypatch.setattr(work, "_regular", {"nightly": later})
    work.write_timetable()
    row = Schedule.objects.get(name="nightly")
    assert timezone.localtime(row.next_run).time() == datetime.time(4, 0)


def test_silence_says_that_nobody_works() -> None:
    assert not work.somebody_works()
    work.write_timetable()
    assert work.somebody_works()
    Schedule.objects.filter(name="heartbeat").update(next_run=timezone.now() - 2 * work.SILENCE)
    assert not work.somebody_works()


def test_all_regular_work_can_be_called() -> None:
    import pydoc

    for regular in work.regular_work():
        assert callable(pydoc.locate(regular.function)), regular
