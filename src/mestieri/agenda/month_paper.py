"""The month on one A4, to hang on the door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.agenda.models import Event
from mestieri.agenda.queries.calendar import Day, Month
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf, qr_square

TEMPLATE = Path(__file__).parent / "print" / "month.typ"
COLOURS = {"lab": "lab", "company": "company", "sector": "company"}


def month_pdf(centre: Centre, month: Month, absolute: Callable[[str], str]) -> bytes:
    """One page, tagged PDF/UA: every event of the month, as the site says it.

    Args:
        absolute: path → whole address, for the square that a telephone reads.
    """
    language = get_language() or settings.LANGUAGE_CODE
    title = _("Calendar of %(month)s") % {"month": day_in_words(month.first, "F Y")}
    address = absolute(reverse("calendar-month", args=[centre.slug, f"{month.first:%Y-%m}"]))
    site = centre.sites.first()
    data = {
        "centre": centre.name,
        "title": title,
        "month": date_format(month.first, "F").lower(),
        "year": f"{month.first:%Y}",
        "promise": _("Free · without appointment · without a name"),
        "how": _("Seats by nickname: at the desk, or on our site. Point your telephone here."),
        "address": address,
        "square": qr_square(address),
        "square_says": _("Square for telephones: the calendar on our site"),
        "place": f"{site.name}, {site.address}, {site.municipality}" if site else "",
        "empty": _("Nothing in the calendar this month yet."),
        "days": [_day(day) for day in month.days],
        "footer": "",
    }
    return print_pdf(TEMPLATE, data, title=f"{title} – {centre.name}", language=language)


def _day(day: Day) -> dict[str, Any]:
    return {
        "number": str(day.day.day),
        "weekday": day_in_words(day.day, "D").rstrip("."),
        "name": day_in_words(day.day, "l j"),
        "events": [_event(event) for event in day.events],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "title": event.title,
        "hours": f"{event.local_start:%H:%M}–{event.local_end:%H:%M}",
        "where": event.where,
        "kind": str(event.get_kind_display()),
        "colour": COLOURS.get(event.kind, "other"),
        "host": event.host,
        "called_off": _("Called off") if event.is_cancelled else "",
        "seats": "" if event.capacity is None else _("seats: %(n)s") % {"n": event.capacity},
    }
