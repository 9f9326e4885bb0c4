"""The caller's screen: made for a headset, a key for each thing."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.forms.calling import EndingForm
from mestieri.demand.identity import ateco_title
from mestieri.demand.models import Call, CallFeed, CallLock, CampaignCompany
from mestieri.demand.queries import calling as queries
from mestieri.demand.queries.campaigns import campaigns_of_centre, filter_in_words
from mestieri.demand.services.calling import ending, taking, undoing
from mestieri.demand.staff.common import do
from mestieri.demand.vocabulary import OUTCOME_KEYS, Outcome
from mestieri.demand.working_days import working_day
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right

GONE = 410


@staff_page(Right.CALL_COMPANIES)
def calls(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Choose a campaign and begin; go on with the call under way; what one did today."""
    context = {
        "campaigns": [
            (campaign, filter_in_words(campaign)) for campaign in queries.campaigns_to_call(centre)
        ],
        "lock": _lock_of(request, centre),
        "today": _today_in_words(request, centre),
        "last": queries.last_call(request.user, centre),
        "has_feed": CallFeed.objects.filter(centre=centre, account=request.user).exists(),
    }
    return render(request, "demand/calls.html", context)


def _lock_of(request: HttpRequest, centre: Centre) -> CallLock | None:
    lock = taking.call_under_way(request.user)
    return lock if lock is not None and lock.company.centre_id == centre.pk else None


def _today_in_words(request: HttpRequest, centre: Centre) -> list[tuple[Any, int]]:
    counted = queries.calls_today(request.user, centre, timezone.localdate())
    return [(Outcome(outcome).label, times) for outcome, times in counted.items()]


@staff_page(Right.CALL_COMPANIES)
@require_POST
def take_next(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The next company of a campaign."""
    campaign = get_object_or_404(campaigns_of_centre(centre), pk=pk)
    return _begin(request, centre, lambda: taking.take_next(campaign, request.user))


@staff_page(Right.CALL_COMPANIES)
@require_POST
def take(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One company, chosen: a call-back, or one that rings us."""
    found = CampaignCompany.objects.filter(campaign__centre=centre)
    target = get_object_or_404(found.select_related("company", "campaign"), pk=pk)
    return _begin(request, centre, lambda: taking.take(target, request.user))


def _begin(request: HttpRequest, centre: Centre, act: Any) -> HttpResponse:
    try:
        lock = act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        lock = None
    else:
        if lock is None:
            messages.success(request, _("Nobody is left to call now. Well done."))
    return redirect("demand-call-now" if lock is not None else "demand-calls", centre.slug)


@staff_page(Right.CALL_COMPANIES)
def call_now(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The call under way: who, why, the history, the script step by step, one key an outcome."""
    lock = _lock_of(request, centre)
    if lock is None:
        return render(request, "demand/no_call.html", {})
    return _screen(request, centre, lock)


def _screen(
    request: HttpRequest, centre: Centre, lock: CallLock, form: EndingForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    screen = queries.screen_of(lock, request.user, today)
    numbers = {step["code"]: number for number, step in enumerate(screen.steps, start=1)}
    context = {
        "screen": screen,
        "lock": lock,
        "company": lock.company,
        "target": lock.target,
        "campaign": lock.target.campaign,
        "trade": ateco_title(lock.company.ateco),
        "steps": [_step(step, numbers) for step in screen.steps],
        "outcomes": [(key, Outcome(code)) for key, code in OUTCOME_KEYS.items()],
        "form": form,
        "tomorrow": working_day(today, 1).isoformat(),
        "chosen": form.data.get("outcome", "") if form is not None else "",
        "last": queries.last_call(request.user, centre),
    }
    return render(request, "demand/call.html", context)


def _step(step: dict[str, Any], numbers: dict[str, int]) -> dict[str, Any]:
    answers = [
        {**answer, "key": chr(ord("a") + place), "number": numbers.get(answer["to"], "")}
        for place, answer in enumerate(step["answers"])
    ]
    return {**step, "number": numbers[step["code"]], "answers": answers}


@staff_page(Right.CALL_COMPANIES)
@require_POST
def end(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Write the outcome down, and go on with the next company."""
    form = EndingForm(request.POST)
    number = request.POST.get("target", "")
    found = CampaignCompany.objects.filter(campaign__centre=centre)
    target = get_object_or_404(
        found.select_related("company", "campaign__centre"),
        pk=int(number) if number.isdecimal() else 0,
    )
    lock = _lock_of(request, centre)
    if form.is_valid():
        try:
            call = ending.end_call(
                target, form.ending, account=request.user, token=form.cleaned_data["token"]
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return _after(request, centre, call)
    if lock is None or lock.target_id != target.pk:
        messages.error(request, " ".join(text for lines in form.errors.values() for text in lines))
        return redirect("demand-calls", centre.slug)
    return _screen(request, centre, lock, form)


def _after(request: HttpRequest, centre: Centre, call: Call) -> HttpResponse:
    if request.POST.get("then") == "stop" or call.campaign is None:
        messages.success(request, _("Written down. See you at the next call."))
        return redirect("demand-calls", centre.slug)
    campaign = call.campaign
    return _begin(request, centre, lambda: taking.take_next(campaign, request.user))


def _token(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.UUID(int=0)


@staff_page(Right.CALL_COMPANIES)
@require_POST
def alive(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A sign of life of the page, or its farewell: a lock never outlives its page for long."""
    is_leaving = request.POST.get("leaving") == "1"
    kept = taking.keep_alive(request.user, _token(request), is_leaving=is_leaving)
    return HttpResponse(status=204 if kept else GONE)


@staff_page(Right.CALL_COMPANIES)
@require_POST
def release(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Give the company back without a call."""
    if taking.release(request.user, _token(request)):
        messages.success(request, _("Given back: nobody was called."))
    return redirect("demand-calls", centre.slug)


@staff_page(Right.CALL_COMPANIES)
@require_POST
def undo(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take back the last key."""
    call = get_object_or_404(Call.objects.filter(centre=centre), pk=pk)
    lock = _lock_of(request, centre)
    back = "demand-call-now" if lock is not None else "demand-calls"
    return do(
        request,
        lambda: undoing.undo(call, account=request.user),
        done=_("Taken back: “%(name)s” stands where it stood before.") % {"name": call.company},
        back=reverse(back, args=[centre.slug]),
    )
