"""Who owes the next step: every open thing of companies has somebody and a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models import (
    CampaignCompany,
    Company,
    InfoLetter,
    Presentation,
    Request,
    Signal,
)
from mestieri.demand.stages import OWED
from mestieri.demand.vocabulary import (
    LIVE_REQUESTS,
    LetterState,
    RequestState,
    SignalState,
    TargetState,
)
from mestieri.kernel.models import Account, Centre

TARGET, LETTER, SIGNAL, REQUEST = "target", "letter", "signal", "request"
PRESENTATION = "presentation"
#: States of a company in a campaign in which somebody owes something.
OWED_STATES = (TargetState.CALL_BACK, TargetState.WAITING, TargetState.TO_FIX)
MOST_SHOWN = 200


@dataclass(frozen=True)
class Owed:
    """Something open.

    Attributes:
        kind, key: what it is and which.
        act: what is to be done (lazy).
        title: whom it is about.
        note: one line more.
        due_on, due_time: by when; `since` when the last thing happened.
    """

    kind: str
    key: int
    act: Any
    title: str
    note: str
    due_on: datetime.date
    due_time: datetime.time | None
    since: datetime.date
    owner: Account | None
    company: Company | None
    row: Any

    @property
    def is_waiting(self) -> bool:
        """Whether the company owes an answer, and somebody only asks after it."""
        if self.kind == PRESENTATION:
            return True
        return self.kind == TARGET and self.row.state == TargetState.WAITING


ACTS = {
    TargetState.CALL_BACK: _("call back"),
    TargetState.WAITING: _("ask whether they read what we sent"),
    TargetState.TO_FIX: _("find the right number"),
}


REQUEST_ACTS = {
    RequestState.AWAITING: _("check the request, and approve it or not"),
    RequestState.OPEN: _("answer the request"),
    RequestState.SEARCHING: _("look for people, and answer the request"),
}


def open_targets(centre: Centre) -> QuerySet[CampaignCompany]:
    """Companies to call back, to ask or to find; never who asked not to be called."""
    return CampaignCompany.objects.filter(
        campaign__centre=centre, state__in=OWED_STATES, company__do_not_call=False
    )


def open_letters(centre: Centre) -> QuerySet[InfoLetter]:
    return InfoLetter.objects.filter(centre=centre, state=LetterState.PREPARED)


def open_signals(centre: Centre) -> QuerySet[Signal]:
    return Signal.objects.filter(centre=centre, state=SignalState.OPEN)


def open_requests(centre: Centre) -> QuerySet[Request]:
    return Request.objects.filter(centre=centre, state__in=LIVE_REQUESTS)


def unowned_requests(centre: Centre) -> QuerySet[Request]:
    """Requests that nobody has approved yet: whoever may approve them owes it."""
    return Request.objects.filter(centre=centre, state=RequestState.AWAITING, owner__isnull=True)


def open_presentations(centre: Centre) -> QuerySet[Presentation]:
    """People presented of whom nobody has said what came of it."""
    return Presentation.objects.filter(
        shortlist__centre=centre, state__in=OWED, due_on__isnull=False
    )


def owed(
    centre: Centre,
    account: Account | None = None,
    *,
    until: datetime.date | None = None,
    with_unowned: bool = False,
) -> list[Owed]:
    """What is open in a centre, by day; of one account alone if one is given. Six queries at most.

    Args:
        with_unowned: also requests that wait for anybody's approval.
    """
    mine = Q() if account is None else Q(owner=account)
    if until is not None:
        mine &= Q(due_on__lte=until)
    found = [
        *_of_targets(open_targets(centre).filter(mine)),
        *_of_letters(open_letters(centre).filter(mine)),
        *_of_signals(open_signals(centre).filter(mine)),
        *_of_requests(open_requests(centre).filter(mine)),
        *_of_presentations(open_presentations(centre).filter(mine)),
    ]
    if with_unowned and account is not None:
        found += _of_requests(unowned_requests(centre))
    return sorted(found, key=lambda one: (one.due_on, one.due_time or datetime.time(), one.key))


def owners_of_owed(centre: Centre, until: datetime.date) -> list[Account]:
    """Who owes something in a centre by a day, as far as they may still sign in. Six queries."""
    late = _everything(centre)
    keys = {
        key
        for rows in late
        for key in rows.filter(due_on__lte=until, owner__isnull=False)
        .order_by()
        .values_list("owner", flat=True)
        .distinct()
    }
    return list(Account.objects.filter(pk__in=keys, is_active=True).order_by("pk"))


def _of_targets(rows: QuerySet[CampaignCompany]) -> Iterator[Owed]:
    rows = rows.select_related("company", "campaign", "owner").order_by("due_on", "id")
    for row in rows[:MOST_SHOWN]:
        yield Owed(
            TARGET, row.pk, ACTS[TargetState(row.state)], str(row.company), str(row.campaign),
            row.due_on, row.due_time, row.since, row.owner, row.company, row,
        )  # fmt: skip


def _of_letters(rows: QuerySet[InfoLetter]) -> Iterator[Owed]:
    rows = rows.select_related("company", "owner").order_by("due_on", "id")
    for row in rows[:MOST_SHOWN]:
        yield Owed(
            LETTER, row.pk, _("read and send the message"), str(row.company), row.subject,
            row.due_on, None, row.prepared_on, row.owner, row.company, row,
        )  # fmt: skip


def _of_signals(rows: QuerySet[Signal]) -> Iterator[Owed]:
    rows = rows.select_related("company", "owner").order_by("due_on", "id")
    for row in rows[:MOST_SHOWN]:
        yield Owed(
            SIGNAL, row.pk, _("follow the signal"), row.company_name, row.words,
            row.due_on, None, row.since, row.owner, row.company, row,
        )  # fmt: skip


def _of_requests(rows: QuerySet[Request]) -> Iterator[Owed]:
    rows = rows.select_related("company", "owner").order_by("due_on", "id")
    for row in rows[:MOST_SHOWN]:
        yield Owed(
            REQUEST, row.pk, REQUEST_ACTS[RequestState(row.state)], row.whose, row.in_short,
            row.due_on, None, row.since, row.owner, row.company, row,
        )  # fmt: skip


def _of_presentations(rows: QuerySet[Presentation]) -> Iterator[Owed]:
    rows = rows.select_related("request__company", "owner").order_by("due_on", "id")
    for row in rows[:MOST_SHOWN]:
        company = row.request.company
        yield Owed(
            PRESENTATION, row.pk, _("ask how it went with a person we presented"), str(company),
            f"{row.request.in_short} · CV {row.number}", row.due_on or row.since, None, row.since,
            row.owner, company, row,
        )  # fmt: skip


def _everything(centre: Centre) -> tuple[QuerySet[Any], ...]:
    return (
        open_targets(centre), open_letters(centre), open_signals(centre), open_requests(centre),
        open_presentations(centre),
    )  # fmt: skip


@dataclass(frozen=True)
class Basket:
    """Open things of one week."""

    title: Any
    things: list[Owed]
    is_late: bool = False


def baskets(things: list[Owed], today: datetime.date) -> list[Basket]:
    """Things week by week: overdue, this week, the next one, later. Empty ones are left out."""
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    next_sunday = sunday + datetime.timedelta(days=7)
    shelves = [
        Basket(_("Overdue"), [one for one in things if one.due_on < today], is_late=True),
        Basket(_("This week"), [one for one in things if today <= one.due_on <= sunday]),
        Basket(_("Next week"), [one for one in things if sunday < one.due_on <= next_sunday]),
        Basket(_("After that"), [one for one in things if one.due_on > next_sunday]),
    ]
    return [basket for basket in shelves if basket.things]


def counts(centre: Centre, account: Account, today: datetime.date) -> tuple[int, int]:
    """How many things an account owes: overdue, and by the end of the week. Five queries.

    A request that nobody has approved is owed by everybody who may.
    """
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    late = week = 0
    for rows in _everything(centre):
        mine = Q(owner=account)
        if rows.model is Request:
            mine |= Q(state=RequestState.AWAITING, owner__isnull=True)
        found = rows.filter(mine).aggregate(
            late=Count("pk", filter=Q(due_on__lt=today)),
            week=Count("pk", filter=Q(due_on__gte=today, due_on__lte=sunday)),
        )
        late, week = late + found["late"], week + found["week"]
    return late, week
