"""S3 «Senza appuntamento», in the browser: numbers, the adviser's talk, the slip."""

from __future__ import annotations

import datetime
import time
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mestieri.kernel.models import Centre, Partner
from mestieri.kernel.roles import Role
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception import queries
from mestieri.reception.models import AdviceSession, Referral, Ticket, TicketState
from mestieri.reception.services import queue
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in, watch
from tests.reception.territory import service

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

QUESTION = "posso aprire un chiosco se prendo la Naspi?"
#: Typing of somebody who writes with two fingers (characters a second), by which the time is
#: reckoned from the keys that the adviser really needs.
CHARACTERS_A_SECOND = 2.5


@pytest.fixture
def house(centre: Centre) -> Centre:
    """The demo centre of S3: two desks for business, one in French; documents and services."""
    load_starter_terms()
    business = factories.AreaFactory(
        centre=centre, name="Fare impresa", purposes=[Purpose.ENTERPRISE]
    )
    factories.AreaFactory(centre=centre, name="Cercare lavoro", purposes=[Purpose.WORK], position=1)
    partner = Partner.objects.create(centre=centre, name="Bottega d'Idee", nature="third_sector")
    for name, languages in (("Impresa 1", "it"), ("Impresa 2", "it fr")):
        queue.open_desk(
            factories.DeskFactory(centre=centre, area=business, name=name),
            languages=languages,
            until=datetime.time(23, 59, 59),
            partner=partner,
            account=None,
        )
    for title in ("Aprire un chiosco", "La Naspi anticipata", "Partita IVA in breve", "Altro"):
        factories.ResourceFactory(centre=centre, title=title)
    for organisation in ("Camera di commercio", "Bottega d'Idee", "Ufficio Zeta"):
        service(centre, organisation=organisation)
    return centre


def give(page: Page, area: str, language: str = "italiano") -> str:
    """Give a number with two touches."""
    page.goto("/banco/tuscolo/coda/")
    page.get_by_role("radio", name=language, exact=True).check()
    page.get_by_role("button", name=area).click()
    return page.locator(".given-number strong").inner_text()


@pytest.mark.S3
def test_without_appointment(
    page: Page, phone: Page, house: Centre, record_property: pytest.FixtureRequest
) -> None:
    receptionist = factories.account_with_role(Role.RECEPTIONIST, house)
    adviser = factories.account_with_role(Role.ADVISER, house)
    sign_in(page, receptionist)
    given = [
        give(page, "Fare impresa"),
        give(page, "Fare impresa", "français"),
        give(page, "Fare impresa"),
        give(page, "Cercare lavoro"),
        give(page, "Cercare lavoro"),
    ]
    assert given == ["N-01", "N-02", "N-03", "L-01", "L-02"]
    assert_accessible(page)

    phone.goto("/schermo/tuscolo/coda/")
    expect(phone.get_by_text("Fare impresa")).to_be_visible()
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)

    sign_in(page, adviser)
    # The Italian desk serves in order of arrival; who speaks French is for the other desk.
    page.goto("/banco/tuscolo/consiglio/")
    page.get_by_role("link", name="Impresa 1").click()
    suggested = page.locator("#desk-now section").last.locator(".number-code")
    assert suggested.all_inner_texts() == ["N-01", "N-03"]
    page.goto("/banco/tuscolo/consiglio/")
    page.get_by_role("link", name="Impresa 2").click()
    assert suggested.all_inner_texts() == ["N-01", "N-02", "N-03"]
    page.locator("li", has_text="N-02").locator("button[value=call]").click()
    phone.reload()
    expect(phone.locator(".board-calls")).to_contain_text("N-02")
    expect(phone.locator(".board-calls")).to_contain_text("Impresa 2")

    begun = time.monotonic()
    page.locator("form[action$='/inizia/'] button").click()
    keys = talk(page)
    seconds = time.monotonic() - begun
    record_property("keys typed", keys)
    record_property("seconds of the machine", round(seconds, 1))
    record_property("seconds to type by hand", round(keys / CHARACTERS_A_SECOND, 1))
    print(
        f"\nS3: {keys} keys typed, {seconds:.1f} s by the machine, "
        f"{keys / CHARACTERS_A_SECOND:.1f} s by two fingers"
    )

    kept = AdviceSession.objects.get()
    assert kept.question == QUESTION
    assert (kept.topics.count(), kept.resources.count(), kept.destinations.count()) == (2, 3, 1)
    assert kept.language == "fr"
    assert kept.partner.name == "Bottega d'Idee"
    assert Referral.objects.get().destination.organisation == "Camera di commercio"
    assert Ticket.objects.get(letter="N", number=2).state == TicketState.DONE
    today = timezone.localdate()
    [times] = [t for t in queries.ticket_times(house, today, today) if t.is_whole]
    assert times.waiting > datetime.timedelta(0)
    assert times.advice > datetime.timedelta(0)
    assert queries.tickets_advised(house, today, today).count() == 1


def talk(page: Page) -> int:
    """Write the question with what may not be there, then without; answer; print the slip.

    Returns:
        How many keys the adviser typed for what was kept.
    """
    watch(page).expect("422")
    question = page.get_by_label("La domanda, come è stata detta").or_(page.locator("#text"))
    for said, reason in (
        ("il mio numero è 333 1234567", "333 1234567"),
        ("sono RSSMRA80A01H501U", "RSSMRA80A01H501U"),
        ("mi chiamo Ginevra Valsecchi", "Ginevra Valsecchi"),
    ):
        question.first.fill(f"{QUESTION} {said}")
        page.locator(".answer-form button.btn-primary").first.click()
        expect(page.locator("#refused mark").first).to_have_text(reason)
        assert question.first.input_value().endswith(said)
        assert AdviceSession.objects.get().question == ""
    question.first.fill("a" * 20_000)
    page.locator(".answer-form button.btn-primary").first.click()
    expect(page.locator("#refused")).to_contain_text("18000")
    assert len(question.first.input_value()) == 20_000
    assert_accessible(page)

    question.first.fill("")
    question.first.press_sequentially(QUESTION)
    keys = len(QUESTION)
    for topic in page.locator("#id_topics input").all()[:2]:
        topic.check()
    for title in ("Aprire un chiosco", "La Naspi anticipata", "Partita IVA in breve"):
        page.get_by_label(title).check()
    shown = page.locator("#destinations-found label span").all_inner_texts()
    assert [name.split("\n")[0].rsplit(" ", 1)[0] for name in shown] == [
        "Bottega d'Idee",
        "Camera di commercio",
        "Ufficio Zeta",
    ]
    page.locator("#destination-words").press_sequentially("camera")
    keys += len("camera")
    expect(page.locator("#destinations-found label")).to_have_count(1)
    page.get_by_label("Camera di commercio").check()
    page.locator(".answer-form button.btn-primary").first.click()
    with page.context.expect_page() as opened:
        page.locator("form[action*='/foglietto/'] button").click()
    slip = opened.value
    slip.wait_for_load_state()
    assert "Camera di commercio" in slip.content()
    slip.close()
    assert_accessible(page)
    page.locator("button[name=finish]").click()
    expect(page.locator("h1")).to_contain_text("Impresa 2")
    return keys


@pytest.mark.S21
def test_a_number_is_given_and_called_by_keyboard_alone_at_200_per_cent(
    open_page, house: Centre
) -> None:
    page = open_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    sign_in(page, factories.account_with_role(Role.RECEPTIONIST, house))
    page.goto("/banco/tuscolo/coda/")
    page.locator("input[name=language]").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".given-number strong")).to_have_text("N-01")
    assert_no_sideways_scroll(page)
    page.locator("button[value=call]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#queue-now section").first).to_contain_text("N-01")
    assert Ticket.objects.get().state == TicketState.CALLED


def test_a_chosen_desk_stays_chosen_when_the_queue_is_asked_again(
    page: Page, house: Centre
) -> None:
    queue.issue_ticket(house.areas.get(name="Fare impresa"), "it", tap=uuid.uuid4())
    sign_in(page, factories.account_with_role(Role.RECEPTIONIST, house))
    page.goto("/banco/tuscolo/coda/")
    desks = page.locator("#queue-now select")
    other = next(
        name
        for name in ("Impresa 1", "Impresa 2")
        if name not in desks.locator(":checked").all_inner_texts()
    )
    desks.select_option(label=other)
    page.evaluate("htmx.ajax('GET', '/banco/tuscolo/coda/adesso/', '#queue-now')")
    assert desks.locator(":checked").all_inner_texts() == [other]


def test_the_keyboard_stays_on_its_button_when_the_queue_is_asked_again(
    page: Page, house: Centre
) -> None:
    area = house.areas.get(name="Fare impresa")
    numbers = [queue.issue_ticket(area, "it", tap=uuid.uuid4()) for _ in range(2)]
    sign_in(page, factories.account_with_role(Role.RECEPTIONIST, house))
    page.goto("/banco/tuscolo/coda/")
    asked_again = "htmx.ajax('GET', '/banco/tuscolo/coda/adesso/', '#queue-now')"
    for held in ("button[value=hold]", "a[href$='.pdf']"):
        second = page.locator(f"#queue-now {held}").nth(1)
        second.focus()
        page.evaluate(asked_again)
        expect(second).to_be_focused()
    page.locator("#queue-now button[value=hold]").first.focus()
    queue.cancel_ticket(numbers[0])
    page.evaluate(asked_again)
    expect(page.locator("#queue-now button[value=hold]")).to_have_count(1)


def test_the_board_says_a_new_call_with_a_local_voice_or_a_chime(page: Page, house: Centre) -> None:
    business = house.areas.get(name="Fare impresa")
    desk = queries.desks_of_centre(house).get(name="Impresa 1")
    page.goto("/schermo/tuscolo/coda/")
    page.locator("#voice").click()
    expect(page.locator("#voice")).to_be_hidden()

    ticket = queue.issue_ticket(business, "it", tap=uuid.uuid4())
    queue.call_ticket(ticket, desk)
    expect(page.locator("body")).to_have_attribute("data-last-said", "N-01")
    assert page.locator("body").get_attribute("data-last-sound") in {"voice", "chime"}


def test_a_question_from_afar_goes_and_comes_back_on_a_telephone_without_scripts(
    open_page, house: Centre
) -> None:
    page = open_page(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, is_mobile=True
    )
    watch(page).expect("422")
    page.goto("/it/tuscolo/domanda/")
    page.locator("#text").fill("sono Mario Rossi, come apro un chiosco?")
    page.locator(".afar-form button").click()
    expect(page.locator("#refused mark").first).to_have_text("Mario Rossi")
    page.locator("#text").fill("come apro un chiosco?")
    page.locator(".afar-form button").click()
    code = page.locator("#the-code").inner_text()
    page.goto("/it/tuscolo/domanda/")
    page.locator("#code").fill(code.lower())
    page.locator(".code-form button").click()
    expect(page.locator(".conversation")).to_contain_text("come apro un chiosco?")
    assert code not in page.url
