"""S16 «Chi sa fare questo?» and S18 «Dall’azienda ai CV e dal CV alle aziende»."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from mestieri.demand.models import Presentation, PresentationLetter, Redeployment, Request
from mestieri.demand.services import requests
from mestieri.demand.services.presenting import choosing, outcomes, sending
from mestieri.demand.stages import PresentationState
from mestieri.engines.europass import read
from mestieri.kernel.counting import buffers
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from mestieri.talents.models import CV, IndexDefinition
from mestieri.talents.services import owners
from mestieri.talents.services.families.starter import take_starter_families
from mestieri.talents.services.indexes.starter import take_starter_indexes
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in, watch
from tests.demand import made as demand
from tests.demand.presenting import made
from tests.talents.bank import keep_all, worker

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

#: How a page would say that somebody fits better than somebody else.
SCORES = re.compile(r"\d\s*%|\bscore\b|punteggio|compatibilit|top \d|miglior[ei] candidat", re.I)
NAMES = ("Alda", "Bice", "Cleo", "Dina", "Elsa", "Fede", "Gino", "Ivan", "Lina", "Mara", "Nora",
         "Olga", "Pino", "Rita")  # fmt: skip
REASON = "Amministrano server Linux da anni e scrivono in inglese."


def no_scores(page: Page) -> None:
    assert not SCORES.search(page.locator("main").inner_text()), page.url


def the_bank(centre: Centre) -> None:
    """14 who can do it near Rho or do not say where; 9 far away; others who cannot."""
    take_starter_families(centre)
    take_starter_indexes(centre)
    near = [made.systems_engineer(name, "Rho") for name in NAMES[:10]]
    unsaid = [made.systems_engineer(name, "") for name in NAMES[10:]]
    far = [made.systems_engineer(f"Lontana{number}", "Torino") for number in range(9)]
    weak = [made.systems_engineer(f"Poca{number}", "Rho", "A2") for number in range(4)]
    cvs = keep_all(centre, [*near, *unsaid, *far, *weak, worker("Cuoco"), worker("Barista")])
    for cv in cvs:
        cv.member.email = f"{cv.member.given_name.lower()}@example.org"
        cv.member.save()


def the_request(centre: Centre, **company: str) -> Request:
    row = demand.company(
        centre, legal_name="Rete Olona S.r.l.", email="personale@example.org", **company
    )
    return requests.ask(
        row, "2 sistemisti, Linux, inglese B2, zona Rho, entro 30 giorni",
        account=demand.caller(centre), families="sistemi-e-reti",
    )  # fmt: skip


def search_for(page: Page, centre: Centre) -> None:
    """From the page of the request to the search that carries it, and its fields."""
    language = IndexDefinition.objects.get(centre=centre, code="lingue")
    town = IndexDefinition.objects.get(centre=centre, code="zona")
    page.locator("#request-people ~ p a[href*='richiesta=']").click()
    expect(page.locator("input[name=richiesta]")).to_have_count(1)
    expect(page.locator("select[name=f] option:checked")).to_have_count(1)
    page.locator("input[name=q]").fill("linux")
    for name in (language.name, town.name):
        page.locator(".search-form summary", has_text=name).click()
    page.locator(f"select[name=i{language.pk}-lingua]").select_option(label="Inglese")
    page.locator(f"select[name=i{language.pk}-livello]").select_option(label="B2")
    page.locator(f"input[name=i{town.pk}-dove]").fill("Rho")
    page.locator(".search-form button[type=submit]").click()


def answer(phone: Page, letter: mail.EmailMessage, said: str) -> None:
    """Open the link of a letter on a telephone and press a button."""
    phone.goto(re.search(r"http://[^/]+(\S+)", letter.body)[1])  # type: ignore[index]
    phone.locator(f"button[name=risposta][value={said}]").click()
    expect(phone.locator(".presenting-said")).to_be_visible()


def record_the_title(page: Page, centre: Centre) -> None:
    """The director records the act of the centre."""
    page.goto(reverse("demand-title", args=[centre.slug]))
    assert_accessible(page)
    page.locator("select[name=kind]").select_option("municipality")
    page.locator("input[name=number]").fill("0042/2026")
    page.locator("input[name=dated_on]").fill("2024-10-01")
    page.locator("input[name=valid_from]").fill("2024-10-15")
    page.locator("input[name=file]").set_input_files(
        {"name": "atto.pdf", "mimeType": "application/pdf", "buffer": made.ACT}
    )
    page.locator(".sheet-form button[type=submit]").click()
    expect(page.locator("main .lead", has_text="0042/2026")).to_be_visible()


@pytest.mark.S16
def test_who_can_do_this(page: Page, phone: Page, open_page) -> None:
    centre = factories.CentreFactory(slug="tuscolo", name="Laboratorio")
    the_bank(centre)
    request = the_request(centre)
    matcher = made.matcher(centre, name="Cesira Prova")
    sign_in(page, matcher)
    page.goto(reverse("demand-request", args=[centre.slug, request.pk]))
    expect(page.locator(".demand-alert", has_text="276/2003")).to_be_visible()
    search_for(page, centre)
    expect(page.locator("#found-title")).to_have_text(re.compile(r"^\s*14 "))
    expect(page.locator(".sorting-rows > li")).to_have_count(14)
    assert page.locator(".search-mark", has_text="✓").count() > 0
    assert page.locator(".search-mark", has_text="?").count() == 4
    assert_accessible(page)
    no_scores(page)
    page.locator(".search-asked a", has_text="23").click()
    expect(page.locator("#found-title")).to_have_text(re.compile(r"^\s*23 "))
    expect(page.locator("input[name=richiesta]")).to_have_count(1)

    chosen = list(CV.objects.filter(member__centre=centre).order_by("pk")[:5])
    for cv in chosen:
        page.locator(f"input[name=cv][value='{cv.key}']").check()
    page.locator("#reason").fill(REASON)
    page.locator("#reason ~ button, .field:has(#reason) ~ button").first.click()
    expect(page.locator(".presenting-shortlist li")).to_have_count(5)
    expect(page.locator(".presenting-shortlist")).to_contain_text(REASON)
    no_scores(page)
    page.locator("form[action$='/chiedi/'] button").click()
    expect(page.locator("form[action$='/chiedi/']")).to_have_count(0)
    assert len(mail.outbox) == 5

    for number, letter in enumerate(list(mail.outbox)):
        answer(phone, letter, "no" if number == 2 else "si")
        if number in (0, 2):
            assert_accessible(phone)
            assert_no_sideways_scroll(phone)
    refuser = chosen_by(mail.outbox[2].to[0])
    page.reload()
    expect(page.locator(".presenting-shortlist button[disabled]")).to_be_visible()
    assert_accessible(page)
    assert page.request.get(send_path(request)).ok

    director = open_page()
    sign_in(director, factories.account_with_role(Role.DIRECTOR, centre))
    record_the_title(director, centre)

    mail.outbox.clear()
    page.reload()
    page.locator("a[href$='/invia/']").click()
    expect(page.locator("input[name=send_to]")).to_be_checked()
    expect(page.locator("main")).not_to_contain_text(refuser)
    assert_accessible(page)
    no_scores(page)
    page.locator(".sheet-form button[type=submit]").click()
    expect(page.locator(".presenting-letter")).to_have_count(1)
    check_what_left(refuser)
    assert Presentation.objects.filter(state=PresentationState.DECLINED_BY_PERSON).count() == 1

    check_company_page(page, request, refuser)
    check_log(page, request, [cv.member.given_name for cv in chosen])


def chosen_by(email: str) -> str:
    """The first name of who has an address in this bank."""
    return email.partition("@")[0].capitalize()


def send_path(request: Request) -> str:
    shortlist = request.shortlists.get()
    return reverse("demand-shortlist-send", args=[request.centre.slug, shortlist.pk])


def check_what_left(refuser: str) -> None:
    """Four CVs, none of who said no, nothing in them of who a person is."""
    (message,) = mail.outbox
    assert message.to == ["personale@example.org"]
    assert len(message.attachments) == 4
    for _name, content, _kind in message.attachments:
        record = read(content).record
        assert record.given_name != refuser
        said = str(record)
        assert "Linux" in said
        assert not [secret for secret in made.SECRETS if secret in said]
    letter = PresentationLetter.objects.get()
    assert letter.text.replace("\r\n", "\n") == message.body.replace("\r\n", "\n")
    assert len(letter.files) == 4


def check_company_page(page: Page, request: Request, refuser: str) -> None:
    page.goto(reverse("demand-company", args=[request.centre.slug, request.company_id]))
    expect(page.locator("main")).to_contain_text("4")
    for name in NAMES:
        expect(page.locator("main")).not_to_contain_text(name)
    assert refuser in NAMES
    no_scores(page)


def check_log(page: Page, request: Request, names: list[str]) -> None:
    """Who searched by what, who was chosen and why, asked, answered, sent: on paper too."""
    for buffer in buffers:
        buffer.flush()
    page.goto(reverse("demand-request-log", args=[request.centre.slug, request.pk]))
    page.emulate_media(media="print")
    main = page.locator("main")
    for said in (REASON, "Cesira Prova", "linux", "SHA-256", *names):
        expect(main).to_contain_text(said)
    expect(main).to_contain_text("14")
    expect(main).to_contain_text("23")
    page.emulate_media(media="screen")
    assert_accessible(page)
    no_scores(page)


# S18 ---------------------------------------------------------------------------------------------


def a_presented_cv(centre: Centre, account: Account) -> CV:
    """Of three past requests of one company, the last has somebody who was presented."""
    made.title(centre)
    shortlist = made.with_yes(centre, account=account)
    company = shortlist.request.company
    for words in ("Un tecnico di rete", "Una persona all’assistenza"):
        requests.ask(company, words, account=account, families="sistemi-e-reti")
    sending.send(shortlist, company.email, "Persone per voi", "Ecco il CV.", account=account)
    return CV.objects.select_related("member").get(key=shortlist.presentations.get().cv_key)


def open_own_page(phone: Page, cv: CV) -> None:
    watch(phone).expect("cookie on a public page")  # the word that opens the page of one CV
    path = "/" + owners.give_link(cv, by_mail=False).address.split("/", 3)[3]
    phone.goto(path)
    phone.locator("form[action$='/apri/'] button").click()
    expect(phone.locator("main h1")).to_contain_text(cv.member.given_name)


@pytest.mark.S18
def test_from_the_company_to_the_cvs_and_from_the_cv_to_the_companies(
    page: Page, phone: Page
) -> None:
    centre = factories.CentreFactory(slug="tuscolo", name="Laboratorio")
    matcher = made.matcher(centre, name="Cesira Prova")
    cv = a_presented_cv(centre, matcher)
    sent = Presentation.objects.get()
    outcomes.set_outcome(sent, PresentationState.INTERVIEW, account=matcher)
    other = made.request(centre, legal_name="Altra S.r.l.")
    open_one = choosing.choose(other, [str(cv.key)], REASON, account=matcher)
    row = open_one.presentations.get()

    sign_in(page, matcher)
    page.goto(reverse("demand-company", args=[centre.slug, sent.request.company_id]))
    for words in ("Un tecnico di rete", "Una persona all’assistenza", sent.request.words):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main")).not_to_contain_text(cv.member.given_name)
    assert_accessible(page)

    open_own_page(phone, cv)
    mine = phone.locator("main")
    expect(mine).to_contain_text(sent.request.company.legal_name)
    expect(mine).to_contain_text("Cesira Prova")
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    search = reverse("talents-search", args=[centre.slug]) + "?q=linux"
    page.goto(search)
    expect(page.locator("main")).to_contain_text(cv.member.given_name)
    phone.locator("button[name=azione][value=nascondi]").click()
    expect(phone.locator("button[name=azione][value=mostra]")).to_be_visible()
    page.goto(search)
    expect(page.locator("main")).not_to_contain_text(cv.member.given_name)
    row.refresh_from_db()
    assert row.state == PresentationState.LEFT_OUT

    phone.locator("a[href$='/cancella/']").click()
    phone.locator("form[action$='/cancella/tutto/'] button").click()
    expect(phone.locator("button[name=azione]")).to_have_count(0)
    assert not CV.objects.filter(pk=cv.pk).exists()
    assert not Presentation.objects.filter(cv_key=cv.key).exists()
    sent.refresh_from_db()
    assert sent.state == PresentationState.INTERVIEW  # the count stays
    page.goto(reverse("demand-company", args=[centre.slug, sent.request.company_id]))
    expect(page.locator("main")).to_contain_text(sent.request.words)
    page.goto(reverse("demand-request-log", args=[centre.slug, sent.request_id]))
    expect(page.locator("main")).not_to_contain_text(cv.member.given_name)


def test_who_found_work_says_so_on_their_page_and_the_group_celebrates(
    page: Page, phone: Page
) -> None:
    centre = factories.CentreFactory(slug="tuscolo", name="Laboratorio")
    cv = made.person(centre)
    open_own_page(phone, cv)
    phone.locator("button[name=azione][value=lavoro]").click()
    expect(phone.locator("button[name=azione][value=lavoro]")).to_have_count(0)
    assert Redeployment.objects.count() == 1
    sign_in(page, made.matcher(centre))
    page.goto(reverse("demand-redeployments", args=[centre.slug]))
    expect(page.locator(".presenting-number")).to_have_text("1")
    expect(page.locator("main")).not_to_contain_text(cv.member.given_name)
    assert_accessible(page)


def test_practice_on_made_up_people_from_the_choice_to_the_outcome(page: Page) -> None:
    centre = factories.CentreFactory(slug="tuscolo", name="Laboratorio")
    sign_in(page, made.matcher(centre))
    page.goto(reverse("demand-requests", args=[centre.slug]))
    page.locator("form[action$='/aziende/prova/'] button").click()
    expect(page.locator(".presenting-practice")).to_be_visible()
    page.locator("a[href$='/prova/']").click()
    page.locator("input[name=cv]").nth(0).check()
    page.locator("input[name=cv]").nth(2).check()
    page.locator("#reason").fill("Amministrano server Linux.")
    assert_accessible(page)
    page.locator("button[type=submit]", has_text=re.compile("shortlist|rosa")).click()
    expect(page.locator(".presenting-shortlist li")).to_have_count(2)
    for _person in range(2):
        before = page.locator("button[name=risposta][value=si]").count()
        page.locator("button[name=risposta][value=si]").first.click()
        expect(page.locator("button[name=risposta][value=si]")).to_have_count(before - 1)
    page.locator("a[href$='/invia/']").click()
    page.locator(".sheet-form button[type=submit]").click()
    expect(page.locator(".presenting-letter[open]")).to_have_count(1)
    assert mail.outbox == []
