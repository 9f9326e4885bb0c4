"""The project sheet: what somebody writes of their own project, and its JSON.

Plain values, no database: whoever holds the four words holds one of these for a moment, and so does
whoever brings back the file that they took away.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

FORMAT, VERSION = "mestieri-progetto", 1

#: How much a sheet holds: a project one carries in a pocket, not an archive.
MOST_LINES = 40  # of each kind
LONGEST_LINE, LONGEST_TEXT, LONGEST_ADDRESS = 300, 2_000, 500  # characters
LARGEST_FILE = 256 * 1024  # bytes; more than the largest sheet takes
_SIGNS_THAT_NOBODY_TYPES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]")


class UnreadableSheet(ValueError):
    """A file is no project sheet of ours: damaged, foreign, or of a later version."""


@dataclass(frozen=True)
class Step:
    """Something to do next."""

    words: str
    is_done: bool = False


@dataclass(frozen=True)
class Appointment:
    """An appointment with oneself: a day, and what one means to do on it."""

    day: datetime.date
    words: str


@dataclass(frozen=True)
class KeptResource:
    """Something worth keeping; `address` is a path of the site, a web address, or empty."""

    title: str
    address: str = ""


@dataclass(frozen=True)
class KeptReferral:
    """A service one was sent on to, as its slip says; `day` is when, if it is known."""

    name: str
    day: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True)
class ProjectSheet:
    """A whole sheet, as its owner wrote it.

    Attributes:
        about: who I am and what I can do, in one's own words.
        goals: where I want to get to.
        reflections: code of a question (`reflections.QUESTIONS`) → what its owner answers.
    """

    about: str = ""
    goals: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    resources: tuple[KeptResource, ...] = ()
    referrals: tuple[KeptReferral, ...] = ()
    reflections: Mapping[str, str] | None = None

    @property
    def answers(self) -> Mapping[str, str]:
        """Code of a question → answer; empty where nothing was answered."""
        return self.reflections or {}

    @property
    def is_empty(self) -> bool:
        return not any((self.about, self.goals, self.steps, self.appointments, self.resources,
                        self.referrals, self.reflections))  # fmt: skip

    def keeping(self, resource: KeptResource) -> ProjectSheet:
        """The sheet with one more resource, unless it is already kept or there is no more room."""
        known = {kept.address or kept.title for kept in self.resources}
        if (resource.address or resource.title) in known or len(self.resources) >= MOST_LINES:
            return self
        return replace(self, resources=(*self.resources, resource))


def to_json(sheet: ProjectSheet) -> str:
    """The file that its owner takes away, and what is sealed."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "about": sheet.about,
            "goals": list(sheet.goals),
            "steps": [{"words": step.words, "done": step.is_done} for step in sheet.steps],
            "appointments": [
                {"day": one.day.isoformat(), "words": one.words} for one in sheet.appointments
            ],
            "resources": [{"title": one.title, "address": one.address} for one in sheet.resources],
            "referrals": [
                {"name": one.name, "day": one.day.isoformat() if one.day else "", "note": one.note}
                for one in sheet.referrals
            ],
            "reflections": dict(sheet.answers),
        },
        ensure_ascii=False,
        indent=1,
    )


def from_json(text: str | bytes) -> ProjectSheet:
    """A sheet from its file.

    Raises:
        UnreadableSheet: it is too large, damaged, of something else, or of a later version.
    """
    if len(text) > LARGEST_FILE:
        raise UnreadableSheet("too large")
    try:
        read = json.loads(text)
        if read["format"] != FORMAT or read["version"] != VERSION:
            raise UnreadableSheet("not a sheet of this version")
        return _sheet(read)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        if isinstance(error, UnreadableSheet):
            raise
        raise UnreadableSheet("damaged") from error


def _sheet(read: dict[str, Any]) -> ProjectSheet:
    return ProjectSheet(
        about=_text(read["about"], LONGEST_TEXT),
        goals=tuple(_line(goal) for goal in _lines(read["goals"])),
        steps=tuple(
            Step(_line(one["words"]), one["done"] is True) for one in _lines(read["steps"])
        ),
        appointments=tuple(
            Appointment(datetime.date.fromisoformat(one["day"]), _line(one["words"]))
            for one in _lines(read["appointments"])
        ),
        resources=tuple(
            KeptResource(_line(one["title"]), safe_address(_text(one["address"], LONGEST_ADDRESS)))
            for one in _lines(read["resources"])
        ),
        referrals=tuple(
            KeptReferral(
                _line(one["name"]),
                datetime.date.fromisoformat(one["day"]) if one["day"] else None,
                _text(one["note"], LONGEST_LINE),
            )
            for one in _lines(read["referrals"])
        ),
        reflections={
            _text(code, 40): _text(answer, LONGEST_TEXT)
            for code, answer in _few(read["reflections"].items())
        },
    )


def _lines(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnreadableSheet("no list")
    return _few(value)


def _few(values: Any) -> list[Any]:
    listed = list(values)
    if len(listed) > MOST_LINES:
        raise UnreadableSheet("too many lines")
    return listed


def _line(value: Any) -> str:
    words = " ".join(_text(value, LONGEST_LINE).split())
    if not words:
        raise UnreadableSheet("an empty line")
    return words


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise UnreadableSheet("no text, or one too long")
    return printable(value)


def printable(text: str) -> str:
    """A text without the signs that nobody types and that files and paper do not bear."""
    return _SIGNS_THAT_NOBODY_TYPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def safe_address(address: str) -> str:
    """An address that a page may link to: a path of this site or a web address; else empty."""
    address = address.strip()
    if any(sign.isspace() or sign in "\\\"'<>" for sign in address):
        return ""
    is_path = address.startswith("/") and not address.startswith("//")
    return address if is_path or re.match(r"https?://[^/]", address) else ""
