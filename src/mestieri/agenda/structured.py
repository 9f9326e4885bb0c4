"""Events as JSON-LD (schema.org/Event), for the machines that read the pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mestieri.agenda.models import Event
from mestieri.agenda.queries.calendar import place_in_words
from mestieri.kernel.models import Centre

SCHEMA = "https://schema.org"


#: What might end a block of data in a page, written so that it cannot.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def data_block(said: dict[str, Any]) -> SafeString:
    """JSON to stand in a page between the marks of a block of data."""
    text = json.dumps(said, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - every sign that HTML knows is escaped above


def structured_events(
    events: Iterable[Event], centre: Centre, absolute: Callable[[str], str]
) -> SafeString:
    """A graph of events.

    Args:
        absolute: path → whole address.
    """
    graph = [_event(event, centre, absolute) for event in events]
    return data_block({"@context": SCHEMA, "@graph": graph})


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
