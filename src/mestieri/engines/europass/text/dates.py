"""Periods of time as people write them: «da marzo 2015 a oggi», `03/2015 – 12/2019`, `dal 2018`."""

from __future__ import annotations

import functools
import re
import unicodedata

from mestieri.engines.europass.record import Period
from mestieri.engines.europass.words import day_of

_MONTHS = """
1 gennaio gen january jan janvier janv enero ene januar janner ianuarie ian
2 febbraio feb february fevrier fevr fev febrero februar februarie
3 marzo mar march mars marz maerz mrz martie
4 aprile apr april avril avr abril abr aprilie
5 maggio mag may mai mayo
6 giugno giu june jun juin junio juni iunie iun
7 luglio lug july jul juillet juil julio juli iulie iul
8 agosto ago august aug aout august
9 settembre set sett september sep sept septembre septiembre septembrie
10 ottobre ott october oct octobre octubre oktober okt octombrie
11 novembre nov november noviembre noiembrie noi
12 dicembre dic december dec decembre diciembre dezember dez decembrie
"""
_NOW = (
    "oggi|ad oggi|a oggi|presente|in corso|attuale|attualmente|tuttora|in essere|present|today|now"
    "|current|currently|ongoing|to date|aujourd.?hui|ce jour|a ce jour|actuel|actuellement|en cours"
    "|maintenant|actualidad|la actualidad|actual|actualmente|hoy|heute|jetzt|laufend|derzeit"
    "|gegenwart|andauernd|prezent|in prezent|azi|astazi"
)
_TO = (
    r"[–—−‐‑-]+|>|→|/|\bal?\b|\bad\b|\bfino a[dl]?\b|\bto\b|\buntil\b|\btill\b|\bau\b"
    r"|\bjusqu.?(?:a|au|en)\b|\bhasta\b|\bbis\b|\bpana (?:la|in)\b|\bla\b|\bund\b"
)
_FROM = (
    r"(?:\b(?:dal?l?|dall.|from|since|du|de|depuis|des|desde|del|von|vom|seit|ab|din|de la"
    r"|incepand cu)\s+)?"
)
_SINCE = re.compile(r"\b(?:dal?|since|depuis|desde|seit|ab|din|incepand cu|a partire dal?)\s*$")


@functools.cache
def _months() -> dict[str, int]:
    rows = (row.split() for row in _MONTHS.strip().splitlines())
    return {name: int(row[0]) for row in rows for name in row[1:]}


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    point = (
        rf"(?:\d{{1,2}}\s*[./-]\s*\d{{1,2}}\s*[./-]\s*{year}|{year}-\d{{2}}-\d{{2}}"
        rf"|\d{{1,2}}\s*[./-]\s*{year}|{year}\s*[./]\s*\d{{1,2}}(?!\d)|{year}-(?:0[1-9]|1[0-2])(?![\d-])"
        rf"|(?:\d{{1,2}}[.°]?\s+)?(?:{names})\b\.?\s*(?:de\s+|del\s+)?[,'’]?\s*(?:{year}|\d\d(?!\d))|{year}(?!\d))"
    )
    to = rf"\s*(?:{_TO})\s*(?:\b(?:la|a|al|el|zum)\s+)?"
    whole = re.compile(
        rf"{_FROM}(?<!\d)(?P<start>{point})(?:{to}(?:(?P<end>{point})|(?P<now>{_NOW})\b))"
    )
    single = re.compile(rf"(?P<from>{_FROM})(?<![\d/])(?P<start>{point})(?![\d/])")
    return whole, single


_SHARED_YEAR = (
    r"(?P<first>{names})\.?\s*(?:{to})\s*(?P<second>{names})\.?\s+(?P<year>(?:19|20)\d\d)"
)


@functools.cache
def _shared_year() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(_SHARED_YEAR.format(names=names, to=_TO))


def plainly(text: str) -> str:
    """Small letters without accents, letter for letter: places in it are places in the text."""
    letters = []
    for letter in text:
        base = unicodedata.normalize("NFKD", letter)[0]
        low = base.lower()
        letters.append(low if len(low) == 1 else base)
    return "".join(letters)


Found = tuple[Period, int, int]


def find_period(text: str) -> Found | None:
    """The first period in a text, and where it stands.

    Only what is clearly one: two dates with something between, or a date with «since».
    """
    plain = plainly(text)
    whole, single = _patterns()
    match = whole.search(plain)
    shared = _shared_year().search(plain)
    if shared is not None and (match is None or shared.start() < match.start()):
        first, second = (_months()[shared[part]] for part in ("first", "second"))
        return Period(day_of(shared["year"], first), day_of(shared["year"], second)), *shared.span()
    if match is not None:
        end = "" if match["now"] else _point(match["end"])
        return Period(_point(match["start"]), end, bool(match["now"])), *match.span()
    for match in single.finditer(plain):
        if _SINCE.search(match["from"].strip()):
            return Period(_point(match["start"]), "", True), *match.span()
    return None


def find_date(text: str) -> Found | None:
    """One date that opens a line or fills it: `2018 Cuoco`, «marzo 2018»."""
    plain = plainly(text)
    match = _patterns()[1].search(plain)
    if match is None or plain[: match.start()].strip(" \t•·-–*[(:") != "":
        return None
    when = _point(match["start"])
    return Period(when, when), *match.span()


def last_date(text: str) -> Found | None:
    """One date that closes a line: «Cuoco, Ristorante Alla Prova (2018)»."""
    plain = plainly(text)
    matches = list(_patterns()[1].finditer(plain))
    if not matches or plain[matches[-1].end() :].strip(" \t)]."):
        return None
    when = _point(matches[-1]["start"])
    return Period(when, when), *matches[-1].span()


def _point(text: str) -> str:
    """One date, already in small letters without accents."""
    words = re.findall(r"[a-z]+|\d+", text)
    numbers = [word for word in words if word.isdigit()]
    month = next((_months()[word] for word in words if word in _months()), None)
    if month is not None:
        year = numbers[-1] if numbers else ""
        day = numbers[0] if len(numbers) > 1 else None
        return day_of(_whole_year(year), month, day)
    if len(numbers) == 3:
        parts = numbers if len(numbers[0]) == 4 else numbers[::-1]
        return day_of(*parts)
    if len(numbers) == 2:
        year, other = numbers if len(numbers[0]) == 4 else numbers[::-1]
        return day_of(year, other)
    return day_of(numbers[0]) if numbers else ""


def _whole_year(year: str) -> str:
    if len(year) != 2:
        return year
    return f"20{year}" if int(year) < 50 else f"19{year}"
