"""The month composed on one screen, and published once."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mestieri.agenda.forms.events import QuickEventForm
from mestieri.agenda.models import Event
from mestieri.agenda.queries import composing as queries
from mestieri.agenda.queries.calendar import first_of
from mestieri.agenda.services import events as services
from mestieri.kernel.access import staff_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Weekday


def month_address(centre: Centre, month: datetime.date) -> str:
    return reverse("agenda-compose", args=[centre.slug, f"{month:%Y-%m}"])


@staff_page(Right.MANAGE_EVENTS)
@require_GET
def this_month(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The month that is to be made: this one, and from the twentieth on the next."""
    today = timezone.localdate()
    return redirect(month_address(centre, first_of(today, 1 if today.day >= 20 else 0)))


@staff_page(Right.MANAGE_EVENTS)
def compose(request: HttpRequest, centre: Centre, month: datetime.date) -> HttpResponse:
    """Days, drafts, rooms, what was asked most: add an event without leaving the page."""
    form = QuickEventForm(
        request.POST or None,
        instance=Event(centre=centre),
        centre=centre,
        initial=_usual(request, month),
    )
    if request.method == "POST" and form.is_valid():
        try:
            event = services.save_event(form.instance, account=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Added: %(event)s, %(day)s at %(hour)s.")
                % {
                    "event": event.title,
                    "day": day_in_words(event.day, "l j F"),
                    "hour": f"{event.local_start:%H:%M}",
                },
            )
            # The next line begins where this one was: a month is typed in one go.
            query = f"?giorno={event.day.isoformat()}" + (
                f"&sala={event.room_id}" if event.room_id else ""
            )
            return redirect(month_address(centre, event.day) + query)
    context = {
        "form": form,
        "month": queries.composed_month(centre, month),
        "weekdays": [day.label for day in Weekday],
    }
    status = 422 if form.errors else 200
    return render(request, "agenda/compose.html", context, status=status)


def _usual(request: HttpRequest, month: datetime.date) -> dict[str, object]:
    """Day and room of the line before; else the first day that is not over."""
    day = request.GET.get("giorno", "")
    try:
        chosen = datetime.date.fromisoformat(day)
    except ValueError:
        today = timezone.localdate()
        chosen = today if first_of(today) == month else month
    room = request.GET.get("sala", "")
    return {"day": chosen, "starts": datetime.time(10), "room": room if room.isdecimal() else None}


@staff_page(Right.MANAGE_EVENTS)
@require_POST
def publish(request: HttpRequest, centre: Centre, month: datetime.date) -> HttpResponse:
    """Publish the month's drafts, all together."""
    try:
        published = services.publish_month(centre, month, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            ngettext(
                "%(n)s event is on the site, on paper, in the feeds and on the screen.",
                "%(n)s events are on the site, on paper, in the feeds and on the screen.",
                published,
            )
            % {"n": published},
        )
    return redirect(month_address(centre, month))
