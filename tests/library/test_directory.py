"""The directory of services: kept fresh by the staff, read and printed by everybody."""

from __future__ import annotations

import datetime
import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre, District, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.roles import Role
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.library.models import (
    DirectoryEntry,
    Freshness,
    KeepingState,
    Revision,
    Schedule,
    ScheduleException,
)
from mestieri.library.queries import directory as queries
from mestieri.library.services import directory as services
from tests import factories
from tests.walls.paths import sign_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def centre() -> Centre:
    return factories.CentreFactory(slug="tuscolo", name="Tuscolo")


@pytest.fixture
def documentalist(centre: Centre) -> Account:
    return factories.account_with_role(Role.DOCUMENTALIST, centre)


@pytest.fixture
def north(centre: Centre) -> District:
    return factories.DistrictFactory(centre=centre, name="Nord")


@pytest.fixture
def south(centre: Centre) -> District:
    return factories.DistrictFactory(centre=centre, name="Sud", position=1)


def category(code: str) -> Term:
    load_starter_terms()
    return Term.objects.get(vocabulary=Vocabulary.REFERRAL_DESTINATION, code=code)


def draft(centre: Centre, **fields: object) -> DirectoryEntry:
    return DirectoryEntry(
        **{
            "centre": centre,
            "organisation": "CAF Insieme",
            "service": "ISEE",
            "source": "Il CAF, per telefono",
            "assured_on": TODAY(),
            **fields,
        }
    )


# What the staff keeps ---------------------------------------------------------------------


def test_a_service_is_a_draft_until_somebody_publishes_it(
    client: Client, centre: Centre, documentalist: Account
) -> None:
    entry = draft(centre)
    services.save_entry(entry, terms=[category("caf-patronato")], account=documentalist)
    path = reverse("directory-entry", args=[centre.slug, entry.pk])
    assert client.get(path).status_code == 404
    services.publish_entry(entry, account=documentalist)
    assert client.get(path).status_code == 200
    services.retire_entry(entry, "Ha chiuso.", account=documentalist)
    assert client.get(path).status_code == 404
    services.publish_entry(entry, account=documentalist)
    acts = list(Revision.objects.order_by("id").values_list("act", "reason"))
    assert acts == [
        ("created", ""), ("published", ""), ("retired", "Ha chiuso."), ("restored", ""),
    ]  # fmt: skip


def test_saving_what_did_not_change_leaves_no_revision(
    centre: Centre, documentalist: Account
) -> None:
    entry = draft(centre)
    terms = [category("caf-patronato")]
    services.save_entry(entry, terms=terms, account=documentalist)
    changes = exchange.latest_change()
    assert services.save_entry(entry, terms=terms, account=documentalist) is None
    assert services.verify_entry(entry, today=TODAY(), account=documentalist) is None
    assert Revision.objects.count() == 1
    assert exchange.latest_change() == changes


def test_a_revision_says_what_changed_before_and_after(
    centre: Centre, documentalist: Account
) -> None:
    entry = draft(centre, phone="000 1")
    services.save_entry(entry, terms=[category("caf-patronato")], account=documentalist)
    entry.phone, entry.languages = "000 2", ["fr", "it"]
    revision = services.save_entry(entry, terms=[category("inps")], account=documentalist)
    assert revision is not None
    assert revision.changes["phone"] == ["000 1", "000 2"]
    assert revision.changes["languages"] == [[], ["it", "fr"]]
    assert revision.changes["terms"] == [["CAF o patronato"], ["INPS"]]
    assert revision.made_by == documentalist


def test_hours_and_closures_are_part_of_the_history(centre: Centre) -> None:
    entry = factories.DirectoryEntryFactory(centre=centre)
    hours = Schedule(
        entry=entry,
        recurrence="FREQ=WEEKLY;BYDAY=MO,TU",
        opens=datetime.time(9),
        closes=datetime.time(12, 30),
    )
    services.save_schedule(hours, account=None)
    closure = ScheduleException(
        entry=entry, first_day=TODAY(), last_day=TODAY(), reason="Assemblea"
    )
    services.save_exception(closure, account=None)
    services.remove_schedule(hours, account=None)
    changed = [list(row.changes) for row in Revision.objects.order_by("id")]
    assert changed == [["schedules"], ["exceptions"], ["schedules"]]


def test_nothing_of_another_centre_and_nothing_from_the_future(centre: Centre) -> None:
    with pytest.raises(ValidationError):
        services.save_entry(draft(centre, district=factories.DistrictFactory()), account=None)
    with pytest.raises(ValidationError):
        services.save_entry(
            draft(centre, assured_on=TODAY() + datetime.timedelta(days=1)), account=None
        )
    with pytest.raises(ValidationError):
        services.save_entry(draft(centre, languages=["klingon"]), account=None)


@pytest.mark.parametrize(
    ("days_late", "freshness"),
    [(0, Freshness.FRESH), (1, Freshness.ADVISED), (60, Freshness.ADVISED), (61, "mandatory")],
)
def test_an_update_is_first_advised_and_then_mandatory(
    centre: Centre, days_late: int, freshness: str
) -> None:
    entry = draft(centre, assured_on=datetime.date(2026, 1, 31), review_months=1)
    services.save_entry(entry, account=None)
    assert entry.review_by == datetime.date(2026, 2, 28)
    day = entry.review_by + datetime.timedelta(days=days_late)
    assert entry.freshness(day) == freshness


def test_the_checklist_says_what_lacks(centre: Centre) -> None:
    entry = factories.DirectoryEntryFactory(centre=centre, phone="000 1", languages=["it"])
    points = queries.quality_of(entry)
    assert queries.quality_score(points) == round(100 * 2 / len(points))
    by_telephone = factories.DirectoryEntryFactory(centre=centre, access_modes=["phone"])
    there = {str(p.label) for p in queries.quality_of(by_telephone) if p.is_there}
    assert len(there) >= 5  # no door: it lacks neither address, nor hours, nor a point on the map


def test_what_is_overdue_is_checked_in_one_click_from_the_list(
    documentalist: Account, centre: Centre
) -> None:
    old = TODAY() - datetime.timedelta(days=300)
    late = factories.DirectoryEntryFactory(centre=centre, organisation="In ritardo", assured_on=old)
    factories.DirectoryEntryFactory(centre=centre, organisation="In regola")
    staff = sign_in(Client(), documentalist)
    path = reverse("library-entries", args=[centre.slug]) + "?scadute=si"
    page = staff.get(path)
    assert "In ritardo" in page.text
    assert "In regola" not in page.text
    verify = reverse("library-entry-verify", args=[centre.slug, late.pk])
    answer = staff.post(verify, {"from": "list", "scadute": "si"})
    assert answer.url == f"{path}"
    late.refresh_from_db()
    assert late.assured_on == TODAY()
    assert "In ritardo –" not in staff.get(path).text.partition("sheet-list")[2]


def test_the_forms_of_the_banco_write_hours_as_people_say_them(
    documentalist: Account, centre: Centre
) -> None:
    entry = factories.DirectoryEntryFactory(centre=centre)
    staff = sign_in(Client(), documentalist)
    path = reverse("library-schedule-add", args=[centre.slug, entry.pk])
    data = {
        "frequency": "monthly", "weekdays": ["1"], "week": "1", "opens": "09:00",
        "closes": "13:00", "closed_months": ["8"],
    }  # fmt: skip
    assert staff.post(path, {**data, "week": ""}).status_code == 200  # which one of the month?
    assert staff.post(path, {**data, "closes": "08:00"}).status_code == 200
    staff.post(path, data)
    schedule = entry.schedules.get()
    assert schedule.recurrence == "FREQ=MONTHLY;BYDAY=1TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12"
    again = staff.get(reverse("library-schedule-change", args=[centre.slug, schedule.pk]))
    form = again.context["form"]
    assert (form.initial["week"], form.initial["closed_months"]) == (1, [8])


def test_coordinates_are_pasted_as_maps_give_them(documentalist: Account, centre: Centre) -> None:
    entry = factories.DirectoryEntryFactory(centre=centre)
    staff = sign_in(Client(), documentalist)
    path = reverse("library-entry-change", args=[centre.slug, entry.pk])
    data = {
        "organisation": "Ente", "service": "Sportello", "source": "Ente",
        "assured_on": TODAY().isoformat(), "review_months": "6",
    }  # fmt: skip
    for wrong in ("via Roma", "91, 12", "41.85"):
        assert staff.post(path, {**data, "coordinates": wrong}).status_code == 200
    staff.post(path, {**data, "coordinates": "41.8521, 12.5693"})
    entry.refresh_from_db()
    assert (str(entry.latitude), str(entry.longitude)) == ("41.852100", "12.569300")


# What everybody reads ---------------------------------------------------------------------


def test_filters_are_plain_links_and_combine(
    client: Client, centre: Centre, north: District, south: District
) -> None:
    caf = factories.DirectoryEntryFactory(
        centre=centre, organisation="CAF Nord", district=north, languages=["fr"],
        purposes=["WORK"],
    )  # fmt: skip
    services.save_entry(caf, terms=[category("caf-patronato")], account=None)
    factories.DirectoryEntryFactory(centre=centre, organisation="CAF Sud", district=south)
    factories.DirectoryEntryFactory(organisation="CAF di un altro centro")
    path = reverse("directory", args=[centre.slug])

    def found(query: str) -> list[str]:
        page = client.get(f"{path}?{query}")
        return [sheet.entry.organisation for sheet in page.context["sheets"]]

    assert found("") == ["CAF Nord", "CAF Sud"]
    assert found("q=caf+nord") == ["CAF Nord"]
    assert found(f"zona={south.pk}") == ["CAF Sud"]
    assert found("tipo=caf-patronato&lingua=fr&esigenza=WORK") == ["CAF Nord"]
    assert found(f"tipo=caf-patronato&zona={south.pk}") == []
    for strange in (
        "zona=x",
        "zona=²",
        "zona=99999999999999",
        "tipo='--",
        "q=%00%F0%9F",
        "pagina=x",
    ):
        client.get(f"{path}?{strange}")
    page = client.get(f"{path}?tipo=caf-patronato")
    assert f"tipo=caf-patronato&amp;zona={north.pk}" in page.text


def test_the_page_of_a_service_leaves_for_no_other_host_by_itself(
    client: Client, centre: Centre
) -> None:
    entry = factories.DirectoryEntryFactory(
        centre=centre, latitude="41.85", longitude="12.56", website="https://www.example.org/"
    )
    text = client.get(reverse("directory-entry", args=[centre.slug, entry.pk])).text
    assert "https://www.openstreetmap.org/?mlat=41.850000&amp;mlon=12.560000" in text
    assert "<iframe" not in text
    assert text.count("<img") == 0


@pytest.mark.S5
def test_address_lists_print_by_district_from_the_directory(
    client: Client, centre: Centre, north: District, south: District
) -> None:
    for number in range(3):
        factories.DirectoryEntryFactory(
            centre=centre, organisation=f"Nord {number}", district=north, phone="000 1"
        )
    southern = factories.DirectoryEntryFactory(
        centre=centre, organisation="Sud solo", district=south
    )
    path = reverse("address-list", args=[centre.slug])

    def listed(query: str = "") -> list[tuple[str, list[str]]]:
        groups = client.get(f"{path}?{query}").context["groups"]
        return [(g.name, [sheet.entry.organisation for sheet in g.sheets]) for g in groups]

    in_the_north = ("Nord", ["Nord 0", "Nord 1", "Nord 2"])
    assert listed() == [in_the_north, ("Sud", ["Sud solo"])]
    assert listed(f"zona={north.pk}") == [in_the_north]
    pdf = client.get(reverse("address-list-pdf", args=[centre.slug]) + f"?zona={north.pk}").content
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "it"
        assert str(document.docinfo["/Title"]) == "Indirizzi di Tuscolo"
    # The list is the directory: what changes there changes here, at once.
    southern.organisation = "Sud cambiato"
    services.save_entry(southern, account=None)
    assert listed(f"zona={south.pk}") == [("Sud", ["Sud cambiato"])]
    services.retire_entry(southern, "Chiuso.", account=None)
    assert listed() == [in_the_north]


def test_any_unicode_can_be_printed(client: Client, centre: Centre) -> None:
    factories.DirectoryEntryFactory(centre=centre, organisation="中心 مركز 🦄", service="#*_`$")
    answer = client.get(reverse("address-list-pdf", args=[centre.slug]))
    assert answer.content.startswith(b"%PDF")


def test_what_is_published_can_be_found_in_its_own_centre(centre: Centre) -> None:
    entry = factories.DirectoryEntryFactory(centre=centre, organisation="Punto Giallo")
    factories.DirectoryEntryFactory(centre=centre, state=KeepingState.DRAFT)
    offered = [t for t in exchange.all_searchables() if t.kind == services.DIRECTORY_ENTRY]
    assert [(thing.key, thing.centre) for thing in offered] == [(str(entry.pk), "tuscolo")]
    address = exchange.searchable_address(services.DIRECTORY_ENTRY, "tuscolo", offered[0].key)
    assert address == reverse("directory-entry", args=["tuscolo", entry.pk])


def test_pages_take_few_queries_however_many_there_are(
    client: Client, centre: Centre, north: District, django_assert_max_num_queries: object
) -> None:
    for number in range(25):
        entry = factories.DirectoryEntryFactory(centre=centre, district=north)
        services.save_entry(entry, terms=[category("inps")], account=None)
        Schedule.objects.create(
            entry=entry,
            recurrence="FREQ=WEEKLY;BYDAY=MO",
            opens=datetime.time(9),
            closes=datetime.time(10 + number % 5),
        )
    for name in ("directory", "address-list"):
        path = reverse(name, args=[centre.slug])
        client.get(path)
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            client.get(path)
