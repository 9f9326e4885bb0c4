"""Who may come in: never a mailbox that is not the owner's any more, nor who only asks."""

from __future__ import annotations

import pytest
from django.core import mail

from mestieri.kernel.models import Centre, MagicLink
from mestieri.kernel.services import links
from mestieri.kernel.services.links import LinkIsOver
from mestieri.talents.models import CV, Member
from mestieri.talents.services import keeping, owners
from tests.talents.making import a_cv
from tests.talents.test_owners import Owner, address_in

pytestmark = pytest.mark.django_db


def token_of(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[-1]


def write_email(cv: CV, email: str) -> None:
    keeping.change_contacts(cv.member, email=email, phone="", language="it")


def test_the_mailbox_of_before_opens_nothing_and_gets_no_new_link(centre: Centre) -> None:
    cv = a_cv(centre)
    earlier = token_of(owners.give_link(cv).address)
    latest = token_of(owners.give_link(cv).address)
    word = owners.word_for(cv, owners.LONG_STAY)
    write_email(cv, "giusta@example.org")
    for token in (earlier, latest):
        with pytest.raises(LinkIsOver):
            owners.enter(token, centre)
        with pytest.raises(LinkIsOver):
            links.reissue(token, centre=centre)
    assert owners.stay_of(word, centre) is None
    assert not MagicLink.objects.exclude(sent_to_index="").exists()


def test_a_link_that_left_while_the_address_changed_opens_nothing(centre: Centre) -> None:
    cv = a_cv(centre)
    token = token_of(owners.give_link(cv).address)
    member = Member.objects.get()
    member.email = "giusta@example.org"
    member.save()
    with pytest.raises(LinkIsOver):
        owners.enter(token, centre)


def test_closing_everywhere_closes_the_links_that_were_sent(centre: Centre) -> None:
    cv = a_cv(centre)
    token = token_of(owners.give_link(cv).address)
    owners.close_every_browser(cv)
    with pytest.raises(LinkIsOver):
        owners.enter(token, centre)


def test_who_writes_a_first_address_keeps_the_link_on_paper(centre: Centre) -> None:
    cv = a_cv(centre)
    write_email(cv, "")
    token = token_of(owners.give_link(cv, by_mail=False).address)
    write_email(cv, "prima@example.org")
    assert owners.enter(token, centre) == cv


def test_no_owner_learns_whether_an_address_has_a_cv(centre: Centre) -> None:
    other = a_cv(centre)
    owners.enter(token_of(owners.give_link(other).address), centre)
    curious = Owner(centre)
    cv = a_cv(centre)
    curious.follow(owners.give_link(cv, by_mail=False).address)
    said = {"azione": "contatti", "phone": "", "language": "it"}
    answers = []
    for email in ("nessuno@example.org", other.member.email):
        page = curious.do("azione/", {**said, "email": email})
        answers.append(page.text.replace(email, "").split("<main", 1)[-1].count("error"))
        assert page.status_code == 200
        assert mail.outbox[-1].to == [email]
    assert answers[0] == answers[1]
    owners.enter(token_of(address_in(mail.outbox[-1])), centre)
    assert not Member.objects.get(cv=cv).email_is_confirmed
    assert Member.objects.get(cv=other).email_is_confirmed
