"""Other people's calendars, with the defects that were met."""

from __future__ import annotations

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mestieri.engines.calendars import MOST_BYTES, read_calendar

ROME = ZoneInfo("Europe/Rome")
MET = Path(__file__).parents[4] / "shared" / "data" / "events"


def calendar(*lines: str) -> bytes:
    said = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]
    return "\r\n".join(said).encode()


def one(*lines: str):
    (event,) = read_calendar(calendar(*lines), ROME).events
    return event


def test_an_event_without_an_identity_has_the_same_at_each_reading() -> None:
    lines = ("SUMMARY:Incontro", "DTSTART:20260605T100000", "DTEND:20260605T120000")
    assert one(*lines).uid == one(*lines).uid != ""
    assert one(*lines).notes == ("no_zone", "no_uid")
    assert one(*lines).uid != one("SUMMARY:Altro", *lines[1:]).uid


def test_marks_of_html_become_plain_text() -> None:
    found = one(
        "UID:1",
        "SUMMARY:<b>Lavoro</b> &amp; futuro <script>alert(1)</script>",
        "DESCRIPTION:<p>Prima riga</p><p>Seconda&nbsp;riga</p>&lt;img src=x&gt;",
        "DTSTART:20260605T080000Z",
        "DTEND:20260605T100000Z",
    )
    assert found.title == "Lavoro & futuro"
    assert found.summary == "Prima riga\nSeconda riga"
    assert found.notes == ("html",)


def test_an_event_that_ends_before_it_starts_lasts_an_hour() -> None:
    found = one("UID:1", "SUMMARY:X", "DTSTART:20260605T100000Z", "DTEND:20260605T090000Z")
    assert found.ends - found.starts == datetime.timedelta(hours=1)
    assert "ends_before" in found.notes


def test_the_night_in_which_summer_time_begins_and_the_one_in_which_it_ends() -> None:
    skipped = one("UID:1", "SUMMARY:X", "DTSTART:20260329T023000", "DURATION:PT1H")
    assert skipped.starts.isoformat() == "2026-03-29T03:30:00+02:00"
    twice = one("UID:1", "SUMMARY:X", "DTSTART:20261025T003000", "DURATION:PT3H")
    assert twice.ends.isoformat() == "2026-10-25T02:30:00+01:00"  # three hours pass


def test_days_without_hours_and_rules_with_exceptions_are_read() -> None:
    found = read_calendar(
        calendar(
            "UID:a", "SUMMARY:Sportello", "DTSTART;TZID=Europe/Rome:20260603T100000",
            "DTEND;TZID=Europe/Rome:20260603T110000", "RRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE;TZID=Europe/Rome:20260610T100000",
        ),
        ROME,
    ).events  # fmt: skip
    assert [event.starts.day for event in found] == [3, 17]
    assert len({event.uid for event in found}) == 2
    whole = one("UID:1", "SUMMARY:Fiera", "DTSTART;VALUE=DATE:20260605")
    assert (whole.starts.hour, "all_day" in whole.notes) == (9, True)


WEEKLY = (
    "UID:a", "SUMMARY:Sportello", "DTSTART;TZID=Europe/Rome:20250107T100000",
    "DTEND;TZID=Europe/Rome:20250107T110000", "RRULE:FREQ=WEEKLY",
)  # fmt: skip
SOUGHT = {"since": datetime.date(2026, 6, 1), "until": datetime.date(2026, 6, 20)}


def test_days_of_a_rule_are_sought_from_today_however_long_ago_it_began() -> None:
    found = read_calendar(calendar(*WEEKLY), ROME, **SOUGHT).events
    assert [event.starts.isoformat()[:16] for event in found] == [
        "2026-06-02T10:00", "2026-06-09T10:00", "2026-06-16T10:00"
    ]  # fmt: skip
    over = calendar(*WEEKLY[:4], "RRULE:FREQ=WEEKLY;COUNT=10")
    assert read_calendar(over, ROME, **SOUGHT).events == []
    biweekly = calendar(*WEEKLY[:4], "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH")
    days = [event.starts.day for event in read_calendar(biweekly, ROME, **SOUGHT).events]
    assert days == [9, 11]


def test_one_day_of_a_rule_can_be_moved_or_called_off() -> None:
    moved = (
        "END:VEVENT", "BEGIN:VEVENT", "UID:a",
        "RECURRENCE-ID;TZID=Europe/Rome:20260609T100000", "SUMMARY:Sportello spostato",
        "DTSTART;TZID=Europe/Rome:20260610T150000", "END:VEVENT", "BEGIN:VEVENT", "UID:a",
        "RECURRENCE-ID:20260616T080000Z", "STATUS:CANCELLED", "SUMMARY:Sportello",
        "DTSTART;TZID=Europe/Rome:20260616T100000", "END:VEVENT", "BEGIN:VEVENT", *WEEKLY,
    )  # fmt: skip
    found = read_calendar(calendar("UID:z", *moved), ROME, **SOUGHT).events
    assert [(event.uid, event.starts.day, event.is_cancelled) for event in found] == [
        ("a#2026-06-02", 2, False), ("a#2026-06-09", 10, False), ("a#2026-06-16", 16, True)
    ]  # fmt: skip


def test_two_long_identities_are_two() -> None:
    lines = ("SUMMARY:X", "DTSTART:20260605T100000Z")
    first, second = (one(f"UID:{'u' * 300}{end}", *lines).uid for end in "ab")
    assert first != second
    assert len(first) <= 200


def test_what_cannot_be_understood_is_left_out_and_stops_nothing() -> None:
    data = calendar(
        "SUMMARY:Senza ora", "END:VEVENT", "BEGIN:VEVENT", "DTSTART:domani", "SUMMARY:Male",
        "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:Bene", "DTSTART:20260605T100000Z",
    )  # fmt: skip
    read = read_calendar(data, ROME)
    assert [event.title for event in read.events] == ["Bene"]
    assert read.left_out == 2


def test_a_file_of_five_megabytes_and_one_that_is_no_calendar_say_so() -> None:
    assert read_calendar(b"x" * (MOST_BYTES + 1), ROME).problem == "too_big"
    for other in (b"", b"<html>404</html>", b"\xff\xfe\x00", b"BEGIN:VCARD\nEND:VCARD"):
        read = read_calendar(other, ROME)
        assert (read.problem, read.events) == ("not_a_calendar", []) or read.events == []


@given(some.text(max_size=200))
def test_no_text_makes_reading_fail(text: str) -> None:
    read_calendar(calendar("SUMMARY:X", text, "DTSTART:20260605T100000Z"), ROME)
    read_calendar(calendar("SUMMARY:X", "DTSTART:20260605T100000Z", f"RRULE:{text}"), ROME)


@pytest.mark.skipif(not MET.is_dir(), reason="the calendars that were met are not here")
def test_the_calendars_that_were_met_are_read_whole() -> None:
    excerpt = read_calendar((MET / "douai_agenda_excerpt.ics").read_bytes(), ROME)
    assert (len(excerpt.events), excerpt.left_out) == (2, 0)
    assert "Rue Camille Guérin, 59500 Douai" in excerpt.events[0].place
    without_identity = read_calendar((MET / "erba_eventi.ics").read_bytes(), ROME)
    assert [event.notes for event in without_identity.events] == [("no_uid",)] * 2
