"""The sheet of a centre: needs are a partition, nothing is lost, every change is written down."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mestieri.kernel import queries
from mestieri.kernel.models import Area, AuditEntry, Partner, Point, Service, Site, SpaceItem, Term
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.roles import Role
from mestieri.kernel.services import centres, sheet
from mestieri.kernel.vocabulary import CentreKind, Purpose
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_need_given_to_an_area_leaves_the_one_that_had_it(centre):
    first = factories.AreaFactory(centre=centre, purposes=[Purpose.WORK, Purpose.TRAINING])
    second = factories.AreaFactory(centre=centre)
    centres.assign_purposes(second, [Purpose.WORK])
    assert Area.objects.get(pk=first.pk).purposes == [Purpose.TRAINING]
    assert Area.objects.get(pk=second.pk).purposes == [Purpose.WORK]
    assert queries.purposes_without_area(centre) == [Purpose.GUIDANCE, Purpose.ENTERPRISE]


def test_the_same_need_belongs_to_an_area_of_each_centre(centre, other_centre):
    for each in (centre, other_centre):
        factories.AreaFactory(centre=each, purposes=list(Purpose))
        assert queries.purposes_without_area(each) == []


def test_the_page_of_the_areas_warns_of_a_need_without_area(centre, as_role):
    factories.AreaFactory(centre=centre, purposes=[Purpose.WORK])
    page = as_role(Role.DIRECTOR).get(reverse("kernel-areas", args=[centre.slug]))
    assert page.context["without_area"] == [
        Purpose.TRAINING,
        Purpose.GUIDANCE,
        Purpose.ENTERPRISE,
    ]


def test_an_area_is_made_with_its_needs_on_one_page(centre, as_role):
    address = reverse("kernel-area-add", args=[centre.slug])
    posted = {"name": "Polo", "status": "planned", "position": 1, "purposes": ["WORK"]}
    assert as_role(Role.DIRECTOR).post(address, posted).status_code == 302
    assert centre.areas.get().purposes == [Purpose.WORK]


def test_the_space_plan_counts_each_chair_once(centre):
    site = factories.SiteFactory(centre=centre)
    both = factories.AreaFactory(centre=centre, purposes=[Purpose.WORK, Purpose.TRAINING])
    seats = SpaceItemKind.SEATS
    SpaceItem.objects.create(site=site, area=both, kind=seats, name="Sala", quantity=12)
    SpaceItem.objects.create(site=site, kind=seats, name="Atrio", quantity=8)
    (row,) = queries.space_plan(centre)
    assert (row.cells, row.for_all, row.total) == ([12, 0, 0, 0], 8, 20)


def test_an_item_never_stands_in_an_area_of_another_centre(centre, other_centre):
    item = SpaceItem(
        site=factories.SiteFactory(centre=centre),
        area=factories.AreaFactory(centre=other_centre),
        kind=SpaceItemKind.SHELF,
        name="Scaffale",
    )
    with pytest.raises(ValidationError):
        sheet.save(item, centre, None)
    assert not SpaceItem.objects.exists()


def test_a_form_offers_only_what_belongs_to_the_centre(centre, other_centre, as_role):
    foreign = factories.AreaFactory(centre=other_centre)
    site = factories.SiteFactory(centre=centre)
    posted = {"site": site.pk, "kind": "seats", "name": "Sala", "quantity": 1, "area": foreign.pk}
    page = as_role(Role.DIRECTOR).post(reverse("kernel-item-add", args=[centre.slug]), posted)
    assert page.context["form"].errors["area"]
    assert page.context["form"]["name"].value() == "Sala"


def test_a_point_named_by_a_count_can_only_be_put_out_of_use(centre):
    point = factories.PointFactory(centre=centre)
    factories.PointFactory(centre=centre)
    factories.VisitFactory(centre=centre, point=point)
    with pytest.raises(ValidationError):
        sheet.remove(point, centre, None)
    sheet.use_point(point, False, None)
    assert not Point.objects.get(pk=point.pk).is_active


def test_the_last_point_stays_in_use(centre):
    point = factories.PointFactory(centre=centre)
    for act in (
        lambda: sheet.use_point(point, False, None),
        lambda: sheet.remove(point, centre, None),
    ):
        with pytest.raises(ValidationError):
            act()
    assert Point.objects.get(pk=point.pk).is_active


def test_an_area_with_a_desk_in_it_is_not_removed_under_its_feet(centre, as_role):
    desk = factories.DeskFactory(centre=centre)
    address = reverse("kernel-area-remove", args=[centre.slug, desk.area.pk])
    page = as_role(Role.DIRECTOR).post(address)
    assert page.context["refusal"]
    assert Area.objects.filter(pk=desk.area.pk).exists()


def test_removing_asks_first(centre, as_role):
    partner = Partner.objects.create(centre=centre, name="Ente", nature="public")
    address = reverse("kernel-partner-remove", args=[centre.slug, partner.pk])
    client = as_role(Role.DIRECTOR)
    assert client.get(address).status_code == 200
    assert Partner.objects.exists()
    client.post(address)
    assert not Partner.objects.exists()


def test_a_site_goes_away_with_its_hours(centre):
    site = factories.SiteFactory(centre=centre)
    site.opening_hours.create(weekday=0, opens=datetime.time(9), closes=datetime.time(10))
    sheet.remove(site, centre, None)
    assert not Site.objects.exists()


def test_an_experiment_without_a_hypothesis_is_refused_with_a_sentence(centre, as_role):
    posted = {"name": "Sportello serale", "is_experimental": "on", "starts_on": "2026-11-23"}
    page = as_role(Role.DIRECTOR).post(reverse("kernel-service-add", args=[centre.slug]), posted)
    assert len(page.context["form"].non_field_errors()) == 1
    assert not Service.objects.exists()


def test_two_partners_never_bear_the_same_name_in_a_centre(centre, as_role):
    Partner.objects.create(centre=centre, name="Ente", nature="public")
    posted = {"name": "Ente", "nature": "private"}
    page = as_role(Role.DIRECTOR).post(reverse("kernel-partner-add", args=[centre.slug]), posted)
    assert page.context["form"].non_field_errors()
    assert Partner.objects.count() == 1


def test_the_sheet_changes_the_kinds_of_a_centre(centre, as_role):
    address = reverse("kernel-centre", args=[centre.slug])
    posted = {"name": "Tuscolo", "theme": "neutral", "kinds": ["tavoli", "job_center"]}
    assert as_role(Role.DIRECTOR).post(address, posted).status_code == 302
    centre.refresh_from_db()
    assert centre.kinds == [CentreKind.TAVOLI, CentreKind.JOB_CENTER]


def test_a_sheet_without_a_kind_changes_nothing(centre, as_role):
    address = reverse("kernel-centre", args=[centre.slug])
    page = as_role(Role.DIRECTOR).post(address, {"name": "Altro", "theme": "neutral"})
    assert page.context["form"].errors["kinds"]
    centre.refresh_from_db()
    assert centre.name == "Tuscolo"


def test_every_change_is_written_down_with_who_made_it(centre, as_role):
    client = as_role(Role.DIRECTOR)
    client.post(
        reverse("kernel-partner-add", args=[centre.slug]), {"name": "Ente", "nature": "public"}
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.centre, entry.detail) == (
        "kernel.add_partner",
        centre,
        {"name": "Ente"},
    )
    assert entry.account.role_assignments.get().role == Role.DIRECTOR


def test_the_log_of_a_centre_never_shows_another(centre, other_centre, as_role):
    sheet.save(Partner(centre=other_centre, name="Segreto", nature="public"), other_centre, None)
    page = as_role(Role.DIRECTOR).get(reverse("kernel-audit", args=[centre.slug]))
    assert "Segreto" not in page.content.decode()


def test_the_log_is_shown_by_pages_and_by_act(centre, as_role):
    for number in range(60):
        sheet.save(Partner(centre=centre, name=f"Ente {number}", nature="public"), centre, None)
    address = reverse("kernel-audit", args=[centre.slug])
    client = as_role(Role.DIRECTOR)
    assert len(client.get(address).context["lines"]) == 50
    assert len(client.get(address, {"page": 2}).context["lines"]) == 10
    kept = client.get(address, {"action": "kernel.add_partner"}).context["query"]
    assert kept == "action=kernel.add_partner&"
    assert client.get(address, {"action": "nonsense"}).context["query"] == ""


def test_the_log_costs_the_same_however_long(centre, django_assert_max_num_queries, as_role):
    for number in range(20):
        sheet.save(Partner(centre=centre, name=f"Ente {number}", nature="public"), centre, None)
    client = as_role(Role.DIRECTOR)
    with django_assert_max_num_queries(10):
        client.get(reverse("kernel-audit", args=[centre.slug]))


def test_a_word_is_retired_and_offered_again_never_deleted(centre, as_role):
    term = Term.objects.create(vocabulary=Vocabulary.AUDIENCE, code="x", label="X")
    address = reverse("kernel-term-retire", args=[centre.slug, Vocabulary.AUDIENCE.value, term.pk])
    client = as_role(Role.DOCUMENTALIST)
    client.post(address, {"retired": "1"})
    assert not queries.terms(Vocabulary.AUDIENCE).exists()
    client.post(address, {"retired": "0"})
    assert queries.terms(Vocabulary.AUDIENCE).get() == term


@pytest.mark.parametrize("word", ["Rientrare", "工作", "🙂"])
def test_a_word_of_any_alphabet_gets_a_code(centre, as_role, word):
    address = reverse("kernel-term-add", args=[centre.slug, Vocabulary.LIFE_MOMENT.value])
    as_role(Role.DOCUMENTALIST).post(address, {"label": word, "position": 1})
    assert Term.objects.get(label=word).code


def test_a_word_already_there_is_refused_with_a_sentence(centre, as_role):
    Term.objects.create(vocabulary=Vocabulary.AUDIENCE, code="giovani", label="Giovani")
    address = reverse("kernel-term-add", args=[centre.slug, Vocabulary.AUDIENCE.value])
    page = as_role(Role.DOCUMENTALIST).post(address, {"label": "Giovani", "position": 1})
    assert page.context["form"].non_field_errors()
    assert Term.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "start"), [("kernel-register-pdf", b"%PDF"), ("kernel-register-csv", b"\xef\xbb\xbf")]
)
def test_the_register_leaves_as_a_file(centre, as_role, name, start):
    response = as_role(Role.DATA_PROTECTION_OFFICER).get(reverse(name, args=[centre.slug]))
    assert response.content.startswith(start)
