"""Services of the centre, with those it is trying out, and its partners."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import PartnerForm, ServiceForm
from mestieri.kernel.models import Centre, Partner, Service
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import removal_page, row_page


def _services(centre: Centre) -> str:
    return reverse("kernel-services", args=[centre.slug])


def _partners(centre: Centre) -> str:
    return reverse("kernel-partners", args=[centre.slug])


@staff_page(Right.MANAGE_CENTRE)
def services(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What the centre offers, and what it is trying out."""
    context = {
        "services": centre.services.select_related("area"),
        "today": timezone.localdate(),
    }
    return render(request, "kernel/services.html", context)


@staff_page(Right.MANAGE_CENTRE)
def add_service(request: HttpRequest, centre: Centre) -> HttpResponse:
    return row_page(
        request,
        centre,
        ServiceForm,
        Service(centre=centre),
        heading=_("New service"),
        back=_services(centre),
        done=_("The service has been added."),
        parent_label=_("Services"),
    )


@staff_page(Right.MANAGE_CENTRE)
def change_service(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return row_page(
        request,
        centre,
        ServiceForm,
        get_object_or_404(centre.services, pk=pk),
        heading=_("Change the service"),
        back=_services(centre),
        done=_("The service has been saved."),
        parent_label=_("Services"),
    )


@staff_page(Right.MANAGE_CENTRE)
def remove_service(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return removal_page(
        request,
        centre,
        get_object_or_404(centre.services, pk=pk),
        back=_services(centre),
        parent_label=_("Services"),
    )


@staff_page(Right.MANAGE_CENTRE)
def partners(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Partners, always in alphabetical order: the charter puts no institution first."""
    return render(request, "kernel/partners.html", {"partners": centre.partners.all()})


@staff_page(Right.MANAGE_CENTRE)
def add_partner(request: HttpRequest, centre: Centre) -> HttpResponse:
    return row_page(
        request,
        centre,
        PartnerForm,
        Partner(centre=centre),
        heading=_("New partner"),
        back=_partners(centre),
        done=_("The partner has been added."),
        parent_label=_("Partners"),
    )


@staff_page(Right.MANAGE_CENTRE)
def change_partner(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return row_page(
        request,
        centre,
        PartnerForm,
        get_object_or_404(centre.partners, pk=pk),
        heading=_("Change the partner"),
        back=_partners(centre),
        done=_("The partner has been saved."),
        parent_label=_("Partners"),
    )


@staff_page(Right.MANAGE_CENTRE)
def remove_partner(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return removal_page(
        request,
        centre,
        get_object_or_404(centre.partners, pk=pk),
        back=_partners(centre),
        parent_label=_("Partners"),
        consequence=_("Turns at the desks that name it stay, without its name."),
    )
