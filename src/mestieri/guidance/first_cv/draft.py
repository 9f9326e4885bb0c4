"""What somebody has written of their CV so far. It lives in their page, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from mestieri.engines.europass import Candidate, Education, Employment, Language, Skill
from mestieri.guidance.first_cv import everyday
from mestieri.guidance.first_cv.kinds import Kind, word_of

#: Of works, studies, languages: more than anybody has, few enough for a page.
MOST_OF_A_KIND = 20
OF_A_SKILL = re.compile(r"http://data\.europa\.eu/esco/skill/[\w-]{1,60}\Z", re.ASCII)

Item = Any


@dataclass(frozen=True)
class Work:
    """Something that one has done, paid or not."""

    job: Employment = field(default_factory=Employment)
    kind: str = Kind.JOB

    @property
    def is_empty(self) -> bool:
        return self.job == Employment()


@dataclass(frozen=True)
class Draft:
    """A CV under way.

    Attributes:
        record: all that has a place in a Europass CV, save the works.
        works: paid and unpaid, in the order of the CV.
        everyday: codes of skills chosen from our own list.
        esco: addresses of skills chosen from the European classification.
        trade: what one asked suggestions of skills about.
        unsaved: page → what was typed there and is not in order yet, field by field.
        taken_out: what was just taken out of a list: `page`, `number`, `item`.
    """

    record: Candidate = field(default_factory=Candidate)
    works: tuple[Work, ...] = ()
    everyday: tuple[str, ...] = ()
    esco: tuple[str, ...] = ()
    trade: str = ""
    unsaved: Mapping[str, dict[str, list[str]]] = field(default_factory=dict)
    taken_out: Mapping[str, Any] = field(default_factory=dict)

    @property
    def holds_something(self) -> bool:
        """Whether anything has been written at all."""
        chosen = self.works or self.everyday or self.esco
        return bool(chosen) or self.record.holds_data or bool(self.unsaved)

    def items(self, page: str) -> tuple[Item, ...]:
        """What stands in the list of a page."""
        found: tuple[Item, ...] = getattr(self if page == "lavori" else self.record, LISTS[page][0])
        return found

    def with_items(self, page: str, items: tuple[Item, ...]) -> Draft:
        """The draft with another list on a page."""
        if page == "lavori":
            return replace(self, works=items)
        return replace(self, record=replace(self.record, **{LISTS[page][0]: items}))

    def put(self, page: str, number: int | None, item: Item) -> tuple[Draft, int]:
        """The draft with an item changed, or added at the end; and the item's number.

        A list that is full stays as it is.
        """
        items = list(self.items(page))
        if number is not None and number < len(items):
            items[number] = item
        elif len(items) < MOST_OF_A_KIND:
            number = len(items)
            items.append(item)
        return self.with_items(page, tuple(items)), number or 0

    def without(self, page: str, number: int) -> Draft:
        """The draft with an item less, which can be put back as long as one stays there."""
        items = self.items(page)
        if number >= len(items):
            return self
        taken = {"page": page, "number": number, "item": asdict(items[number])}
        kept = tuple(item for place, item in enumerate(items) if place != number)
        # What was typed on pages of items goes by their number, which is no longer theirs.
        unsaved = {key: said for key, said in self.unsaved.items() if ":" not in key}
        return replace(self.with_items(page, kept), taken_out=taken, unsaved=unsaved)

    def with_what_was_taken_out(self) -> Draft:
        """The draft with the item just taken out back in its place."""
        if not self.taken_out:
            return self
        page, number = self.taken_out["page"], self.taken_out["number"]
        items = list(self.items(page))
        items.insert(number, LISTS[page][1](self.taken_out["item"]))
        return replace(self.with_items(page, tuple(items)), taken_out={})

    def as_values(self) -> dict[str, Any]:
        """The draft as JSON values."""
        return asdict(self)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Draft:
        """The draft of `as_values`, also after it has been JSON."""
        return cls(
            record=Candidate.from_dict(values["record"]),
            works=tuple(_work(one) for one in values["works"]),
            everyday=tuple(values["everyday"]),
            esco=tuple(values["esco"]),
            trade=values["trade"],
            unsaved=values["unsaved"],
            taken_out=values["taken_out"],
        )

    @classmethod
    def of_record(cls, record: Candidate) -> Draft:
        """A draft that begins with an older CV."""
        works = tuple(Work(job) for job in record.employment)
        return cls(record=replace(record, employment=(), locale=""), works=works)

    def record_in(self, language: str, names_of_skills: Mapping[str, str]) -> Candidate:
        """The CV as it is written, in one language.

        Args:
            language: of the words that are ours: kinds of work, skills of our list.
            names_of_skills: address → name of the skills of the classification.
        """
        chosen = [
            *(Skill(*everyday.skill_in(code, language)) for code in self.everyday),
            *(Skill("job-related", names_of_skills[uri]) for uri in self.esco
              if uri in names_of_skills),
        ]  # fmt: skip
        said = {one.name.casefold() for one in chosen}
        own = [one for one in self.record.skills if one.name.casefold() not in said or one.level]
        return replace(
            self.record,
            employment=tuple(_named(work, language) for work in self.works if not work.is_empty),
            skills=tuple(sorted([*chosen, *own], key=_place_of_skill)),
            locale=language,
        )


#: Kinds of skills in the order in which a Europass CV groups them; the others come first.
_GROUPED = ("communication", "organisational", "management", "digital")


def _place_of_skill(skill: Skill) -> int:
    is_apart = skill.kind == "digital" or (skill.kind in _GROUPED and not skill.level)
    return 1 + _GROUPED.index(skill.kind) if is_apart else 0


def _named(work: Work, language: str) -> Employment:
    """A job with the word of its kind after its title, where the kind has one."""
    word = word_of(work.kind, language)
    if not word or not work.job.position:
        return work.job
    return replace(work.job, position=f"{work.job.position} ({word})")


def _work(values: Mapping[str, Any]) -> Work:
    empty = Candidate().as_dict()
    (job,) = Candidate.from_dict({**empty, "employment": [values["job"]]}).employment
    return Work(job, Kind(values["kind"]))


def _course(values: Mapping[str, Any]) -> Education:
    (course,) = Candidate.from_dict({**Candidate().as_dict(), "education": [values]}).education
    return course


def _language(values: Mapping[str, Any]) -> Language:
    (language,) = Candidate.from_dict({**Candidate().as_dict(), "languages": [values]}).languages
    return language


#: Pages that are lists → name of the list, and how an item of it is made of JSON values.
LISTS: dict[str, tuple[str, Any]] = {
    "lavori": ("works", _work),
    "studi": ("education", _course),
    "lingue": ("languages", _language),
}
