"""Totals of the past: brought in once, seen beside what is counted, taken back."""

import datetime
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from mestieri.cli.import_ import imports
from mestieri.kernel.models import AuditEntry
from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import CentreStatus
from mestieri.reception import queries
from mestieri.reception.models import HistoryImport, MonthlyTotal
from mestieri.reception.services import monthly_totals
from mestieri.reception.services.monthly_totals import NoTable, rows_of_text
from tests import factories

pytestmark = pytest.mark.django_db
TABLE = """mese;presenze
2010-01;612
febbraio 2010;1.240
03/2010;0
"""


@pytest.fixture
def bring_in(centre):
    """Bring a table in; the report as JSON."""

    def bring_in(text, **options):
        report = monthly_totals.import_monthly_totals(
            centre, rows_of_text(text), source="Prova", account=None, **options
        )
        return report.as_json()

    return bring_in


def report(read=0, created=0, unchanged=0, duplicates=0, refused=()):
    return {
        "read": read, "created": created, "unchanged": unchanged, "duplicates": duplicates,
        "refused": list(refused),
    }  # fmt: skip


def test_totals_are_brought_in_once(bring_in, centre):
    assert bring_in(TABLE) == report(read=3, created=3)
    assert bring_in(TABLE) == report(read=3, unchanged=3)
    assert HistoryImport.objects.count() == 1
    months = queries.months_of_centre(centre)
    assert [month.visits for month in months] == [612, 1240, 0]
    assert queries.years_of_centre(months)[0].visits == 1852


def test_a_preview_writes_nothing(bring_in):
    assert bring_in(TABLE, write=False)["created"] == 3
    assert not MonthlyTotal.objects.exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("domani;3", ""), ("2010-13;3", ""), ("2010-05;tre", ""), ("2010-05;12,5", ""),
        ("2010-05;-3", ""), ("2010-05;9999999", ""), ("2010-05;", ""), (";3", ""),
        ("2001-05;3", ""), ("2199-05;3", ""), ("2010-05;3;Cucina", ";area"),
        ("2010-05;3;Cucina", ";esigenza"), ("2010-05;3;Altrove", ";punto"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_refused_with_its_number_and_the_others_are_brought_in(
    bring_in, row, column
):
    told = bring_in(f"mese;presenze{column}\n2010-01;5\n{row}\n")
    assert (told["read"], told["created"]) == (2, 1)
    (refused,) = told["refused"]
    assert refused["row"] == 3
    assert refused["reason"]


def test_a_month_that_is_not_over_is_refused(bring_in):
    assert bring_in(f"month,visits\n{timezone.localdate():%Y-%m},3\n")["refused"]


def test_totals_come_by_area_by_need_and_by_point(bring_in, centre, point):
    area = factories.AreaFactory(centre=centre, name="Lavoro")
    told = bring_in(
        "Mese\tPresenze\tArea\tPunto\n2010-01\t10\tlavoro\tINGRESSO\n2010-01\t10\tLavoro\tIngresso\n"
    )
    assert told == report(read=2, created=1, duplicates=1)
    total = MonthlyTotal.objects.get()
    assert (total.area, total.point) == (area, point)
    assert bring_in("mese;presenze;esigenza\n2011-01;7;Cercare lavoro\n")["created"] == 1
    assert MonthlyTotal.objects.get(month=datetime.date(2011, 1, 1)).purpose == "WORK"


def test_a_month_is_never_divided_in_two_ways_nor_told_twice_differently(bring_in, centre):
    factories.AreaFactory(centre=centre, name="Lavoro")
    told = bring_in("mese;presenze;area\n2010-01;10;\n2010-01;4;Lavoro\n2010-01;11;\n")
    assert (told["created"], [one["row"] for one in told["refused"]]) == (1, [3, 4])
    assert bring_in("mese;presenze\n2010-01;12\n")["refused"][0]["row"] == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyTotal.objects.create(
            centre=centre, batch=HistoryImport.objects.get(),
            month=datetime.date(2010, 1, 1), visits=1,
        )  # fmt: skip


def test_a_month_that_was_counted_here_is_never_added_twice(bring_in, centre, point):
    day = datetime.date(2010, 1, 20)
    bring_in("mese;presenze\n2010-01;600\n")
    factories.VisitFactory(centre=centre, point=point, day=day)  # counted later
    (month,) = queries.months_of_centre(centre)
    assert (month.counted, month.brought_in, month.apart, month.visits) == (1, 0, 600, 1)
    factories.VisitFactory(centre=centre, point=point, day=day + datetime.timedelta(days=30))
    assert bring_in("mese;presenze\n2010-02;600\n")["refused"]
    elsewhere = factories.PointFactory(centre=centre, name="Biblioteca")
    assert (
        bring_in("mese;presenze;punto\n2010-02;600;Biblioteca\n2010-02;5;Ingresso\n")["created"]
        == 1
    )
    february = queries.months_of_centre(centre)[1]
    assert (february.visits, elsewhere.name) == (601, "Biblioteca")


@pytest.mark.parametrize(
    "text", ["", "\n", "presenze;area\n1;2", "x" * 1000, "\x00", "mese\n2010-01"]
)
def test_a_text_without_a_heading_is_no_table(text):
    with pytest.raises(NoTable):
        rows_of_text(text)


def test_a_history_of_173_months_costs_three_queries(bring_in, centre, django_assert_num_queries):
    centre.opened_on = datetime.date(2002, 1, 1)
    centre.save()
    months = [f"{2002 + number // 12}-{number % 12 + 1:02};{580 + number}" for number in range(173)]
    assert bring_in("mese;presenze\n" + "\n".join(months))["created"] == 173
    with django_assert_num_queries(3):
        found = queries.months_of_centre(centre)
    assert sum(month.visits for month in found) == sum(580 + number for number in range(173))


def test_the_director_sees_what_would_happen_then_brings_in_then_takes_back(as_role, centre):
    client = as_role(Role.DIRECTOR)
    here = reverse("reception-history-import", args=[centre.slug])
    file = SimpleUploadedFile("anni.csv", TABLE.encode("utf-8-sig"))
    seen = client.post(here, {"source": "Relazioni", "file": file})
    assert "1.852" in seen.text
    assert not MonthlyTotal.objects.exists()
    client.post(here, {"source": "Relazioni", "text": TABLE, "write": "1"})
    assert MonthlyTotal.objects.count() == 3
    page = client.get(reverse("reception-history", args=[centre.slug]))
    assert 'id="history-total">1.852<' in page.text
    batch = HistoryImport.objects.get()
    client.post(reverse("reception-history-take-back", args=[centre.slug, batch.pk]))
    assert not MonthlyTotal.objects.exists()
    acts = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(acts) == ["reception.import_history", "reception.take_back_history"]
    assert "alert-danger" in client.post(here, {"source": "x", "text": "a;b"}).text


def test_another_centres_import_is_not_found_and_a_receptionist_sees_no_history(
    as_role, centre, other_centre
):
    batch = HistoryImport.objects.create(centre=other_centre, source="Altrove")
    client = as_role(Role.DIRECTOR)
    address = reverse("reception-history-take-back", args=[centre.slug, batch.pk])
    assert client.post(address).status_code == 404
    assert HistoryImport.objects.exists()
    client = as_role(Role.RECEPTIONIST)
    assert client.get(reverse("reception-history", args=[centre.slug])).status_code == 404


def test_a_suspended_centre_shows_its_notice_and_its_history(as_role, centre, point):
    centre.status, centre.notice = CentreStatus.SUSPENDED, "Torniamo a maggio"
    centre.save()
    factories.VisitFactory(centre=centre, point=point, day=datetime.date(2016, 5, 3))
    page = as_role(Role.DIRECTOR).get(reverse("reception-history", args=[centre.slug]))
    assert "Torniamo a maggio" in page.text
    assert 'id="history-total">1<' in page.text


def test_the_command_reports_in_json_and_can_be_repeated(centre, other_centre, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("centro;mese;presenze\ntuscolo;2010-01;5\nLanterna;2010-01;7\nBoh;2010-01;1\n")
    for created, unchanged in ((2, 0), (0, 2)):
        result = CliRunner().invoke(imports, ["visits", str(path), "--json"])
        assert result.exit_code == 0, (result.output, result.exception)
        told = json.loads(result.stdout)
        assert (told["read"], told["created"], told["unchanged"]) == (3, created, unchanged)
        assert [one["row"] for one in told["refused"]] == [4]
    assert MonthlyTotal.objects.get(centre=other_centre).visits == 7
