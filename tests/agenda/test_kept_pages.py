"""What the Banco says of an event is said as the staff says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mestieri.agenda.models import EventState, Series
from mestieri.kernel.models import Account
from mestieri.kernel.roles import Role
from tests import factories


@pytest.mark.django_db
def test_a_series_is_told_in_words_and_what_is_proposed_can_be_corrected(
    signed_in: Callable[[Account], Client],
) -> None:
    event = factories.EventFactory(state=EventState.PROPOSED)
    event.series = Series.objects.create(centre=event.centre, rule="FREQ=MONTHLY;BYDAY=2TU")
    event.save()
    staff = signed_in(factories.account_with_role(Role.EVENTS_OFFICER, event.centre))
    page = staff.get(reverse("agenda-event", args=[event.centre.slug, event.pk]))
    change = reverse("agenda-event-change", args=[event.centre.slug, event.pk])
    assert change in page.text
    assert "FREQ" not in page.text
    assert change in staff.get(reverse("agenda-feeds", args=[event.centre.slug])).text
    assert staff.get(change).status_code == 200
