"""Time zones that a file brings along: kept where they say how clocks change, else dropped.

A zone is worked out change by change as soon as it is read: one whose clocks "change" every
second would never be finished. An hour in a zone that was dropped is read as one without.
"""

from __future__ import annotations

import re

#: Zones of a file, and lines of a zone, at most.
MOST_ZONES, MOST_LINES = 40, 200
_FOLD = re.compile(r"(?:\r?\n)+[ \t]")
_LINE_END = re.compile(r"\r?\n")
#: Clocks change on a day of a month, once a year: nothing else is a rule of a zone.
_RULE = re.compile(
    r"RRULE:FREQ=YEARLY"
    r"(?:;(?:BYMONTH=\d{1,2}|BYDAY=[+-]?[1-5](?:MO|TU|WE|TH|FR|SA|SU)|INTERVAL=1|WKST=[A-Z]{2}"
    r"|UNTIL=(?:19|20)\d{6}(?:T\d{6}Z?)?))*"
)
_YEAR = re.compile(r"DTSTART(?:;[^:]*)?:(\d{4})")
FIRST_YEAR = "1600"


def without_odd_zones(text: str) -> str:
    """The text of a calendar, its lines unfolded, without zones that no clock follows."""
    kept: list[str] = []
    zone: list[str] | None = None
    zones = 0
    for line in _LINE_END.split(_FOLD.sub("", text)):
        said = line.strip().upper()
        # With parameters between the two words it is a zone all the same.
        if said.startswith("BEGIN") and said.endswith("VTIMEZONE"):
            zone = []
        if zone is None:
            kept.append(line)
        else:
            zone.append(line)
        if said == "END:VTIMEZONE" and zone is not None:
            if zones < MOST_ZONES and _is_plain(zone):
                kept += zone
                zones += 1
            zone = None
    return "\r\n".join(kept)


def _is_plain(zone: list[str]) -> bool:
    return len(zone) <= MOST_LINES and all(_is_plain_line(line.strip().upper()) for line in zone)


def _is_plain_line(line: str) -> bool:
    if line.startswith("RRULE"):
        return _RULE.fullmatch(line) is not None
    if line.startswith("DTSTART"):
        year = _YEAR.match(line)
        return year is not None and year[1] >= FIRST_YEAR
    return True
