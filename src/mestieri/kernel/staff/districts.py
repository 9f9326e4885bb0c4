"""The districts of a centre's territory."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import DistrictForm
from mestieri.kernel.models import Centre, District
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import removal_page, row_page


def _districts(centre: Centre) -> str:
    return reverse("kernel-districts", args=[centre.slug])


@staff_page(Right.MANAGE_LIBRARY)
def districts(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every district, in the centre's order."""
    return render(request, "kernel/districts.html", {"districts": centre.districts.all()})


@staff_page(Right.MANAGE_LIBRARY)
def add_district(request: HttpRequest, centre: Centre) -> HttpResponse:
    return row_page(
        request,
        centre,
        DistrictForm,
        District(centre=centre),
        heading=_("Add a district"),
        back=_districts(centre),
        done=_("The district has been added."),
        parent_label=_("Districts"),
    )


@staff_page(Right.MANAGE_LIBRARY)
def change_district(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    district = get_object_or_404(District, centre=centre, pk=pk)
    return row_page(
        request,
        centre,
        DistrictForm,
        district,
        heading=_("Change “%(name)s”") % {"name": district.name},
        back=_districts(centre),
        done=_("Saved."),
        parent_label=_("Districts"),
    )


@staff_page(Right.MANAGE_LIBRARY)
def remove_district(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return removal_page(
        request,
        centre,
        get_object_or_404(District, centre=centre, pk=pk),
        back=_districts(centre),
        parent_label=_("Districts"),
        consequence=_("Services and opportunities of this district stay, without a district."),
    )
