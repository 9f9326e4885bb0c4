"""The dialect of 2013–2020: root `SkillsPassport`, as XML and as JSON.

Both become the same tree of dictionaries, in the shape of the JSON, and are read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mestieri.engines.europass import codes
from mestieri.engines.europass.outcome import Notes, UnreadReason
from mestieri.engines.europass.record import (
    Address,
    Candidate,
    Certificate,
    Coded,
    Contact,
    Education,
    Employment,
    Language,
    Period,
    Skill,
)
from mestieri.engines.europass.trees import Element, local
from mestieri.engines.europass.words import day_of, line, rich

CEFR = {
    "Listening": "listening",
    "Reading": "reading",
    "SpokenInteraction": "spoken_interaction",
    "SpokenProduction": "spoken_production",
    "Writing": "writing",
}
SKILL_KINDS = {
    "Communication": "communication",
    "Organisational": "organisational",
    "JobRelated": "job-related",
    "Computer": "digital",
    "Artistic": "artistic",
    "Other": "other",
}
CERTIFYING = {"courses", "certifications"}
"""Codes of achievements that are certificates."""

_NOT_CONTENT = {"Documentation", "ReferenceTo"}
_READ_OF_LEARNER = {
    "Identification",
    "Headline",
    "Occupation",
    "ProfileSummary",
    "WorkExperience",
    "Education",
    "Skills",
    "Achievement",
}
_NEVER_ACHIEVEMENTS = {"memberships"}
_THIRD_PARTY_ACHIEVEMENTS = {"references"}
_NEVER_IDENTIFICATION = ("Photo", "Signature")

Tree = dict[str, Any]


def from_xml(element: Element) -> Any:
    """An element in the shape of the JSON: lists lose their wrapper, attributes are keys."""
    below = [one for one in element if isinstance(one.tag, str)]
    if not below and not element.attrib:
        return element.text or ""
    tree: Tree = {_key(name): value for name, value in element.attrib.items()}
    for one in below:
        name = local(one)
        if name.endswith("List"):
            tree.setdefault(name[:-4], []).extend(from_xml(item) for item in one)
        elif name in tree:
            before = tree[name]
            tree[name] = [*(before if isinstance(before, list) else [before]), from_xml(one)]
        else:
            tree[name] = from_xml(one)
    return tree


def _key(attribute: str) -> str:
    name = attribute[attribute.rfind("}") + 1 :]
    return name[:1].upper() + name[1:]


def read_skillspassport(passport: Any, notes: Notes) -> tuple[str, Candidate]:
    """Dialect and record of a `SkillsPassport` tree."""
    version = line(_text(_at(passport, "DocumentInfo", "XSDVersion"))).lstrip("Vv")
    learner = _at(passport, "LearnerInfo")
    identification = _at(learner, "Identification")
    skills = _at(learner, "Skills")
    _note_unread(passport, learner, identification, notes)
    headline, statement = _headline(learner)
    record = Candidate(
        given_name=_line(identification, "PersonName", "FirstName"),
        family_name=_line(identification, "PersonName", "Surname"),
        headline=headline,
        summary=rich(statement or _text(_at(learner, "ProfileSummary")), notes),
        contacts=tuple(_contacts(_at(identification, "ContactInfo"))),
        addresses=tuple(_addresses(_at(identification, "ContactInfo"))),
        employment=tuple(_employment(learner, notes)),
        education=tuple(_education(learner, notes)),
        languages=tuple(_languages(_at(skills, "Linguistic"))),
        skills=tuple(_skills(skills, notes)),
        certificates=tuple(_certificates(learner, skills, notes)),
        driving_licences=tuple(_licences(_at(skills, "Driving", "Description"))),
        locale=_text(_at(passport, "Locale"))[:2].lower(),
    )
    return f"SkillsPassport {version}".strip(), record


# ---- walking a tree whose shape nobody promises


def _at(tree: Any, *path: str) -> Any:
    for name in path:
        tree = _first(tree)
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def _first(tree: Any) -> Any:
    return tree[0] if isinstance(tree, list) and tree else tree


def _each(tree: Any) -> Iterator[Any]:
    if isinstance(tree, list):
        yield from (one for one in tree if one is not None)
    elif tree is not None:
        yield tree


def _text(tree: Any) -> str:
    tree = _first(tree)
    return str(tree) if isinstance(tree, str | int | float) and not isinstance(tree, bool) else ""


def _line(tree: Any, *path: str) -> str:
    return line(_text(_at(tree, *path)))


def _coded(tree: Any, normal: Callable[[str], str] = str) -> Coded:
    """`{Code, Label}`, or a bare word."""
    return Coded(normal(_line(tree, "Code")), _line(tree, "Label") or line(_text(tree)))


def _holds_something(tree: Any) -> bool:
    if isinstance(tree, dict):
        return any(_holds_something(value) for value in tree.values())
    if isinstance(tree, list):
        return any(_holds_something(value) for value in tree)
    return bool(_text(tree).strip())


# ---- what is left aside


def _note_unread(passport: Any, learner: Any, identification: Any, notes: Notes) -> None:
    demographics = _at(identification, "Demographics")
    for name, value in (demographics or {}).items() if isinstance(demographics, dict) else ():
        if _holds_something(value):
            notes.leave_aside(f"Demographics/{name}", UnreadReason.NEVER_READ)
    for name in _NEVER_IDENTIFICATION:
        if _holds_something(_at(identification, name)):
            notes.leave_aside(name, UnreadReason.NEVER_READ)
    for parent, names in ((passport, ("CoverLetter", "Attachment")), (learner, _others(learner))):
        for name in names:
            if _holds_something(_at(parent, name)):
                notes.leave_aside(name, UnreadReason.NOT_ON_THE_LIST)
    for achievement in _each(_at(learner, "Achievement")):
        code = _line(achievement, "Title", "Code")
        if code not in CERTIFYING and _holds_something(achievement):
            title = code or _line(achievement, "Title", "Label")
            notes.leave_aside(f"Achievement: {title[:80]}".rstrip(": "), _reason(code))


def _others(learner: Any) -> list[str]:
    names = learner if isinstance(learner, dict) else ()
    return [name for name in names if name not in _READ_OF_LEARNER | _NOT_CONTENT]


def _reason(code: str) -> UnreadReason:
    if code in _NEVER_ACHIEVEMENTS:
        return UnreadReason.NEVER_READ
    third_party = code in _THIRD_PARTY_ACHIEVEMENTS
    return UnreadReason.THIRD_PARTY if third_party else UnreadReason.NOT_ON_THE_LIST


def _note_organisation(organisation: Any, block: str, notes: Notes) -> None:
    """Contacts of an employer or a school are those of somebody else."""
    contact = _at(organisation, "ContactInfo")
    for name in contact if isinstance(contact, dict) else ():
        if name != "Address" and _holds_something(contact[name]):
            notes.leave_aside(f"{block}/ContactInfo/{name}", UnreadReason.THIRD_PARTY)
    if _line(contact, "Address", "Contact", "AddressLine"):
        notes.leave_aside(f"{block}/ContactInfo/AddressLine", UnreadReason.THIRD_PARTY)


# ---- what is read


def _headline(learner: Any) -> tuple[str, str]:
    """The headline, and the statement about oneself that may stand in its place."""
    words = _text(_at(learner, "Headline", "Description", "Label"))
    if _line(learner, "Headline", "Type", "Code") == "personal_statement":
        return _line(learner, "Occupation", "Label"), words
    return line(words) or _line(learner, "Occupation", "Label"), ""


def _contacts(contact: Any) -> Iterator[Contact]:
    for name, kind in (
        ("Email", "email"),
        ("Telephone", "telephone"),
        ("Website", "web"),
        ("InstantMessaging", "messaging"),
    ):
        for one in _each(_at(contact, name)):
            value = _line(one, "Contact")
            if value:
                use = _line(one, "Use", "Code") or _line(one, "Use", "Label")
                yield Contact(kind, value, use)


def _addresses(contact: Any) -> Iterator[Address]:
    place = _at(contact, "Address", "Contact")
    address = Address(
        line=", ".join(
            filter(None, (line(_text(one)) for one in _each(_at(place, "AddressLine"))))
        ),
        city=_line(place, "Municipality"),
        postal_code=_line(place, "PostalCode"),
        country=_coded(_at(place, "Country"), codes.country_code),
    )
    if address != Address():
        yield address


def _employment(learner: Any, notes: Notes) -> Iterator[Employment]:
    for one in _each(_at(learner, "WorkExperience")):
        employer = _at(one, "Employer")
        place = _at(employer, "ContactInfo", "Address", "Contact")
        _note_organisation(employer, "WorkExperience/Employer", notes)
        job = Employment(
            position=_line(one, "Position", "Label") or _line(one, "Position"),
            occupation=_line(one, "Position", "Code"),
            employer=_line(employer, "Name"),
            city=_line(place, "Municipality"),
            country=_coded(_at(place, "Country"), codes.country_code),
            sector=_coded(_at(employer, "Sector")),
            period=_period(_at(one, "Period"), notes),
            description=rich(_text(_at(one, "Activities")), notes),
        )
        if job != Employment():
            yield job


def _education(learner: Any, notes: Notes) -> Iterator[Education]:
    for one in _each(_at(learner, "Education")):
        organisation = _at(one, "Organisation")
        place = _at(organisation, "ContactInfo", "Address", "Contact")
        _note_organisation(organisation, "Education/Organisation", notes)
        course = Education(
            title=_line(one, "Title"),
            organisation=_line(organisation, "Name"),
            city=_line(place, "Municipality"),
            country=_coded(_at(place, "Country"), codes.country_code),
            level=_coded(_at(one, "Level")),
            field=_coded(_at(one, "Field")),
            period=_period(_at(one, "Period"), notes),
            description=rich(_text(_at(one, "Activities")), notes),
        )
        if course != Education():
            yield course


def _period(period: Any, notes: Notes) -> Period:
    return Period(
        start=_date(_at(period, "From"), notes),
        end=_date(_at(period, "To"), notes),
        ongoing=_at(period, "Current") is True or _line(period, "Current") == "true",
    )


def _date(date: Any, notes: Notes) -> str:
    return day_of(*(_first(_at(date, part)) for part in ("Year", "Month", "Day")), notes=notes)


def _languages(linguistic: Any) -> Iterator[Language]:
    for one in _each(_at(linguistic, "MotherTongue")):
        language = _coded(_at(one, "Description"), codes.language_code)
        if language:
            yield Language(language=language, mother_tongue=True)
    for one in _each(_at(linguistic, "ForeignLanguage")):
        language = _coded(_at(one, "Description"), codes.language_code)
        levels: dict[str, Any] = {
            ours: _line(one, "ProficiencyLevel", theirs).upper() for theirs, ours in CEFR.items()
        }
        if language or any(levels.values()):
            yield Language(language=language, **levels)


def _skills(skills: Any, notes: Notes) -> Iterator[Skill]:
    for name, kind in SKILL_KINDS.items():
        for one in _each(_at(skills, name)):
            description = rich(_text(_at(one, "Description")), notes)
            if description:
                yield Skill(kind, description=description)
    levels = _first(_at(skills, "Computer", "ProficiencyLevel"))
    for area, level in levels.items() if isinstance(levels, dict) else ():
        if line(_text(level)):
            yield Skill("digital", name=line(area), level=line(_text(level)))
    if _holds_something(_at(skills, "Linguistic", "ForeignLanguage", "AcquiredDuring")):
        notes.leave_aside("ForeignLanguage/AcquiredDuring", UnreadReason.NOT_ON_THE_LIST)


def _certificates(learner: Any, skills: Any, notes: Notes) -> Iterator[Certificate]:
    for one in _each(_at(skills, "Linguistic", "ForeignLanguage")):
        language = _coded(_at(one, "Description"), codes.language_code)
        yield from _proofs(one, str(language), notes)
    for one in _each(_at(skills, "Computer")):
        yield from _proofs(one, "digital", notes)
    for one in _each(_at(learner, "Achievement")):
        if _line(one, "Title", "Code") in CERTIFYING:
            certificate = Certificate(
                title=_line(one, "Title", "Label"),
                description=rich(_text(_at(one, "Description")), notes),
            )
            if certificate.description:
                yield certificate


def _proofs(skill: Any, subject: str, notes: Notes) -> Iterator[Certificate]:
    """Certificates of a skill: `VerifiedBy/Certificate`, or `Certificate` in older JSON."""
    holders = [*_each(_at(skill, "VerifiedBy")), skill]
    for holder in holders:
        for one in _each(_at(holder, "Certificate")):
            certificate = Certificate(
                title=_line(one, "Title"),
                issuer=_line(one, "AwardingBody"),
                date=_date(_at(one, "Date"), notes),
                level=_line(one, "Level"),
                subject=subject,
            )
            if certificate != Certificate(subject=subject):
                yield certificate


def _licences(description: Any) -> Iterator[str]:
    for one in _each(description):
        for licence in _each(_at(one, "Licence") if isinstance(one, dict) else one):
            if line(_text(licence)):
                yield line(_text(licence))
