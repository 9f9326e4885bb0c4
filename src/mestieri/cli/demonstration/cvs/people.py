"""Made-up people: names, contacts that reach nobody, jobs of many trades."""

from __future__ import annotations

import csv
import functools
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from mestieri.engines.europass import (
    Address,
    Candidate,
    Coded,
    Contact,
    Education,
    Employment,
    Language,
    Period,
    Skill,
)

TOWNS = (
    ("Pregnana Milanese", "20006"), ("Rho", "20017"), ("Milano", "20121"), ("Legnano", "20025"),
    ("Arluno", "20004"), ("Magenta", "20013"), ("Busto Arsizio", "21052"), ("Monza", "20900"),
)  # fmt: skip
SCHOOLS = (
    ("Licenza media", "Scuola media di prova", "2"),
    ("Qualifica professionale", "Centro di formazione di prova", "3"),
    ("Diploma di perito", "Istituto tecnico di prova", "4"),
    ("Diploma di ragioniere", "Istituto commerciale di prova", "4"),
    ("Laurea triennale", "Università di prova", "6"),
)
FOREIGN = (("en", "inglese"), ("fr", "francese"), ("es", "spagnolo"), ("de", "tedesco"))
LEVELS = ("A1", "A2", "B1", "B2", "C1")
LICENCES = ((), ("B",), ("B",), ("B", "C"), ("B", "C", "CE"))
COMPANIES = ("Officine", "Cooperativa", "Studio", "Magazzini", "Laboratori", "Servizi", "Impianti")


@functools.cache
def jobs() -> tuple[dict[str, str], ...]:
    """Trades of the made-up people: titles in both genders, tasks, a skill, section of NACE."""
    return _rows("jobs.csv")


@functools.cache
def names() -> tuple[dict[str, str], ...]:
    """Given and family names, which nobody need have together."""
    return _rows("names.csv")


def _rows(name: str) -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";"))


def people(number: int, seed: int = 2012) -> Iterator[Candidate]:
    """So many made-up people, always the same for a seed; no two share a contact."""
    chance = random.Random(seed)  # noqa: S311 - always the same people
    for one in range(number):
        yield _person(chance, seed, one)


def _person(chance: random.Random, seed: int, number: int) -> Candidate:
    given, family = chance.choice(names())["given"], chance.choice(names())["family"]
    town, postal_code = chance.choice(TOWNS)
    trade = chance.choice(jobs())
    is_woman = given.endswith("a") or given in ("Irene", "Ester")
    email = f"{_plain(given)}.{_plain(family)}.{seed}.{number}@example.org"
    title, school, level = chance.choice(SCHOOLS)
    left = 1985 + chance.randrange(25)
    return Candidate(
        given_name=given,
        family_name=family,
        headline=trade["woman" if is_woman else "man"].capitalize(),
        contacts=(
            Contact("email", email),
            Contact("telephone", f"+39 3{seed % 100:02d} {number:07d}", "mobile"),
        ),
        addresses=(Address("Via di prova, 1", town, postal_code, Coded("IT", "Italia")),),
        employment=tuple(_jobs(chance, trade, is_woman, town)),
        education=(
            Education(title, school, town, Coded("IT"), Coded(level), period=Period(end=f"{left}")),
        ),
        languages=tuple(_languages(chance)),
        skills=(Skill("job-related", trade["skill"]), Skill("digital", "Posta e fogli di calcolo")),
        driving_licences=chance.choice(LICENCES),
        locale="it",
    )


def _plain(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(sign for sign in plain if sign.isascii() and sign.isalpha())


def _jobs(
    chance: random.Random, trade: dict[str, str], is_woman: bool, town: str
) -> Iterator[Employment]:
    """The latest job first; most people stay in their trade."""
    year = 2025 - chance.randrange(3)
    for one in range(chance.randrange(1, 4)):
        here = trade if chance.random() < 0.75 else chance.choice(jobs())
        years = chance.randrange(1, 9)
        ongoing = one == 0 and chance.random() < 0.3
        yield Employment(
            position=here["woman" if is_woman else "man"].capitalize(),
            employer=f"{chance.choice(COMPANIES)} di prova {chance.randrange(90)}",
            city=town,
            country=Coded("IT", "Italia"),
            sector=Coded(here["section"]),
            period=Period(f"{year - years}-03", "" if ongoing else f"{year}-09", ongoing),
            description=f"<p>{here['tasks']}</p>",
        )
        year -= years + chance.randrange(2)


def _languages(chance: random.Random) -> Iterator[Language]:
    yield Language(Coded("it", "italiano"), mother_tongue=True)
    for code, word in chance.sample(FOREIGN, chance.randrange(3)):
        level = chance.choice(LEVELS)
        yield Language(Coded(code, word), False, level, level, level, level, level)
