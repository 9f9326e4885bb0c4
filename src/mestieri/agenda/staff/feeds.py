"""Partners' calendars, and what they propose."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.agenda.forms.keeping import FeedFileForm, FeedForm
from mestieri.agenda.models import PartnerFeed
from mestieri.agenda.queries import composing as queries
from mestieri.agenda.services import events
from mestieri.agenda.services import feeds as services
from mestieri.agenda.staff.events import event_address, event_or_404
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page
from mestieri.kernel.work import do_later

MOST_PROPOSED = 100


def _list(centre: Centre) -> str:
    return reverse("agenda-feeds", args=[centre.slug])


@staff_page(Right.MANAGE_EVENTS)
def feeds(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What is proposed, to take or to leave; the calendars followed."""
    context = {
        "proposed": queries.proposed_events(centre)[:MOST_PROPOSED],
        "feeds": queries.feeds_of(centre),
    }
    return render(request, "agenda/feeds.html", context)


@staff_page(Right.MANAGE_EVENTS)
def add_feed(request: HttpRequest, centre: Centre) -> HttpResponse:
    return _page(request, PartnerFeed(centre=centre), _("Follow a partner’s calendar"))


@staff_page(Right.MANAGE_EVENTS)
def change_feed(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = get_object_or_404(PartnerFeed, centre=centre, pk=pk)
    return _page(request, found, _("Change “%(name)s”") % {"name": found.partner})


def _page(request: HttpRequest, feed: PartnerFeed, heading: str) -> HttpResponse:
    return form_page(
        request,
        FeedForm(request.POST or None, instance=feed, centre=feed.centre),
        lambda form: services.save_feed(form.instance, account=request.user),
        heading=heading,
        back=_list(feed.centre),
        done=_("Saved."),
        parent_label=_("Partners’ calendars"),
    )


@staff_page(Right.MANAGE_EVENTS)
def take_in_file(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Take in a calendar that came as a file."""
    form = FeedFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        _reading, note = services.take_in_file(
            centre, form.cleaned_data["partner"], form.cleaned_data["file"], account=request.user
        )
        messages.info(request, note)
        return redirect(_list(centre))
    context = {
        "form": form,
        "heading": _("Bring in a calendar file"),
        "back_url": _list(centre),
        "parent_url": _list(centre),
        "parent_label": _("Partners’ calendars"),
    }
    return render(request, "agenda/feed_file.html", context)


@staff_page(Right.MANAGE_EVENTS)
@require_POST
def read_now(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Have a calendar read now, by a worker."""
    found = get_object_or_404(PartnerFeed, centre=centre, pk=pk)
    do_later(services.READ_ONE, found.pk)
    messages.info(request, _("It is being read: look again in a minute."))
    return redirect(_list(centre))


@staff_page(Right.MANAGE_EVENTS)
@require_POST
def remove_feed(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = get_object_or_404(PartnerFeed, centre=centre, pk=pk)
    services.remove_feed(found, account=request.user)
    messages.success(request, _("“%(name)s” has been removed.") % {"name": found.partner})
    return redirect(_list(centre))


@staff_page(Right.MANAGE_EVENTS)
@require_POST
def decide(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take a proposed event among the drafts, or leave it."""
    found = event_or_404(centre, pk)
    accept = request.POST.get("decision") == "take"
    try:
        events.decide_proposed(found, accept=accept, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(_list(centre))
    if accept:
        messages.success(request, _("It is among the drafts: look at its room and publish it."))
        return redirect(event_address(found))
    messages.success(request, _("Left aside."))
    return redirect(_list(centre))
