"""A handsome, tagged PDF of a record, with its Europass XML inside."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mestieri.engines.europass.record import Candidate, Coded, Language, Period, Skill
from mestieri.engines.europass.words import plain
from mestieri.engines.europass.writing.blocks import blocks_of
from mestieri.engines.europass.writing.candidate_xml import candidate_xml
from mestieri.engines.europass.writing.headings import LANGUAGES, headings, language_name
from mestieri.engines.europass.writing.normal import normalised
from mestieri.engines.typesetting import cleaned, font_families, fonts

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).parent / "cv.typ"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-3a"]
"""PDF/UA-1 (ISO 14289-1), tagged for everyone; PDF/A-3a (ISO 19005-3), which may carry files."""

RIGHT_TO_LEFT = {"ar"}


def candidate_pdf(record: Candidate, language: str = "") -> bytes:
    """The record as PDF; see `mestieri.engines.europass.write_pdf`."""
    import typst

    clean = normalised(record, language)
    shown = clean.locale if clean.locale in LANGUAGES else "en"
    words = headings(shown)
    document = cleaned(_document(clean, shown, words))
    if shown in RIGHT_TO_LEFT:
        document = _isolated(document)
    document["fonts"] = font_families()
    # The data is not for the eye: it goes as it is, whatever the fonts can draw.
    document["xml"] = candidate_xml(record, language).decode()
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=fonts(),
        format="pdf",
        sys_inputs={"document": json.dumps(document)},
        pdf_standards=STANDARDS,
        timestamp=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _isolated(value: Any, key: str = "") -> Any:
    """The person's own words keep their direction within a line that runs the other way."""
    if isinstance(value, str):
        kept = not value or key in ("words", "language", "title")
        return value if kept else f"\u2068{value}\u2069"
    if key == "runs":
        first, *rest = ({**run} for run in value)
        first["text"] = f"\u2068{first['text']}"
        last = rest[-1] if rest else first
        last["text"] += "\u2069"
        return [first, *rest]
    if isinstance(value, dict):
        return {
            name: item if name == "words" else _isolated(item, name) for name, item in value.items()
        }
    return [_isolated(item, key) for item in value] if isinstance(value, list) else value


def _document(record: Candidate, language: str, words: dict[str, Any]) -> dict[str, Any]:
    name = record.name or "Curriculum vitae"
    return {
        "language": language,
        "title": words["cv_of"].format(name) if record.name else name,
        "words": words,
        "name": name,
        "headline": record.headline,
        "contacts": [contact.value for contact in record.contacts],
        "addresses": [
            _joined(one.line, f"{one.postal_code} {one.city}".strip(), str(one.country))
            for one in record.addresses
        ],
        "summary": blocks_of(record.summary),
        "employment": [
            {
                "when": _when(job.period, words),
                "title": job.position,
                "where": _joined(job.employer, job.city, str(job.country)),
                "notes": _noted(words["sector"], job.sector),
                "text": blocks_of(job.description),
            }
            for job in record.employment
        ],
        "education": [
            {
                "when": _when(course.period, words),
                "title": course.title,
                "where": _joined(course.organisation, course.city, str(course.country)),
                "notes": _joined(_level(course.level, words), _graded(course.grade, words)),
                "text": blocks_of(course.description),
            }
            for course in record.education
        ],
        "mother_tongues": [_named(one, language) for one in record.languages if one.mother_tongue],
        "languages": [
            [_named(one, language), one.listening, one.reading, one.spoken_interaction,
             one.spoken_production, one.writing]
            for one in record.languages
            if not one.mother_tongue
        ],
        "skills": _skills(record.skills, words),
        "certificates": [
            {
                "when": _day(one.date),
                "title": one.title or plain(one.description).partition("\n")[0],
                "where": _joined(one.issuer, one.subject, one.level),
                "notes": "",
                "text": blocks_of(one.description) if one.title else [],
            }
            for one in record.certificates
        ],
        "licences": ", ".join(record.driving_licences),
    }  # fmt: skip


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _noted(word: str, coded: Coded) -> str:
    return f"{word}: {coded}" if coded else ""


def _level(level: Coded, words: dict[str, Any]) -> str:
    eqf = f"EQF {level.code}" if level.code.isdigit() else level.code
    told = level.label or eqf
    return f"{words['level']}: {told}" if told else ""


def _graded(grade: str, words: dict[str, Any]) -> str:
    return f"{words['grade']}: {grade}" if grade else ""


def _day(date: str) -> str:
    """`2015-03-07` as `07/03/2015`."""
    return "/".join(reversed(date.split("-")))


def _when(period: Period, words: dict[str, Any]) -> str:
    end = words["now"] if period.ongoing else _day(period.end)
    start = _day(period.start)
    return f"{start} – {end}" if start and end else start or end


def _named(language: Language, shown: str) -> str:
    return language.language.label or language_name(language.language.code, shown)


def _skills(skills: tuple[Skill, ...], words: dict[str, Any]) -> list[dict[str, Any]]:
    """Skills by kind: names in one line, then what is described."""
    kinds: dict[str, list[Skill]] = {}
    for skill in skills:
        kinds.setdefault(skill.kind, []).append(skill)
    return [
        {
            "kind": words.get(kind, words["other"]),
            "names": ", ".join(
                f"{one.name} ({one.level})" if one.level else one.name
                for one in listed
                if one.name and not one.description
            ),
            "described": [
                {"name": one.name, "text": blocks_of(one.description)}
                for one in listed
                if one.description
            ],
        }
        for kind, listed in kinds.items()
    ]
