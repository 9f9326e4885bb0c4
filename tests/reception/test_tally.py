"""Sheets of paper: typed in once, corrected, taken back, printed empty."""

import datetime
import re
import uuid
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel.models import AuditEntry, OpeningHours
from mestieri.kernel.roles import Role
from mestieri.kernel.services.centres import change_status
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception import queries
from mestieri.reception.models import TallySheet, Visit
from mestieri.reception.services import tally
from tests import factories

pytestmark = pytest.mark.django_db
A_DAY = datetime.timedelta(days=1)
MARKS = {(20, Purpose.WORK): 3, (21, Purpose.TRAINING): 2}


@pytest.fixture
def yesterday():
    return timezone.localdate() - A_DAY


def counted():
    rows = Visit.objects.values_list("half_hour", "purpose")
    return sorted(rows)


def test_the_marks_of_a_sheet_are_visits_of_its_day_and_say_where_they_come_from(point, yesterday):
    saved = tally.save_sheet(uuid.uuid4(), point, yesterday, MARKS, account=None)
    assert (saved.visits, saved.changed) == (5, True)
    assert counted() == [(20, "WORK")] * 3 + [(21, "TRAINING")] * 2
    assert set(Visit.objects.values_list("day", "sheet")) == {(yesterday, saved.sheet.pk)}
    (month,) = queries.months_of_centre(point.centre)
    assert (month.visits, month.by_hand) == (5, 5)


def test_the_same_sheet_sent_again_counts_once(point, yesterday):
    key = uuid.uuid4()
    tally.save_sheet(key, point, yesterday, MARKS, account=None)
    assert not tally.save_sheet(key, point, yesterday, MARKS, account=None).changed
    assert Visit.objects.count() == 5


def test_a_sheet_is_corrected_and_taken_back_whole(point, yesterday):
    key = uuid.uuid4()
    sheet = tally.save_sheet(key, point, yesterday, MARKS, account=None).sheet
    tapped = factories.VisitFactory(centre=point.centre, point=point, day=yesterday)
    tally.save_sheet(key, point, yesterday, {(22, Purpose.WORK): 1}, account=None)
    assert tally.marks_of(sheet) == {(22, Purpose.WORK): 1}
    assert tally.withdraw_sheet(sheet, account=None) == 1
    assert tally.withdraw_sheet(sheet, account=None) == 0
    assert Visit.objects.get() == tapped
    with pytest.raises(ValidationError):
        tally.save_sheet(key, point, yesterday, MARKS, account=None)
    acts = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(acts) == [
        "reception.type_sheet", "reception.correct_sheet", "reception.withdraw_sheet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("back", "marks"),
    [
        (-1, MARKS), (93, MARKS), (1, {}), (1, {(20, Purpose.WORK): 201}),
        (1, {(20, Purpose.WORK): -1}), (1, {(48, Purpose.WORK): 1}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(point, back, marks):
    day = timezone.localdate() - back * A_DAY
    with pytest.raises(ValidationError):
        tally.save_sheet(uuid.uuid4(), point, day, marks, account=None)
    assert not Visit.objects.exists()
    assert not TallySheet.objects.exists()


def test_a_half_hour_that_is_yet_to_come_has_no_marks(point):
    now = datetime.datetime(2026, 11, 23, 10, 10, tzinfo=ZoneInfo("Europe/Rome"))
    for half_hour, is_past in ((20, True), (21, False)):
        try:
            marks = {(half_hour, Purpose.WORK): 1}
            tally.save_sheet(uuid.uuid4(), point, now.date(), marks, account=None, now=now)
            assert is_past
        except ValidationError:
            assert not is_past


def test_a_sheet_of_before_the_centre_closed_is_typed_in_and_one_of_after_is_not(point):
    centre, today = point.centre, timezone.localdate()
    change_status(
        centre, CentreStatus.SUSPENDED, reason="Prova", since=today - 3 * A_DAY, notice="Torniamo"
    )
    centre.refresh_from_db()
    point.centre = centre
    for back, is_open in ((4, True), (3, True), (2, False), (0, False)):
        assert tally.was_open_on(centre, today - back * A_DAY) == is_open
    tally.save_sheet(uuid.uuid4(), point, today - 4 * A_DAY, MARKS, account=None)
    with pytest.raises(ValidationError):
        tally.save_sheet(uuid.uuid4(), point, today - 2 * A_DAY, MARKS, account=None)


def test_the_grid_shows_the_hours_of_the_door_and_never_hides_a_mark(point):
    site = factories.SiteFactory(centre=point.centre)
    for opens, closes in ((10, 13), (15, 18)):
        OpeningHours.objects.create(
            site=site, weekday=0, opens=datetime.time(opens), closes=datetime.time(closes)
        )
    monday = datetime.date(2026, 11, 23)
    shown = queries.half_hours_of_sheet(point, monday)
    assert (shown[0], shown[-1]) == (19, 36)
    assert queries.half_hours_of_sheet(point, monday + A_DAY) == list(queries.USUAL_HALF_HOURS)
    rows = queries.grid(shown, {(2, Purpose.WORK): "7"})
    assert rows[0].starts == datetime.time(1)


def test_a_receptionist_types_corrects_and_takes_back(as_role, centre, point, yesterday):
    client = as_role(Role.RECEPTIONIST)
    new = reverse("reception-sheet-new", args=[centre.slug])
    new += f"?point={point.pk}&day={yesterday}"
    key = re.search(r'name="key" value="([^"]+)"', client.get(new).text)[1]
    wrong = client.post(new, {"key": key, "m-20-WORK": "tre", "m-21-WORK": "4"})
    assert "alert-danger" in wrong.text
    assert 'value="4"' in wrong.text  # what was written stays
    for _time in range(2):
        saved = client.post(new, {"key": key, "m-20-WORK": "3"}, follow=True)
        assert saved.status_code == 200
    assert Visit.objects.count() == 3
    assert "alert-warning" in client.get(new).text  # this day has a sheet already
    sheet = TallySheet.objects.get()
    here = reverse("reception-sheet", args=[centre.slug, sheet.pk])
    client.post(here, {"m-20-WORK": "5"})
    assert Visit.objects.count() == 5
    assert client.get(reverse("reception-sheets", args=[centre.slug])).status_code == 200
    client.post(reverse("reception-sheet-withdraw", args=[centre.slug, sheet.pk]))
    assert not Visit.objects.exists()
    assert client.get(here).status_code == 404


def test_another_centres_sheet_is_not_found(as_role, centre, foreign_point, yesterday):
    client = as_role(Role.RECEPTIONIST)
    sheet = tally.save_sheet(uuid.uuid4(), foreign_point, yesterday, MARKS, account=None).sheet
    for name in ("reception-sheet", "reception-sheet-withdraw"):
        address = reverse(name, args=[centre.slug, sheet.pk])
        assert client.post(address, {"m-20-WORK": "1"}).status_code == 404
    new = reverse("reception-sheet-new", args=[centre.slug])
    client.post(f"{new}?point={foreign_point.pk}&day={yesterday}", {"m-20-WORK": "1"})
    point = factories.PointFactory(centre=centre)
    stolen = client.post(
        f"{new}?point={point.pk}&day={yesterday}", {"key": str(sheet.key), "m-20-WORK": "1"}
    )
    assert "alert-danger" in stolen.text
    assert Visit.objects.count() == 5


def test_an_empty_sheet_is_printed_for_everybody_to_read(as_role, centre, point, tmp_path):
    client = as_role(Role.RECEPTIONIST)
    answer = client.get(reverse("reception-sheet-empty", args=[centre.slug]))
    assert answer.headers["Content-Type"] == "application/pdf"
    (tmp_path / "sheet.pdf").write_bytes(answer.content)
    with pikepdf.open(tmp_path / "sheet.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("it")
