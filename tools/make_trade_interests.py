"""Make the small table of the interests of our trades, from O*NET and the ESCO–O*NET crosswalk.

    python tools/make_trade_interests.py FOLDER

FOLDER holds O*NET's `Interests.xlsx` (29.3, CC BY 4.0, U.S. Department of Labor/ETA) and
`crosswalk_esco_onet.csv.gz` (ESCO and O*NET, 2022). Only the trades that ship with the product
are kept: of each, the mean of the interests of the O*NET occupations it is matched with, exact
matches alone where there are any, else close, else broad or narrow ones.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path
from statistics import fmean

import openpyxl

from mestieri.engines.questionnaires import HEXAGON
from mestieri.library.services.starter import starter_occupations

TABLE = Path(__file__).parents[1] / "src/mestieri/guidance/starter/trade_interests.csv"
ELEMENTS = dict(zip((f"1.B.1.{letter}" for letter in "abcdef"), HEXAGON, strict=True))
#: The nearest kind of match first.
MATCHES = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch")


def interests(path: Path) -> dict[str, dict[str, float]]:
    """O*NET code → type → interest, 1 to 7."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    for code, _title, element, _name, scale, _scale_name, value, *_rest in rows:
        if scale == "OI" and element in ELEMENTS:
            found[code][ELEMENTS[element]] = float(value)
    return found


def matches(path: Path) -> dict[str, dict[str, list[str]]]:
    """Last part of ESCO's address → kind of match → O*NET codes."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if len(row) >= 7 and "/esco/occupation/" in row[3]:
                found[row[3].rpartition("/")[2]][row[6].strip()].append(row[0])
    return found


def main(folder: Path) -> None:
    known, linked = (
        interests(folder / "Interests.xlsx"),
        matches(folder / "crosswalk_esco_onet.csv.gz"),
    )
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["key", *HEXAGON, "onet"])
        for key in sorted(entry["key"] for entry in starter_occupations()):
            codes = next(
                (
                    usable
                    for match in MATCHES
                    if (usable := [code for code in linked[key][match] if code in known])
                ),
                [],
            )
            if codes:
                means = [f"{fmean(known[code][one] for code in codes):.2f}" for one in HEXAGON]
                writer.writerow([key, *means, " ".join(codes)])
            else:
                print(f"no match: {key}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
