"""Calendars that were made to keep us busy."""

from __future__ import annotations

import time
from zoneinfo import ZoneInfo

import pytest

from mestieri.engines.calendars import ReadCalendar, read_calendar

ROME = ZoneInfo("Europe/Rome")
EVENT = (
    "BEGIN:VEVENT", "UID:1", "SUMMARY:Incontro", "DTSTART;TZID=Altrove:20260605T100000",
    "DTEND;TZID=Altrove:20260605T110000", "END:VEVENT",
)  # fmt: skip


def read(*lines: str) -> tuple[ReadCalendar, float]:
    began = time.monotonic()
    data = "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"]).encode()
    return read_calendar(data, ROME), time.monotonic() - began


def zone(rule: str, offset: str = "+0500") -> list[str]:
    said = ["BEGIN:VTIMEZONE", "TZID:Altrove"]
    for part in ("STANDARD", "DAYLIGHT"):
        said += [
            f"BEGIN:{part}", "DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}",
            f"TZOFFSETTO:{offset}", rule, f"END:{part}",
        ]  # fmt: skip
    return [*said, "END:VTIMEZONE"]


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=SECON\r\n DLY",
        "rrule:freq=daily",
        "RRULE:FREQ=YEARLY;BYHOUR=0,1,2,3;BYMINUTE=0,1,2,3",
    ],
)
def test_a_zone_whose_clocks_change_without_end_is_no_zone(rule: str) -> None:
    said = zone(rule)
    found, seconds = read("BEGIN;X-A=1:VTIMEZONE", *said[1:], *EVENT)
    assert found.events == read(*said, *EVENT)[0].events
    (event,) = found.events
    assert (event.starts.isoformat(), event.notes) == ("2026-06-05T10:00:00+02:00", ("no_zone",))
    assert seconds < 5


def test_a_zone_of_a_file_holds_for_that_file_alone() -> None:
    rule = "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
    (event,) = read(*zone(rule), *EVENT)[0].events
    assert event.starts.isoformat() == "2026-06-05T07:00:00+02:00"
    (event,) = read(*EVENT)[0].events
    assert event.notes == ("no_zone",)


def test_marks_that_never_end_are_read_once() -> None:
    odd = "<b>ciao</b> " + "<!--" * 60_000
    found, seconds = read(
        "BEGIN:VEVENT", "SUMMARY:Incontro", f"DESCRIPTION:{odd}", "DTSTART:20260605T100000Z",
        "END:VEVENT",
    )  # fmt: skip
    assert [event.summary for event in found.events] == ["ciao"]
    assert seconds < 5


def test_of_very_many_events_only_some_are_looked_at() -> None:
    found, _seconds = read(
        *(line for _time in range(3100) for line in ("BEGIN:VEVENT", "END:VEVENT"))
    )
    assert (found.is_cut, found.left_out) == (True, 3000)
