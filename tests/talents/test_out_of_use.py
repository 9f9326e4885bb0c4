"""What is out of use, or not ready, stays so: for the staff, for the letters, for time itself."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from mestieri.engines.europass import write_xml
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role
from mestieri.talents.forms.keeping import FileForm
from mestieri.talents.models import CV, CVDocument
from mestieri.talents.services import documents, keeping, owners, retention
from mestieri.talents.services.importing import receiving
from mestieri.talents.services.importing.matching import Traces, known_in
from mestieri.talents.vocabulary import CVState, NoticeWay, Origin
from tests import factories
from tests.talents.making import a_cv, a_doubt, a_person, read_as
from tests.talents.test_owners import Owner
from tests.walls.paths import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client: Client, centre: Centre) -> Client:
    sign_in(client, factories.account_with_role(Role.CV_CURATOR, centre))
    return client


def long_unconfirmed(cv: CV, months: int = 12) -> None:
    day = timezone.localdate() - relativedelta(months=months, days=2)
    CV.objects.filter(pk=cv.pk).update(confirmed_on=day)


def test_a_cv_that_was_noted_while_out_of_use_is_put_in_use_as_it_was(centre: Centre) -> None:
    cv = a_cv(centre)
    keeping.restrict([cv])
    keeping.change_contacts(cv.member, email="", phone="", language="it")
    assert keeping.restore([cv]) == 1
    assert CV.objects.get().state == CVState.ACTIVE


def test_the_staff_write_in_no_cv_out_of_use_and_to_nobody(curator: Client, centre: Centre) -> None:
    cv = a_cv(centre)
    keeping.restrict([cv])
    here = f"/banco/{centre.slug}/cv/"
    assert "link/" not in curator.get(f"{here}{cv.pk}/").text
    assert curator.post(f"{here}{cv.pk}/link/", {"come": "posta"}).status_code == 404
    for page in ("talents-correct", "talents-notice", "talents-sort"):
        assert curator.get(reverse(page, args=[centre.slug, cv.pk])).status_code == 404
    curator.post(f"{here}primo-contatto/posta/")
    assert mail.outbox == []


def test_a_draft_is_not_sorted_and_not_shown_by_its_owner(curator: Client, centre: Centre) -> None:
    owner = Owner(centre)
    owner.leave(a_person())
    cv = CV.objects.get()
    assert owner.do("azione/", {"azione": "mostra"}).status_code == 404
    assert CV.objects.get().state == CVState.DRAFT
    assert curator.get(reverse("talents-sort", args=[centre.slug, cv.pk])).status_code == 404


def test_nobody_compares_a_file_of_who_is_out_of_use(curator: Client, centre: Centre) -> None:
    document = a_doubt(centre)
    keeping.restrict([document.cv])
    here = f"/banco/{centre.slug}/cv/confronti/"
    assert document.cv.member.name not in curator.get(here).text
    curator.post(f"{here}{document.pk}/", {"azione": "nuovo"})
    assert CVDocument.objects.get(pk=document.pk).state == "proposed"


class OneMailboxIsWrong(LocmemBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages: list[mail.EmailMessage]) -> int:
        if any("sbagliata@example.org" in message.to for message in messages):
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_one_address_that_does_not_work_stops_no_other_letter(
    curator: Client, centre: Centre, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.OneMailboxIsWrong"
    good, bad = a_cv(centre), a_cv(centre)
    keeping.change_contacts(bad.member, email="sbagliata@example.org", phone="", language="it")
    page = curator.post(f"/banco/{centre.slug}/cv/primo-contatto/posta/", follow=True)
    assert page.status_code == 200
    assert [letter.to for letter in mail.outbox] == [[good.member.email]]
    assert CV.objects.get(pk=good.pk).notice_on is not None
    assert CV.objects.get(pk=bad.pk).notice_on is None


def test_the_notice_leaves_once(centre: Centre) -> None:
    cv = a_cv(centre)
    curator = factories.account_with_role(Role.CV_CURATOR, centre)
    stale = CV.objects.get(pk=cv.pk)
    keeping.give_notice(cv, NoticeWay.VOICE)
    owners.send_notice(stale, account=curator)
    assert mail.outbox == []


def test_a_mail_server_that_hangs_is_left(settings: Settings) -> None:
    assert 0 < settings.EMAIL_TIMEOUT <= 15


def test_who_confirms_while_the_night_works_is_neither_hidden_nor_erased(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    cv = a_cv(centre)
    long_unconfirmed(cv, months=14)
    choose = QuerySet.values_list

    def chosen_then_confirmed(rows, *names, **how):  # type: ignore[no-untyped-def]
        numbers = list(choose(rows, *names, **how))
        monkeypatch.undo()
        keeping.confirm(CV.objects.get(pk=cv.pk))
        return numbers

    for act in (
        lambda: retention._hide_some(timezone.localdate(), 9),
        lambda: retention._erase_some(retention.over(timezone.localdate()), 9),
    ):
        long_unconfirmed(cv, months=14)
        monkeypatch.setattr(QuerySet, "values_list", chosen_then_confirmed)
        assert act() == 0
    assert CV.objects.get().state == CVState.ACTIVE


def test_only_a_file_of_the_owner_is_the_word_of_the_owner(centre: Centre) -> None:
    cv = a_cv(centre)
    long_unconfirmed(cv)
    retention._hide_some(timezone.localdate(), 9)
    for origin, state in ((Origin.CURATOR, CVState.EXPIRED), (Origin.OWNER, CVState.ACTIVE)):
        record = a_person()
        documents.replace(
            cv, "nuovo.xml", write_xml(record), read_as(record), origin=origin, account=None
        )
        assert cv.state == state
        assert (cv.confirmed_on == timezone.localdate()) == (origin == Origin.OWNER)


def test_a_file_of_a_draft_is_not_known(centre: Centre) -> None:
    a_cv(centre, origin=Origin.OWNER)
    digest = CVDocument.objects.get().content
    assert known_in(centre, [Traces(digest)]).same_file(Traces(digest)) is None
    kept = a_cv(centre)
    digest = kept.documents.get().content
    assert known_in(centre, [Traces(digest)]).same_file(Traces(digest)) == kept.pk


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    class Unread(SimpleUploadedFile):
        def read(self, *_how: object) -> bytes:
            raise AssertionError("read before its size was looked at")

    file = Unread("cv.pdf", b"%PDF")
    file.size = receiving.LARGEST_FILE + 1
    form = FileForm({}, {"file": file})
    assert not form.is_valid()
    assert "file" in form.errors
