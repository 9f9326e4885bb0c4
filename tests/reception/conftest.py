"""What the tests of the reception share."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from mestieri.kernel.models import Centre, Point
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.services.devices import pair_device
from tests import factories


@pytest.fixture
def point(centre: Centre) -> Point:
    """A point in use of the open centre."""
    return factories.PointFactory(centre=centre, name="Ingresso")


@pytest.fixture
def foreign_point(other_centre: Centre) -> Point:
    """A point of the other centre."""
    return factories.PointFactory(centre=other_centre)


class Tablet:
    """A paired tablet, as the server meets it: a token in a header, and no cookie."""

    def __init__(self, point: Point, label: str = "Tablet") -> None:
        self.device, self.token = pair_device(point, label, account=None)
        self.client = Client(enforce_csrf_checks=True)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def setting(self) -> HttpResponse:
        return self.client.get("/tablet/me/", headers=self.headers)

    def post(self, body: Any) -> HttpResponse:
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.post(
            "/tablet/visits/", text, content_type="application/json", headers=self.headers
        )

    def deliver(self, *taps: dict[str, Any], now: datetime.datetime | None = None) -> HttpResponse:
        """Hand taps over, with what the tablet's clock shows meanwhile."""
        return self.post({"now": milliseconds(now or timezone.now()), "taps": list(taps)})

    def tap(
        self, purpose: Purpose = Purpose.WORK, tap: uuid.UUID | None = None, **more: Any
    ) -> HttpResponse:
        """One tap made at this very moment."""
        return self.deliver(a_tap(purpose, tap, **more))


def milliseconds(moment: datetime.datetime) -> int:
    """A moment as JavaScript counts it."""
    return int(moment.timestamp() * 1000)


def a_tap(
    purpose: Purpose = Purpose.WORK,
    tap: uuid.UUID | None = None,
    at: datetime.datetime | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A tap as a tablet writes it down."""
    return {
        "tap": str(tap or uuid.uuid4()),
        "purpose": purpose,
        "at": milliseconds(at or timezone.now()),
        **more,
    }


def outcome(answer: HttpResponse) -> str:
    """What came of the only tap of a post."""
    (only,) = answer.json()["outcomes"].values()
    return str(only)


@pytest.fixture
def tablet(point: Point) -> Tablet:
    """A tablet paired at the point."""
    return Tablet(point)


@pytest.fixture
def pair() -> Callable[..., Tablet]:
    """Pair a tablet at any point."""
    return Tablet
