"""Events as JSON-LD (schema.org/Event), for the machines that read the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from mestieri.agenda.models import Event
from mestieri.agenda.queries.calendar import place_in_words
from mestieri.kernel.models import Centre

SCHEMA = "https://schema.org"


def structured_events(
    events: Iterable[Event], centre: Centre, absolute: Callable[[str], str]
) -> dict[str, Any]:
    """A graph of events.

    Args:
        absolute: path → whole address.
    """
    return {
        "@context": SCHEMA,
        "@graph": [_event(event, centre, absolute) for event in events],
    }


def _event(event: Event, centre: Centre, absolute: Callable[[str], str]) -> dict[str, Any]:
    status = "EventCancelled" if event.is_cancelled else "EventScheduled"
    said: dict[str, Any] = {
        "@type": "Event",
        "@id": f"urn:uuid:{event.uid}",
        "name": event.title,
        "startDate": event.local_start.isoformat(),
        "endDate": event.local_end.isoformat(),
        "eventStatus": f"{SCHEMA}/{status}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": event.where, "address": place_in_words(event)},
        "organizer": {"@type": "Organization", "name": centre.name},
        "url": absolute(reverse("event", args=[centre.slug, event.pk])),
        "isAccessibleForFree": True,
    }
    if event.summary:
        said["description"] = event.summary
    if event.capacity is not None:
        said["maximumAttendeeCapacity"] = event.capacity
        said["remainingAttendeeCapacity"] = event.seats_left
    return said
