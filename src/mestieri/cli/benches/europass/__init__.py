"""How a CV is read: how fast, how completely, and how often by its headings alone.

`MESTIERI_BENCH_DATA` names the folder of data sets, for the table of fields; the layouts are
those of the tests, below the working folder. `MESTIERI_BENCH_CV` names a real CV of 2020 or
later, to measure speed with beside the made-up one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from mestieri.cli.benches.europass import fields, layouts, speed
from mestieri.cli.output import say

LAYOUTS = Path("tests") / "engines" / "europass"


def run() -> dict[str, Any]:
    """Measure speed, completeness and reading by headings.

    Returns:
        `speed, fields, good_documents, seen, unseen`; what lacks its data says so in
        `not_measured`.
    """
    result: dict[str, Any] = {"bench": "europass", "not_measured": []}
    say("Speed…")
    result["speed"] = speed.measure()
    folder = Path(os.environ.get("MESTIERI_BENCH_DATA") or "../shared/data") / "europass"
    if folder.is_dir():
        say("Fields of every good document…")
        result["fields"] = fields.table(folder)
        result["good_documents"] = fields.good_documents(folder)
    else:
        result["not_measured"].append(f"There are no Europass documents at {folder}.")
    for name in ("seen", "unseen"):
        layout_folder = LAYOUTS / f"layouts_{name}"
        if layout_folder.is_dir():
            say(f"Layouts {name}…")
            result[name] = [score.as_row() for score in layouts.score_folder(layout_folder)]
        else:
            result["not_measured"].append(f"There are no layouts at {layout_folder}.")
    return result


def as_text(result: dict[str, Any]) -> str:
    """The result as lines for a person."""
    lines = list(result["not_measured"])
    for measured in result["speed"]:
        size = measured["bytes"] / 1_000
        lines.append(f"{measured['file']}, {size:.0f} kB, {measured['rounds']} rounds:")
        lines += [
            f"  {way['way']:<34} {way['median_ms']:>7.2f} ms  {way['times_bare']:>5.2f} × bare"
            for way in measured["ways"]
        ]
    if "fields" in result:
        lines.append(f"Fields of {result['good_documents']} good documents:")
        lines += [
            f"  {row['field']:<32} {row['read']:>4} of {row['held']:<4} in"
            f" {row['documents']} documents"
            for row in result["fields"]
        ]
        held = sum(row["held"] for row in result["fields"])
        read = sum(row["read"] for row in result["fields"])
        lines.append(f"  {'all':<32} {read:>4} of {held} ({read / held:.2%})")
    for name in ("seen", "unseen"):
        lines += _layout_lines(name, result.get(name, []))
    return "\n".join(lines)


def _layout_lines(name: str, rows: list[dict[str, Any]]) -> list[str]:
    files, right = (sum(row[key] for row in rows) for key in ("files", "right"))
    if not files:
        return [f"Layouts {name}: no files yet"]
    lines = [f"Layouts {name}: name and one experience in {right} of {files} ({right / files:.0%})"]
    for row in rows:
        lines.append(
            f"  {row['layout']:<32} {row['right']:>3} of {row['files']:<3} experiences"
            f" {row['found']} of {row['experiences']}, invented {row['invented']}"
        )
    return lines
