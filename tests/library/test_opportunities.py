"""The board of opportunities: what is over leaves by itself."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from mestieri.library.models import KeepingState, Occupation, Opportunity, Revision
from mestieri.library.services import opportunities as services
from mestieri.library.services.starter import load_starter_occupations
from tests import factories
from tests.walls.paths import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Centre:
    return factories.CentreFactory(slug="tuscolo")


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def titles(client: Client, centre: Centre, query: str = "") -> list[str]:
    page = client.get(f"{reverse('opportunities', args=[centre.slug])}?{query}")
    return [sheet.opportunity.title for sheet in page.context["sheets"]]


def test_the_board_shows_the_nearest_deadline_first_and_nothing_that_is_over(
    client: Client, centre: Centre
) -> None:
    factories.OpportunityFactory(centre=centre, title="Ieri", deadline=in_days(-1))
    factories.OpportunityFactory(centre=centre, title="Fra un mese", deadline=in_days(30))
    factories.OpportunityFactory(centre=centre, title="Oggi", deadline=in_days(0))
    factories.OpportunityFactory(centre=centre, title="Bozza", state=KeepingState.DRAFT)
    factories.OpportunityFactory(title="Altrove")
    assert titles(client, centre) == ["Oggi", "Fra un mese"]


def test_what_is_over_says_so_to_whoever_kept_its_address(client: Client, centre: Centre) -> None:
    over = factories.OpportunityFactory(centre=centre, deadline=in_days(-1))
    answer = client.get(reverse("opportunity", args=[centre.slug, over.pk]))
    assert answer.status_code == 410
    assert over.title in answer.text
    draft = factories.OpportunityFactory(centre=centre, state=KeepingState.DRAFT)
    assert client.get(reverse("opportunity", args=[centre.slug, draft.pk])).status_code == 404


def test_the_clock_retires_what_is_over_once(centre: Centre) -> None:
    over = factories.OpportunityFactory(centre=centre, deadline=in_days(-1))
    factories.OpportunityFactory(centre=centre, deadline=in_days(0))
    changes = exchange.latest_change()
    assert services.retire_expired() == 1
    assert services.retire_expired() == 0
    over.refresh_from_db()
    assert over.state == KeepingState.RETIRED
    revision = Revision.objects.get(subject_key=str(over.pk))
    assert (revision.act, revision.made_by) == ("expired", None)
    assert exchange.latest_change() > changes


def test_what_is_over_comes_back_only_with_another_deadline(centre: Centre) -> None:
    over = factories.OpportunityFactory(centre=centre, deadline=in_days(-1))
    services.retire_expired()
    over.refresh_from_db()
    with pytest.raises(ValidationError):
        services.publish_opportunity(over, today=timezone.localdate(), account=None)
    over.deadline = in_days(10)
    services.save_opportunity(over, account=None)
    services.publish_opportunity(over, today=timezone.localdate(), account=None)
    over.refresh_from_db()
    assert over.state == KeepingState.PUBLISHED


def test_the_board_is_narrowed_by_kind_need_and_word(client: Client, centre: Centre) -> None:
    factories.OpportunityFactory(
        centre=centre, title="Muletto", purposes=["TRAINING"], deadline=in_days(2)
    )
    factories.OpportunityFactory(centre=centre, title="Portineria", kind="vacancy")
    assert titles(client, centre, "tipo=vacancy") == ["Portineria"]
    assert titles(client, centre, "esigenza=TRAINING&q=mul") == ["Muletto"]
    assert titles(client, centre, "tipo=vacancy&esigenza=TRAINING") == []


def test_the_feed_holds_what_is_live(client: Client, centre: Centre) -> None:
    live = factories.OpportunityFactory(centre=centre, title="Corso & altro <b>")
    factories.OpportunityFactory(centre=centre, deadline=in_days(-1))
    answer = client.get(reverse("opportunities-feed", args=[centre.slug]))
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    feed = ElementTree.fromstring(answer.content)
    assert [item.findtext("title") for item in feed.iter("item")] == ["Corso & altro <b>"]
    link = next(feed.iter("item")).findtext("link")
    assert link == f"http://testserver{reverse('opportunity', args=[centre.slug, live.pk])}"


def test_only_what_is_live_can_be_found(centre: Centre) -> None:
    live = factories.OpportunityFactory(centre=centre)
    factories.OpportunityFactory(centre=centre, deadline=in_days(-1))
    found = [t.key for t in exchange.all_searchables() if t.kind == services.OPPORTUNITY]
    assert found == [str(live.pk)]


def test_the_staff_adds_publishes_and_retires(centre: Centre) -> None:
    account: Account = factories.account_with_role(Role.DOCUMENTALIST, centre)
    staff = sign_in(Client(), account)
    data = {
        "kind": "course", "title": "Saldatura TIG", "provider": "Scuola", "source": "Scuola",
        "deadline": in_days(20).isoformat(), "assured_on": in_days(0).isoformat(),
        "review_months": "1", "is_free": "on", "purposes": ["TRAINING", "WORK"],
    }  # fmt: skip
    staff.post(reverse("library-opportunity-add", args=[centre.slug]), data)
    made = Opportunity.objects.get(centre=centre)
    assert (made.state, made.purposes) == (KeepingState.DRAFT, ["WORK", "TRAINING"])
    address = [centre.slug, made.pk]
    staff.post(reverse("library-opportunity-publish", args=address))
    assert staff.post(reverse("library-opportunity-retire", args=address), {}).status_code == 200
    staff.post(reverse("library-opportunity-retire", args=address), {"reason": "Annullato."})
    made.refresh_from_db()
    assert made.state == KeepingState.RETIRED
    page = staff.get(reverse("library-opportunity", args=address))
    assert "Annullato." in page.text


def test_the_sheet_of_a_trade_leads_to_what_one_can_join_now(
    client: Client, centre: Centre
) -> None:
    load_starter_occupations()
    welder = Occupation.objects.get(labels__it="saldatore/saldatrice")
    course = factories.OpportunityFactory(centre=centre, title="Corso per saldatori a filo")
    factories.OpportunityFactory(centre=centre, title="Corso di cucina")
    factories.OpportunityFactory(title="Saldatrici cercasi, altrove")
    factories.OpportunityFactory(centre=centre, title="Saldatore, ieri", deadline=in_days(-1))
    page = client.get(reverse("occupation", args=[centre.slug, welder.key]))
    assert page.context["opportunities"] == [course]
    assert reverse("opportunity", args=[centre.slug, course.pk]) in page.text
