"""A curator sorts and searches CVs on a desk and in a hand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mestieri.cli.demonstration.cvs import people
from mestieri.kernel.roles import Role
from mestieri.talents.models import CVFamily, IndexDefinition, SavedSearch
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in
from tests.talents.bank import keep_all

pytestmark = [pytest.mark.S15, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def bank(transactional_db):
    centre = factories.CentreFactory()
    keep_all(centre, people(60))
    return centre


def test_a_curator_confirms_corrects_merges_takes_back_and_searches(page, phone, bank):
    account = factories.account_with_role(Role.CV_CURATOR, bank)
    sign_in(page, account)
    page.goto(reverse("talents-families", args=[bank.slug]))
    assert_accessible(page)
    page.locator(".sorting-actions form button").first.click()
    page.wait_for_url("**/campione/**")
    assert_accessible(page)
    for label in page.locator("label[for^=right-]").all():
        label.click()
    page.locator("form .form-actions button").click()
    page.wait_for_url("**/cv/famiglie/")
    assert not CVFamily.objects.filter(state="proposed").exists()

    row = CVFamily.objects.filter(is_main=True).select_related("family").first()
    assert row is not None
    merged = row.family
    page.goto(reverse("talents-family-merge", args=[bank.slug, merged.pk]))
    page.locator("select[name=family]").select_option(index=1)
    with page.expect_navigation():
        page.locator(".form-actions button").click()
    page.goto(reverse("talents-family-history", args=[bank.slug]))
    assert_accessible(page)
    with page.expect_navigation():
        page.locator(".sorting-rows form button").click()
    merged.refresh_from_db()
    assert merged.retired_on is None

    town = IndexDefinition.objects.get(centre=bank, code="zona")
    licence = IndexDefinition.objects.get(centre=bank, code="patente")
    asked = f"?i{town.pk}-dove=Rho&i{town.pk}-km=5&i{licence.pk}=1"
    sign_in(phone, account)
    for screen in (page, phone):
        screen.goto(reverse("talents-search", args=[bank.slug]) + asked)
        assert_accessible(screen)
        assert_no_sideways_scroll(screen)
        assert screen.locator(".search-cells").count() > 0
    before = int(page.locator("#found-title").inner_text().split()[0])
    page.locator(".search-asked a").first.click()
    page.wait_for_url("**senza=**")
    assert int(page.locator("#found-title").inner_text().split()[0]) > before
    page.locator("#search-name").fill("Rho e patente B")
    with page.expect_navigation():
        page.locator("#search-name").press("Enter")
    assert SavedSearch.objects.get().name == "Rho e patente B"
    for name in ("talents-kept", "talents-indexes"):
        page.goto(reverse(name, args=[bank.slug]))
        assert_accessible(page)
    phone.goto(reverse("talents-sort", args=[bank.slug, row.cv_id]))
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
