"""The cookies that the manual of data protection names, where whoever answers for them reads."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MANUAL = ROOT / "docs" / "manuali" / "protezione-dati.md"
_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def named_cookies() -> frozenset[str]:
    """Names in the table under «I cookie del Banco»."""
    _before, _heading, rest = MANUAL.read_text(encoding="utf-8").partition("## I cookie del Banco")
    table, _next, _after = rest.partition("\n## ")
    return frozenset(_ROW.findall(table))
