"""One event at the Banco: see, change, repeat, publish, call off, throw a draft away."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mestieri.agenda.forms.events import CancelForm, EventForm, RepeatForm, repetition_in_words
from mestieri.agenda.models import Event
from mestieri.agenda.queries import composing as queries
from mestieri.agenda.services import events as services
from mestieri.agenda.services import series
from mestieri.agenda.staff.month import month_address
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page


def event_or_404(centre: Centre, pk: int) -> Event:
    return get_object_or_404(queries.staff_events(centre), pk=pk)


def event_address(event: Event) -> str:
    return reverse("agenda-event", args=[event.centre.slug, event.pk])


@staff_page(Right.MANAGE_EVENTS)
def event(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What it says, who comes, what one can do."""
    found = event_or_404(centre, pk)
    bookings = queries.bookings_of(found)
    context = {
        "event": found,
        "is_over": found.is_over(timezone.now()),
        "waiting": sum(booking.state == "waiting" for booking in bookings),
        "offered": sum(booking.state == "offered" for booking in bookings),
        "faults": queries.waiting_list_faults(found, bookings)
        + queries.untold_faults(found, bookings),
        "opinions": queries.opinions_of(found),
        "repetition": repetition_in_words(found.series.rule) if found.series else "",
        "parent_url": month_address(centre, found.day),
        "parent_label": _("The month’s calendar"),
    }
    return render(request, "agenda/event_kept.html", context)


@staff_page(Right.MANAGE_EVENTS)
def change(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = event_or_404(centre, pk)
    title = found.title
    is_proposed = found.state == "proposed"
    save = services.take_corrected if is_proposed else services.save_event
    return form_page(
        request,
        EventForm(request.POST or None, instance=found, centre=centre),
        lambda form: save(form.instance, account=request.user),
        heading=_("Change “%(name)s”") % {"name": title},
        back=event_address(found),
        done=_("It is among the drafts: look at its room and publish it.")
        if is_proposed
        else _("Saved."),
        parent_label=title,
        lead=_("Who left a contact is told of a new day, hour or place.")
        if found.state == "published"
        else "",
    )


@staff_page(Right.MANAGE_EVENTS)
def repeat(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Make drafts like this one, by a rule."""
    found = event_or_404(centre, pk)

    def make(form: RepeatForm) -> None:
        made = series.repeat_event(
            found,
            form.rule,
            until=form.cleaned_data["until"],
            excepted=form.cleaned_data["excepted"],
            account=request.user,
        )
        messages.success(
            request,
            ngettext("%(n)s draft more.", "%(n)s drafts more.", len(made)) % {"n": len(made)},
        )

    return form_page(
        request,
        RepeatForm(request.POST or None, event=found),
        make,
        heading=_("Repeat “%(name)s”") % {"name": found.title},
        back=event_address(found),
        done=_("They wait in their months, to be published."),
        submit_label=_("Make the drafts"),
        parent_label=found.title,
    )


def _do(request: HttpRequest, act: Callable[[], object], done: str, back: str) -> HttpResponse:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(back)


@staff_page(Right.MANAGE_EVENTS)
@require_POST
def publish(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = event_or_404(centre, pk)
    return _do(
        request,
        lambda: services.publish_event(found, account=request.user),
        _("The public sees it now."),
        event_address(found),
    )


@staff_page(Right.MANAGE_EVENTS)
def cancel(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Call a published event off, saying why."""
    found = event_or_404(centre, pk)
    return form_page(
        request,
        CancelForm(request.POST or None),
        lambda form: services.cancel_event(
            found, form.cleaned_data["reason"], account=request.user
        ),
        heading=_("Call off “%(name)s”?") % {"name": found.title},
        back=event_address(found),
        done=_("Called off: the calendar says so everywhere."),
        submit_label=_("Call it off"),
        parent_label=found.title,
    )


@staff_page(Right.MANAGE_EVENTS)
@require_POST
def remove(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = event_or_404(centre, pk)
    return _do(
        request,
        lambda: services.remove_draft(found, account=request.user),
        _("“%(name)s” has been removed.") % {"name": found.title},
        month_address(centre, found.day),
    )
