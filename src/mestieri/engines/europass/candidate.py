"""The dialect of 2020 and later: root `Candidate`, in HR-XML and EURES clothes.

The order of children varies and many sections are there but empty; elements are found by
their local names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mestieri.engines.europass import codes
from mestieri.engines.europass.candidate_abilities import (
    SKILL_SECTIONS,
    read_certificates,
    read_languages,
    read_licences,
    read_mother_tongues,
    read_skills,
)
from mestieri.engines.europass.outcome import Notes, UnreadReason, WarningCode
from mestieri.engines.europass.record import (
    Address,
    Candidate,
    Coded,
    Contact,
    Education,
    Employment,
    Period,
)
from mestieri.engines.europass.trees import (
    Element,
    child,
    children,
    descend,
    holds_something,
    local,
    text,
)
from mestieri.engines.europass.words import day, line, rich

CHANNELS = {
    "Email": "email",
    "Telephone": "telephone",
    "MobileTelephone": "telephone",
    "Fax": "fax",
    "Web": "web",
    "Social Media": "social",
    "InstantMessage": "messaging",
}

_READ_OF_PERSON = {"PersonName", "Communication", "PrimaryLanguageCode"}
_READ_OF_PROFILE = {
    "ID",
    "ExecutiveSummary",
    "EmploymentHistory",
    "EducationHistory",
    "Licenses",
    "Certifications",
    "CourseCertifications",
    "PersonQualifications",
    "CandidatePositionPreferences",
    "Skills",
    "DigitalSkills",
    *(section for section, _, _ in SKILL_SECTIONS),
}
_THIRD_PARTY = {"EmploymentReferences"}
_NEVER = {
    "Attachment",
    "Disability",
    "MilitaryHistory",
    "NationalityCode",
    "BirthDate",
    "GenderCode",
    "NetworksAndMemberships",
    "OrganizationAffiliations",
    "PersonLegalID",
    "ResidencyCountryCode",
    "SocialAndPoliticalActivities",
    "VoluntaryWorks",
}
_EMPLOYMENT_PARTS = {"OrganizationName", "IndustryCode", "PositionHistory"}
_EDUCATION_PARTS = {"OrganizationName", "AttendancePeriod", "EducationDegree", "EducationLevelCode"}
_DEGREE_PARTS = {
    "DegreeName",
    "FieldOfStudy",
    "OccupationalSkillsCovered",
    "FinalGrade",
    "NationalClassification",
    "DegreeDate",
}


def read_candidate(root: Element, notes: Notes) -> tuple[str, Candidate]:
    """Dialect and record of a `Candidate` element."""
    document = child(root, "DocumentID")
    version = document.get("schemeVersionID", "") if document is not None else ""
    person = child(root, "CandidatePerson")
    profiles = list(children(root, "CandidateProfile"))
    if len(profiles) > 1:
        notes.warn(WarningCode.SEVERAL_CVS)
    profile = profiles[0] if profiles else None
    _note_unread(root, person, profile, notes)
    record = Candidate(
        given_name=line(text(person, "PersonName", "GivenName")),
        family_name=line(text(person, "PersonName", "FamilyName")),
        headline=line(text(profile, "CandidatePositionPreferences", "PositionTitle")),
        summary=rich(text(profile, "ExecutiveSummary"), notes),
        contacts=tuple(_contacts(person)),
        addresses=tuple(_addresses(person)),
        employment=tuple(_employment(child(profile, "EmploymentHistory"), notes)),
        education=tuple(_education(child(profile, "EducationHistory"), notes)),
        languages=(*read_mother_tongues(person), *read_languages(profile)),
        skills=tuple(read_skills(profile, notes)),
        certificates=tuple(read_certificates(profile, notes)),
        driving_licences=tuple(read_licences(child(profile, "Licenses"))),
        locale=(profile.get("languageCode", "") if profile is not None else "")[:2].lower(),
    )
    return f"Candidate {line(version)}".strip(), record


def _note_unread(
    root: Element, person: Element | None, profile: Element | None, notes: Notes
) -> None:
    """Name every section that is there, holds something and is not on the list."""
    for parent, known in ((person, _READ_OF_PERSON), (profile, _READ_OF_PROFILE)):
        for element in parent if parent is not None else ():
            name = local(element)
            if name not in known and holds_something(element):
                notes.leave_aside(_block_name(element, name), _reason(name))
    supplier = child(root, "CandidateSupplier")
    if supplier is not None and holds_something(supplier):
        notes.leave_aside("CandidateSupplier", UnreadReason.THIRD_PARTY)


def _block_name(element: Element, name: str) -> str:
    """Name of a section; sections named by the person keep it, pictures say what they are."""
    if name == "Attachment":
        return f"Attachment: {line(text(element, 'Instructions')) or 'file'}"
    if name == "Others":
        return f"Others: {line(text(element, 'Title'))[:80]}"
    return name


def _reason(name: str) -> UnreadReason:
    if name in _NEVER:
        return UnreadReason.NEVER_READ
    return UnreadReason.THIRD_PARTY if name in _THIRD_PARTY else UnreadReason.NOT_ON_THE_LIST


def _contacts(person: Element | None) -> Iterator[Contact]:
    for communication in children(person, "Communication"):
        channel = line(text(communication, "ChannelCode"))
        kind = CHANNELS.get(channel)
        if kind is None:
            continue
        value = line(text(communication, "URI")) or _telephone(communication)
        if value:
            use = "mobile" if channel == "MobileTelephone" else _use(communication)
            yield Contact(kind, value, use)


def _use(communication: Element) -> str:
    use = line(text(communication, "UseCode"))
    return (line(text(communication, "OtherTitle")) or use) if use in ("", "other") else use


def _telephone(communication: Element) -> str:
    prefix = line(text(communication, "CountryDialing")).lstrip("+0")
    number = " ".join(
        part
        for part in (
            line(text(communication, "AreaDialing")),
            line(text(communication, "DialNumber")),
        )
        if part
    )
    return f"+{prefix} {number}" if prefix and number else number


def _addresses(person: Element | None) -> Iterator[Address]:
    for communication in children(person, "Communication"):
        for element in children(communication, "Address"):
            address = Address(
                line=", ".join(
                    filter(None, (line(one.text) for one in children(element, "AddressLine")))
                ),
                city=line(text(element, "CityName")),
                postal_code=line(text(element, "PostalCode")),
                country=_country(child(element, "CountryCode")),
            )
            if address != Address():
                yield address


def _country(element: Element | None) -> Coded:
    return _coded(element, codes.country_code)


def _coded(element: Element | None, normal: Callable[[str], str] = str) -> Coded:
    """A code with the text equivalent that its `name` attribute may give."""
    if element is None:
        return Coded()
    return Coded(normal(line(element.text)), line(element.get("name", "")))


def _employment(history: Element | None, notes: Notes) -> Iterator[Employment]:
    for employer in children(history, "EmployerHistory"):
        _note_parts(employer, _EMPLOYMENT_PARTS, "EmployerHistory", notes)
        address = descend(employer, "OrganizationContact", "Communication", "Address")
        for position in children(employer, "PositionHistory"):
            title = child(position, "PositionTitle")
            period = child(position, "EmploymentPeriod")
            country = child(position, "Country")
            job = Employment(
                position=line(title.text) if title is not None else "",
                occupation=_occupation(title),
                employer=line(text(employer, "OrganizationName")),
                city=line(text(position, "City")) or line(text(address, "CityName")),
                country=_country(country) or _country(child(address, "CountryCode")),
                sector=_coded(child(employer, "IndustryCode")),
                period=_period(period, "CurrentIndicator", notes),
                description=rich(text(position, "Description"), notes),
            )
            if job != Employment():
                yield job


def _occupation(title: Element | None) -> str:
    """The ESCO URI, which stands in `languageID`, as it is."""
    if title is None or title.get("typeCode") != "URI":
        return ""
    return line(title.get("languageID", ""))


def _period(element: Element | None, ongoing: str, notes: Notes) -> Period:
    return Period(
        start=day(text(element, "StartDate", "FormattedDateTime"), notes),
        end=day(text(element, "EndDate", "FormattedDateTime"), notes),
        ongoing=text(element, ongoing).strip() == "true",
    )


def _note_parts(element: Element, known: set[str], block: str, notes: Notes) -> None:
    """Name what is left aside inside a section that is read."""
    for part in element:
        name = local(part)
        if name not in known and holds_something(part):
            contact = name == "OrganizationContact"
            reason = UnreadReason.THIRD_PARTY if contact else UnreadReason.NOT_ON_THE_LIST
            if not contact or _holds_more_than_a_place(part):
                notes.leave_aside(f"{block}/{name}", reason)


def _holds_more_than_a_place(contact: Element) -> bool:
    return any(
        local(part) not in ("CityName", "CountryCode", "Address", "Communication", "UseCode")
        and bool((part.text or "").strip())
        for part in contact.iter()
        if part is not contact
    )


def _education(history: Element | None, notes: Notes) -> Iterator[Education]:
    for attendance in children(history, "EducationOrganizationAttendance"):
        _note_parts(attendance, _EDUCATION_PARTS, "EducationOrganizationAttendance", notes)
        degree = child(attendance, "EducationDegree")
        if degree is not None:
            _note_parts(degree, _DEGREE_PARTS, "EducationDegree", notes)
        address = descend(attendance, "OrganizationContact", "Communication", "Address")
        course = Education(
            title=line(text(degree, "DegreeName")),
            organisation=line(text(attendance, "OrganizationName")),
            city=line(text(address, "CityName")),
            country=_country(child(address, "CountryCode")),
            level=Coded(
                line(text(attendance, "EducationLevelCode")),
                line(text(degree, "NationalClassification")),
            ),
            field=_field_of_study(degree),
            period=_period(child(attendance, "AttendancePeriod"), "Ongoing", notes),
            grade=line(text(degree, "FinalGrade", "ScoreText")),
            description=rich(text(degree, "OccupationalSkillsCovered"), notes),
        )
        if course != Education():
            yield course


def _field_of_study(degree: Element | None) -> Coded:
    """Codes of ISCED-F as `code`, words as `label`; several are joined."""
    numbers: list[str] = []
    words: list[str] = []
    for field in children(degree, "FieldOfStudy"):
        free = field.get("typeCode") == "FREETEXT"
        for part in field.iter():
            word = line(part.text) if local(part) == "ProgramConcentration" else ""
            if word and word.isdigit() and not free:
                numbers.append(word)
                words.append(line(part.get("name", "")))
            elif word:
                words.append(word)
    return Coded("; ".join(numbers), "; ".join(dict.fromkeys(filter(None, words))))
