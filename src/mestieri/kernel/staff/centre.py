"""The centre's sheet and its status."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import CentreForm, StatusForm
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.services import centres
from mestieri.kernel.staff.sheet import form_page
from mestieri.kernel.vocabulary import CentreKind


@staff_page(Right.MANAGE_CENTRE)
def centre_sheet(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Name, kinds, look, promise and contacts of the centre."""
    # The page's own centre stays as it is saved: what is being typed must not show elsewhere.
    edited = Centre.objects.get(pk=centre.pk)
    form = CentreForm(request.POST or None, instance=edited, centre=centre)

    def save(form: CentreForm) -> None:
        kinds = [CentreKind(kind) for kind in form.cleaned_data["kinds"]]
        centres.change_sheet(edited, kinds, account=request.user, changed=form.changed_data)

    return form_page(
        request,
        form,
        save,
        heading=_("Sheet of the centre"),
        back=reverse("kernel-centre", args=[centre.slug]),
        done=_("The sheet has been saved."),
        template="kernel/centre.html",
        parent_url="",
    )


@staff_page(Right.MANAGE_CENTRE)
def centre_status(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Current status, the passages that exist from it, and the history."""
    form = StatusForm(request.POST or None, centre=centre)

    def save(form: StatusForm) -> None:
        centres.change_status(centre, account=request.user, **form.cleaned_data)

    return form_page(
        request,
        form,
        save,
        heading=_("Status of the centre"),
        back=reverse("kernel-status", args=[centre.slug]),
        done=_("The centre has changed status."),
        template="kernel/status.html",
        submit_label=_("Change status"),
        parent_url="",
        history=centre.status_changes.select_related("recorded_by"),
    )
