"""One database, on a new installation: `python -m … PEOPLE`; one JSON value on stdout."""

from __future__ import annotations

import datetime
import json
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from mestieri.cli.benches.agenda import EVENTS, MOST_QUERIES, SEATS
from mestieri.cli.data_keys import ensure_data_keys
from mestieri.cli.django import start_django

AT_ONCE = 40  # connections: a PostgreSQL as it comes takes a hundred
PAGES = 15


def main() -> None:
    people = int(sys.argv[1])
    start_django()
    from django.core.management import call_command

    ensure_data_keys()
    call_command("migrate", verbosity=0, interactive=False)
    figures = {
        "people": people,
        "rush": rush(people),
        "peer": peer(people),
        "page": page(),
    }
    for one in (figures["rush"], figures["peer"]):
        if one["booked"] != SEATS:
            raise RuntimeError(f"{one['booked']} seats were given of {SEATS}.")
    sys.stdout.write(json.dumps(figures) + "\n")


def rush(people: int) -> dict[str, Any]:
    """Everybody asks the service for a seat."""
    from mestieri.agenda.services.seats import book

    event = an_event()
    seconds = at_once(people, lambda number: book(event, f"Ospite {number}"))
    states = list(event.bookings.values_list("state", flat=True))
    event.refresh_from_db()
    assert event.seats_taken == states.count("booked")
    return {
        "booked": states.count("booked"),
        "waiting": states.count("waiting"),
        "seconds": seconds,
    }


def peer(people: int) -> dict[str, Any]:
    """Lock the row, count, insert: what booking systems usually do."""
    from django.db import transaction

    from mestieri.agenda.models import Booking, Event

    event = an_event()

    @transaction.atomic
    def book(number: int) -> None:
        locked = Event.objects.select_for_update().get(pk=event.pk)
        seats = Booking.objects.filter(event=locked, state="booked").count()
        state = "booked" if seats < SEATS else "waiting"
        Booking.objects.create(
            event=locked, nickname=f"Ospite {number}", state=state, code_digest=uuid.uuid4().hex
        )

    seconds = at_once(people, book)
    states = list(event.bookings.values_list("state", flat=True))
    return {
        "booked": states.count("booked"),
        "refused": states.count("waiting"),
        "seconds": seconds,
    }


def at_once(people: int, book: Callable[[int], object]) -> float:
    """Let everybody book, as many at a time as there are connections; how many seconds."""
    from django.db import connections

    def come(number: int) -> None:
        try:
            book(number)
        finally:
            connections.close_all()

    connections.close_all()
    begun = time.perf_counter()
    with ThreadPoolExecutor(max_workers=min(people, AT_ONCE)) as crowd:
        list(crowd.map(come, range(people)))
    return round(time.perf_counter() - begun, 2)


def a_centre() -> Any:
    from mestieri.kernel.models import Centre
    from mestieri.kernel.services.centres import change_status, create_centre
    from mestieri.kernel.vocabulary import CentreKind, CentreStatus

    known = Centre.objects.filter(slug="prova").first()
    if known is not None:
        return known
    centre = create_centre("prova", "Prova", [CentreKind.CITTA_MESTIERI])
    opened = datetime.date(2020, 1, 1)
    change_status(centre, CentreStatus.OPEN, reason="Apertura", since=opened)
    return centre


def an_event(days: int = 3, hour: int = 10) -> Any:
    """A published event with the last seats free."""
    from django.utils import timezone

    from mestieri.agenda.models import Event

    now = timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0)
    starts = now + datetime.timedelta(days=days)
    return Event.objects.create(
        centre=a_centre(), kind="lab", title=f"Incontro {days} {hour}", place="Altrove",
        starts_at=starts, ends_at=starts + datetime.timedelta(hours=2), capacity=SEATS,
        state="published", published_at=now,
    )  # fmt: skip


def page() -> dict[str, Any]:
    """The page of a full month: how many questions it asks, how long it takes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import override_settings
    from django.urls import reverse
    from django.utils import timezone

    from mestieri.agenda.models import Event

    centre = a_centre()
    Event.objects.filter(centre=centre).delete()
    today = timezone.localdate()
    for number in range(EVENTS):
        an_event(days=number % 28 + 1 - today.day, hour=9 + number // 28 * 3)
    path = reverse("calendar-month", args=[centre.slug, f"{today:%Y-%m}"])
    times, asked = [], []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
        client = Client()
        client.get(path)
        with connection.execute_wrapper(count):
            answer = client.get(path)
        for _round in range(PAGES):
            begun = time.perf_counter()
            client.get(path)
            times.append((time.perf_counter() - begun) * 1000)
    assert answer.status_code == 200
    shown = answer.content.count(b"data-event=")
    if shown != EVENTS or not 0 < len(asked) <= MOST_QUERIES:
        raise RuntimeError(f"{shown} events shown with {len(asked)} queries.")
    return {
        "events": shown,
        "queries": len(asked),
        "limit": MOST_QUERIES,
        "median_ms": round(statistics.median(times), 1),
    }


if __name__ == "__main__":
    main()
