"""The abilities in a `Candidate`: languages, skills, certificates, driving licences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mestieri.engines.europass import codes
from mestieri.engines.europass.outcome import Notes
from mestieri.engines.europass.record import (
    Certificate,
    Coded,
    Language,
    Skill,
)
from mestieri.engines.europass.trees import (
    Element,
    child,
    children,
    text,
)
from mestieri.engines.europass.words import day, line, rich

CEFR_DIMENSIONS = {
    "CEF-Understanding-Listening": "listening",
    "CEF-Understanding-Reading": "reading",
    "CEF-Speaking-Interaction": "spoken_interaction",
    "CEF-Speaking-Production": "spoken_production",
    "CEF-Writing-Production": "writing",
    "CEF-Writing-Interaction": "writing",
}


#: Sections of titled skills: the section, its items, the kind of skill.
SKILL_SECTIONS = (
    ("CommunicationAndInterpersonalSkills", "CommunicationAndInterpersonalSkill", "communication"),
    ("OrganisationalSkills", "OrganisationalSkill", "organisational"),
    ("ManagementAndLeadershipSkills", "ManagementAndLeadershipSkill", "management"),
)


#: In `PersonCompetency`, the scheme under which our own kinds of skill are written.
SKILL_KIND_SCHEME = "SKILL_KIND"


def read_mother_tongues(person: Element | None) -> Iterator[Language]:
    for element in children(person, "PrimaryLanguageCode"):
        scheme = element.get("name", "") or element.get("typeCode", "")
        language = _language(element, scheme)
        if language:
            yield Language(language=language, mother_tongue=True)


def _language(element: Element | None, scheme: str) -> Coded:
    if element is None:
        return Coded()
    word = line(element.text)
    if scheme.upper().replace("_", "") == "FREETEXT":
        return Coded("", word)
    return Coded(codes.language_code(word), line(element.get("title", "")))


def read_languages(profile: Element | None) -> Iterator[Language]:
    for competency in children(child(profile, "PersonQualifications"), "PersonCompetency"):
        if _taxonomy(competency) != "language":
            continue
        named = child(competency, "CompetencyID")
        scheme = named.get("schemeName", "") if named is not None else ""
        levels: dict[str, Any] = {}
        for dimension in children(competency, "CompetencyDimension"):
            kind = line(text(dimension, "CompetencyDimensionTypeCode"))
            level = line(text(dimension, "Score", "ScoreText")).upper()
            if kind in CEFR_DIMENSIONS and level:
                levels.setdefault(CEFR_DIMENSIONS[kind], level)
        language = _language(named, scheme)
        if language:
            yield Language(language=language, **levels)


def _taxonomy(competency: Element) -> str:
    return line(text(competency, "TaxonomyID")).lower()


def read_skills(profile: Element | None, notes: Notes) -> Iterator[Skill]:
    yield from _competencies(child(profile, "PersonQualifications"), notes)
    holders = (profile, child(profile, "Skills"))
    for section, item, kind in SKILL_SECTIONS:
        for holder in holders:
            for element in children(child(holder, section), item):
                yield from _titled_skill(kind, element, notes)
    for holder in holders:
        for group in children(child(holder, "DigitalSkills"), "DigitalSkillsGroup"):
            items = [line(one.text) for one in children(group, "DigitalSkill")]
            title = line(text(group, "Title"))
            for name in filter(None, items or [title]):
                yield Skill("digital", name)
    yield from _competencies(child(profile, "Skills"), notes)
    for group in children(child(profile, "Skills"), "SkillsGroup"):
        yield from _competencies(group, notes)


def _titled_skill(kind: str, element: Element, notes: Notes) -> Iterator[Skill]:
    skill = Skill(
        kind,
        name=line(text(element, "Title")),
        description=rich(text(element, "Description"), notes),
    )
    if skill != Skill(kind):
        yield skill


def _competencies(holder: Element | None, notes: Notes) -> Iterator[Skill]:
    """Competencies that are no languages."""
    summary = rich(text(holder, "QualificationsSummary"), notes)
    if summary:
        yield Skill("job-related", description=summary)
    for competency in children(holder, "PersonCompetency"):
        taxonomy = _taxonomy(competency)
        if taxonomy == "language":
            continue
        identified = child(competency, "CompetencyID")
        word = line(identified.text) if identified is not None else ""
        ours = identified is not None and identified.get("schemeName") == SKILL_KIND_SCHEME
        name = line(text(competency, "CompetencyName"))
        kind = word if ours else "digital" if taxonomy == "digital_skill" else "other"
        skill = Skill(
            kind,
            name=name or ("" if ours else word),
            level=line(text(competency, "ProficiencyLevel", "ScoreText")),
            description=rich(text(competency, "Description"), notes),
        )
        if skill != Skill(kind):
            yield skill


def read_certificates(profile: Element | None, notes: Notes) -> Iterator[Certificate]:
    for section, item in (
        ("Certifications", "Certification"),
        ("CourseCertifications", "CourseCertification"),
    ):
        for element in children(child(profile, section), item):
            issuer = child(element, "IssuingAuthority")
            certificate = Certificate(
                title=line(text(element, "CertificationName")) or line(text(element, "Title")),
                issuer=line(text(issuer, "Name")) or line(text(issuer)),
                date=day(text(element, "FirstIssuedDate", "FormattedDateTime"), notes)
                or day(text(element, "Date", "StartDate", "FormattedDateTime"), notes),
                level=line(text(element, "Score", "ScoreText")),
                subject=line(text(element, "CertificationTypeCode")),
                description=rich(text(element, "Description"), notes),
            )
            if certificate != Certificate():
                yield certificate


def read_licences(licences: Element | None) -> Iterator[str]:
    for licence in children(licences, "License"):
        code = line(text(licence, "LicenseTypeCode")) or line(text(licence, "LicenseName"))
        if code:
            yield code
