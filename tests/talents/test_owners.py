"""The owner's side of S18, and S20: see, hide, correct, take home, erase; asked at 11 months."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from mestieri.engines.europass import read, write_xml
from mestieri.kernel.exchange import Subject, personal_data
from mestieri.kernel.models import Centre, ContactView
from mestieri.kernel.roles import Role
from mestieri.kernel.services.links import LinkIsOver
from mestieri.kernel.services.persons.ledger import Ledger
from mestieri.kernel.services.retention import notices
from mestieri.talents.models import CV, CVView, Member
from mestieri.talents.services import files, keeping, owners, retention
from mestieri.talents.services.erasing import erase_for_good
from mestieri.talents.services.views import note_views
from mestieri.talents.vocabulary import AgeStatement, CVState, ViewManner, Visibility
from tests import factories
from tests.talents.making import a_cv, a_doubt, a_person
from tests.walls.paths import sign_in

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


class Owner:
    """A browser of somebody who owns a CV."""

    def __init__(self, centre: Centre) -> None:
        self.client = Client()
        self.here = f"/mio-cv/{centre.slug}/"
        self.centre = centre

    def page(self, more: str = "") -> str:
        return self.client.get(self.here + more).text

    def do(self, path: str, data: dict[str, object] | None = None, word: str = ""):  # type: ignore[no-untyped-def]
        word = word or re.search(r'name="parola" value="([^"]+)"', self.page())[1]  # type: ignore[index]
        return self.client.post(
            self.here + path, {"parola": word, **(data or {})}, headers=OURS, follow=True
        )

    def follow(self, address: str) -> None:
        path = "/" + address.split("/", 3)[3]
        assert self.client.get(path).status_code == 200
        self.client.post(f"{path}apri/", headers=OURS)

    def leave(self, record, **data: object):  # type: ignore[no-untyped-def]
        file = ContentFile(write_xml(record), name="cv.xml")
        return self.client.post(
            f"/it/{self.centre.slug}/lascia-il-tuo-cv/invia/",
            {"file": file, "is_read": "1", **data},
            headers=OURS,
            follow=True,
        )


def address_in(letter: mail.EmailMessage) -> str:
    return re.search(r"http\S+", letter.body)[0]  # type: ignore[index]


@pytest.fixture
def owner(centre: Centre) -> Owner:
    return Owner(centre)


def test_somebody_leaves_a_cv_and_comes_back_by_the_link_of_the_letter(owner: Owner) -> None:
    person = a_person()
    page = owner.leave(person, email="chi.lascia@example.org")
    assert person.employment[0].position in page.text
    cv = CV.objects.get()
    assert cv.state == CVState.DRAFT
    done = owner.do(
        "azione/", {"azione": "finisci", "age": "adult", "visibility": Visibility.ONE_BY_ONE}
    )
    assert done.status_code == 200
    cv.refresh_from_db()
    assert cv.is_presentable
    back = Owner(owner.centre)
    back.follow(address_in(mail.outbox[-1]))
    assert person.given_name in back.page()
    assert Member.objects.get().email_is_confirmed


def test_who_is_younger_than_sixteen_is_told_and_nothing_stays(owner: Owner) -> None:
    owner.leave(a_person())
    page = owner.do(
        "azione/", {"azione": "finisci", "age": "younger", "visibility": Visibility.GROUP}
    )
    assert "16" in page.text
    assert not Member.objects.exists()
    assert files.sweep(older_than=-1) == 0


def test_a_minor_needs_the_act_of_who_is_responsible(centre: Centre) -> None:
    member = a_cv(centre).member
    with pytest.raises(ValidationError):
        keeping.state_age(member, AgeStatement.MINOR)
    keeping.state_age(
        member,
        AgeStatement.MINOR,
        responsible_act="La madre",
        responsible_act_on=timezone.localdate(),
    )
    assert member.age == AgeStatement.MINOR


def test_two_owners_of_one_mail_are_answered_with_a_sentence(centre: Centre) -> None:
    first, second = a_cv(centre), a_cv(centre)
    curator = factories.account_with_role(Role.CV_CURATOR, centre)
    said = {"email": first.member.email.upper(), "phone": "", "language": "it"}
    with pytest.raises(ValidationError, match="mail"):
        keeping.change_contacts(second.member, **said, account=curator)


@pytest.mark.S18
def test_the_owner_sees_who_saw_it_hides_it_at_once_and_erases_everything(owner: Owner) -> None:
    cv = a_cv(owner.centre, presentable=True)
    matcher = factories.AccountFactory(name="Cesira Prova")
    note_views([cv.pk], matcher, ViewManner.LIST, "saldatura, entro 20 km", now=True)
    owner.follow(owners.give_link(cv, by_mail=False).address)
    assert "Cesira Prova" in (page := owner.page())
    assert "entro 20 km" in page
    assert CV.objects.presentable().count() == 1
    owner.do("azione/", {"azione": "nascondi"})
    assert CV.objects.presentable().count() == 0
    owner.do("azione/", {"azione": "mostra"})
    assert CV.objects.presentable().count() == 1
    taken = owner.client.get(f"{owner.here}porta-via/xml/").content
    assert read(taken).record.name == cv.member.name  # type: ignore[union-attr]
    assert "%PDF" in str(owner.client.get(f"{owner.here}porta-via/pdf/").content[:10])
    owner.do("cancella/tutto/")
    assert not CV.objects.exists()
    assert not CVView.objects.exists()
    assert files.sweep(older_than=-1) == 0


@pytest.mark.S20
def test_an_old_copy_put_back_does_not_bring_an_erased_cv_back(
    centre: Centre, settings: Settings, tmp_path: Path
) -> None:
    settings.ERASURES_FOLDER = tmp_path / "erasures"
    cv = a_cv(centre)
    key, record = cv.key, cv.candidate
    erase_for_good(cv)
    assert not Member.objects.exists()
    back = a_cv(centre, record)
    CV.objects.filter(pk=back.pk).update(key=key)
    other = a_cv(centre)
    (entry,) = Ledger().entries()
    outside = [address for one in personal_data() for address in one.addresses()]
    known = {Ledger().digest_of(address): address for address in outside}
    rule = next(one for one in personal_data() if one.code == "talents.cv")
    rule.erase(Subject(known[entry.digest], centre))
    assert list(CV.objects.all()) == [other]


def test_a_link_works_once_and_a_form_without_the_word_does_nothing(owner: Owner) -> None:
    cv = a_cv(owner.centre)
    address = owners.give_link(cv, by_mail=False).address
    owner.follow(address)
    with pytest.raises(LinkIsOver):
        owners.enter(address.rstrip("/").rsplit("/", 1)[-1], owner.centre)
    owner.do("cancella/tutto/", word="un'altra parola")
    owner.client.post(f"{owner.here}cancella/tutto/", headers=OURS)
    assert CV.objects.filter(pk=cv.pk).exists()


def test_the_word_of_one_cv_opens_no_other_and_no_other_centre(centre: Centre) -> None:
    cv, other = a_cv(centre), factories.CentreFactory()
    word = owners.word_for(cv, owners.SHORT_STAY)
    assert owners.stay_of(word, centre).cv == cv  # type: ignore[union-attr]
    assert owners.stay_of(word, other) is None
    owners.close_every_browser(cv)
    assert owners.stay_of(word, centre) is None


def test_what_is_corrected_is_searched_and_the_rest_stays(owner: Owner) -> None:
    cv = a_cv(owner.centre)
    owner.follow(owners.give_link(cv, by_mail=False).address)
    fields = dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"',
                             owner.page("correggi/")))  # fmt: skip
    fields.pop("parola")
    owner.do("correggi/salva/", {**fields, "headline": "Capocantiere"})
    now = CV.objects.get(pk=cv.pk)
    assert now.candidate.headline == "Capocantiere"
    assert now.candidate.employment[0].period == cv.candidate.employment[0].period
    assert now.version == 2


def test_nobody_learns_who_has_a_cv(centre: Centre) -> None:
    cv, client = a_cv(centre), Client()
    path = f"/it/{centre.slug}/il-mio-cv/invia/"
    pages = [
        client.post(path, {"email": email}, headers=OURS).text
        for email in (cv.member.email, "nessuno@example.org")
    ]
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [[cv.member.email]]


@pytest.mark.S20
def test_asked_at_eleven_months_hidden_at_twelve_erased_at_thirteen(centre: Centre) -> None:
    cv = a_cv(centre, presentable=True)
    today = cv.confirmed_on
    notices.send_notices(today + relativedelta(months=10))
    assert mail.outbox == []
    notices.send_notices(today + relativedelta(months=11, days=5))
    assert [letter.to for letter in mail.outbox] == [[cv.member.email]]
    after = today + relativedelta(months=12, days=1)
    (hide,) = [rule for rule in retention.RULES if rule.code == retention.UNCONFIRMED]
    assert hide.apply(after, 10) == 1
    assert not CV.objects.presentable().exists()
    (end,) = [rule for rule in retention.RULES if rule.code == "talents.cvs_over"]
    assert end.apply(after, 10) == 0
    assert end.apply(today + relativedelta(months=13, days=1), 10) > 0
    assert not Member.objects.exists()


@pytest.mark.S20
def test_one_click_on_the_letter_keeps_it_another_year(centre: Centre) -> None:
    cv = a_cv(centre)
    long_ago = timezone.localdate() - relativedelta(months=11, days=10)
    CV.objects.filter(pk=cv.pk).update(confirmed_on=long_ago)
    notices.send_notices(timezone.localdate())
    path = "/" + address_in(mail.outbox[-1]).split("/", 3)[3]
    assert Client().get(path).status_code == 200
    assert CV.objects.get(pk=cv.pk).confirmed_on == long_ago
    Client().post(f"{path}conferma/", headers=OURS)
    assert CV.objects.get(pk=cv.pk).confirmed_on == timezone.localdate()


@pytest.mark.S20
def test_an_erasure_by_the_house_takes_the_cv_too(centre: Centre) -> None:
    cv = a_cv(centre)
    rule = next(one for one in personal_data() if one.code == "talents.cv")
    subject = Subject(cv.member.email, centre)
    assert sum(rows.count() for rows in rule.rows(subject)) >= 3
    assert rule.hide(subject) == 1
    assert CV.objects.get().state == CVState.RESTRICTED
    assert rule.show(subject) == 1
    assert CV.objects.get().state == CVState.ACTIVE
    assert rule.erase(subject) > 0
    assert not Member.objects.exists()


def test_the_curator_makes_the_first_contact_and_a_look_at_contacts_is_written_down(
    client: Client, centre: Centre
) -> None:
    cv = a_cv(centre)
    sign_in(client, factories.account_with_role(Role.CV_CURATOR, centre))
    here = f"/banco/{centre.slug}/cv/{cv.pk}/"
    assert cv.member.email not in client.get(here).text
    assert cv.member.email in client.post(f"{here}contatti/").text
    assert ContactView.objects.count() == 1
    client.post(f"{here}avviso/", {"way": "voice", "age": "adult"})
    assert CV.objects.get(pk=cv.pk).is_presentable
    assert client.get(f"{here}cv.pdf").content.startswith(b"%PDF")


def test_every_page_of_owner_and_curator_opens(client: Client, owner: Owner) -> None:
    document = a_doubt(owner.centre)
    sign_in(client, factories.account_with_role(Role.CV_CURATOR, owner.centre))
    here = f"/banco/{owner.centre.slug}/cv/"
    assert document.cv.member.name in client.get(f"{here}confronti/").text
    assert "svg" in client.post(f"{here}{document.cv_id}/link/", {"come": "carta"}).text
    done = client.post(f"{here}confronti/{document.pk}/", {"azione": "vecchio"}, follow=True)
    assert document.cv.member.name not in done.text
    assert client.post(f"{here}primo-contatto/posta/", follow=True).status_code == 200
    assert len(mail.outbox) == 1
    owner.follow(address_in(mail.outbox[0]))
    for page in ("", "per-me/", "correggi/", "cancella/"):
        assert owner.client.get(owner.here + page).status_code == 200
    assert "svg" in owner.do("azione/", {"azione": "link"}).text
    contacts = {"azione": "contatti", "email": "", "phone": "333 5550123", "language": "it"}
    owner.do("azione/", contacts)
    assert Member.objects.get().phone == "+393335550123"
    owner.do("azione/", {"azione": "chi-lo-vede", "visibility": Visibility.SECTORS})
    assert CV.objects.get().visibility == Visibility.ONE_BY_ONE
    owner.do("azione/", {"azione": "esci-ovunque"})
    assert "parola" not in owner.page()


def test_a_draft_that_nobody_finishes_goes_after_a_week(centre: Centre, owner: Owner) -> None:
    owner.leave(a_person())
    assert not retention.drafts_over(timezone.localdate()).exists()
    week = timezone.localdate() + datetime.timedelta(days=8)
    assert retention.drafts_over(week).count() == 1
