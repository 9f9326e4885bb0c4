"""«I numeri» on a desk and in a hand: charts, tables, the period."""

import pytest
from django.urls import reverse

from mestieri.kernel.roles import Role
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in
from tests.reception.living import bring_to_life

pytestmark = pytest.mark.S2


@pytest.fixture
def alive(transactional_db):
    """A centre with something in every figure; made after the database was emptied."""
    return bring_to_life(factories.PointFactory(name="Ingresso"))


def test_the_numbers_can_be_read_on_a_desk_and_in_a_hand(page, phone, alive):
    account = factories.account_with_role(Role.DIRECTOR, alive)
    for screen in (page, phone):
        sign_in(screen, account)
        screen.goto(reverse("reception-figures", args=[alive.slug]))
        assert_accessible(screen)
        assert_no_sideways_scroll(screen)
    assert page.locator(".chart svg").count() > 4
    page.locator("#passo").select_option("mese")
    page.locator(".period-form button").click()
    page.wait_for_url("**passo=mese**")
    page.goto(reverse("reception-who", args=[alive.slug]))
    assert_accessible(page)
