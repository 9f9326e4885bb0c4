"""What is in a Europass file, found by the plainest walk there is: paths, and the text at them.

Written apart from the reader, and kept apart: it knows no record, no cleaning, no version.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

_CONTACT = "LearnerInfo/Identification/ContactInfo/"
_JOB = "LearnerInfo/WorkExperienceList/WorkExperience/"
_COURSE = "LearnerInfo/EducationList/Education/"
_FOREIGN = "LearnerInfo/Skills/Linguistic/ForeignLanguageList/ForeignLanguage/"
_SKILLS = "LearnerInfo/Skills/"
_MOTHER = f"{_SKILLS}Linguistic/MotherTongueList/MotherTongue/"
_OLD_COURSE = "educationlist/education/"
_OLD_JOB = "workexperiencelist/workexperience/"
_OLD_CONTACT = "identification/contactinfo/"

#: Field of the record → where SkillsPassport keeps it; `List` stands in the XML alone.
PASSPORT = {
    "name.given": "LearnerInfo/Identification/PersonName/FirstName",
    "name.family": "LearnerInfo/Identification/PersonName/Surname",
    "address.line": f"{_CONTACT}Address/Contact/AddressLine",
    "address.city": f"{_CONTACT}Address/Contact/Municipality",
    "address.postal_code": f"{_CONTACT}Address/Contact/PostalCode",
    "address.country": f"{_CONTACT}Address/Contact/Country/Label",
    "contact.email": f"{_CONTACT}Email/Contact",
    "contact.telephone": f"{_CONTACT}TelephoneList/Telephone/Contact",
    "contact.web": f"{_CONTACT}WebsiteList/Website/Contact",
    "contact.messaging": f"{_CONTACT}InstantMessagingList/InstantMessaging/Contact",
    "headline": "LearnerInfo/Headline/Description/Label",
    "employment.position": f"{_JOB}Position/Label",
    "employment.employer": f"{_JOB}Employer/Name",
    "employment.city": f"{_JOB}Employer/ContactInfo/Address/Contact/Municipality",
    "employment.country": f"{_JOB}Employer/ContactInfo/Address/Contact/Country/Label",
    "employment.sector": f"{_JOB}Employer/Sector/Label",
    "employment.sector_code": f"{_JOB}Employer/Sector/Code",
    "employment.start": f"{_JOB}Period/From",
    "employment.end": f"{_JOB}Period/To",
    "employment.ongoing": f"{_JOB}Period/Current",
    "employment.description": f"{_JOB}Activities",
    "education.title": f"{_COURSE}Title",
    "education.organisation": f"{_COURSE}Organisation/Name",
    "education.city": f"{_COURSE}Organisation/ContactInfo/Address/Contact/Municipality",
    "education.country": f"{_COURSE}Organisation/ContactInfo/Address/Contact/Country/Label",
    "education.level": f"{_COURSE}Level/Label",
    "education.level_code": f"{_COURSE}Level/Code",
    "education.field": f"{_COURSE}Field/Label",
    "education.start": f"{_COURSE}Period/From",
    "education.end": f"{_COURSE}Period/To",
    "education.ongoing": f"{_COURSE}Period/Current",
    "education.description": f"{_COURSE}Activities",
    "language.mother_tongue": f"{_MOTHER}Description/Label",
    "language.name": f"{_FOREIGN}Description/Label",
    "language.listening": f"{_FOREIGN}ProficiencyLevel/Listening",
    "language.reading": f"{_FOREIGN}ProficiencyLevel/Reading",
    "language.spoken_interaction": f"{_FOREIGN}ProficiencyLevel/SpokenInteraction",
    "language.spoken_production": f"{_FOREIGN}ProficiencyLevel/SpokenProduction",
    "language.writing": f"{_FOREIGN}ProficiencyLevel/Writing",
    "skill.communication": f"{_SKILLS}Communication/Description",
    "skill.organisational": f"{_SKILLS}Organisational/Description",
    "skill.job-related": f"{_SKILLS}JobRelated/Description",
    "skill.digital": f"{_SKILLS}Computer/Description",
    "skill.other": f"{_SKILLS}Other/Description",
    "certificate.of_language": f"{_FOREIGN}VerifiedBy/Certificate/Title",
    "certificate.of_language.json": f"{_FOREIGN}Certificate/Title",
    "certificate.of_computing": f"{_SKILLS}Computer/VerifiedBy/Certificate/Title",
    "certificate.issuer": f"{_FOREIGN}VerifiedBy/Certificate/AwardingBody",
    "certificate.level": f"{_FOREIGN}VerifiedBy/Certificate/Level",
    "driving_licence": f"{_SKILLS}Driving/Description/Licence",
    "driving_licence.bare": f"{_SKILLS}Driving/Description",
}
for area in ("Information", "Communication", "ContentCreation", "Safety", "ProblemSolving"):
    PASSPORT[f"skill.digital.{area}"] = f"{_SKILLS}Computer/ProficiencyLevel/{area}"

#: Field of the record → where `learnerinfo` keeps it, in version 1 and in version 2.
LEARNER = {
    "name.given": ["identification/firstname"],
    "name.family": ["identification/lastname"],
    "address.line": [f"{_OLD_CONTACT}address", f"{_OLD_CONTACT}address/addressLine"],
    "address.city": [f"{_OLD_CONTACT}address/municipality"],
    "contact.email": [f"{_OLD_CONTACT}email"],
    "contact.telephone": [f"{_OLD_CONTACT}telephone", f"{_OLD_CONTACT}mobile"],
    "contact.fax": [f"{_OLD_CONTACT}fax"],
    "headline": ["application", "application/label"],
    "employment.position": [f"{_OLD_JOB}position", f"{_OLD_JOB}position/label"],
    "employment.employer": [f"{_OLD_JOB}employer", f"{_OLD_JOB}employer/name"],
    "employment.sector": [f"{_OLD_JOB}sector", f"{_OLD_JOB}sector/label"],
    "employment.start": [f"{_OLD_JOB}period/from"],
    "employment.end": [f"{_OLD_JOB}period/to"],
    "employment.description": [f"{_OLD_JOB}activities"],
    "education.title": [f"{_OLD_COURSE}title"],
    "education.organisation": [f"{_OLD_COURSE}organisation", f"{_OLD_COURSE}organisation/name"],
    "education.level": [f"{_OLD_COURSE}level", f"{_OLD_COURSE}level/label"],
    "education.start": [f"{_OLD_COURSE}period/from"],
    "education.end": [f"{_OLD_COURSE}period/to"],
    "education.description": [f"{_OLD_COURSE}skills"],
}
_LEARNER_LANGUAGES = ("listening", "reading", "spokeninteraction", "spokenproduction", "writing")

Fields = dict[str, list[str]]
ROOTS = ("SkillsPassport", "learnerinfo")


def truth_of(path: Path) -> Fields | None:
    """Every allow-listed value of a good document; None if it is none."""
    data = _data_of(path)
    if data is None:
        return None
    if path.suffix == ".json":
        return _of_json(data)
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return None
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    if root.tag not in ROOTS:
        return None
    fields = _of_passport(root) if root.tag == "SkillsPassport" else _of_learner(root)
    return {name: values for name, values in fields.items() if values} or None


def _data_of(path: Path) -> bytes | None:
    if path.suffix != ".pdf":
        return path.read_bytes() if path.suffix in (".xml", ".json") else None
    try:
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                for annotation in page.get("/Annots", []):
                    if "/FS" in annotation:
                        return bytes(annotation.FS.EF.F.read_bytes())
    except (pikepdf.PdfError, pikepdf.PasswordError):
        pass
    return None


def _of_passport(root: Any) -> Fields:
    return {name: _at(root, path) for name, path in PASSPORT.items()}


def _at(root: Any, path: str) -> list[str]:
    found = [_value(element) for element in root.findall(path)]
    return [value for value in found if value]


def _value(element: Any) -> str:
    if element.get("year"):
        return _date(*(element.get(part) for part in ("year", "month", "day")))
    if element.find("year") is not None:
        return _date(*(element.findtext(part) for part in ("year", "month", "day")))
    return plainest(element.text or "")


def _date(*parts: Any) -> str:
    digits = [re.sub(r"\D", "", str(part)) for part in parts if part]
    return "-".join(f"{int(part):02d}" for part in digits if part)


def _of_learner(root: Any) -> Fields:
    fields = {
        name: [value for path in paths for value in _at(root, path)]
        for name, paths in LEARNER.items()
    }
    for language in root.findall("languagelist/language"):
        mother = any(value.endswith("mother") for value in language.attrib.values())
        name = plainest(language.findtext("name") or language.findtext("label") or "")
        if name:
            kind = "mother_tongue" if mother else "name"
            fields.setdefault(f"language.{kind}", []).append(name)
        for level in _LEARNER_LANGUAGES:
            told = plainest(language.findtext(f"level/{level}") or "").upper()
            key = level.replace("spoken", "spoken_")
            if told:
                fields.setdefault(f"language.{key}", []).append(told)
    return fields


def _of_json(data: bytes) -> Fields | None:
    try:
        tree = json.loads(data).get("SkillsPassport")
    except (ValueError, AttributeError):
        return None
    if tree is None:
        return None
    found = {}
    for name, path in PASSPORT.items():
        steps = [step for step in path.split("/") if not step.endswith("List")]
        found[name] = [value for one in _steps(tree, steps) if (value := _json_value(one))]
    return {name: values for name, values in found.items() if values} or None


def _steps(tree: Any, steps: list[str]) -> Iterator[Any]:
    if isinstance(tree, list):
        for one in tree:
            yield from _steps(one, steps)
    elif not steps:
        yield tree
    elif isinstance(tree, dict) and steps[0] in tree:
        yield from _steps(tree[steps[0]], steps[1:])


def _json_value(value: Any) -> str:
    if isinstance(value, dict):
        date = (value.get(part) for part in ("Year", "Month", "Day"))
        return _date(*date) if "Year" in value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plainest(str(value))


def plainest(text: str) -> str:
    """Letters only: no tags, no spaces, no bullets."""
    return re.sub(r"[\s•]+", "", html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(text))))
