"""Whatever the file, one status and one sentence; never an exception, never a hung process."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator

import pytest

from mestieri.engines.europass import (
    CandidateRecord,
    ReaderPool,
    Status,
    UnreadReason,
    WarningCode,
    read,
    sentence_of,
    write_xml,
)
from tests.engines.europass.hostile import HOSTILE, annotated, mutants, with_script
from tests.engines.europass.records import EVERYTHING


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(workers=2) as readers:
        yield readers


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_its_status(name: str, pool: ReaderPool) -> None:
    data, status = HOSTILE[name]
    assert pool.read(data).status is status
    assert read(data).status is status


def test_every_code_has_one_sentence() -> None:
    for code in (*Status, *WarningCode, *UnreadReason):
        assert sentence_of(code).endswith(".")
        assert len(sentence_of(code)) < 160


def test_a_script_is_ignored_and_said(pool: ReaderPool) -> None:
    outcome = pool.read(with_script())
    assert outcome.status is Status.READ
    assert outcome.warnings == (WarningCode.ACTIVE_CONTENT,)


def test_an_outcome_is_the_same_inside_and_outside_of_a_reader_process(pool: ReaderPool) -> None:
    data = annotated(write_xml(EVERYTHING))
    assert pool.read(data) == read(data)
    assert CandidateRecord.from_dict(read(data).as_dict()) == read(data)


def test_a_file_that_is_missing_is_an_error_of_the_caller(pool: ReaderPool) -> None:
    with pytest.raises(FileNotFoundError):
        read("/there/is/no/such.pdf")
    with pytest.raises(FileNotFoundError):
        pool.read("/there/is/no/such.pdf")


def test_a_reader_that_dies_is_replaced(pool: ReaderPool) -> None:
    assert pool.read(write_xml(EVERYTHING)).status is Status.READ
    reader = pool._idle.get()
    assert reader is not None
    os.kill(reader.pid, signal.SIGSEGV)
    pool._idle.put(reader)
    assert pool.read(write_xml(EVERYTHING)).status is Status.FAILED
    assert pool.read(write_xml(EVERYTHING)).status is Status.READ


def test_time_and_memory_are_bounded() -> None:
    data, _ = HOSTILE["an attachment that unpacks a thousandfold"]
    with ReaderPool(workers=1, wall_seconds=0.000001) as hurried:
        assert hurried.read(data).status is Status.OUT_OF_TIME
    large = b"<Candidate>" + b"<a></a>" * 2_500_000 + b"</Candidate>"
    with ReaderPool(workers=1) as bounded:
        assert bounded.read(large).status is Status.OUT_OF_MEMORY
        assert bounded.read(write_xml(EVERYTHING)).status is Status.READ


def assert_each_has_a_status(pool: ReaderPool, count: int) -> None:
    told = Counter(outcome.status for _, outcome in pool.read_many(mutants(count)))
    assert sum(told.values()) == count
    # The last net and a crash look alike from here; both are faults of ours.
    assert told[Status.FAILED] == 0, told


def test_three_hundred_stirred_files_have_each_a_status(pool: ReaderPool) -> None:
    assert_each_has_a_status(pool, 300)


@pytest.mark.soak
def test_ten_thousand_stirred_files_have_each_a_status(pool: ReaderPool) -> None:
    assert_each_has_a_status(pool, 10_000)
