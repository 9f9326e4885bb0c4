"""Made-up people with a working life, and the truth that their CV must give back.

Everything is chosen from the words in `words_*.toml` by a checksum of a key, so that the same key
gives the same person on every machine.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent
T = TypeVar("T")

# precision, one date ({M} the month's name, {s} its short name), from – to, still going on
DateStyle = tuple[str, str, str, str]
DATE_STYLES: dict[str, list[DateStyle]] = {
    "it": [
        ("month", "{M} {y}", "da {a} a {b}", "da {a} a oggi"),
        ("month", "{m:02}/{y}", "{a} – {b}", "{a} – in corso"),
        ("year", "{y}", "{a}-{b}", "dal {a} ad oggi"),
        ("day", "{d:02}/{m:02}/{y}", "dal {a} al {b}", "dal {a} a tutt'oggi"),
        ("month", "{C} {y}", "{a} – {b}", "{a} – presente"),
        ("month", "{s} {y}", "{a} - {b}", "{a} - attuale"),
        ("day", "{d:02}.{m:02}.{y}", "{a} – {b}", "{a} – oggi"),
        ("month", "{M} {y}", "Dal {a} al {b}", "Dal {a} ad oggi"),
        ("month", "{m:02}/{y}", "dal {a} al {b}", "dal {a} – attualmente"),
    ],
    "fr": [
        ("month", "{M} {y}", "de {a} à {b}", "depuis {a}"),
        ("month", "{m:02}/{y}", "{a} – {b}", "{a} – aujourd'hui"),
        ("year", "{y}", "{a}-{b}", "depuis {a}"),
        ("month", "{C} {y}", "{a} - {b}", "{a} - à ce jour"),
    ],
    "es": [
        ("month", "{C} {y}", "{a} – {b}", "{a} – actualidad"),
        ("month", "{M} de {y}", "de {a} a {b}", "desde {a}"),
        ("year", "{y}", "{a}-{b}", "{a}-actualmente"),
        ("day", "{d:02}/{m:02}/{y}", "{a} - {b}", "desde {a}"),
    ],
    "de": [
        ("month", "{m:02}/{y}", "{a} – {b}", "seit {a}"),
        ("month", "{M} {y}", "{a} bis {b}", "{a} bis heute"),
        ("year", "{y}", "{a} - {b}", "{a} - heute"),
        ("day", "{d:02}.{m:02}.{y}", "{a} – {b}", "seit {a}"),
    ],
    "ro": [
        ("month", "{M} {y}", "{a} – {b}", "{a} – prezent"),
        ("day", "{d:02}.{m:02}.{y}", "{a} – {b}", "{a} – prezent"),
        ("year", "{y}", "{a}-{b}", "din {a} până în prezent"),
        ("month", "{m:02}/{y}", "{a} - {b}", "{a} - în prezent"),
    ],
    "en": [
        ("month", "{M} {y}", "{a} – {b}", "{a} – present"),
        ("month", "{s} {y}", "{a} to {b}", "{a} to date"),
        ("year", "{y}", "{a}-{b}", "since {a}"),
        ("month", "{m:02}/{y}", "{a} – {b}", "{a} – now"),
    ],
}
OLD_JOB_STYLE: DateStyle = ("year", "{y}", "{a}-{b}", "{a}-")
Day = tuple[int, int, int]  # year, month, day


@dataclass(frozen=True)
class Job:
    """One paid experience.

    Its dates as the CV writes them (`dates`; `first` and `last` where they have columns of their
    own) and as the truth has them (`start`, `end`).
    """

    position: str
    employer: str
    address: str
    town: str
    sector: str
    contract: str
    tasks: tuple[str, ...]
    dates: str
    first: str
    last: str
    start: str
    end: str
    ongoing: bool

    def sentence(self) -> str:
        """What was done, as one sentence."""
        said = "; ".join(self.tasks)
        return f"{said[0].upper()}{said[1:]}."


@dataclass(frozen=True)
class Study:
    """A title or a course: years as written, what, where (may be empty)."""

    dates: str
    title: str
    school: str


@dataclass(frozen=True)
class Person:
    """What one CV says."""

    key: str
    language: str
    given: str
    family: str
    feminine: bool
    birth: Day
    address: str
    town: str
    phone: str
    mail: str
    jobs: tuple[Job, ...]
    studies: tuple[Study, ...]
    volunteering: Study
    mother_tongue: str
    languages: tuple[tuple[str, str, str], ...]
    hobbies: str
    soft: tuple[str, ...]
    digital: str
    referee: tuple[str, str, str]  # name, employer, telephone

    def truth(self) -> dict[str, Any]:
        """What a reader must find, as `layouts_unseen/README.md` wants it."""
        return {
            "language": self.language,
            "name": {"given": self.given, "family": self.family},
            "experiences": [
                {
                    "position": job.position,
                    "employer": job.employer,
                    "start": job.start,
                    "end": job.end,
                    "ongoing": job.ongoing,
                }
                for job in self.jobs
            ],
        }

    def birth_text(self) -> str:
        """The date of birth, day first."""
        year, month, day = self.birth
        return f"{day:02}/{month:02}/{year}"


def number(below: int, *key: object) -> int:
    """A number from 0 to `below` - 1 that always is the same for the same key."""
    return zlib.crc32("/".join(map(str, key)).encode()) // 7 % below


def pick(items: Sequence[T], *key: object) -> T:
    """One of the items, the same for the same key."""
    return items[number(len(items), *key)]


def several(items: Sequence[T], count: int, *key: object) -> list[T]:
    """`count` different items, the same for the same key."""
    order = sorted(range(len(items)), key=lambda place: number(10_007, *key, place))
    return [items[place] for place in order[:count]]


@cache
def words(language: str) -> dict[str, Any]:
    """The words of a language."""
    if language == "it":
        return tomllib.loads((HERE / "words_it.toml").read_text())
    others: dict[str, dict[str, Any]] = tomllib.loads((HERE / "words_others.toml").read_text())
    return others[language]


def gendered(text: str, feminine: bool) -> str:
    """`Addett{o|a}` as the person says it."""
    return re.sub(r"\{([^|}]*)\|([^}]*)\}", lambda found: found[2 if feminine else 1], text)


def one_date(when: Day, style: DateStyle, language: str) -> str:
    """A date as a CV of that style writes it."""
    year, month, day = when
    name = words(language)["months"].split()[month - 1]
    short = words(language).get("short_months", words(language)["months"]).split()[month - 1]
    return style[1].format(y=year, m=month, d=day, M=name, C=name.capitalize(), s=short)


def exact(when: Day, precision: str) -> str:
    """A date as the truth writes it, no more precise than the CV."""
    year, month, day = when
    if precision == "year":
        return f"{year}"
    return f"{year}-{month:02}" if precision == "month" else f"{year}-{month:02}-{day:02}"


def period(start: Day, end: Day | None, style: DateStyle, language: str) -> str:
    """From – to, as people write it; «da giugno a settembre 2011» within a year."""
    first = one_date(start, style, language)
    if end is None:
        text = style[3].format(a=first)
    elif style[0] == "year" and start[0] == end[0]:
        text = first
    elif start[0] == end[0] and style[2] == "da {a} a {b}":
        text = style[2].format(a=first.split()[0], b=one_date(end, style, language))
    else:
        text = style[2].format(a=first, b=one_date(end, style, language))
    if language == "fr":
        text = re.sub(r"^de (?=[ao])", "d'", text)
    return text


def months_after(when: Day, months: int) -> Day:
    """Some months later (earlier when negative), on the first or the 15th."""
    count = when[0] * 12 + when[1] - 1 + months
    return count // 12, count % 12 + 1, 15 if count % 5 == 0 else 1


def last_day(when: Day) -> Day:
    """A day on which contracts end."""
    return when[0], when[1], 28 if when[1] == 2 else 30


def make_jobs(key: str, language: str, feminine: bool, style: DateStyle, count: int) -> list[Job]:
    """Newest first; three in five still work."""
    bank = words(language)
    trades = bank["trades"]
    lines = list(trades[number(len(trades), key, "trade")])
    if count > len(lines):
        lines.append(trades[number(len(trades), key, "trade") - 1][-1])
    if count < len(lines):
        lines.pop(1 + number(len(lines) - 1, key, "dropped"))
    lines = lines[:count]
    employers = several(bank["employers"], len(lines), key, "employers")
    cursor: Day = (2020 + number(6, key, "year"), 1 + number(12, key, "now"), 1)
    ongoing = number(5, key, "ongoing") < 3
    if ongoing:
        cursor = (2025, cursor[1], 1)
    jobs = []
    for place, line in enumerate(lines):
        position, sector, tasks = map(str.strip, gendered(line, feminine).split("|", 2))
        goes_on = ongoing and place == 0
        end = None if goes_on else last_day(cursor)
        start = months_after(cursor, -(4 + number(56, key, "length", place)))
        cursor = months_after(start, -(1 + number(7, key, "gap", place)))
        own = style
        if place == len(lines) - 1 and len(lines) > 2 and number(4, key, "old") == 0:
            own = OLD_JOB_STYLE
        jobs.append(
            Job(
                position=position,
                employer=employers[place],
                address=pick(bank["streets"], key, "at", place),
                town=pick(bank["towns"], key, "in", place),
                sector=sector,
                contract=pick(bank["contracts"], key, "contract", place),
                tasks=tuple(task.strip() for task in tasks.split(";")),
                dates=period(start, end, own, language),
                first=one_date(start, own, language),
                last=bank["now"] if end is None else one_date(end, own, language),
                start=exact(start, own[0]),
                end="" if end is None else exact(end, own[0]),
                ongoing=goes_on,
            )
        )
    return jobs


def plain(text: str) -> str:
    """For mail addresses: no accents, no blanks."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("ı", "i"))
    return re.sub(r"[^a-z]", "", folded)


def phone(language: str, key: str) -> str:
    """A number nobody has: 06 5550 xxxx, and what films use elsewhere."""
    digits = f"{number(100, key, 'phone'):02}"
    return {
        "it": f"06 5550{number(10000, key, 'tel'):04}",
        "fr": f"01 99 00 12 {digits}",
        "es": f"910 000 0{digits}",
        "de": f"030 23125 0{digits}",
        "ro": f"0700 000 0{digits}",
        "en": f"020 7946 00{digits}",
    }[language]


def make_person(key: str, language: str, place: int) -> Person:
    """The person of a key; `place` walks through the styles of dates, so that all come up."""
    bank = words(language)
    feminine = number(2, key, "gender") == 1
    given = pick(bank["given_f" if feminine else "given_m"], key, "given")
    family = pick(bank["family"], key, "family")
    family = bank.get("family_foreign", {}).get(given, family)
    styles = DATE_STYLES[language]
    count = 3 + number(3, key, "count")
    jobs = make_jobs(key, language, feminine, styles[place % len(styles)], count)
    first_year = int(jobs[-1].start[:4])
    titles = several(bank["education"], 2, key, "studies")
    studies = []
    for back, line in enumerate(titles):
        title, school = (part.strip() for part in gendered(line, feminine).split("|"))
        left = first_year - 1 - 3 * back
        dates = f"{left - 3}-{left}" if number(2, key, "span") else f"{left}"
        studies.append(Study(dates, title, school))
    course = pick(bank["courses"], key, "course")
    studies.insert(0, Study(f"{first_year + 4}", course, ""))
    helped = gendered(pick(bank["volunteering"], key), feminine)
    years, task, where = map(str.strip, helped.split("|"))
    return Person(
        key=key,
        language=language,
        given=given,
        family=family,
        feminine=feminine,
        birth=(first_year - 19 - number(6, key), 1 + number(12, key, 2), 1 + number(28, key, 3)),
        address=pick(bank["streets"], key, "home"),
        town=pick(bank["towns"], key, "home town"),
        phone=phone(language, key),
        mail=f"{plain(given)}.{plain(family)}@example.org",
        jobs=tuple(jobs),
        studies=tuple(studies),
        volunteering=Study(years, task, where),
        mother_tongue=bank["mother_tongue"],
        languages=tuple(tuple(row) for row in several(bank["languages"], 2, key)),
        hobbies=pick(bank["hobbies"], key, "hobbies"),
        soft=tuple(gendered(item, feminine) for item in several(bank["soft"], 2, key, "soft")),
        digital=pick(bank["digital"], key, "digital"),
        referee=(
            f"{pick(bank['given_m'], key, 'r')} {pick(bank['family'], key, 'rf')}",
            jobs[0].employer,
            phone(language, key + "referee"),
        ),
    )
