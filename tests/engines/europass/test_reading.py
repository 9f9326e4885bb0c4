"""Every generation is read by its root element; what is not on the list is named, not read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mestieri.engines.europass import (
    CandidateRecord,
    Coded,
    Contact,
    Period,
    Skill,
    Status,
    UnreadReason,
    WarningCode,
    read,
    write_pdf,
    write_xml,
)
from tests.engines.europass.dialects import (
    CANDIDATE,
    LEARNERINFO_1,
    SKILLSPASSPORT_3,
    SKILLSPASSPORT_JSON,
)
from tests.engines.europass.hostile import annotated, with_attachment
from tests.engines.europass.records import EVERYTHING, WELDER

DATA = Path(os.environ.get("MESTIERI_BENCH_DATA") or "../shared/data") / "europass"


def left_aside(outcome: CandidateRecord) -> dict[str, UnreadReason]:
    return {unread.block: unread.reason for unread in outcome.unread}


def test_the_first_dialect_is_read() -> None:
    outcome = read(LEARNERINFO_1)
    assert (outcome.status, outcome.dialect) == (Status.READ, "learnerinfo 1.0")
    record = outcome.record
    assert record is not None
    assert (record.name, record.headline, record.locale) == ("Anna Prova", "Saldatrice", "it")
    assert record.contacts == (
        Contact("email", "anna@example.org"),
        Contact("telephone", "02 5550123"),
    )
    (job,) = record.employment
    assert (job.position, job.employer) == ("Saldatrice", "Officine Prova")
    assert job.description == "Saldatura<br>e taglio"
    # There is no thirteenth month.
    assert job.period == Period("2005-11-04", "2007")
    assert WarningCode.DOUBTFUL_DATE in outcome.warnings
    assert [language.listening for language in record.languages] == ["", "B1"]
    assert record.driving_licences == ("B",)
    assert left_aside(outcome) == {
        "demographics/birthdate": UnreadReason.NEVER_READ,
        "demographics/gender": UnreadReason.NEVER_READ,
        "demographics/nationality": UnreadReason.NEVER_READ,
        "misc: additional": UnreadReason.NOT_ON_THE_LIST,
    }


def test_the_skills_passport_is_read_and_its_html_cleaned() -> None:
    outcome = read(SKILLSPASSPORT_3)
    assert outcome.dialect == "SkillsPassport 3.4"
    record = outcome.record
    assert record is not None
    (job,) = record.employment
    assert job.description == "<p>TIG <b>inox</b></p>"
    assert (job.occupation, job.period) == ("72121", Period("2015-03", "", True))
    assert job.sector == Coded("C", "Industria")
    assert record.summary == "Precisa"
    assert record.addresses[0].country == Coded("GB", "Regno Unito")
    assert record.driving_licences == ("B", "BE")
    assert Skill("digital", "Safety", "B") in record.skills
    assert [one.title for one in record.certificates] == ["DELF", "Corsi"]
    assert left_aside(outcome) == {
        "Demographics/Birthdate": UnreadReason.NEVER_READ,
        "Demographics/Nationality": UnreadReason.NEVER_READ,
        "Photo": UnreadReason.NEVER_READ,
        "CoverLetter": UnreadReason.NOT_ON_THE_LIST,
        "Achievement: memberships": UnreadReason.NEVER_READ,
        "Achievement: references": UnreadReason.THIRD_PARTY,
        "WorkExperience/Employer/ContactInfo/Email": UnreadReason.THIRD_PARTY,
    }


def test_the_skills_passport_is_read_as_json() -> None:
    outcome = read(SKILLSPASSPORT_JSON)
    assert outcome.dialect == "SkillsPassport 3.3 JSON"
    assert outcome.record is not None
    assert outcome.record.employment[0].period == Period("2015-03", "", True)
    assert outcome.record.driving_licences == ("B", "C")


def test_the_dialect_of_2020_keeps_the_esco_uri_as_it_is() -> None:
    outcome = read(CANDIDATE)
    assert outcome.dialect == "Candidate 4.0"
    assert outcome.record is not None
    (job,) = outcome.record.employment
    assert job.occupation == "http://data.europa.eu/esco/occupation/abc"
    assert job.period.start == "2021-02"
    assert left_aside(outcome) == {
        "BirthDate": UnreadReason.NEVER_READ,
        "NationalityCode": UnreadReason.NEVER_READ,
        "EmploymentReferences": UnreadReason.THIRD_PARTY,
        "SocialAndPoliticalActivities": UnreadReason.NEVER_READ,
        "Attachment: ProfilePicture": UnreadReason.NEVER_READ,
    }


@pytest.mark.parametrize(
    "document", [LEARNERINFO_1, SKILLSPASSPORT_3, SKILLSPASSPORT_JSON, CANDIDATE]
)
def test_what_is_never_read_stands_nowhere_in_the_outcome(document: bytes) -> None:
    told = json.dumps(read(document).as_dict())
    for word in ("1980", "Italiana", "AAAA", "Sindacato", "Partito", "Ugo", "Referente", "capo@"):
        assert word not in told


@pytest.mark.parametrize("wrap", [with_attachment, annotated])
def test_xml_is_found_wherever_a_pdf_keeps_it(wrap) -> None:
    outcome = read(wrap(SKILLSPASSPORT_3))
    assert outcome.status is Status.READ
    assert outcome.record == read(SKILLSPASSPORT_3).record


def test_other_attachments_of_a_pdf_are_not_mistaken_for_it() -> None:
    assert read(with_attachment(b"<invoice/>")).status is Status.NO_DATA


def test_our_pdf_is_tagged_and_carries_its_data(tmp_path: Path) -> None:
    for language in ("it", "en", "fr", "es", "ro", "ar"):
        pdf = tmp_path / f"{language}.pdf"
        pdf.write_bytes(write_pdf(EVERYTHING, language))
        outcome = read(pdf)
        assert outcome.status is Status.READ
        assert outcome.record == read(write_xml(EVERYTHING, language)).record
        assert outcome.record is not None
        assert outcome.record.employment[0].occupation == WELDER


def test_importing_the_engine_loads_no_library() -> None:
    check = (
        "import sys, mestieri.engines.europass; heavy = 'pikepdf lxml pypdfium2 nh3 typst django';"
        "print(sorted(set(heavy.split()) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_data_inside_a_pdf_spares_reading_its_text(tmp_path: Path) -> None:
    pdf = tmp_path / "cv.pdf"
    pdf.write_bytes(write_pdf(EVERYTHING))
    check = (
        "import sys; from mestieri.engines.europass import read;"
        "assert read(sys.argv[1]).record; print('pypdfium2' in sys.modules)"
    )
    command = [sys.executable, "-c", check, str(pdf)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared Europass documents are not here")
def test_every_document_that_cedefop_tested_with_has_a_status() -> None:
    files = [path for path in DATA.rglob("*") if path.is_file()]
    outcomes = {path.name: read(path) for path in files}
    assert Status.FAILED not in {outcome.status for outcome in outcomes.values()}
    assert sum(outcome.status is Status.READ for outcome in outcomes.values()) >= 34
    told = {name: outcomes[name].status for name in ("password.pdf", "upload-excel.pdf")}
    assert told == {"password.pdf": Status.ENCRYPTED, "upload-excel.pdf": Status.SPREADSHEET}
    assert outcomes["extraction-not-allowed.pdf"].status is Status.LOCKED
