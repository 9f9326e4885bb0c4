"""What one takes away of a project sheet: a PDF to print, the appointments, the file of it all.

Made in memory of what stands in the page; nothing of it is kept here.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mestieri.guidance.project_sheet import ProjectSheet, to_json
from mestieri.guidance.reflections import QUESTIONS
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf

TEMPLATE = Path(__file__).parent / "print" / "project.typ"
#: Names by which a calendar knows that an appointment read twice is the same.
APPOINTMENTS = uuid.UUID("0f3f4bd2-6c5e-4a6c-9a53-6d1f6a7d3b90")


def file(centre: Centre, sheet: ProjectSheet, kind: str, *, site: str) -> HttpResponse:
    """A sheet as a file; 404 for a kind that there is not. On paper paths begin with `site`."""
    made = {
        "pdf": ("application/pdf", "pdf", lambda: sheet_pdf(centre, sheet, site)),
        "json": ("application/json", "json", lambda: to_json(sheet).encode()),
        "ics": ("text/calendar; charset=utf-8", "ics", lambda: appointments_file(sheet)),
    }.get(kind)
    if made is None:
        raise Http404
    content_type, ending, make = made
    response = HttpResponse(make(), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="il-mio-progetto.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def appointments_file(sheet: ProjectSheet) -> bytes:
    """The appointments with oneself as iCalendar (RFC 5545), each the whole day long."""
    made = Calendar()
    made.add("prodid", "-//Mestieri//Progetto//IT")
    made.add("version", "2.0")
    for one in sheet.appointments:
        event = Event()
        said = f"{one.day.isoformat()} {one.words}"
        event.add("uid", f"{uuid.uuid5(APPOINTMENTS, said)}@mestieri")
        event.add("dtstamp", timezone.now().astimezone(datetime.UTC))
        event.add("dtstart", one.day)
        event.add("dtend", one.day + datetime.timedelta(days=1))
        event.add("summary", one.words)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return made.to_ical()


def sheet_pdf(centre: Centre, sheet: ProjectSheet, site: str) -> bytes:
    """The sheet on paper, as PDF/UA-1. The four words are not on it."""
    data: dict[str, Any] = {
        "title": _("My project"),
        "parts": [part for part in _parts(sheet, site) if part["lines"]],
        "empty": _("There is nothing in it yet."),
        "footer": f"{centre.name} · {day_in_words(timezone.localdate())}",
    }
    language = get_language() or settings.LANGUAGE_CODE
    return print_pdf(TEMPLATE, data, title=_("My project"), language=language)


def _parts(sheet: ProjectSheet, site: str) -> list[dict[str, Any]]:
    steps = [
        (_("%(step)s (done)") % {"step": step.words} if step.is_done else step.words, step.is_done)
        for step in sheet.steps
    ]
    answers = [
        (line, line == str(question))
        for code, question in QUESTIONS.items()
        if (answer := sheet.answers.get(code))
        for line in (str(question), *_lines(answer))
    ]
    return [
        _part(_("Who I am, what I can do"), [(line, False) for line in _lines(sheet.about)]),
        _part(_("Where I want to get to"), _plain(sheet.goals), "•"),
        _part(_("Steps"), steps, "box"),
        _part(
            _("Appointments with myself"),
            _plain(f"{day_in_words(one.day)}: {one.words}" for one in sheet.appointments),
            "•",
        ),
        _part(
            _("What I keep"),
            _plain(_joined(one.title, _whole(one.address, site)) for one in sheet.resources),
            "•",
        ),
        _part(
            _("Services I was sent to"),
            _plain(
                _joined(one.name, day_in_words(one.day) if one.day else "", one.note)
                for one in sheet.referrals
            ),
            "•",
        ),
        _part(_("Questions to think about"), answers),
    ]


def _part(title: str, lines: list[tuple[str, bool]], mark: str = "") -> dict[str, Any]:
    """A part: its lines are paragraphs, or an entry each with a mark; some stand out."""
    return {
        "title": title,
        "mark": mark,
        "lines": [{"words": words, "stands_out": stands_out} for words, stands_out in lines],
    }


def _plain(lines: Iterable[str]) -> list[tuple[str, bool]]:
    return [(line, False) for line in lines]


def _whole(address: str, site: str) -> str:
    return f"{site}{address}" if address.startswith("/") else address


def _joined(*words: str) -> str:
    return " – ".join(filter(None, words))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
