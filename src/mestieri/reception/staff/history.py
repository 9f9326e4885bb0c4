"""The history of a centre month by month, and the totals of the time before the product."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.reception import queries
from mestieri.reception.forms import MonthlyTotalsForm
from mestieri.reception.models import HistoryImport
from mestieri.reception.services import monthly_totals as services

REFUSALS_SHOWN = 50


@require_GET
@staff_page(Right.KEEP_HISTORY)
def history(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Year by month since the first figure."""
    months = queries.months_of_centre(centre)
    return render(
        request,
        "reception/history.html",
        {
            "years": queries.years_of_centre(months),
            "heads": list(MONTHS_3.values()),
            "months": len(months),
            "total": sum(month.visits for month in months),
            "brought_in": sum(month.brought_in for month in months),
            "by_hand": sum(month.by_hand for month in months),
            "apart": [month for month in months if month.apart],
            "imports": list(queries.imports_of_centre(centre)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.KEEP_HISTORY)
def bring_in(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A file or a pasted table: read it first, then bring it in."""
    form = MonthlyTotalsForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        source, text = form.cleaned_data["source"], form.cleaned_data["text"]
        writes = "write" in request.POST
        report = services.import_monthly_totals(
            centre, form.cleaned_data["rows"], source=source, account=request.user, write=writes
        )
        if writes:
            messages.success(request, _said(report))
            return redirect("reception-history", centre_slug=centre.slug)
        form = MonthlyTotalsForm(initial={"source": source, "text": text})
    return render(
        request,
        "reception/history_import.html",
        {
            "form": form,
            "report": report,
            "refused": report.refused[:REFUSALS_SHOWN] if report else [],
        },
    )


def _said(report: services.HistoryReport) -> str:
    return ngettext(
        "%(number)s total brought in.", "%(number)s totals brought in.", report.created
    ) % {"number": report.created}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.KEEP_HISTORY)
def take_back(request: HttpRequest, centre: Centre, batch_id: int) -> HttpResponse:
    """Ask, then take all the totals of one import back."""
    batch = get_object_or_404(HistoryImport, centre=centre, pk=batch_id)
    if request.method == "POST":
        visits = services.take_back_import(batch, account=request.user)
        messages.success(
            request,
            ngettext(
                "Taken back: %(number)s visit is not in the history any more.",
                "Taken back: %(number)s visits are not in the history any more.",
                visits,
            )
            % {"number": visits},
        )
        return redirect("reception-history", centre_slug=centre.slug)
    return render(
        request,
        "reception/confirm.html",
        {
            "heading": _("Take back the totals of “%(source)s”") % {"source": batch.source},
            "lead": _("They leave the history. The same table can be brought in again."),
            "submit_label": _("Take them back"),
            "back_url": reverse("reception-history", args=[centre.slug]),
            "parent_label": _("History"),
        },
    )
