"""What was done in the centre, and the register of what the product keeps and why."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel import queries, retention_queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.acts import act_label
from mestieri.kernel.forms import AuditFilterForm
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.kernel.privacy.register import ProcessingEntry, register_of_processing, world_label
from mestieri.kernel.roles import Right
from mestieri.kernel.services.retention import telling

ENTRIES_A_PAGE = 50
REGISTER_FOR_PRINT = Path(__file__).parent.parent / "print" / "register.typ"


@staff_page(Right.SEE_AUDIT)
def audit_log(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Acts of the staff in this centre, latest first."""
    actions = [(action, act_label(action)) for action in queries.actions_of_centre(centre)]
    form = AuditFilterForm(request.GET, actions=actions)
    action = form.cleaned_data["action"] if form.is_valid() else ""
    entries = queries.audit_of_centre(centre)
    if action:
        entries = entries.filter(action=action)
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": queries.audit_lines(page.object_list),
        "query": f"{urlencode({'action': action})}&" if action else "",
    }
    return render(request, "kernel/audit.html", context)


@staff_page(Right.SEE_REGISTER)
def register(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Register of processing: what is kept, why, for how long."""
    context = {
        "entries": register_of_processing(),
        "overdue": retention_queries.count_overdue(timezone.localdate()),
    }
    return render(request, "kernel/register.html", context)


@staff_page(Right.SEE_REGISTER)
def retention(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What the rules of retention did and are about to do, in numbers."""
    now = timezone.localtime()
    last = retention_queries.last_retention()
    lines = retention_queries.retention_lines(now.date())
    context = {
        "lines": lines,
        "overdue": sum(line.overdue for line in lines),
        "to_be_told": len(telling.to_be_told(now.date(), centre)),
        "last": last,
        "is_late": retention_queries.is_late(last, now),
        "next_week": now.date() + datetime.timedelta(days=retention_queries.DAYS_AHEAD),
    }
    return render(request, "kernel/retention.html", context)


def _heads() -> list[str]:
    return [
        _("What"),
        _("World"),
        _("Why"),
        _("Legal basis"),
        _("How long"),
        _("Data about people"),
    ]


def _cells(entry: ProcessingEntry) -> list[str]:
    return [
        entry.name,
        world_label(entry.world),
        entry.purpose,
        entry.basis.value if entry.basis else "–",
        entry.retention,
        ", ".join(entry.person_columns) or "–",
    ]


@staff_page(Right.SEE_REGISTER)
def register_csv(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The register as a table for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="registro-trattamenti.csv"'
    response.write("\ufeff")  # spreadsheets take it for the sign of UTF-8
    writer = csv.writer(response)
    writer.writerow([_("Code"), *_heads()])
    writer.writerows([entry.label, *_cells(entry)] for entry in register_of_processing())
    return response


@staff_page(Right.SEE_REGISTER)
def register_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The register on paper."""
    title = _("Register of processing of %(centre)s") % {"centre": centre.name}
    data = {
        "title": title,
        "lead": _("Generated from the declarations of each column (GDPR, article 30)."),
        "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        "controller": centre.managing_body or centre.name,
        "heads": _heads(),
        "rows": [_cells(entry) for entry in register_of_processing()],
        "footer": centre.name,
    }
    pdf = print_pdf(REGISTER_FOR_PRINT, data, title=title, language=get_language() or "it")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="registro-trattamenti.pdf"'
    return response
