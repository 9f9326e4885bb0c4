"""Europass XML of 2020 and later, as the portal's own editor writes and takes it.

The schema is not published; the shape follows its documentation and what real files hold:
text is escaped HTML, the ESCO URI stands in `languageID`, every person's own e-mail stands
in `CandidateSupplier` too, and the sections to show are listed at the end.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from mestieri.engines.europass import codes
from mestieri.engines.europass.candidate import CHANNELS
from mestieri.engines.europass.candidate_abilities import SKILL_KIND_SCHEME, SKILL_SECTIONS
from mestieri.engines.europass.candidate_json import NAMESPACES
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
from mestieri.engines.europass.trees import Element
from mestieri.engines.europass.writing.normal import normalised

EUROPASS = "http://www.europass.eu/1.0"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
CEFR_TYPES = {
    "listening": "CEF-Understanding-Listening",
    "reading": "CEF-Understanding-Reading",
    "spoken_interaction": "CEF-Speaking-Interaction",
    "spoken_production": "CEF-Speaking-Production",
    "writing": "CEF-Writing-Production",
}
USE_CODES = {
    "telephone": {"home", "work", "mobile"},
    "social": {"facebook", "twitter", "instagram", "linkedin", "youtube", "pinterest", "tumblr"},
}
SECTIONS = ("work-experience", "education-training", "language", "skills", "driving-licence")
_CHANNEL_OF = {kind: channel for channel, kind in CHANNELS.items() if channel != "MobileTelephone"}
_SECTION_OF = {kind: (section, item) for section, item, kind in SKILL_SECTIONS}
#: A document is known by what it says, so that the same record makes the same file.
_NAMESPACE = uuid.UUID("3b0ad7cb-4e44-4d37-8be2-0f6f6f1a9f6e")

Adder = Callable[..., Element]


def candidate_xml(record: Candidate, language: str = "") -> bytes:
    """The record as XML, UTF-8, with its declaration."""
    from lxml import etree

    root = candidate_element(record, language)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def candidate_element(record: Candidate, language: str = "") -> Element:
    """The record as an lxml element."""
    from lxml import etree

    clean = normalised(record, language)
    prefixes: dict[str | None, str] = {None: EUROPASS, "xsi": INSTANCE}
    prefixes.update(NAMESPACES)
    root = etree.Element(f"{{{EUROPASS}}}Candidate", nsmap=prefixes)
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{EUROPASS} Candidate.xsd")
    identity = str(uuid.uuid5(_NAMESPACE, repr(clean)))
    add = _adder(etree)
    add(root, "hr:DocumentID", "", **_identified(identity, "DocumentIdentifier", "4.0"))
    _supplier(root, clean, identity, add)
    _person(root, clean, add)
    _profile(root, clean, identity, add)
    _rendering(root, add)
    return root


def _adder(etree: Any) -> Adder:
    """Adds a child by its prefixed name; a None text adds nothing."""

    def add(parent: Element, name: str, text: str | None = "", /, **attributes: str) -> Element:
        prefix, _, bare = name.rpartition(":")
        element = etree.SubElement(parent, f"{{{NAMESPACES.get(prefix, EUROPASS)}}}{bare}")
        for key, value in attributes.items():
            if value:
                element.set(key, value)
        if text:
            element.text = text
        return element

    return add


def _identified(identity: str, name: str, version: str) -> dict[str, str]:
    return {
        "schemeID": identity,
        "schemeName": name,
        "schemeAgencyName": "EUROPASS",
        "schemeVersionID": version,
    }


def _supplier(root: Element, record: Candidate, identity: str, add: Adder) -> None:
    supplier = add(root, "CandidateSupplier")
    add(supplier, "hr:PartyID", "", **_identified(identity, "PartyID", "1.0"))
    add(supplier, "hr:PartyName", "Owner")
    contact = add(supplier, "PersonContact")
    _name(contact, record, add)
    for one in record.contacts:
        if one.kind == "email":
            _communication(contact, one, add)
    add(supplier, "hr:PrecedenceCode", "1")


def _name(parent: Element, record: Candidate, add: Adder) -> None:
    name = add(parent, "PersonName")
    add(name, "oa:GivenName", record.given_name)
    add(name, "hr:FamilyName", record.family_name)


def _person(root: Element, record: Candidate, add: Adder) -> None:
    person = add(root, "CandidatePerson")
    _name(person, record, add)
    for contact in record.contacts:
        _communication(person, contact, add)
    for address in record.addresses:
        communication = add(person, "Communication")
        add(communication, "UseCode", "home")
        _address(communication, address, add)
    for language in record.languages:
        if language.mother_tongue:
            code, scheme, label = _language_id(language.language)
            add(person, "PrimaryLanguageCode", code, name=scheme, title=label)


def _communication(parent: Element, contact: Contact, add: Adder) -> None:
    communication = add(parent, "Communication")
    add(communication, "ChannelCode", _CHANNEL_OF.get(contact.kind, "Web"))
    if contact.use:
        known = contact.use in USE_CODES.get(contact.kind, ()) or contact.kind == "messaging"
        add(communication, "UseCode", contact.use if known else "other")
        if not known and contact.use != "other":
            add(communication, "OtherTitle", contact.use)
    if contact.kind in ("telephone", "fax"):
        prefix, number = codes.split_telephone(contact.value)
        add(communication, "CountryDialing", prefix)
        add(communication, "oa:DialNumber", number)
    else:
        add(communication, "oa:URI", contact.value)


def _address(parent: Element, address: Address, add: Adder) -> None:
    element = add(parent, "Address", "", type="home")
    for name, text in (
        ("oa:AddressLine", address.line),
        ("oa:CityName", address.city),
    ):
        if text:
            add(element, name, text)
    if address.country:
        add(element, "CountryCode", address.country.code.lower(), name=address.country.label)
    if address.postal_code:
        add(element, "oa:PostalCode", address.postal_code)


def _language_id(language: Coded) -> tuple[str, str, str]:
    """Code or word, scheme, and the word beside a code."""
    code = codes.long_language_code(language.code)
    return (code, "NORMAL", language.label) if code else (language.label, "FREE_TEXT", "")


def _profile(root: Element, record: Candidate, identity: str, add: Adder) -> None:
    profile = add(root, "CandidateProfile", "", languageCode=record.locale)
    add(profile, "hr:ID", "", **_identified(identity, "CandidateProfileID", "1.0"))
    if record.summary:
        add(profile, "hr:ExecutiveSummary", record.summary)
    history = add(profile, "EmploymentHistory")
    for job in record.employment:
        _employer(history, job, add)
    studies = add(profile, "EducationHistory")
    for course in record.education:
        _attendance(studies, course, add)
    licences = add(profile, "eures:Licenses")
    for code in record.driving_licences:
        add(add(licences, "eures:License"), "hr:LicenseTypeCode", code)
    certifications = add(profile, "Certifications")
    for certificate in record.certificates:
        _certification(certifications, certificate, add)
    qualifications = add(profile, "PersonQualifications")
    for language in record.languages:
        if not language.mother_tongue:
            _language(qualifications, language, add)
    _skills(profile, qualifications, record.skills, add)
    if record.headline:
        add(add(profile, "CandidatePositionPreferences"), "hr:PositionTitle", record.headline)


def _employer(history: Element, job: Employment, add: Adder) -> None:
    employer = add(history, "EmployerHistory")
    add(employer, "hr:OrganizationName", job.employer)
    if job.sector:
        add(employer, "hr:IndustryCode", job.sector.code, name=job.sector.label)
    position = add(employer, "PositionHistory")
    esco = {"typeCode": "URI", "languageID": job.occupation}
    add(
        position,
        "PositionTitle",
        job.position,
        **(esco if job.occupation else {"typeCode": "FREETEXT"}),
    )
    _dates(position, "eures:EmploymentPeriod", "eures:", "hr:CurrentIndicator", job.period, add)
    if job.description:
        add(position, "oa:Description", job.description)
    if job.city:
        add(position, "City", job.city)
    if job.country:
        add(position, "Country", job.country.code.lower(), name=job.country.label)


def _dates(
    parent: Element, name: str, prefix: str, ongoing: str, period: Period, add: Adder
) -> None:
    if period == Period():
        return
    element = add(parent, name)
    for side, date in (("StartDate", period.start), ("EndDate", period.end)):
        if date:
            add(add(element, f"{prefix}{side}"), "hr:FormattedDateTime", date)
    add(element, ongoing, "true" if period.ongoing else "false")


def _attendance(studies: Element, course: Education, add: Adder) -> None:
    attendance = add(studies, "EducationOrganizationAttendance")
    add(attendance, "hr:OrganizationName", course.organisation)
    if course.city or course.country:
        contact = add(add(attendance, "OrganizationContact"), "Communication")
        place = add(contact, "Address")
        if course.city:
            add(place, "oa:CityName", course.city)
        if course.country:
            add(place, "CountryCode", course.country.code.lower(), name=course.country.label)
    if course.level.code:
        add(attendance, "EducationLevelCode", course.level.code)
    _dates(attendance, "AttendancePeriod", "", "Ongoing", course.period, add)
    degree = add(attendance, "EducationDegree")
    add(degree, "hr:DegreeName", course.title)
    if course.field:
        _field(degree, course.field, add)
    if course.grade:
        add(add(degree, "FinalGrade"), "hr:ScoreText", course.grade)
    if course.level.label:
        add(degree, "NationalClassification", course.level.label)
    if course.description:
        add(degree, "OccupationalSkillsCovered", course.description)


def _field(degree: Element, field: Coded, add: Adder) -> None:
    """Codes of ISCED-F one by one, each with the word; a word alone as free text."""
    numbers = [one for one in field.code.split("; ") if one]
    study = add(degree, "FieldOfStudy", "", typeCode="URI" if numbers else "FREETEXT")
    for number in numbers or [field.label]:
        main = add(study, "MainFieldOfStudy")
        add(main, "ProgramConcentration", number, name=field.label if numbers else "")


def _certification(parent: Element, certificate: Certificate, add: Adder) -> None:
    element = add(parent, "Certification")
    if certificate.subject:
        add(element, "hr:CertificationTypeCode", certificate.subject)
    add(element, "hr:CertificationName", certificate.title)
    if certificate.date:
        add(add(element, "FirstIssuedDate"), "hr:FormattedDateTime", certificate.date)
    if certificate.issuer:
        add(add(element, "IssuingAuthority"), "hr:Name", certificate.issuer)
    if certificate.level:
        add(add(element, "eures:Score"), "hr:ScoreText", certificate.level)
    if certificate.description:
        add(element, "oa:Description", certificate.description)


def _language(parent: Element, language: Language, add: Adder) -> None:
    competency = add(parent, "PersonCompetency")
    code, scheme, label = _language_id(language.language)
    add(competency, "CompetencyID", code, schemeName=scheme, title=label)
    add(competency, "hr:TaxonomyID", "language")
    for name, kind in CEFR_TYPES.items():
        level = getattr(language, name)
        if level:
            dimension = add(competency, "eures:CompetencyDimension")
            add(dimension, "hr:CompetencyDimensionTypeCode", kind)
            add(add(dimension, "eures:Score"), "hr:ScoreText", level)


def _skills(
    profile: Element, qualifications: Element, skills: tuple[Skill, ...], add: Adder
) -> None:
    """Every kind where the dialect has a place for it, in the order of the record's kinds."""
    digital = add(profile, "Skills")
    for skill in skills:
        section, item = _SECTION_OF.get(skill.kind, ("", ""))
        if section and not skill.level:
            holder = _section(profile, section, add)
            titled = add(holder, item)
            add(titled, "Title", skill.name)
            if skill.description:
                add(titled, "Description", skill.description)
        elif skill.kind == "digital":
            _competency(digital, skill, "Digital_Skill", add)
        else:
            _competency(qualifications, skill, "other", add)


def _section(profile: Element, name: str, add: Adder) -> Element:
    found = profile.find(f"{{{EUROPASS}}}{name}")
    return found if found is not None else add(profile, name)


def _competency(parent: Element, skill: Skill, taxonomy: str, add: Adder) -> None:
    competency = add(parent, "PersonCompetency")
    if taxonomy == "other":
        add(competency, "CompetencyID", skill.kind, schemeName=SKILL_KIND_SCHEME)
    add(competency, "hr:TaxonomyID", taxonomy)
    if skill.name:
        add(competency, "hr:CompetencyName", skill.name)
    if skill.level:
        add(add(competency, "eures:ProficiencyLevel"), "hr:ScoreText", skill.level)
    if skill.description:
        add(competency, "oa:Description", skill.description)


def _rendering(root: Element, add: Adder) -> None:
    """Without the list of sections the portal shows none of them."""
    design = add(add(root, "RenderingInformation"), "Design")
    add(design, "Template", "Template1")
    add(design, "Color", "Default")
    add(design, "FontSize", "Medium")
    add(design, "Logo", "FirstPage")
    add(design, "PageNumbers", "false")
    order = add(design, "SectionsOrder")
    for name in SECTIONS:
        add(add(order, "Section"), "Title", name)
