"""What a questionnaire is made of."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


class Kind(enum.Enum):
    """What a questionnaire gives back."""

    PROFILE = "profilo"  # the areas in order, the first ones told
    LEVELS = "livelli"  # each area at its level, and the whole
    ANSWERS = "risposte"  # the questions gathered by the answer they got


@dataclass(frozen=True)
class ScalePoint:
    """An answer that may be given; `heading` and `text` tell it where answers are gathered."""

    value: int
    label: str
    heading: str = ""
    text: str = ""


@dataclass(frozen=True)
class Level:
    """What is said from so many hundredths on; `title` only for the whole."""

    start: int
    text: str
    title: str = ""


@dataclass(frozen=True)
class Area:
    """Something that several questions ask about; `advice` are things to do next."""

    code: str
    name: str
    text: str
    levels: tuple[Level, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """One question; `why` says what it is for, `is_reversed` that its scale counts backwards."""

    code: str
    area: str
    text: str
    why: str = ""
    is_reversed: bool = False
    is_short: bool = False


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire in one language.

    Attributes:
        kind: what it gives back.
        minutes: how long it takes; `short_minutes` its short version, 0 where it has none.
        needs: words of the needs it answers.
        show: how many areas are told first, of a profile.
        has_hexagon: its areas are the six of the hexagon.
        levels: what is said of the whole.
        reflections: questions to think about, whose answers nobody writes here.
        page_words: words of the page, in languages that the site does not speak.
    """

    language: str
    title: str
    lead: str
    ask: str
    kind: Kind
    minutes: int
    short_minutes: int
    needs: tuple[str, ...]
    scale: tuple[ScalePoint, ...]
    areas: tuple[Area, ...]
    questions: tuple[Question, ...]
    levels: tuple[Level, ...] = ()
    reflections: tuple[str, ...] = ()
    caution: str = ""
    source: str = ""
    show: int = 3
    has_hexagon: bool = False
    page_words: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_short(self) -> bool:
        return self.short_minutes > 0

    @property
    def area_by_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas}

    def questions_of(self, code: str) -> list[Question]:
        return [question for question in self.questions if question.area == code]

    def shortened(self) -> Questionnaire:
        """Its short version."""
        chosen = tuple(question for question in self.questions if question.is_short)
        return replace(self, questions=chosen, minutes=self.short_minutes)
