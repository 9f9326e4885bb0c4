"""The bench of the reception runs, counts what it tapped, and says what it could not measure."""

import json
import subprocess
import sys

import pytest

from mestieri.cli.benches import reception

pytestmark = pytest.mark.one_database


def test_every_tap_of_the_bench_left_one_row_on_every_database():
    result = reception.run(rounds=6, warm_up=2, visits=60)
    sqlite, postgresql = result["databases"]
    assert sqlite["database"].startswith("SQLite")
    assert sqlite["rows"] == sqlite["taps"] == 8
    assert sqlite["ratio"] > 0
    day = sqlite["day"]
    assert day["taps"] == day["rows"] == day["in_the_right_half_hour"] == 1200
    assert day["waited_at_most"] > 5
    if "not_measured" not in postgresql:
        assert postgresql["rows"] == 8
    for state in ("with_rows", "rolled_up"):
        assert sqlite["numbers"][state]["page"]["queries"] <= 12
    assert sqlite["numbers"]["with_rows"]["peer"]["queries"] > 12
    assert json.loads(json.dumps(result)) == result
    assert "one tap" in reception.as_text(result)


def test_a_database_that_is_missing_is_said():
    missing = {"database": "PostgreSQL", "not_measured": "no server"}
    text = reception.as_text({"rounds": 1, "databases": [missing]})
    assert "not measured: no server" in text


def test_an_unknown_bench_is_a_sentence_and_no_traceback():
    asked = subprocess.run(
        [sys.executable, "-m", "mestieri", "bench", "nothing"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert "reception" in asked.stderr
    assert "Traceback" not in asked.stderr
