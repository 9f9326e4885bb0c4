"""Requests in a list, and everything that a page or a sheet of paper says of one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mestieri.demand.forms.wanted import in_words
from mestieri.demand.models import Company, Request
from mestieri.demand.services.requests.approving import known_companies
from mestieri.demand.services.requests.publishing import public_address
from mestieri.demand.vocabulary import LIVE_REQUESTS, REASONED_REQUESTS, RequestState
from mestieri.kernel.cv_families import sorting_of
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Account, Centre

CLOSED, MINE, NOBODYS = "chiuse", "io", "nessuno"
MOST_PRINTED = 200


def requests_of(
    centre: Centre, *, state: str = "", whose: str = "", account: Account | None = None
) -> QuerySet[Request]:
    """Requests of a centre: live ones by the day of the next step, closed ones by their end.

    Args:
        state: a state, or `chiuse`; empty for all that are live.
        whose: `io` for those owed by `account`, `nessuno` for those that nobody has taken on.
    """
    found = Request.objects.filter(centre=centre).select_related("company", "owner")
    if state in RequestState.values:
        found = found.filter(state=state)
    elif state == CLOSED:
        found = found.exclude(state__in=LIVE_REQUESTS)
    else:
        found = found.filter(state__in=LIVE_REQUESTS)
    if whose == MINE:
        found = found.filter(owner=account)
    elif whose == NOBODYS:
        found = found.filter(owner__isnull=True, state__in=LIVE_REQUESTS)
    is_live = state in LIVE_REQUESTS or state not in (CLOSED, *RequestState.values)
    return found.order_by("due_on", "id") if is_live else found.order_by("-closed_on", "-id")


@dataclass(frozen=True)
class LogLine:
    """Something that happened with a request.

    Attributes:
        made_at: when.
        act: what, in words.
        who: the person of the centre, or who else did it.
        reason: why, where it was said.
    """

    made_at: datetime.datetime
    act: str
    who: str
    reason: str = ""


def log_of(request: Request) -> list[LogLine]:
    """What happened with a request, the oldest first; one query."""
    passages = list(request.passages.select_related("made_by"))
    lines = [
        LogLine(
            passage.made_at,
            _first_act(passage.after) if not passage.before else _passed(passage),
            str(passage.made_by or (_("through the site") if not passage.before else "–")),
            passage.reason,
        )
        for passage in passages
    ]
    if not passages or passages[0].before:  # written before passages were kept
        lines.insert(0, LogLine(request.made_at, _("Written down"), str(request.made_by or "–")))
    return lines


def _first_act(state: str) -> str:
    return _("Arrived, and waits") if state == RequestState.AWAITING else _("Written down")


def _passed(passage: Any) -> str:
    return _("From “%(before)s” to “%(after)s”") % {
        "before": passage.get_before_display(),
        "after": passage.get_after_display(),
    }


@dataclass(frozen=True)
class RequestSheet:
    """Everything that a page says of a request; five queries.

    Attributes:
        families: names of its families.
        wanted: index and what is asked of it, in words.
        next_states: code, words, and whether the passage wants a reason.
        known: companies that a sender may be, while nobody has said it.
        public_address: where the public reads it, or empty.
    """

    request: Request
    families: list[str]
    wanted: list[tuple[str, str]]
    log: list[LogLine]
    next_states: list[tuple[str, str, bool]]
    known: list[Company]
    public_address: str

    @property
    def owner_in_words(self) -> str:
        """Who owes the next step."""
        if not self.request.is_live:
            return ""
        return str(self.request.owner or _("whoever approves it"))


def sheet_of(request: Request) -> RequestSheet:
    """A request with what hangs on it."""
    sorting = sorting_of(request.centre)
    is_awaiting = request.state == RequestState.AWAITING
    states = [one for one in request.next_states if not is_awaiting or one != RequestState.OPEN]
    return RequestSheet(
        request=request,
        families=sorting.names_of(request.family_codes),
        wanted=in_words(sorting, request.wanted),
        log=log_of(request),
        next_states=[(one.value, one.label, one in REASONED_REQUESTS) for one in states],
        known=known_companies(request) if is_awaiting else [],
        public_address=public_address(request),
    )


def facts_of(sheet: RequestSheet) -> list[tuple[str, str]]:
    """What a request says, line by line; what nobody said is left out."""
    row = sheet.request
    facts = [
        (_("How many people"), str(row.places)),
        (_("Where"), row.workplace),
        (_("By when"), day_in_words(row.starts_by) if row.starts_by else ""),
        (_("Contract"), row.contract),
        (_("Families of trades"), ", ".join(sheet.families)),
        *sheet.wanted,
        (_("Approved by"), _approval(row)),
    ]
    return [(name, value) for name, value in facts if value]


def _approval(row: Request) -> str:
    if row.approved_on is None:
        return ""
    said = {"who": row.approved_by or "–", "day": day_in_words(row.approved_on)}
    return _("%(who)s, on %(day)s") % said
