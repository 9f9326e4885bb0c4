"""Pair the tablets of the door, and close their access."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.reception import queries
from mestieri.reception.forms import DeviceForm, DoorQuestionsForm
from mestieri.reception.models import Device
from mestieri.reception.services import devices as services


@require_GET
@staff_page(Right.MANAGE_DEVICES)
def devices(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The tablets of the centre, the paired ones first."""
    every = list(queries.devices_of_centre(centre))
    return render(
        request,
        "reception/devices.html",
        {
            "paired": [device for device in every if device.revoked_on is None],
            "revoked": [device for device in every if device.revoked_on is not None],
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.MANAGE_DEVICES)
def pair(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Name a tablet; the answer shows its link, once."""
    form = DeviceForm(request.POST or None, centre=centre)
    if request.method == "POST" and form.is_valid():
        try:
            device, token = services.pair_device(
                form.cleaned_data["point"],
                form.cleaned_data["label"],
                account=request.user,
                expires_on=form.cleaned_data["expires_on"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return paired(request, device, token)
    return render(
        request,
        "banco/form_page.html",
        {
            "form": form,
            "heading": _("Pair a tablet"),
            "lead": _("You get a link to open on the tablet. It is shown only once."),
            "submit_label": _("Make the link"),
            "back_url": reverse("reception-devices", args=[centre.slug]),
            "parent_url": reverse("reception-devices", args=[centre.slug]),
            "parent_label": _("Tablets"),
        },
    )


def paired(request: HttpRequest, device: Device, token: str) -> HttpResponse:
    """The pairing link. Its token is in the fragment, which no server ever logs."""
    link = request.build_absolute_uri(f"{reverse('tablet')}#{token}")
    response = render(request, "reception/device_paired.html", {"device": device, "link": link})
    add_never_cache_headers(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.MANAGE_DEVICES)
def questions(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Which of the four optional questions are offered after a tap."""
    asked = queries.door_questions(centre)
    form = DoorQuestionsForm(request.POST or None, instance=asked)
    if request.method == "POST":
        services.choose_questions(
            centre, [name for name in queries.ATTRIBUTES if name in request.POST],
            account=request.user,
        )  # fmt: skip
        messages.success(request, _("Saved: the tablets know within a minute."))
        return redirect("reception-devices", centre_slug=centre.slug)
    return render(
        request,
        "banco/form_page.html",
        {
            "form": form,
            "heading": _("What may be asked after a tap"),
            "lead": _(
                "Nothing, unless you tick it. Whoever comes in may always say nothing: the tap "
                "has counted already. Tables crossed by these answers hide small numbers."
            ),
            "submit_label": _("Save"),
            "back_url": reverse("reception-devices", args=[centre.slug]),
            "parent_url": reverse("reception-devices", args=[centre.slug]),
            "parent_label": _("Tablets"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.MANAGE_DEVICES)
def revoke(request: HttpRequest, centre: Centre, device_id: int) -> HttpResponse:
    """Ask, then close a tablet's access."""
    device = get_object_or_404(Device, centre=centre, pk=device_id)
    if request.method == "POST":
        services.revoke_device(device, account=request.user)
        messages.success(request, _("“%(label)s” cannot count any more.") % {"label": device.label})
        return redirect("reception-devices", centre_slug=centre.slug)
    return render(
        request,
        "reception/confirm.html",
        {
            "heading": _("Close the access of “%(label)s”") % {"label": device.label},
            "lead": _(
                "From this moment the tablet cannot count. What it has counted stays. To use "
                "it again, pair it again."
            ),
            "submit_label": _("Close the access"),
            "back_url": reverse("reception-devices", args=[centre.slug]),
            "parent_label": _("Tablets"),
        },
    )
