"""Areas with their needs, and the space plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel import queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import AreaForm, SpaceItemForm
from mestieri.kernel.models import Area, Centre, SpaceItem
from mestieri.kernel.printing import print_pdf
from mestieri.kernel.roles import Right
from mestieri.kernel.services import centres
from mestieri.kernel.staff.sheet import form_page, removal_page, row_page
from mestieri.kernel.vocabulary import Purpose

SPACE_PLAN_FOR_PRINT = Path(__file__).parent.parent / "print" / "space_plan.typ"


def _areas(centre: Centre) -> str:
    return reverse("kernel-areas", args=[centre.slug])


def _space(centre: Centre) -> str:
    return reverse("kernel-space", args=[centre.slug])


@staff_page(Right.MANAGE_CENTRE)
def areas(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Areas of the centre, and which of them holds which need."""
    holders = queries.area_by_purpose(centre)
    context = {
        "areas": queries.areas_of_centre(centre),
        "partition": [(purpose, holders.get(purpose)) for purpose in Purpose],
        "without_area": queries.purposes_without_area(centre),
    }
    return render(request, "kernel/areas.html", context)


def _area_page(request: HttpRequest, centre: Centre, area: Area, **page: Any) -> HttpResponse:
    def save(form: AreaForm) -> None:
        purposes = [Purpose(purpose) for purpose in form.cleaned_data["purposes"]]
        centres.save_area(area, purposes, account=request.user, changed=form.changed_data)

    form = AreaForm(request.POST or None, instance=area, centre=centre)
    return form_page(
        request, form, save, back=_areas(centre), parent_label=_("Areas and needs"), **page
    )


@staff_page(Right.MANAGE_CENTRE)
def add_area(request: HttpRequest, centre: Centre) -> HttpResponse:
    return _area_page(
        request,
        centre,
        Area(centre=centre),
        heading=_("New area"),
        done=_("The area has been added."),
    )


@staff_page(Right.MANAGE_CENTRE)
def change_area(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return _area_page(
        request,
        centre,
        get_object_or_404(centre.areas, pk=pk),
        heading=_("Change the area"),
        done=_("The area has been saved."),
    )


@staff_page(Right.MANAGE_CENTRE)
def remove_area(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return removal_page(
        request,
        centre,
        get_object_or_404(centre.areas, pk=pk),
        back=_areas(centre),
        parent_label=_("Areas and needs"),
        consequence=_("Its needs will belong to no area until you give them to another."),
    )


@staff_page(Right.MANAGE_CENTRE)
def space_plan(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What there is for which need, and every item."""
    context = {
        "purposes": list(Purpose),
        "rows": queries.space_plan(centre),
        "items": queries.space_items(centre),
        "shared_areas": [
            area for area in queries.areas_of_centre(centre) if len(area.purposes) > 1
        ],
    }
    return render(request, "kernel/space.html", context)


@staff_page(Right.MANAGE_CENTRE)
def space_plan_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The space plan on paper."""
    heads = [_("What"), *(str(purpose.label) for purpose in Purpose), _("For all"), _("Total")]
    title = _("Space plan of %(centre)s") % {"centre": centre.name}
    data = {
        "title": title,
        "date": date_format(timezone.localdate(), "DATE_FORMAT"),
        "heads": heads,
        "rows": [
            [str(row.kind.label), *map(str, row.cells), str(row.for_all), str(row.total)]
            for row in queries.space_plan(centre)
        ],
        "empty": _("No items yet."),
        "footer": centre.name,
    }
    pdf = print_pdf(SPACE_PLAN_FOR_PRINT, data, title=title, language=get_language() or "it")
    return HttpResponse(pdf, content_type="application/pdf")


@staff_page(Right.MANAGE_CENTRE)
def add_item(request: HttpRequest, centre: Centre) -> HttpResponse:
    return row_page(
        request,
        centre,
        SpaceItemForm,
        SpaceItem(site=centre.sites.first()),
        heading=_("New item"),
        back=_space(centre),
        done=_("The item has been added."),
        parent_label=_("Space plan"),
    )


@staff_page(Right.MANAGE_CENTRE)
def change_item(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return row_page(
        request,
        centre,
        SpaceItemForm,
        get_object_or_404(SpaceItem, pk=pk, site__centre=centre),
        heading=_("Change the item"),
        back=_space(centre),
        done=_("The item has been saved."),
        parent_label=_("Space plan"),
    )


@staff_page(Right.MANAGE_CENTRE)
def remove_item(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return removal_page(
        request,
        centre,
        get_object_or_404(SpaceItem, pk=pk, site__centre=centre),
        back=_space(centre),
        parent_label=_("Space plan"),
    )
