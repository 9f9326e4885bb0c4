"""«I numeri»: the page, the PDF and the file of a period."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mestieri.kernel.access import staff_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.kernel.roles import Right
from mestieri.reception.queries.numbers import Period, Step, asked_period, number_of_the_day
from mestieri.reception.queries.numbers.period import EARLIEST
from mestieri.reception.staff.counting import as_text
from mestieri.reception.staff.numbers.figure import as_written
from mestieri.reception.staff.numbers.sheet import figures_of

TEMPLATE = Path(__file__).parent.parent.parent / "print" / "numbers.typ"


@require_GET
@staff_page(Right.SEE_FIGURES)
def numbers(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The number of the day, and every figure of the period that is asked for."""
    period = asked_period(request.GET, centre, timezone.localdate())
    visits, figures = figures_of(centre, period)
    return render(
        request,
        "reception/numbers.html",
        {
            "period": period,
            "visits": visits,
            "figures": figures,
            "today": number_of_the_day(centre, timezone.localtime()) if centre.is_open else None,
            "shown_from": first_shown(visits.stretches, period),
            "steps": Step,
            "presets": presets(timezone.localdate()),
            "query": query_of(period),
            "methods": methods(),
        },
    )


def first_shown(stretches: list[Any], period: Period) -> datetime.date:
    """The first day of what is shown: a long history starts with its first visit."""
    return max(stretches[0].starts, period.first) if stretches else period.first


def query_of(period: Period) -> str:
    """The period as it stands in an address."""
    named = {"dal": period.first, "al": period.last, "passo": period.step.value}
    return "?" + urlencode(named)


def presets(today: datetime.date) -> list[tuple[str, str]]:
    """Periods that one asks for every week: name and query."""
    last_month = today.replace(day=1) - datetime.timedelta(days=1)
    a_year_ago = (today - datetime.timedelta(days=364)).replace(day=1)
    spans = [
        (_("Last 30 days"), today - datetime.timedelta(days=29), today, Step.DAY),
        (_("Last month"), last_month.replace(day=1), last_month, Step.DAY),
        (_("This year"), today.replace(month=1, day=1), today, Step.MONTH),
        (_("Last 12 months"), a_year_ago, today, Step.MONTH),
        (_("Everything"), EARLIEST, today, Step.YEAR),
    ]
    return [(name, query_of(Period(first, last, step))) for name, first, last, step in spans]


def title_of(period: Period, first: datetime.date) -> str:
    """A period in words."""
    return _("From %(first)s to %(last)s") % {
        "first": day_in_words(first, "j F Y"),
        "last": day_in_words(period.last, "j F Y"),
    }


def methods() -> list[str]:
    """What the numbers are and are not, under every page of them."""
    return [
        _("These are visits, not persons: who comes twice is counted twice."),
        _(
            "How many persons that makes is not known and is not worked out from visits: whoever "
            "writes a number of persons says how it was estimated, and «about»."
        ),
        _("Visits and heads at meetings are never added."),
    ]


@require_GET
@staff_page(Right.SEE_FIGURES)
def numbers_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The same on paper: PDF/UA, each chart with its words and its table."""
    period = asked_period(request.GET, centre, timezone.localdate())
    visits, figures = figures_of(centre, period)
    title = _("%(centre)s: the numbers") % {"centre": centre.name}
    pdf = print_pdf(
        TEMPLATE,
        {
            "title": title,
            "period": title_of(period, first_shown(visits.stretches, period)),
            "total_label": _("Visits"),
            "total": as_written(visits.total.visits),
            "empty": _("No numbers yet for this period."),
            "methods_title": _("How to read these numbers"),
            "methods": methods(),
            "figures": [
                {
                    "title": figure.title,
                    "svg": figure.svg,
                    "told": figure.told,
                    "legend": figure.legend,
                    "heads": figure.heads,
                    "rows": figure.written,
                    "notes": figure.notes,
                }
                for figure in figures
            ],
            "footer": f"{centre.name} · {day_in_words(timezone.localdate(), 'j F Y')}",
        },
        title=title,
        language=get_language() or "it",
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name(centre, period)}.pdf"'
    return response


def file_name(centre: Centre, period: Period) -> str:
    """Name of a downloaded file, without its ending."""
    return f"{_('numbers')}-{centre.slug}-{period.first.isoformat()}-{period.last.isoformat()}"


@require_GET
@staff_page(Right.SEE_FIGURES)
def numbers_csv(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every table of the page, a number a line, as Italian offices open it."""
    period = asked_period(request.GET, centre, timezone.localdate())
    _visits, figures = figures_of(centre, period)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{file_name(centre, period)}.csv"'
    )
    response.write("\ufeff")
    rows = csv.writer(response, delimiter=";")
    rows.writerow([_("figure"), _("row"), _("date"), _("column"), _("value")])
    for figure in figures:
        for position, row in enumerate(figure.rows):
            for head, cell in zip(figure.heads[1:], row[1:], strict=True):
                if cell is not None:
                    named = [figure.title, as_text(str(row[0])), figure.day_of(position)]
                    rows.writerow([*named, head, cell])
    return response
