"""One thing of each kind that ends, dated on a given day."""

from __future__ import annotations

import datetime
from typing import Any

from mestieri.demand.models import CallSession, CompanyContact, Reminder, RequestSearch, Signal
from mestieri.demand.vocabulary import RequestState
from mestieri.kernel.models import Centre
from mestieri.kernel.retention import start_of
from tests.demand import made
from tests.demand.presenting import made as presenting


def dated(row: Any, **columns: Any) -> Any:
    type(row)._default_manager.filter(pk=row.pk).update(**columns)
    return row


def call(centre: Centre, day: datetime.date) -> Any:
    return dated(made.call(centre), day=day)


def contact(centre: Centre, day: datetime.date) -> CompanyContact:
    return dated(made.contact(centre), last_contact_on=day)


def letter(centre: Centre, day: datetime.date) -> Any:
    return dated(made.letter(centre), prepared_on=day)


def reminder(centre: Centre, day: datetime.date) -> Reminder:
    key = next(made.numbers)
    return Reminder.objects.create(kind="target", key=key, due_on=day, step=9, sent_on=day)


def request(centre: Centre, day: datetime.date) -> Any:
    return dated(made.request(centre), state=RequestState.SATISFIED, closed_on=day)


def sender(centre: Centre, day: datetime.date) -> Any:
    """Who sent a request that was not taken on."""
    received = made.waiting_request(centre)
    dated(received, state=RequestState.REFUSED, closed_on=day)
    return received.sender


def session(centre: Centre, day: datetime.date) -> CallSession:
    moment = start_of(day) + datetime.timedelta(hours=12)
    return CallSession.objects.create(
        campaign=made.campaign(centre), started_at=moment, last_seen_at=moment
    )


def search(centre: Centre, day: datetime.date) -> RequestSearch:
    moment = start_of(day) + datetime.timedelta(hours=12)
    return RequestSearch.objects.create(
        request=made.request(centre), asked="parole: linux", found=2, searched_at=moment
    )


def shortlist(centre: Centre, day: datetime.date) -> Any:
    moment = start_of(day) + datetime.timedelta(hours=12)
    return dated(presenting.shortlist(centre), made_at=moment)


def signal(centre: Centre, day: datetime.date) -> Signal:
    return dated(made.signal(centre), expires_on=day, seen_on=day)
