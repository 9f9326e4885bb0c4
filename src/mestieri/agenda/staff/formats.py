"""Formats at the Banco."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.agenda.forms.keeping import FormatForm
from mestieri.agenda.models import EventFormat
from mestieri.agenda.queries import composing as queries
from mestieri.agenda.services import formats as services
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page


def _list(centre: Centre) -> str:
    return reverse("agenda-formats", args=[centre.slug])


@staff_page(Right.MANAGE_EVENTS)
def formats(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What is written once and held many times."""
    return render(request, "agenda/formats.html", {"formats": queries.formats_of(centre)})


@staff_page(Right.MANAGE_EVENTS)
def add_format(request: HttpRequest, centre: Centre) -> HttpResponse:
    return _page(request, EventFormat(centre=centre), _("Add a format"))


@staff_page(Right.MANAGE_EVENTS)
def change_format(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = get_object_or_404(EventFormat, centre=centre, pk=pk)
    return _page(request, found, _("Change “%(name)s”") % {"name": str(found)})


def _page(request: HttpRequest, format: EventFormat, heading: str) -> HttpResponse:
    return form_page(
        request,
        FormatForm(request.POST or None, instance=format, centre=format.centre),
        lambda form: services.save_format(form.instance, account=request.user),
        heading=heading,
        back=_list(format.centre),
        done=_("Saved."),
        parent_label=_("Formats"),
    )


@staff_page(Right.MANAGE_EVENTS)
@require_POST
def use_format(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Out of use, or in use again."""
    found = get_object_or_404(EventFormat, centre=centre, pk=pk)
    services.use_format(found, is_active=not found.is_active, account=request.user)
    messages.success(request, _("Saved."))
    return redirect(_list(centre))
