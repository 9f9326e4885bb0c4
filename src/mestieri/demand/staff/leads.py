"""Signals at the Banco."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.forms.companies import SignalForm
from mestieri.demand.models import Signal
from mestieri.demand.services import leads as services
from mestieri.demand.staff.common import do
from mestieri.demand.vocabulary import SignalState
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page

ROWS_A_PAGE = 30


@staff_page(Right.CALL_COMPANIES)
def signals(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Signals to be followed, the most urgent first; with `?stato=` those that are closed."""
    state = request.GET.get("stato", "")
    state = state if state in SignalState.values else SignalState.OPEN
    found = Signal.objects.filter(centre=centre, state=state).select_related("owner", "company")
    context = {
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("pagina")),
        "state": state,
        "states": SignalState.choices,
        "today": timezone.localdate(),
        "query": f"stato={state}",
    }
    return render(request, "demand/signals.html", context)


@staff_page(Right.CALL_COMPANIES)
def add_signal(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Three lines, half a minute."""
    return form_page(
        request,
        SignalForm(request.POST or None, instance=Signal(centre=centre)),
        lambda form: services.save_signal(form.instance, account=request.user),
        heading=_("Note a signal"),
        lead=_("Somebody may need people. Write what you saw, not who told you."),
        back=reverse("demand-signals", args=[centre.slug]),
        done=_("Noted. You have five working days to follow it."),
        parent_label=_("Signals"),
    )


def _signal_or_404(centre: Centre, pk: int) -> Signal:
    found = get_object_or_404(Signal.objects.filter(centre=centre), pk=pk)
    found.centre = centre
    return found


@staff_page(Right.CALL_COMPANIES)
def change_signal(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    signal = _signal_or_404(centre, pk)
    return form_page(
        request,
        SignalForm(request.POST or None, instance=signal),
        lambda form: services.save_signal(form.instance, account=request.user),
        heading=_("Change the signal on “%(name)s”") % {"name": signal.company_name},
        back=reverse("demand-signals", args=[centre.slug]),
        done=_("Saved."),
        parent_label=_("Signals"),
    )


@staff_page(Right.CALL_COMPANIES)
@require_POST
def signal_act(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """In one step it becomes a request, or it is said that it led to nothing."""
    signal = _signal_or_404(centre, pk)
    back = reverse("demand-signals", args=[centre.slug])
    if request.POST.get("act") != "request":
        return do(
            request,
            lambda: services.drop_signal(signal, account=request.user),
            done=_("Closed: it led to nothing."),
            back=back,
        )
    try:
        made = services.signal_to_request(signal, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    messages.success(request, _("It is a request now, and it is yours."))
    return redirect("demand-request", centre.slug, made.pk)
