"""Keep the advice desks and their weekly turns."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Weekday
from mestieri.reception import queries
from mestieri.reception.forms import DeskForm, DutyForm
from mestieri.reception.models import Desk, Duty
from mestieri.reception.services import desks as services

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@staff_page(Right.MANAGE_DESKS)
def desks(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The weekly grid: desks × days."""
    return render(
        request,
        "reception/desks.html",
        {
            "weeks": queries.weeks_of_desks(centre, timezone.localdate()),
            "weekdays": list(Weekday),
            "can_add": centre.areas.exists() and queries.points_in_use(centre).exists(),
        },
    )


@form_methods
@staff_page(Right.MANAGE_DESKS)
def desk_add(request: HttpRequest, centre: Centre) -> HttpResponse:
    form = DeskForm(request.POST or None, instance=Desk(centre=centre))
    return form_page(request, centre, form, services.save_desk, _("Add a desk"))


@form_methods
@staff_page(Right.MANAGE_DESKS)
def desk_edit(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    desk = get_object_or_404(Desk, centre=centre, pk=desk_id)
    form = DeskForm(request.POST or None, instance=desk)
    return form_page(
        request,
        centre,
        form,
        services.save_desk,
        _("Change the desk “%(name)s”") % {"name": form.initial["name"]},
        remove_url=reverse("reception-desk-remove", args=[centre.slug, desk.pk]),
    )


@form_methods
@staff_page(Right.MANAGE_DESKS)
def desk_remove(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    """Ask, then remove a desk with its turns."""
    desk = get_object_or_404(Desk, centre=centre, pk=desk_id)
    if request.method == "POST":
        services.remove_desk(desk, account=request.user)
        return back_to_desks(request, centre, _("The desk is removed, with its turns."))
    return confirm(
        request,
        centre,
        _("Remove the desk “%(name)s”") % {"name": desk.name},
        _("Its turns go with it, and the public site stops showing them. The counts stay."),
    )


@form_methods
@staff_page(Right.MANAGE_DESKS)
def duty_add(request: HttpRequest, centre: Centre, desk_id: int) -> HttpResponse:
    desk = get_object_or_404(Desk, centre=centre, pk=desk_id)
    duty = Duty(desk=desk, valid_from=timezone.localdate())
    asked = request.GET.get("giorno", "")
    if asked in {str(day) for day in Weekday.values}:
        duty.weekday = int(asked)
    form = DutyForm(request.POST or None, instance=duty)
    return form_page(
        request, centre, form, services.save_duty, _("Add a turn at “%(desk)s”") % {"desk": desk}
    )


@form_methods
@staff_page(Right.MANAGE_DESKS)
def duty_edit(request: HttpRequest, centre: Centre, duty_id: int) -> HttpResponse:
    duty = duty_or_404(centre, duty_id)
    form = DutyForm(request.POST or None, instance=duty)
    return form_page(
        request,
        centre,
        form,
        services.save_duty,
        _("Change a turn at “%(desk)s”") % {"desk": duty.desk},
        remove_url=reverse("reception-duty-remove", args=[centre.slug, duty.pk]),
    )


@form_methods
@staff_page(Right.MANAGE_DESKS)
def duty_remove(request: HttpRequest, centre: Centre, duty_id: int) -> HttpResponse:
    """Ask, then remove a turn."""
    duty = duty_or_404(centre, duty_id)
    if request.method == "POST":
        services.remove_duty(duty, account=request.user)
        return back_to_desks(request, centre, _("The turn is removed."))
    return confirm(
        request,
        centre,
        _("Remove a turn at “%(desk)s”") % {"desk": duty.desk},
        _("%(day)s from %(starts)s to %(ends)s: the public site stops showing it.")
        % {
            "day": duty.get_weekday_display(),
            "starts": f"{duty.starts:%H:%M}",
            "ends": f"{duty.ends:%H:%M}",
        },
    )


def duty_or_404(centre: Centre, duty_id: int) -> Duty:
    return get_object_or_404(queries.duties_of_centre(centre), pk=duty_id)


def form_page(
    request: HttpRequest,
    centre: Centre,
    form: ModelForm,
    save: Callable,
    heading: str,
    remove_url: str = "",
) -> HttpResponse:
    """Show a form, or save what it holds; what the service refuses is said in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form.instance, account=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return back_to_desks(request, centre, _("Saved."))
    return render(
        request,
        "reception/desk_form.html",
        {
            "form": form,
            "heading": heading,
            "submit_label": _("Save"),
            "back_url": reverse("reception-desks", args=[centre.slug]),
            "parent_url": reverse("reception-desks", args=[centre.slug]),
            "parent_label": _("Desks and turns"),
            "remove_url": remove_url,
        },
    )


def confirm(request: HttpRequest, centre: Centre, heading: str, lead: str) -> HttpResponse:
    """Ask before removing."""
    return render(
        request,
        "reception/confirm.html",
        {
            "heading": heading,
            "lead": lead,
            "submit_label": _("Remove"),
            "back_url": reverse("reception-desks", args=[centre.slug]),
            "parent_label": _("Desks and turns"),
        },
    )


def back_to_desks(request: HttpRequest, centre: Centre, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("reception-desks", centre_slug=centre.slug)
