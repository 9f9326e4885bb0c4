"""The form of a project sheet: lines as they were typed, right or wrong, so that none is lost.

Each list is repeated fields of one name; an empty line is no line. A plain reader instead of a
formset: lines come and go without a management form, and what cannot be read stays in its field.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from mestieri.guidance.project_sheet import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_LINES,
    Appointment,
    KeptReferral,
    KeptResource,
    ProjectSheet,
    Step,
    printable,
    safe_address,
)
from mestieri.guidance.reflections import QUESTIONS

#: Fields of a line of each list; the first is the one that has to be there.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "goals": ("goal",),
    "steps": ("step", "step_done"),
    "appointments": ("appointment", "appointment_day"),
    "resources": ("resource", "resource_address"),
    "referrals": ("referral", "referral_day", "referral_note"),
}
DONE = "x"
_LONGEST = {"resource_address": LONGEST_ADDRESS}


class Problem(NamedTuple):
    """Something that cannot be kept as it is: which field, and what to do about it."""

    field: str
    sentence: str


@dataclass
class TypedSheet:
    """What stands in the fields of the page.

    Attributes:
        lines: name of a list → its lines → field → what was typed.
        problems: what `read` found wrong.
    """

    about: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[dict[str, str]]] = field(
        default_factory=lambda: {name: [] for name in FIELDS}
    )
    problems: list[Problem] = field(default_factory=list)

    def remove(self, name: str, place: int) -> dict[str, str]:
        """Take a line out of a list; empty if there is none at that place."""
        lines = self.lines[name]
        return lines.pop(place) if 0 <= place < len(lines) else {}

    def put_back(self, name: str, place: int, line: dict[str, str]) -> None:
        """Undo `remove`."""
        whole = {key: line.get(key, "") for key in FIELDS[name]}
        self.lines[name].insert(place, whole)

    def move(self, name: str, place: int, by: int) -> None:
        """Let a line change places with its neighbour; the ends stay."""
        lines, other = self.lines[name], place + by
        if 0 <= place < len(lines) and 0 <= other < len(lines):
            lines[place], lines[other] = lines[other], lines[place]

    def drop_empty_lines(self) -> None:
        for name, lines in self.lines.items():
            self.lines[name] = [line for line in lines if any(map(str.strip, line.values()))]

    @property
    def problem_of(self) -> dict[str, str]:
        return {problem.field: problem.sentence for problem in reversed(self.problems)}

    def read(self) -> ProjectSheet | None:
        """The sheet that was typed; None if something cannot be kept: see `problems`."""
        self.problems = []
        sheet = ProjectSheet(
            about=self._text("about", self.about, LONGEST_TEXT),
            goals=tuple(line["goal"] for _place, line in self._each("goals")),
            steps=tuple(
                Step(line["step"], bool(line["step_done"])) for _place, line in self._each("steps")
            ),
            appointments=self._appointments(),
            resources=self._resources(),
            referrals=tuple(
                KeptReferral(
                    line["referral"],
                    self._day(f"referral_day_{place}", line["referral_day"]),
                    line["referral_note"],
                )
                for place, line in self._each("referrals")
            ),
            reflections={
                code: text
                for code, answer in self.answers.items()
                if (text := self._text(f"reflection_{code}", answer, LONGEST_TEXT))
            },
        )
        return None if self.problems else sheet

    def _each(self, name: str) -> list[tuple[int, dict[str, str]]]:
        """Places and lines of a list, each field in one row of text and not too long."""
        lines = self.lines[name]
        if len(lines) > MOST_LINES:
            sentence = _("There is room for %(most)s lines here. Remove some, then save again.")
            self.problems.append(Problem(name, sentence % {"most": MOST_LINES}))
        main = FIELDS[name][0]
        read = []
        for place, line in enumerate(lines):
            plain = {
                key: " ".join(
                    self._text(f"{key}_{place}", value, _LONGEST.get(key, LONGEST_LINE)).split()
                )
                for key, value in line.items()
            }
            if not plain[main]:
                self._say(f"{main}_{place}", _("Write something here, or empty the whole line."))
            read.append((place, plain))
        return read

    def _appointments(self) -> tuple[Appointment, ...]:
        found = []
        for place, line in self._each("appointments"):
            where = f"appointment_day_{place}"
            day = self._day(where, line["appointment_day"])
            if day is not None:
                found.append(Appointment(day, line["appointment"]))
            elif not line["appointment_day"]:
                self._say(where, _("Say on which day."))
        return tuple(sorted(found, key=lambda one: one.day))

    def _resources(self) -> tuple[KeptResource, ...]:
        found = []
        for place, line in self._each("resources"):
            typed = line["resource_address"]
            address = safe_address(typed)
            if typed and not address:
                self._say(
                    f"resource_address_{place}",
                    _("This is no web address: copy it whole, with https:// at its beginning."),
                )
            found.append(KeptResource(line["resource"], address))
        return tuple(found)

    def _day(self, where: str, typed: str) -> datetime.date | None:
        if not typed:
            return None
        for style in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.datetime.strptime(typed, style).date()
            except ValueError:
                continue
        self._say(where, _("This is no day: write it like 31/12/2026."))
        return None

    def _text(self, where: str, typed: str, longest: int) -> str:
        text = printable(typed).strip()
        if len(text) > longest:
            self._say(
                where,
                _("This is too long by %(over)s characters: at most %(most)s. Nothing is lost: "
                  "shorten it and save again.") % {"over": len(text) - longest, "most": longest},
            )  # fmt: skip
        return text

    def _say(self, where: str, sentence: str) -> None:
        self.problems.append(Problem(where, sentence))


def typed_from(post: QueryDict) -> TypedSheet:
    """What stands in the fields of a page that was sent, empty lines at their places."""
    lines = {name: _lines(post, names) for name, names in FIELDS.items()}
    answers = {code: _one(post, f"reflection_{code}") for code in QUESTIONS}
    return TypedSheet(_one(post, "about"), answers, lines)


def _one(post: QueryDict, name: str) -> str:
    return post.get(name, "").replace("\r\n", "\n")


def _lines(post: QueryDict, names: tuple[str, ...]) -> list[dict[str, str]]:
    columns = [post.getlist(name) for name in names]
    if names[-1] == "step_done":  # a box that is not ticked is not sent: it says its place
        ticked = set(columns[1])
        columns[1] = [DONE if str(place) in ticked else "" for place in range(len(columns[0]))]
    lines = [
        dict(zip(names, values, strict=True)) for values in zip_longest(*columns, fillvalue="")
    ]
    return [line for line in lines if any(value.strip() for value in line.values())]


def typed_of(sheet: ProjectSheet) -> TypedSheet:
    """The fields of a sheet as it is kept."""
    return TypedSheet(
        sheet.about,
        dict(sheet.answers),
        {
            "goals": [{"goal": goal} for goal in sheet.goals],
            "steps": [
                {"step": step.words, "step_done": DONE if step.is_done else ""}
                for step in sheet.steps
            ],
            "appointments": [
                {"appointment": one.words, "appointment_day": one.day.isoformat()}
                for one in sheet.appointments
            ],
            "resources": [
                {"resource": one.title, "resource_address": one.address} for one in sheet.resources
            ],
            "referrals": [
                {
                    "referral": one.name,
                    "referral_day": one.day.isoformat() if one.day else "",
                    "referral_note": one.note,
                }
                for one in sheet.referrals
            ],
        },
    )
