"""Every page of the foundations opens to who holds its right, and is 404 to everybody else."""

import datetime

import pytest
from django.urls import get_resolver, reverse

from mestieri.kernel import urls
from mestieri.kernel.models import (
    Closure,
    OpeningHours,
    Partner,
    Service,
    SpaceItem,
    Term,
)
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.roles import RIGHTS, Role
from tests import factories

pytestmark = pytest.mark.django_db

VIEWS = {pattern.name: pattern.callback for pattern in urls.urlpatterns}
ONLY_POST = {"kernel-point-use", "kernel-link", "kernel-term-retire"}


@pytest.fixture
def furnish():
    """Fill a centre with one row of each kind; the keys by the name of the address."""

    def fill(centre):
        site = factories.SiteFactory(centre=centre)
        point = factories.PointFactory(centre=centre, site=site)
        area = factories.AreaFactory(centre=centre)
        hours = OpeningHours.objects.create(
            site=site, weekday=0, opens=datetime.time(9), closes=datetime.time(13)
        )
        day = datetime.date(2030, 8, 15)
        closure = Closure.objects.create(site=site, first_day=day, last_day=day, reason="Ferie")
        item = SpaceItem.objects.create(site=site, area=area, kind=SpaceItemKind.SEATS, name="Sala")
        service = Service.objects.create(centre=centre, area=area, name="Ascolto")
        partner = Partner.objects.create(centre=centre, name="Ente di prova", nature="public")
        role = factories.RoleAssignmentFactory(centre=centre)
        return {
            "kernel-site": site,
            "kernel-point": point,
            "kernel-area": area,
            "kernel-hours": hours,
            "kernel-closure": closure,
            "kernel-item": item,
            "kernel-service": service,
            "kernel-partner": partner,
            "kernel-role-give": role.account,
            "kernel-role-end": role,
            "kernel-link": role.account,
        }

    return fill


def row_of(name, rows):
    """The row that the address of this name opens."""
    if name in ("kernel-hours-add", "kernel-closure-add"):
        return rows["kernel-site"]
    return rows.get(name) or rows[name.rsplit("-", 1)[0]]


def arguments(name, rows):
    """Arguments of an address besides the centre."""
    route = next(str(p.pattern) for p in urls.urlpatterns if p.name == name)
    words = [Vocabulary.AUDIENCE.value] if "<slug:code>" in route else []
    if "<int:pk>" not in route:
        return words
    if words:
        term, _new = Term.objects.get_or_create(
            vocabulary=Vocabulary.AUDIENCE, code="prova", label="Prova"
        )
        return [*words, term.pk]
    return [row_of(name, rows).pk]


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in ONLY_POST])
def test_the_page_opens_to_who_holds_its_right(name, centre, furnish, as_role):
    role = next(role for role in Role if VIEWS[name].right in RIGHTS[role])
    address = reverse(name, args=[centre.slug, *arguments(name, furnish(centre))])
    response = as_role(role).get(address)
    assert response.status_code == 200


@pytest.mark.parametrize("name", list(VIEWS))
def test_the_page_does_not_exist_for_who_lacks_the_right(name, centre, furnish, as_role):
    role = next(role for role in Role if VIEWS[name].right not in RIGHTS[role])
    address = reverse(name, args=[centre.slug, *arguments(name, furnish(centre))])
    client = as_role(role)
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


@pytest.mark.parametrize("name", [p.name for p in urls.urlpatterns if "<int:pk>" in str(p.pattern)])
def test_a_row_of_another_centre_does_not_exist(name, centre, other_centre, furnish, as_role):
    keys = arguments(name, furnish(other_centre))
    if name.startswith("kernel-term"):
        keys[-1] += 1000  # words are shared by every centre: there is no foreign one
    address = reverse(name, args=[centre.slug, *keys])
    client = as_role(Role.DIRECTOR)
    statuses = {client.post(address, {}).status_code}
    if name not in ONLY_POST:
        statuses.add(client.get(address).status_code)
    assert statuses == {404}


@pytest.mark.parametrize("name", sorted(ONLY_POST))
def test_what_changes_something_is_never_a_get(name, centre, furnish, as_role):
    address = reverse(name, args=[centre.slug, *arguments(name, furnish(centre))])
    assert as_role(Role.DIRECTOR).get(address).status_code == 405


def test_the_addresses_of_the_foundations_are_under_the_banco():
    names = get_resolver().reverse_dict
    assert all(name in names for name in VIEWS)
