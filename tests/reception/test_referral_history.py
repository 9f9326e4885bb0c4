"""Referrals counted before the house, with what came of them."""

from __future__ import annotations

import datetime

import pytest

from mestieri.cli.demonstration.referrals import load_referrals
from mestieri.kernel.models import Centre
from mestieri.reception.models import Outcome, ReferralCode
from mestieri.reception.queries import referrals as queries
from mestieri.reception.services.referral_history import PastReferral, record_past_referrals
from tests.reception.territory import service, theme

pytestmark = pytest.mark.django_db
MAY = datetime.date(2026, 5, 4)


def test_the_past_is_counted_by_its_own_days_and_months(centre: Centre) -> None:
    office = service(centre)
    past = [
        PastReferral(MAY, office, "it", outcome=Outcome.SERVED),
        PastReferral(MAY, office, "fr", topic=theme(), outcome=Outcome.SERVED),
        PastReferral(MAY + datetime.timedelta(days=30), office, "it"),
    ]
    assert record_past_referrals(centre, past) == 3
    (counted,) = queries.referrals_by_destination(centre, MAY, MAY)
    (outcomes,) = queries.outcomes_by_destination(centre, MAY, MAY)
    assert (counted.referrals, outcomes.served) == (2, 2)
    assert not ReferralCode.objects.exists()


def test_the_demo_has_a_year_of_people_sent_on(centre: Centre) -> None:
    for _time in range(3):
        service(centre)
    written = load_referrals(centre.slug, MAY)
    first = MAY - datetime.timedelta(days=365)
    figures = queries.destination_figures(centre, first, MAY)
    assert sum(row.referrals.referrals for row in figures) == written > 500
    assert all(row.outcomes.answers < row.referrals.referrals for row in figures)


def test_a_demo_centre_without_a_directory_sends_nobody_on(centre: Centre) -> None:
    assert load_referrals(centre.slug, MAY) == 0
