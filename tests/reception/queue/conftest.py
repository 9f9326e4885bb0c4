"""A centre with two desks for business, one of which speaks French, and a clock to read by."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from mestieri.kernel.models import Area, Centre
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import Ticket
from mestieri.reception.services import queue
from tests import factories

ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
def at() -> Callable[..., datetime.datetime]:
    """A moment on a Tuesday of autumn, as the clock on the wall shows it."""
    return lambda hour, minute=0, day=24: datetime.datetime(
        2026, 11, day, hour, minute, tzinfo=ROME
    )


@pytest.fixture
def house(centre: Centre, at: Callable[..., datetime.datetime]) -> SimpleNamespace:
    """Areas for business and work; two desks for business open until seven, one in French."""
    business = factories.AreaFactory(
        centre=centre, name="Fare impresa", purposes=[Purpose.ENTERPRISE]
    )
    work = factories.AreaFactory(centre=centre, name="Cercare lavoro", purposes=[Purpose.WORK])
    made = SimpleNamespace(
        centre=centre,
        business=business,
        work=work,
        italian=factories.DeskFactory(centre=centre, area=business, name="Impresa 1"),
        french=factories.DeskFactory(centre=centre, area=business, name="Impresa 2"),
        jobs=factories.DeskFactory(centre=centre, area=work, name="Lavoro"),
    )
    for desk, languages in ((made.italian, "it"), (made.french, "it fr"), (made.jobs, "it")):
        queue.open_desk(
            desk,
            languages=languages,
            until=datetime.time(19),
            partner=None,
            account=None,
            now=at(9),
        )
    return made


@pytest.fixture
def give(at: Callable[..., datetime.datetime]) -> Callable[..., Ticket]:
    """Give a number of an area at a moment."""

    def issue(area: Area, language: str = "it", now: datetime.datetime | None = None) -> Ticket:
        return queue.issue_ticket(area, language, tap=uuid.uuid4(), now=now or at(10))

    return issue
