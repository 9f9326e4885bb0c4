"""The poster «Che cosa manca» on one sheet of A4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.library.queries.posters import Line, ShownPoster

TEMPLATE = Path(__file__).parent / "print" / "missing.typ"


def poster_pdf(centre: Centre, shown: ShownPoster) -> bytes:
    """The sheet, as PDF/UA-1, in the active language."""
    title = _("What is missing")
    return print_pdf(
        TEMPLATE,
        {
            **said(shown),
            "title": title,
            "empty": _("Nothing has been sought by several people yet."),
            "footer": f"{centre.name} · {week_in_words(shown)}",
        },
        title=title,
        language=get_language() or settings.LANGUAGE_CODE,
    )


def said(shown: ShownPoster) -> dict[str, Any]:
    """Everything the poster says: the first sentence, the sections that have lines, the last."""
    return {
        "lead": shown.poster.introduction or usual_introduction(shown),
        "sections": [section for section in _sections(shown) if section["lines"]],
        "call": shown.poster.call or usual_call(),
    }


def week_in_words(shown: ShownPoster) -> str:
    """«week of 23 November 2026»."""
    return _("week of %(day)s") % {"day": day_in_words(shown.poster.week)}


def usual_introduction(shown: ShownPoster) -> str:
    """What the poster says first when nobody wrote it."""
    day = day_in_words(shown.poster.since, "j F")
    return _("What people have looked for here since %(day)s. We count searches, not people.") % {
        "day": day
    }


def usual_call() -> str:
    """What the poster says last when nobody wrote it."""
    return _("Do you know an answer, or who could give it? Tell the desk.")


def _sections(shown: ShownPoster) -> list[dict[str, Any]]:
    return [
        {"title": _("Asked most"), "lines": [_line(line) for line in shown.asked]},
        {"title": _("Sought in vain"), "lines": [_line(line) for line in shown.in_vain]},
        {"title": _("What we did about it"), "lines": done_lines(shown)},
        {
            "title": _("Nobody sees to it yet"),
            "lines": [{"words": words, "note": ""} for words in shown.unowned],
        },
    ]


def _line(line: Line) -> dict[str, str]:
    return {"words": line.words, "note": times_in_words(line.at_least)}


def times_in_words(at_least: int) -> str:
    """«at least 10 times»."""
    return _("at least %(times)s times") % {"times": at_least}


def done_lines(shown: ShownPoster) -> list[dict[str, str]]:
    """What was done, the staff's own words first."""
    lines = [{"words": line, "note": ""} for line in shown.poster.done.splitlines() if line.strip()]
    lines += [{"words": words, "note": _("there is an answer now")} for words in shown.answered]
    added = shown.poster.additions
    if added:
        sentence = ngettext(
            "%(added)s thing added to the shelves, the addresses, the board",
            "%(added)s things added to the shelves, the addresses, the board",
            added,
        ) % {"added": added}
        lines.append({"words": sentence, "note": ""})
    return lines


def page_context(shown: ShownPoster) -> dict[str, Any]:
    """What the pages need to show a poster as the sheet does."""
    return {"shown": shown, "poster": shown.poster, "week": week_in_words(shown), **said(shown)}
