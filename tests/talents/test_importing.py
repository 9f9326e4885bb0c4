"""S14, a tenth of it: what becomes of each file; nothing twice, nothing lost."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from mestieri.cli.demonstration.cvs import thousand
from mestieri.engines.europass import write_xml
from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVDocument, CVImport, Member
from mestieri.talents.queries.imports import report_of
from mestieri.talents.services import documents, files, importing
from mestieri.talents.services.importing.receiving import Bringing, brought
from mestieri.talents.vocabulary import DocumentState
from tests import factories
from tests.talents.making import a_cv, a_person

pytestmark = pytest.mark.django_db


def bring(centre: Centre, coming: list[Bringing]) -> CVImport:
    batch = importing.begin(centre, account=None)
    importing.receive(batch, coming)
    importing.start(batch)
    return importing.advance_for(batch.pk)


def a_zip(**contents: bytes) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file


@pytest.mark.S14
def test_a_thousand_cvs_a_twentieth_of_each_kind(centre: Centre) -> None:
    report = report_of(bring(centre, [Bringing(*one) for one in thousand(0.02)]))
    assert (report["read"], report["created"], report["unchanged"]) == (23, 20, 1)
    kinds = {"read": 16, "read-by-headings": 3, "scan": 1, "word-processor": 1, "damaged": 1}
    assert report["statuses"] == kinds
    assert all(entry["reason"] and entry["row"] for entry in report["refused"])
    kept = json.dumps([cv.record for cv in CV.objects.all()])
    assert "NEVER-READ" not in kept
    assert not CV.objects.filter(notice_on__isnull=False).exists()
    assert not CV.objects.presentable().exists()


@pytest.mark.S14
def test_the_same_folder_again_brings_nothing(
    centre: Centre, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    coming = [Bringing(f"{number}.xml", write_xml(a_person())) for number in range(3)]
    bring(centre, coming)
    with django_capture_on_commit_callbacks(execute=True):
        report = report_of(bring(centre, coming))
    assert (report["created"], report["unchanged"]) == (0, 3)
    assert Member.objects.count() == 3
    assert files.sweep(older_than=-1) == 0


def test_a_newer_cv_of_the_same_person_waits_beside_and_is_merged_with_history(
    centre: Centre,
) -> None:
    person = a_person()
    here = a_cv(centre, person)
    newer = a_person(contacts=person.contacts, headline="Caposquadra")
    report = report_of(bring(centre, [Bringing("nuovo.xml", write_xml(newer))]))
    assert (report["created"], report["duplicates"]) == (0, 1)
    document = CVDocument.objects.get(state=DocumentState.PROPOSED)
    assert document.cv_id == here.pk
    documents.take_newer(document, account=None)
    here.refresh_from_db()
    assert here.candidate.headline == "Caposquadra"
    assert here.documents.filter(state=DocumentState.EARLIER).count() == 1
    with pytest.raises(ValidationError):
        documents.keep_older(document, account=None)


def test_two_people_with_one_mailbox_become_two_and_the_address_stays_with_the_first(
    centre: Centre,
) -> None:
    first = a_cv(centre)
    other = a_person(contacts=(first.candidate.contacts[0],))
    bring(centre, [Bringing("coniuge.xml", write_xml(other))])
    second = documents.take_apart(
        CVDocument.objects.get(state=DocumentState.PROPOSED), account=None
    )
    assert (second.member.name, second.member.email) == (other.name, "")
    assert first.member.email


def test_who_has_only_the_same_name_is_somebody_else(centre: Centre) -> None:
    first = a_cv(centre)
    namesake = a_person(given_name=first.member.given_name, family_name=first.member.family_name)
    assert report_of(bring(centre, [Bringing("omonimo.xml", write_xml(namesake))]))["created"] == 1


def test_another_centre_is_not_asked(centre: Centre) -> None:
    person = a_person()
    a_cv(factories.CentreFactory(), person)
    assert report_of(bring(centre, [Bringing("cv.xml", write_xml(person))]))["created"] == 1


def test_a_zip_is_as_many_files_as_are_in_it_without_what_computers_leave(centre: Centre) -> None:
    content = write_xml(a_person())
    packed = a_zip(**{"cartella/cv.xml": content, "__MACOSX/._cv.xml": b"x", ".DS_Store": b"x"})
    assert [one.name for one in brought("tutti.zip", packed)] == ["cartella/cv.xml"]


def test_a_word_document_is_no_zip_of_cvs() -> None:
    document = a_zip(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>"})
    (only,) = brought("cv.docx", document)
    assert only.name == "cv.docx"


@pytest.mark.parametrize("cut", [30, 60])
def test_a_zip_that_is_cut_short_is_refused_with_a_sentence(cut: int) -> None:
    whole = a_zip(**{"a.xml": b"<a/>" * 100}).getvalue()
    broken = whole[:cut] + whole[-22:]
    with pytest.raises(ValidationError, match="zip"):
        list(brought("tutti.zip", io.BytesIO(broken)))


def test_what_is_given_up_leaves_no_file(
    centre: Centre, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    batch = importing.begin(centre, account=None)
    importing.receive(batch, [Bringing("cv.xml", write_xml(a_person()))])
    with django_capture_on_commit_callbacks(execute=True):
        importing.give_up(batch)
    assert files.sweep(older_than=-1) == 0
    assert not CV.objects.filter(centre=centre).exists()


def test_the_files_are_closed_on_disk(centre: Centre) -> None:
    cv = a_cv(centre)
    document = cv.documents.get()
    closed = files.path_of(document.token).read_bytes()
    assert cv.member.family_name.encode() not in closed
    assert cv.member.family_name.encode() in files.content_of(document.token, document.file_key)


def test_a_file_that_was_altered_is_gone(centre: Centre) -> None:
    document = a_cv(centre).documents.get()
    files.path_of(document.token).write_bytes(b"x" * 100)
    with pytest.raises(files.FileIsGone):
        files.content_of(document.token, document.file_key)


def test_the_curator_brings_a_zip_at_the_banco(client, centre: Centre) -> None:
    from mestieri.kernel.roles import Role
    from tests.walls.paths import sign_in

    curator = factories.AccountFactory()
    factories.RoleAssignmentFactory(account=curator, centre=centre, role=Role.CV_CURATOR)
    sign_in(client, curator)
    packed = a_zip(**{"uno.xml": write_xml(a_person()), "due.docx": b"PK"}).getvalue()
    answer = client.post(
        f"/banco/{centre.slug}/cv/importa/", {"files": ContentFile(packed, name="tutti.zip")}
    )
    page = client.post(answer.url, follow=True)
    assert page.status_code == 200
    assert "due.docx" in page.text
