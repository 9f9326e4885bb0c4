"""What is written so far, as lines to look at."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.europass import Candidate, Education, Employment, Language, Period
from mestieri.engines.europass.words import plain
from mestieri.engines.europass.writing.headings import language_name
from mestieri.guidance.first_cv import levels
from mestieri.guidance.first_cv.cautions import Caution, cautions_of
from mestieri.guidance.first_cv.draft import Draft, Work


@dataclass(frozen=True)
class Line:
    """One thing of a list.

    Attributes:
        number: of the item.
        title, where, when, text: what is said of it; any may be empty.
        is_unfinished: something on its pages is not in order yet.
        cautions: what to look at again.
    """

    number: int
    title: str
    where: str = ""
    when: str = ""
    text: str = ""
    is_unfinished: bool = False
    cautions: tuple[Caution, ...] = ()


def lines_of(draft: Draft, page: str) -> list[Line]:
    """The items of a list, in the order of the CV."""
    cautions = [one for one in cautions_of(draft) if one.page == page]
    unfinished = {
        key.partition(":")[2] for key in draft.unsaved if key.partition(":")[0] in PAGES[page]
    }
    return [
        _line(
            item,
            number,
            str(number) in unfinished,
            tuple(one for one in cautions if one.number == number),
        )
        for number, item in enumerate(draft.items(page))
    ]


PAGES = {"lavori": ("lavoro", "lavoro-quando"), "studi": ("studio",), "lingue": ("lingua",)}


def _line(
    item: Work | Education | Language, number: int, unfinished: bool, cautions: tuple[Caution, ...]
) -> Line:
    if isinstance(item, Work):
        parts = _of_job(item.job)
    elif isinstance(item, Education):
        where = _joined(item.organisation, item.city)
        parts = (item.title, where, when(item.period), plain(item.description))
    else:
        parts = (name_of(item), _heard(item), "", "")
    title, where, period, text = parts
    unfinished = unfinished or not title
    return Line(number, title or _("To be completed"), where, period, text, unfinished, cautions)


def _of_job(job: Employment) -> tuple[str, str, str, str]:
    where = _joined(job.employer, job.city)
    return job.position, where, when(job.period), plain(job.description)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def name_of(language: Language) -> str:
    """Name of a language in the language of the page."""
    code = language.language.code
    return language.language.label or (language_name(code, get_language() or "it") if code else "")


def _heard(language: Language) -> str:
    """A mother tongue, or the sentence of what one does when one speaks."""
    if language.mother_tongue:
        return _("My first language")
    said = [
        f"{question}: {sentences[level]} ({level})"
        for part, (question, sentences) in levels.CAN_DO.items()
        if (level := getattr(language, part)) in sentences
    ]
    return ". ".join(said)


def when(period: Period) -> str:
    """`2019-03` and `2020` as «03/2019 – 2020»."""
    start, end = _day(period.start), _("today") if period.ongoing else _day(period.end)
    return f"{start} – {end}" if start and end else start or end


def _day(date: str) -> str:
    return "/".join(reversed(date.split("-")[:2]))


def licences(record: Candidate) -> str:
    """The driving licences in a line."""
    return ", ".join(record.driving_licences)
