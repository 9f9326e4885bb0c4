"""Keep the directory of services at the Banco."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import confirmation_page, form_page
from mestieri.library.forms.directory import EntryForm, ExceptionForm, ScheduleForm
from mestieri.library.models import DirectoryEntry, Schedule, ScheduleException
from mestieri.library.opening import in_words
from mestieri.library.public.directory import filter_context
from mestieri.library.queries import directory as queries
from mestieri.library.queries.keeping import history_lines
from mestieri.library.services import directory as services
from mestieri.library.staff.keeping import (
    add_page,
    do,
    list_address,
    retire_page,
    staff_filters,
)

ENTRIES_A_PAGE = 30


def _list(centre: Centre) -> str:
    return reverse("library-entries", args=[centre.slug])


def _page(entry: DirectoryEntry) -> str:
    return reverse("library-entry", args=[entry.centre.slug, entry.pk])


def _entry_or_404(centre: Centre, pk: int) -> DirectoryEntry:
    entry = get_object_or_404(queries.entries_of_centre(centre), pk=pk)
    entry.centre = centre
    return entry


@staff_page(Right.MANAGE_LIBRARY)
def entries(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every service, by state, overdue ones on request; checked in one click."""
    names = (*queries.FILTERS, queries.STATE, queries.DUE)
    asked = queries.asked_of(request.GET, names)
    today = timezone.localdate()
    found = queries.staff_entries(centre, asked, today).prefetch_related("terms", "schedules")
    page = Paginator(found, ENTRIES_A_PAGE).get_page(request.GET.get("pagina"))
    filters = [*staff_filters(asked), *queries.filters_of_directory(centre, asked)]
    overdue, proposals = queries.waiting_in_directory(centre, today)
    context = {
        "page": page,
        "rows": [_row(entry) for entry in page.object_list],
        "overdue": overdue,
        "proposals": proposals,
        **filter_context(asked, filters, queries.WORDS),
        "asked": [(name, value) for name, value in asked.items() if value],
    }
    return render(request, "library/entries.html", context)


def _row(entry: DirectoryEntry) -> dict[str, Any]:
    points = queries.quality_of(entry)
    return {
        "entry": entry,
        "freshness": entry.freshness(timezone.localdate()),
        "score": queries.quality_score(points),
        "missing": [point.label for point in points if not point.is_there],
    }


@staff_page(Right.MANAGE_LIBRARY)
def add_entry(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A service more, first as a draft."""
    form = EntryForm(request.POST or None, instance=DirectoryEntry(centre=centre), centre=centre)
    return add_page(
        request,
        form,
        lambda form: services.save_entry(form.instance, terms=form.terms, account=request.user),
        _page,
        heading=_("Add a service"),
        lead=_("Hours are added afterwards, on its page."),
        back=_list(centre),
        parent_label=_("Directory of services"),
    )


@staff_page(Right.MANAGE_LIBRARY)
def entry(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One service: what lacks, its hours, what one can do, its history."""
    found = _entry_or_404(centre, pk)
    points = queries.quality_of(found)
    now = timezone.localtime()
    schedules = [(schedule, in_words(schedule)) for schedule in found.schedules.all()]
    context = {
        "entry": found,
        "freshness": found.freshness(now.date()),
        "is_public": found.state == "published",
        "points": points,
        "score": queries.quality_score(points),
        "schedules": schedules,
        "exceptions": found.exceptions.all(),
        "sheet": queries.sheet_of(found, now),
        "history": history_lines(found),
        "parent_url": _list(centre),
        "parent_label": _("Directory of services"),
    }
    return render(request, "library/entry.html", context)


@staff_page(Right.MANAGE_LIBRARY)
def change_entry(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = _entry_or_404(centre, pk)
    name = str(found)
    return form_page(
        request,
        EntryForm(request.POST or None, instance=found, centre=centre),
        lambda form: services.save_entry(form.instance, terms=form.terms, account=request.user),
        heading=_("Change “%(name)s”") % {"name": name},
        back=_page(found),
        done=_("Saved."),
        parent_label=name,
    )


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def verify_entry(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """«I checked it today», from the list or from its page."""
    found = _entry_or_404(centre, pk)
    back = _page(found)
    if request.POST.get("from") == "list":
        back = list_address(request, _list(centre), queries.FILTERS)
    return do(
        request,
        lambda: services.verify_entry(found, today=timezone.localdate(), account=request.user),
        done=_("“%(name)s”: checked today.") % {"name": found},
        back=back,
    )


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def publish_entry(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Show a draft to the public, or a retired service again."""
    found = _entry_or_404(centre, pk)
    return do(
        request,
        lambda: services.publish_entry(found, account=request.user),
        done=_("The public sees it now."),
        back=_page(found),
    )


@staff_page(Right.MANAGE_LIBRARY)
def retire_entry(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = _entry_or_404(centre, pk)
    return retire_page(
        request,
        found,
        lambda reason: services.retire_entry(found, reason, account=request.user),
        back=_page(found),
    )


@staff_page(Right.MANAGE_LIBRARY)
def add_schedule(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = _entry_or_404(centre, pk)
    return _schedule_page(request, Schedule(entry=found), _("Add hours"))


@staff_page(Right.MANAGE_LIBRARY)
def change_schedule(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return _schedule_page(request, _schedule_or_404(centre, pk), _("Change hours"))


def _schedule_page(request: HttpRequest, schedule: Schedule, heading: str) -> HttpResponse:
    return form_page(
        request,
        ScheduleForm(request.POST or None, instance=schedule),
        lambda form: services.save_schedule(form.instance, account=request.user),
        heading=heading,
        back=_page(schedule.entry),
        done=_("Saved."),
        parent_label=str(schedule.entry),
    )


def _schedule_or_404(centre: Centre, pk: int) -> Schedule:
    schedules = Schedule.objects.select_related("entry__centre")
    return get_object_or_404(schedules, entry__centre=centre, pk=pk)


@staff_page(Right.MANAGE_LIBRARY)
def remove_schedule(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    schedule = _schedule_or_404(centre, pk)
    back = _page(schedule.entry)
    if request.method == "POST":
        services.remove_schedule(schedule, account=request.user)
        messages.success(request, _("The hours have been removed."))
        return redirect(back)
    return confirmation_page(
        request,
        heading=_("Remove these hours?"),
        question=in_words(schedule),
        submit_label=_("Remove"),
        back=back,
        parent_label=str(schedule.entry),
    )


@staff_page(Right.MANAGE_LIBRARY)
def add_exception(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = _entry_or_404(centre, pk)
    return form_page(
        request,
        ExceptionForm(request.POST or None, instance=ScheduleException(entry=found)),
        lambda form: services.save_exception(form.instance, account=request.user),
        heading=_("Add days of closure"),
        back=_page(found),
        done=_("Saved."),
        parent_label=str(found),
    )


@staff_page(Right.MANAGE_LIBRARY)
def remove_exception(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    exceptions = ScheduleException.objects.select_related("entry__centre")
    exception = get_object_or_404(exceptions, entry__centre=centre, pk=pk)
    back = _page(exception.entry)
    if request.method == "POST":
        services.remove_exception(exception, account=request.user)
        messages.success(request, _("The days of closure have been removed."))
        return redirect(back)
    return confirmation_page(
        request,
        heading=_("Remove these days of closure?"),
        question=exception.reason,
        submit_label=_("Remove"),
        back=back,
        parent_label=str(exception.entry),
    )
