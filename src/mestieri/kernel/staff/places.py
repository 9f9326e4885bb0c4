"""Sites with their hours and closures, and the points where visits are counted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel import queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import ClosureForm, OpeningHoursForm, PointForm, SiteForm
from mestieri.kernel.models import Centre, Closure, OpeningHours, Point, Site
from mestieri.kernel.roles import Right
from mestieri.kernel.services import sheet
from mestieri.kernel.staff.sheet import removal_page, row_page


def _places(centre: Centre) -> str:
    return reverse("kernel-places", args=[centre.slug])


def _site(site: Site) -> str:
    return reverse("kernel-site", args=[site.centre.slug, site.pk])


@staff_page(Right.MANAGE_CENTRE)
def places(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every site and point of the centre."""
    context = {
        "sites": centre.sites.prefetch_related("points"),
        "points": centre.points.select_related("site"),
    }
    return render(request, "kernel/places.html", context)


@staff_page(Right.MANAGE_CENTRE)
def site(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One site: address, hours, closures."""
    found = get_object_or_404(centre.sites, pk=pk)
    context = {"site": found, "today": timezone.localdate(), **queries.site_sheet(found)}
    return render(request, "kernel/site.html", context)


@staff_page(Right.MANAGE_CENTRE)
def add_site(request: HttpRequest, centre: Centre) -> HttpResponse:
    return row_page(
        request,
        centre,
        SiteForm,
        Site(centre=centre),
        heading=_("New site"),
        back=_places(centre),
        done=_("The site has been added."),
        parent_label=_("Places and hours"),
    )


@staff_page(Right.MANAGE_CENTRE)
def change_site(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = get_object_or_404(centre.sites, pk=pk)
    return row_page(
        request,
        centre,
        SiteForm,
        found,
        heading=_("Change the site"),
        back=_site(found),
        done=_("The site has been saved."),
        parent_label=found.name,
    )


@staff_page(Right.MANAGE_CENTRE)
def remove_site(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = get_object_or_404(centre.sites, pk=pk)
    return removal_page(
        request,
        centre,
        found,
        back=_places(centre),
        parent_label=_("Places and hours"),
        consequence=_("Its hours and closures go with it."),
    )


@staff_page(Right.MANAGE_CENTRE)
def add_hours(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = get_object_or_404(centre.sites, pk=pk)
    return row_page(
        request,
        centre,
        OpeningHoursForm,
        OpeningHours(site=found),
        save=sheet.save_opening_hours,
        heading=_("New hours"),
        back=_site(found),
        done=_("The hours have been added."),
        parent_label=found.name,
        lead=_("A day may have several stretches, for instance morning and afternoon."),
    )


@staff_page(Right.MANAGE_CENTRE)
def remove_hours(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    hours = get_object_or_404(OpeningHours, pk=pk, site__centre=centre)
    return removal_page(
        request, centre, hours, back=_site(hours.site), parent_label=hours.site.name
    )


@staff_page(Right.MANAGE_CENTRE)
def add_closure(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = get_object_or_404(centre.sites, pk=pk)
    return row_page(
        request,
        centre,
        ClosureForm,
        Closure(site=found),
        heading=_("New closure"),
        back=_site(found),
        done=_("The closure has been added."),
        parent_label=found.name,
    )


@staff_page(Right.MANAGE_CENTRE)
def remove_closure(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    closure = get_object_or_404(Closure, pk=pk, site__centre=centre)
    return removal_page(
        request, centre, closure, back=_site(closure.site), parent_label=closure.site.name
    )


@staff_page(Right.MANAGE_CENTRE)
def add_point(request: HttpRequest, centre: Centre) -> HttpResponse:
    return row_page(
        request,
        centre,
        PointForm,
        Point(centre=centre),
        heading=_("New point"),
        back=_places(centre),
        done=_("The point has been added."),
        parent_label=_("Places and hours"),
        lead=_("A point is a place where visits are counted."),
    )


@staff_page(Right.MANAGE_CENTRE)
def change_point(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return row_page(
        request,
        centre,
        PointForm,
        get_object_or_404(centre.points, pk=pk),
        heading=_("Change the point"),
        back=_places(centre),
        done=_("The point has been saved."),
        parent_label=_("Places and hours"),
    )


@staff_page(Right.MANAGE_CENTRE)
@require_POST
def use_point(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put a point out of use, or back in use."""
    point = get_object_or_404(centre.points, pk=pk)
    try:
        sheet.use_point(point, request.POST.get("in_use") == "1", request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_places(centre))


@staff_page(Right.MANAGE_CENTRE)
def remove_point(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return removal_page(
        request,
        centre,
        get_object_or_404(centre.points, pk=pk),
        back=_places(centre),
        parent_label=_("Places and hours"),
    )
