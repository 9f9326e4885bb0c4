"""A centre passes from status to status, and its history says why."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from mestieri.kernel.models import Centre, Point
from mestieri.kernel.services import centres
from mestieri.kernel.vocabulary import CentreKind, CentreStatus
from tests import factories

pytestmark = pytest.mark.django_db
A_DAY = datetime.date(2016, 5, 31)


def test_a_new_centre_is_planned_and_can_count_at_one_point():
    centre = centres.create_centre("molo", "Molo", [CentreKind.CITTA_MESTIERI])
    assert centre.status == CentreStatus.PLANNED
    assert Point.objects.filter(centre=centre).count() == 1


def test_a_centre_needs_a_kind():
    with pytest.raises(ValidationError):
        centres.create_centre("molo", "Molo", [])


@pytest.mark.parametrize("slug", ["banco", "redazione", "pagine", "Molo", "mo lo", "m"])
def test_a_short_name_that_would_hide_a_page_is_refused(slug):
    with pytest.raises(ValidationError):
        centres.create_centre(slug, "Molo", [CentreKind.TAVOLI])
    assert not Centre.objects.filter(name="Molo").exists()


def test_suspending_keeps_who_when_and_why():
    centre = factories.CentreFactory()
    director = factories.AccountFactory()
    change = centres.change_status(
        centre,
        CentreStatus.SUSPENDED,
        reason="La convenzione è finita",
        since=A_DAY,
        account=director,
        notice="Siamo fermi",
    )
    assert (centre.status, centre.notice) == (CentreStatus.SUSPENDED, "Siamo fermi")
    assert (change.recorded_by, change.changed_on, change.old_status) == (
        director,
        A_DAY,
        CentreStatus.OPEN,
    )


def test_suspending_without_a_reason_changes_nothing():
    centre = factories.CentreFactory()
    with pytest.raises(ValidationError):
        centres.change_status(centre, CentreStatus.SUSPENDED, reason="  ", since=A_DAY)
    assert Centre.objects.get(pk=centre.pk).status == CentreStatus.OPEN


def test_a_closed_centre_cannot_be_suspended():
    centre = factories.CentreFactory(status=CentreStatus.CLOSED, closed_on=A_DAY)
    with pytest.raises(ValidationError):
        centres.change_status(centre, CentreStatus.SUSPENDED, reason="x", since=A_DAY)


def test_reopening_forgets_the_closing_day_and_keeps_the_first_opening():
    centre = factories.CentreFactory(status=CentreStatus.CLOSED, closed_on=A_DAY)
    centres.change_status(centre, CentreStatus.OPEN, reason="Si riapre", since=A_DAY)
    assert centre.closed_on is None
    assert centre.opened_on == datetime.date(2009, 6, 1)
