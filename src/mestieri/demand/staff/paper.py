"""Calls without a screen: sheets to print, and what was written on them brought in later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.demand.forms.calling import PaperRowForm
from mestieri.demand.models import CampaignCompany
from mestieri.demand.paper import script_sheet, target_sheets
from mestieri.demand.services.calling import ending
from mestieri.demand.services.calling.taking import next_targets
from mestieri.demand.staff.campaigns import campaign_or_404
from mestieri.demand.staff.scripts import script_or_404
from mestieri.demand.vocabulary import VersionState
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

SHEETS = 20


def pdf(content: bytes, name: str) -> HttpResponse:
    """A sheet of paper, opened in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@staff_page(Right.RUN_CAMPAIGNS)
def script_pdf(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The script on paper, the draft if nothing is in use."""
    script = script_or_404(centre, pk)
    in_use = script.versions.filter(state=VersionState.PUBLISHED).first()
    return pdf(script_sheet(centre, script, in_use or script.versions.first()), "format")


@staff_page(Right.CALL_COMPANIES)
def sheets_pdf(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The next companies of a campaign, a box each, with the outcomes to tick."""
    campaign = campaign_or_404(centre, pk)
    return pdf(target_sheets(campaign, _next(campaign, request)), "telefonate")


def _next(campaign: Any, request: HttpRequest) -> list[CampaignCompany]:
    found = next_targets(campaign, request.user, timezone.now()).select_related("company")
    return list(found[:SHEETS])


@staff_page(Right.CALL_COMPANIES)
def entry(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What was written on paper: a line a company, in the order of the sheets."""
    campaign = campaign_or_404(centre, pk)
    day = parse_date(request.POST.get("day", "")) if request.method == "POST" else None
    if request.method == "POST":
        forms = [PaperRowForm(request.POST, row=row) for row in _posted(campaign, request)]
        written = _write(forms, day, request) if day else None
        if day is None:
            messages.error(request, _("Say on which day these calls were made."))
        elif written is not None:
            messages.success(
                request,
                ngettext("%(calls)s call written down.", "%(calls)s calls written down.", written)
                % {"calls": written},
            )
            return redirect("demand-paper", centre.slug, pk)
    else:
        forms = [PaperRowForm(row=row) for row in _next(campaign, request)]
    context = {
        "campaign": campaign,
        "forms": forms,
        "day": (day or timezone.localdate()).isoformat(),
        "parent_url": reverse("demand-calls", args=[centre.slug]),
        "parent_label": _("Calls"),
    }
    return render(request, "demand/paper.html", context)


def _posted(campaign: Any, request: HttpRequest) -> list[CampaignCompany]:
    numbers = [int(key) for key in request.POST.getlist("row")[: SHEETS * 2] if key.isdecimal()]
    found = CampaignCompany.objects.filter(campaign=campaign, pk__in=numbers)
    rows = {row.pk: row for row in found.select_related("company", "campaign__centre")}
    return [rows[number] for number in dict.fromkeys(numbers) if number in rows]


def _write(forms: list[PaperRowForm], day: Any, request: HttpRequest) -> int | None:
    """All the lines or none; what is refused is said beside its line. None when nothing was."""
    are_valid = [form.is_valid() for form in forms]  # each says what is wrong in it
    if not all(are_valid):
        return None
    written = 0
    with transaction.atomic():
        for form in forms:
            said = form.ending
            if said is None:
                continue
            try:
                with transaction.atomic():
                    ending.enter_from_paper(
                        form.row,
                        said,
                        day,
                        account=request.user,
                        token=form.cleaned_data["token"],
                    )
            except ValidationError as error:
                form.refuse(error)
            written += 1
        if any(form.errors for form in forms):
            transaction.set_rollback(True)
            return None
    return written
