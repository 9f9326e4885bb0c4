"""Which rules of repetition are followed: those whose days surely come.

A rule may ask for a day that never is (30 February; the ninth Monday of a month), and looking
for it would go on for eight thousand years. What cannot be shown to have days is refused.
"""

from __future__ import annotations

import re

KEYS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYSETPOS", "BYMONTH", "BYMONTHDAY"}
)
#: The longest each month can be.
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: Months of any length have so many days, and so many of each weekday.
SURE_DAYS, SURE_WEEKDAYS = 28, 4
_DAY = re.compile(r"([+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)")


def check_rule(text: str) -> None:
    """Make sure that a rule has days.

    Args:
        text: the parts of a rule in capitals, such as `FREQ=WEEKLY;BYDAY=TU`.

    Raises:
        ValueError: it cannot be read, or nobody knows whether it has days.
    """
    pairs = [part.split("=") for part in text.split(";")]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError("not a rule")
    parts = dict(pairs)
    if len(parts) != len(pairs) or not set(parts) <= KEYS:
        raise ValueError("parts that are not followed")
    interval = int(parts.get("INTERVAL", "1"))
    if interval < 1 or int(parts.get("COUNT", "1")) < 1:
        raise ValueError("nothing to count")
    frequency = parts.get("FREQ")
    if frequency in ("DAILY", "WEEKLY"):
        _check_weekdays(parts, most=0)
        _refuse(parts, "BYMONTH", "BYMONTHDAY", "BYSETPOS")
    elif frequency in ("MONTHLY", "YEARLY"):
        _check_weekdays(parts, most=5)
        _check_dates(parts, interval)
    else:
        raise ValueError("more than once a day, or no frequency")


def _refuse(parts: dict[str, str], *keys: str) -> None:
    if any(key in parts for key in keys):
        raise ValueError("parts that may never meet")


def _check_weekdays(parts: dict[str, str], most: int) -> None:
    """Weekdays, each with its place in the month where it may have one."""
    for said in filter(None, parts.get("BYDAY", "").split(",")):
        found = _DAY.fullmatch(said)
        if found is None:
            raise ValueError("no weekday")
        if found[1] is not None:
            if not 0 < abs(int(found[1])) <= most:
                raise ValueError("no such weekday in a month")
            _refuse(parts, "BYMONTHDAY", "BYSETPOS")
    if "BYSETPOS" in parts and not (
        "BYDAY" in parts and 0 < abs(int(parts["BYSETPOS"])) <= SURE_WEEKDAYS
    ):
        raise ValueError("no such place")


def _check_dates(parts: dict[str, str], interval: int) -> None:
    """Days of the month that each month asked for, or any, can have."""
    months = [int(said) for said in parts.get("BYMONTH", "").split(",") if said]
    if any(not 1 <= month <= 12 for month in months):
        raise ValueError("no month")
    if months and interval > 1:
        raise ValueError("months that may never meet")
    if "BYMONTHDAY" not in parts:
        return
    lengths = [LENGTHS[month - 1] for month in months] or [31]
    for said in parts["BYMONTHDAY"].split(","):
        day = abs(int(said))
        if not 0 < day <= max(lengths) or (day > SURE_DAYS and ("BYDAY" in parts or interval > 1)):
            raise ValueError("a day that may never come")
