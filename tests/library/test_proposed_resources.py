"""An organisation proposes a document or a website by its link; the documentalist publishes it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre, Proposal
from mestieri.kernel.roles import Role
from mestieri.kernel.services import proposals
from mestieri.library.models import Resource, Revision
from mestieri.library.queries.resources import sides_of
from mestieri.library.services.resource_data import ResourceData
from mestieri.library.services.resources import create_resource, retire_resource
from mestieri.library.vocabulary import Facet, ResourceKind, ResourceState
from tests import factories
from tests.walls.paths import sign_in

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def centre() -> Centre:
    return factories.CentreFactory(slug="tuscolo")


@pytest.fixture
def documentalist(centre: Centre) -> Account:
    return factories.account_with_role(Role.DOCUMENTALIST, centre)


@pytest.fixture
def site(centre: Centre) -> Resource:
    data = ResourceData(
        ResourceKind.WEBSITE,
        "Corsi serali",
        url="https://example.org/corsi",
        reference="W-12",
        facets={
            Facet.LANGUAGE: frozenset({"it"}),
            Facet.SECTOR: frozenset({"P"}),
            Facet.PURPOSE: frozenset({"WORK"}),
        },
    )
    return create_resource(data, centre=centre, account=None)


def invite(centre: Centre, resource: Resource | None = None) -> tuple[Proposal, str]:
    """An invitation, and the token that only the office has."""
    proposal, issued = proposals.invite(
        centre,
        "resource",
        subject_key=str(resource.pk) if resource else "",
        organisation="CAF Insieme",
        email="ufficio@example.org",
        account=None,
    )
    return proposal, issued.address.rstrip("/").rpartition("/")[2]


def written(**fields: Any) -> dict[str, Any]:
    """What an office writes in the form."""
    return {
        "kind": "website",
        "title": "I nostri corsi serali",
        "url": "https://example.org/corsi-serali",
        "summary": "Date, prezzi e posti liberi.",
        "esigenza": ["TRAINING"],
        "lingua": ["it", "fr"],
        **fields,
    }


def send(client: Client, centre: Centre, token: str, data: dict[str, Any]) -> Any:
    return client.post(reverse("proposal-send", args=[centre.slug, token]), data, headers=OURS)


def decide(account: Account, proposal: Proposal, data: dict[str, Any]) -> Any:
    path = reverse("kernel-proposal", args=[proposal.centre.slug, proposal.pk])
    return sign_in(Client(), account).post(path, data, follow=True)


def test_a_website_travels_from_the_link_to_the_catalogue(
    client: Client, centre: Centre, documentalist: Account
) -> None:
    proposal, token = invite(centre)
    link = reverse("proposal", args=[centre.slug, token])
    assert client.get(link).status_code == 200
    answer = send(client, centre, token, written())
    assert answer.status_code == 200
    assert not answer.cookies
    assert not Resource.objects.exists()  # nothing is published without a person

    mail.outbox.clear()
    page = decide(documentalist, proposal, written(title="Corsi serali di CAF Insieme"))
    made = Resource.objects.get()
    assert page.redirect_chain[-1][0] == reverse("library-resource", args=[centre.slug, made.pk])
    assert (made.title, made.state) == ("Corsi serali di CAF Insieme", ResourceState.LIVE)
    assert made.verified_on == timezone.localdate() < made.review_by
    assert sides_of(made)[Facet.LANGUAGE] == {"it", "fr"}
    assert client.get(reverse("resource", args=[centre.slug, made.pk])).status_code == 200
    assert mail.outbox[0].to == ["ufficio@example.org"]
    revision = Revision.objects.get(subject_key=str(made.pk))
    assert (revision.made_by, "CAF Insieme" in revision.reason) == (documentalist, True)


def test_a_correction_keeps_what_the_organisation_is_not_asked_about(
    client: Client, centre: Centre, site: Resource, documentalist: Account
) -> None:
    proposal, token = invite(centre, site)
    told = written(title="Corsi serali", url="https://example.org/nuovi-corsi", settore=["A"])
    send(client, centre, token, {**told, "reference": "MIO", "state": "draft"})
    path = reverse("kernel-proposal", args=[centre.slug, proposal.pk])
    page = sign_in(Client(), documentalist).get(path)
    assert "https://example.org/nuovi-corsi" in page.text
    decide(documentalist, proposal, told)
    site.refresh_from_db()
    assert (site.url, site.reference) == ("https://example.org/nuovi-corsi", "W-12")
    assert sides_of(site) == {
        Facet.LANGUAGE: {"it", "fr"},
        Facet.PURPOSE: {"TRAINING"},
        Facet.SECTOR: {"P"},
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"url": ""},  # a website needs its address
        {"url": "http://192.168.1.7/corsi"},
        {"url": "javascript:alert(1)"},
        {"kind": "audiovisual"},
        {"isbn": "978-88-000-0000-9"},
        {"summary": "Chiamare 333 123 4567 dopo cena."},
    ],
)
def test_what_is_not_in_order_spends_no_link(
    client: Client, centre: Centre, wrong: dict[str, str]
) -> None:
    proposal, token = invite(centre)
    assert send(client, centre, token, written(**wrong)).status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "invited"


def test_what_is_elsewhere_or_retired_is_nobodys_to_correct(
    centre: Centre, other_centre: Centre, site: Resource
) -> None:
    offered = exchange.proposable("resource")
    assert offered is not None
    assert offered.subject(centre, str(site.pk)) == site
    assert offered.subject(other_centre, str(site.pk)) is None
    retire_resource(site, "Chiuso.", account=None)
    assert offered.subject(centre, str(site.pk)) is None


def test_the_resource_and_the_list_offer_to_ask_an_organisation(
    centre: Centre, site: Resource, documentalist: Account
) -> None:
    staff = sign_in(Client(), documentalist)
    page = staff.get(reverse("library-resource", args=[centre.slug, site.pk]))
    ask = reverse("kernel-proposal-correct", args=[centre.slug, "resource", site.pk])
    assert ask in page.text
    assert staff.get(ask).status_code == 200
    invitation = reverse("kernel-proposal-invite", args=[centre.slug, "resource"])
    assert invitation in staff.get(reverse("library-resources", args=[centre.slug])).text
