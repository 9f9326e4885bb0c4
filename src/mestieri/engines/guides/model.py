"""What a guide is made of, and what its shape says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Answer:
    """A way out of a step; `words` are empty where there is only one way."""

    words: str
    target: str


@dataclass(frozen=True)
class Step:
    """One page of a guide.

    Attributes:
        documents: what to bring.
        places: codes of the kinds of services to go to.
        searches: words to look up on the site.
        questionnaire: code of a questionnaire to do here, or empty.
        verified_on: day on which somebody checked that it is right.
        is_end: the guide ends here.
        line: where it begins in its file.
    """

    code: str
    title: str
    text: str
    documents: tuple[str, ...]
    places: tuple[str, ...]
    searches: tuple[str, ...]
    questionnaire: str
    verified_on: datetime.date
    question: str
    answers: tuple[Answer, ...]
    is_end: bool
    line: int = 0

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]


@dataclass(frozen=True)
class Progress:
    """The number of a step on the longest way to it, and of steps on the longest way through."""

    here: int
    all: int

    @property
    def left(self) -> int:
        return self.all - self.here


@dataclass(frozen=True)
class Guide:
    """A guide whose every way leads from the first step to an end."""

    title: str
    lead: str
    needs: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def first(self) -> Step:
        return self.steps[0]

    @cached_property
    def step_by_code(self) -> Mapping[str, Step]:
        return {step.code: step for step in self.steps}

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """Steps on the longest way from the first to each, both counted."""
        depths = {self.first.code: 1}
        for code in self._in_order:
            for answer in self.step_by_code[code].answers:
                depths[answer.target] = max(depths.get(answer.target, 0), depths[code] + 1)
        return depths

    @cached_property
    def _in_order(self) -> list[str]:
        """Codes, each after all that lead to it."""
        done: list[str] = []

        def visit(code: str) -> None:
            if code not in done:
                for answer in self.step_by_code[code].answers:
                    visit(answer.target)
                done.append(code)

        visit(self.first.code)
        return done[::-1]

    def _to_the_end(self, longest: bool) -> dict[str, int]:
        """Steps from each to an end, the step itself counted."""
        left: dict[str, int] = {}
        for code in reversed(self._in_order):
            ways = [left[answer.target] for answer in self.step_by_code[code].answers]
            left[code] = 1 + ((max(ways) if longest else min(ways)) if ways else 0)
        return left

    @property
    def shortest(self) -> int:
        """Steps on the shortest way through."""
        return self._to_the_end(longest=False)[self.first.code]

    def progress(self, code: str) -> Progress:
        """How far a step is at most, and how long the guide can be from there."""
        here = self.depths[code]
        return Progress(here, here + self._to_the_end(longest=True)[code] - 1)

    def before(self, code: str) -> list[Step]:
        """Steps that lead here."""
        return [step for step in self.steps if code in [answer.target for answer in step.answers]]

    @property
    def verified_on(self) -> datetime.date:
        """The oldest day on which a step was checked."""
        return min(step.verified_on for step in self.steps)
