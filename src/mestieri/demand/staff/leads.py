"""Signals and requests at the Banco."""

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

from mestieri.demand.forms.companies import RequestForm, SignalForm
from mestieri.demand.models import Request, Signal
from mestieri.demand.services import leads as services
from mestieri.demand.staff.common import do
from mestieri.demand.staff.companies import company_or_404, page_of
from mestieri.demand.vocabulary import OPEN_REQUESTS, RequestState, SignalState
from mestieri.demand.working_days import working_day
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


@staff_page(Right.CALL_COMPANIES)
def requests(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Requests by the day of their next step; with `?stato=chiuse` those that are closed."""
    closed = request.GET.get("stato") == "chiuse"
    found = Request.objects.filter(centre=centre).select_related("company", "owner")
    found = (
        found.exclude(state__in=OPEN_REQUESTS).order_by("-closed_on", "-id")
        if closed
        else found.filter(state__in=OPEN_REQUESTS).order_by("due_on", "id")
    )
    context = {
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("pagina")),
        "closed": closed,
        "today": timezone.localdate(),
        "query": "stato=chiuse" if closed else "",
    }
    return render(request, "demand/requests.html", context)


@staff_page(Right.CALL_COMPANIES)
def add_request(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What a company asks for, without a signal or a call before it."""
    company = company_or_404(centre, pk)
    today = timezone.localdate()
    new = Request(centre=centre, company=company, since=today, made_by=request.user)
    form = RequestForm(
        request.POST or None, instance=new, initial={"due_on": working_day(today, 3)}
    )
    return form_page(
        request,
        form,
        lambda form: services.save_request(form.instance, account=request.user),
        heading=_("A request of “%(name)s”") % {"name": company},
        back=page_of(company),
        done=_("Noted, and it is yours."),
        parent_label=str(company),
    )


def _request_or_404(centre: Centre, pk: int) -> Request:
    found = Request.objects.filter(centre=centre).select_related("company", "owner")
    return get_object_or_404(found, pk=pk)


@staff_page(Right.CALL_COMPANIES)
def request_page(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What is asked, where it stands, who owes the next step and by when."""
    found = _request_or_404(centre, pk)
    return form_page(
        request,
        RequestForm(request.POST or None, instance=found),
        lambda form: services.save_request(form.instance, account=request.user),
        heading=_("Request of “%(name)s”") % {"name": found.company},
        back=reverse("demand-requests", args=[centre.slug]),
        done=_("Saved."),
        parent_label=_("Requests"),
        template="demand/request.html",
        row=found,
        states=[(s.value, s.label) for s in RequestState if s != found.state],
        signal=getattr(found, "signal", None),
    )


@staff_page(Right.CALL_COMPANIES)
@require_POST
def request_act(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = _request_or_404(centre, pk)
    state = request.POST.get("state", "")
    if state not in RequestState.values:
        state = found.state
    return do(
        request,
        lambda: services.pass_request(found, RequestState(state), account=request.user),
        done=_("Saved."),
        back=reverse("demand-request", args=[centre.slug, pk]),
    )
