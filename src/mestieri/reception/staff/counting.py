"""Count at the desk, and read the counts."""

from __future__ import annotations

import datetime
import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre, Point
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception import queries
from mestieri.reception.services import visits
from mestieri.reception.staff import after_tap


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.COUNT_VISITS)
def counter(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Four buttons for a computer without a tablet; each carries its own tap."""
    point = asked_point(request, centre)
    if request.method == "POST":
        after = after_tap.act if "after" in request.POST else count_tap
        just = after(request, point)
        query = urlencode({key: value for key, value in just.items() if value})
        return redirect(reverse("reception-counter", args=[centre.slug]) + f"?{query}")
    response = render(
        request,
        "reception/counter.html",
        {
            "point": point,
            "points": list(queries.points_in_use(centre)),
            "taps": [(purpose, uuid.uuid4()) for purpose in Purpose],
            "counts": queries.day_counts(centre, timezone.localdate()),
            "just": after_tap.offered(request, centre, point),
        },
    )
    # Going back must bring new taps: an old one would be taken for a repetition.
    add_never_cache_headers(response)
    return response


def asked_point(request: HttpRequest, centre: Centre) -> Point | None:
    """The point named in the address, else the first in use; another centre's is a 404."""
    asked = request.GET.get("point", "")
    if not asked:
        return queries.points_in_use(centre).first()
    if not asked.isdecimal():
        raise Http404
    return get_object_or_404(Point, centre=centre, pk=int(asked))


def count_tap(request: HttpRequest, point: Point | None) -> dict[str, str]:
    """Count the tap of the form and say what came of it; the query of the page to show next."""
    here = {"point": str(point.pk) if point else ""}
    try:
        tap, purpose = uuid.UUID(request.POST["tap"]), Purpose(request.POST["purpose"])
    except (KeyError, ValueError):
        messages.error(request, _("That tap could not be read: tap again."))
        return here
    if point is None:
        messages.error(request, _("There is no point in use where visits can be counted."))
        return here
    try:
        counted = visits.record_visit(point=point, purpose=purpose, tap=tap)
    except visits.VisitRefused as refused:
        messages.error(request, refused.sentence)
        return here
    if not counted.is_new:
        messages.info(request, _("That tap had been counted already: it counts once."))
        return here
    return {**here, "just": after_tap.seal(tap, purpose, point)}


@require_GET
@staff_page(Right.COUNT_VISITS)
def day_counter(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The day's number by itself, asked again by the counting page every 20 seconds."""
    counts = queries.day_counts(centre, timezone.localdate())
    return render(request, "reception/partials/day_counter.html", {"counts": counts})


@require_GET
@staff_page(Right.SEE_DAY)
def day(request: HttpRequest, centre: Centre) -> HttpResponse:
    """One day by need and by half hour."""
    today = timezone.localdate()
    shown = asked_day(request, today)
    return render(
        request,
        "reception/day.html",
        {
            "counts": queries.day_counts(centre, shown),
            "today": today,
            "previous_day": shown - datetime.timedelta(days=1),
            "next_day": shown + datetime.timedelta(days=1) if shown < today else None,
        },
    )


def asked_day(request: HttpRequest, today: datetime.date) -> datetime.date:
    """The day named in the address; today when none is named or it is yet to come."""
    asked = request.GET.get("giorno", "")
    if not asked:
        return today
    try:
        named = datetime.date.fromisoformat(asked)
    except ValueError:
        messages.error(request, _("That is not a day of the calendar: this is today."))
        return today
    # The first day has no day before it; nothing was counted in year 1 anyway.
    return min(max(named, datetime.date(1900, 1, 1)), today)


def as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
