"""A month in an address, as in `2026-06`."""

from __future__ import annotations

import datetime


class MonthConverter:
    """First day of a month; what is no month is no address."""

    regex = r"[12]\d{3}-[01]\d"

    def to_python(self, value: str) -> datetime.date:
        return datetime.date.fromisoformat(f"{value}-01")

    def to_url(self, value: datetime.date | str) -> str:
        return value if isinstance(value, str) else f"{value:%Y-%m}"
