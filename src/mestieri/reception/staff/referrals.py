"""«Rinvia»: find a service, print its slip, see how many were sent on and whether it helped."""

from __future__ import annotations

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.library.queries import directory
from mestieri.library.slip_words import SLIP_LANGUAGES, words_in
from mestieri.reception.public.slips import slip_file
from mestieri.reception.queries import referrals as queries
from mestieri.reception.referral_forms import ReferForm
from mestieri.reception.services import referrals as services
from mestieri.reception.services.referrals import ReferralRefused, SlipGone

#: Sides by which the quick page narrows the list.
SIDES = (directory.WORDS, directory.CATEGORY, directory.DISTRICT, directory.LANGUAGE)


@require_GET
@staff_page(Right.REFER)
def refer_to(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Find the service: by words, kind, district, language; alphabetical for everybody."""
    asked = directory.asked_of(request.GET, SIDES)
    filters = directory.filters_of_directory(centre, asked)
    context = {
        "entries": queries.destinations(centre, asked),
        "words": asked[directory.WORDS],
        "filters": [found for found in filters if found.name in SIDES],
        "is_narrowed": any(asked.values()),
        "spoken": asked[directory.LANGUAGE],
        "today": _today(centre),
    }
    return render(request, "reception/refer_to.html", context)


def _today(centre: Centre) -> int:
    today = timezone.localdate()
    return queries.referrals_between(centre, today, today).count()


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.REFER)
def refer(request: HttpRequest, centre: Centre, entry_id: int) -> HttpResponse:
    """Choose the language of the slip; one tap counts the referral and makes it."""
    entry = get_object_or_404(directory.published_entries(centre), pk=entry_id)
    asked_language = request.GET.get("lingua", "")
    initial = {"language": asked_language} if asked_language in SLIP_LANGUAGES else {}
    form = ReferForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_referral(centre=centre, destination=entry, **form.cleaned_data)
        except ReferralRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect(slip_address(centre, made.slip_pass))
    sheet = directory.sheet_of(entry, timezone.localtime())
    return render(request, "reception/refer.html", {"form": form, "entry": entry, "sheet": sheet})


def slip_address(centre: Centre, slip_pass: str, name: str = "reception-slip") -> str:
    """Where a slip just made is shown, or printed (`reception-slip-pdf`)."""
    return f"{reverse(name, args=[centre.slug])}?{urlencode({'s': slip_pass})}"


@require_GET
@staff_page(Right.REFER)
def slip(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The slip just made: print it, or take it back."""
    slip_pass = request.GET.get("s", "")
    try:
        made = services.slip_of_pass(centre, slip_pass)
    except SlipGone:
        return _slip_gone(request, centre)
    context = {
        "slip": made,
        "slip_pass": slip_pass,
        "language_name": words_in(made.language).name,
        "pdf_address": slip_address(centre, slip_pass, "reception-slip-pdf"),
    }
    return render(request, "reception/slip.html", context)


@require_GET
@staff_page(Right.REFER)
def slip_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The slip on paper."""
    try:
        made = services.slip_of_pass(centre, request.GET.get("s", ""))
    except SlipGone:
        return _slip_gone(request, centre)
    return slip_file(request, centre, made)


@staff_page(Right.REFER)
@require_POST
def take_back(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Undo a referral made by mistake."""
    try:
        services.take_back_referral(centre, request.POST.get("s", ""))
    except SlipGone:
        messages.error(request, _("More than ten minutes have passed: this referral stays."))
    else:
        messages.success(request, _("Taken back: it is not counted, and its code is void."))
    return redirect("reception-refer-to", centre_slug=centre.slug)


def _slip_gone(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The code of an old slip is written nowhere: it cannot be printed again."""
    messages.error(
        request, _("This slip cannot be printed again: its code is kept nowhere. Make a new one.")
    )
    return redirect("reception-refer-to", centre_slug=centre.slug)


#: Value in the address → words, and how many whole months besides this one.
STRETCHES: dict[str, tuple[Any, int | None]] = {
    "oggi": (gettext_lazy("Today"), None),
    "mese": (gettext_lazy("This month"), 0),
    "anno": (gettext_lazy("Last 12 months"), 11),
}


def first_day_of(stretch: str, today: datetime.date) -> datetime.date:
    """First day of a stretch: today, or the first of a month, since outcomes go by month."""
    months = STRETCHES[stretch][1]
    return today if months is None else today.replace(day=1) - relativedelta(months=months)


@require_GET
@staff_page(Right.REFER)
def made(request: HttpRequest, centre: Centre) -> HttpResponse:
    """How many were sent on to each service, and whether it helped."""
    asked = request.GET.get("periodo", "")
    chosen = asked if asked in STRETCHES else "oggi"
    last_day = timezone.localdate()
    first_day = first_day_of(chosen, last_day)
    rows = queries.destination_figures(centre, first_day, last_day)
    context = {
        "rows": rows,
        "total": sum(row.referrals.referrals for row in rows),
        "answers": sum(row.outcomes.answers for row in rows),
        "has_outcomes": chosen != "oggi",
        "stretches": [
            (value, label, value == chosen) for value, (label, _months) in STRETCHES.items()
        ],
        "first_day": first_day,
        "last_day": last_day,
    }
    return render(request, "reception/referrals_made.html", context)
