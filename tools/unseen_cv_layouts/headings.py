"""What a person's CV calls its sections, and the sentences that many CVs share."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from .people import HERE, Person, gendered, pick


@cache
def _all() -> dict[str, Any]:
    return tomllib.loads((HERE / "headings.toml").read_text())


def named(person: Person, what: str) -> str:
    """A heading or a phrase of this CV; among several, always the same one for the person."""
    found = _all()[person.language][what]
    return found if isinstance(found, str) else pick(found, person.key, what)


def listed(person: Person, what: str) -> list[str]:
    """Names that stand together, such as those of the columns of a table."""
    return named(person, what).split("|")


def who(person: Person, name: str) -> list[tuple[str, str]]:
    """Labels and values of the personal data; `name` as this CV writes it."""
    born = person.birth_text()
    if person.language == "it":
        born = f"{person.town}, {born}"
    values = [
        name,
        born,
        f"{person.address}, {person.town}",
        person.phone,
        person.mail,
        named(person, "nationality"),
        gendered(named(person, "married"), person.feminine),
        "B",
    ]
    return list(zip(listed(person, "who"), values, strict=True))


def about(person: Person) -> str:
    """The sentence under the name, which speaks of years and of a trade and is no experience."""
    years = int(person.jobs[0].start[:4]) - int(person.jobs[-1].start[:4]) + 1
    return named(person, "about").format(years=years, sector=person.jobs[0].sector.lower())


def referee(person: Person) -> str:
    """Somebody to ask, with a name, a firm and a telephone."""
    name, firm, phone = person.referee
    return f"{name}, {firm}, tel. {phone}"
