"""A number on a small slip of paper: big, in one's own language, and of nobody."""

import io

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES
from mestieri.reception.models import Ticket, TicketPassage
from mestieri.reception.number_paper import YOUR_NUMBER, number_pdf

pytestmark = pytest.mark.django_db


def words_of(pdf: bytes) -> str:
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


@pytest.mark.parametrize("language", [code for code, _name in SPOKEN_LANGUAGES])
def test_a_number_is_printed_on_one_small_page_in_the_language_of_who_takes_it(
    house, give, language
):
    ticket = give(house.business, language)
    pdf = number_pdf(house.centre, ticket)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        [page] = read.pages
        _left, _bottom, width, height = (float(side) for side in page.mediabox)
    assert (round(width / 72 * 25.4), height / 72 * 25.4 < 100) == (80, True)
    words = words_of(pdf)
    assert ticket.code in words
    assert "Fare impresa" in words
    assert "10:00" in words
    assert YOUR_NUMBER["it"] in words


def test_the_reception_prints_it_from_the_queue_and_nothing_is_written(as_role, house, give):
    ticket = give(house.work)
    client = as_role(Role.RECEPTIONIST)
    address = reverse("reception-ticket-paper", args=[house.centre.slug, ticket.pk])
    before = Ticket.objects.values().get(), TicketPassage.objects.count()
    assert words_of(client.get(address).content).count(ticket.code) == 1
    assert (Ticket.objects.values().get(), TicketPassage.objects.count()) == before


def test_right_after_it_is_given_it_can_be_printed(as_role, house):
    client = as_role(Role.RECEPTIONIST)
    queue = reverse("reception-queue", args=[house.centre.slug])
    page = client.get(queue)
    given = client.post(queue, {"tap": page.context["tap"], "area": house.work.pk})
    ticket = given.context["given"]
    paper = reverse("reception-ticket-paper", args=[house.centre.slug, ticket.pk])
    assert f'href="{paper}"' in given.content.decode()
