"""The calendar as iCalendar (RFC 5545): nothing personal in it, one file for everybody."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Component

from mestieri.agenda.models import Event
from mestieri.agenda.queries.calendar import place_in_words
from mestieri.kernel.models import Centre

REFRESH = datetime.timedelta(hours=6)


def calendar_file(centre: Centre, events: Iterable[Event], absolute: Callable[[str], str]) -> bytes:
    """A file that calendars open or follow.

    Args:
        absolute: path → whole address.
    """
    made = Calendar()
    made.add("prodid", "-//Mestieri//Calendario//IT")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("Calendar · %(centre)s") % {"centre": centre.name})
    made.add("x-wr-timezone", timezone.get_default_timezone_name())
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        made.add_component(_component(centre, event, absolute))
    made.add_missing_timezones()
    return made.to_ical()


def _component(centre: Centre, event: Event, absolute: Callable[[str], str]) -> Component:
    made = Component()
    made.add("uid", f"{event.uid}@{centre.slug}.mestieri")
    made.add("sequence", event.revision)
    made.add("dtstamp", (event.changed_at or timezone.now()).astimezone(datetime.UTC))
    made.add("dtstart", event.local_start)
    made.add("dtend", event.local_end)
    made.add("summary", event.title)
    made.add("location", place_in_words(event))
    made.add("url", absolute(reverse("event", args=[centre.slug, event.pk])))
    made.add("categories", [str(event.get_kind_display())])
    said = [event.summary, _("Called off: %(reason)s") % {"reason": event.reason}]
    made.add("description", "\n\n".join(filter(None, said if event.is_cancelled else said[:1])))
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE")
    return made
