"""Messages prepared for companies: a person reads them, and sends them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.forms.companies import LetterForm
from mestieri.demand.models import InfoLetter
from mestieri.demand.services import leads as services
from mestieri.demand.staff.common import do
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page


def _letter_or_404(centre: Centre, pk: int) -> InfoLetter:
    found = InfoLetter.objects.filter(centre=centre).select_related("company", "owner")
    return get_object_or_404(found, pk=pk)


@staff_page(Right.CALL_COMPANIES)
def letter(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Read it, correct it; «Send» saves it and sends it."""
    found = _letter_or_404(centre, pk)

    def keep(form: LetterForm) -> None:
        services.save_letter(form.instance, account=request.user)
        if request.POST.get("act") == "send":
            services.send_letter(form.instance, account=request.user)

    return form_page(
        request,
        LetterForm(request.POST or None, instance=found),
        keep,
        heading=_("Message for “%(name)s”") % {"name": found.company},
        back=reverse("demand-mine", args=[centre.slug]),
        done=_("Sent. In ten working days we ask whether they read it.")
        if request.POST.get("act") == "send"
        else _("Saved."),
        parent_label=_("What I owe"),
        template="demand/letter.html",
        row=found,
    )


@staff_page(Right.CALL_COMPANIES)
@require_POST
def letter_act(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Leave it out."""
    found = _letter_or_404(centre, pk)
    return do(
        request,
        lambda: services.drop_letter(found),
        done=_("Left out: nothing is sent."),
        back=reverse("demand-mine", args=[centre.slug]),
    )
