"""The queue at the Banco: give numbers, call them, set them aside, the rules of the queue."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Area, Centre
from mestieri.kernel.queries import rights_of_account
from mestieri.kernel.roles import Right
from mestieri.reception import queries
from mestieri.reception.forms import QueueRulesForm
from mestieri.reception.models import AdviceSetting, Desk, Ticket, TicketState
from mestieri.reception.number_paper import number_pdf
from mestieri.reception.services import queue as services

#: What a button may ask of a number, besides calling it.
ACTS: dict[str, Callable[[Ticket], Ticket]] = {
    "recall": services.recall_ticket,
    "hold": services.hold_ticket,
    "resume": services.resume_ticket,
    "no-show": services.mark_no_show,
    "cancel": services.cancel_ticket,
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.RUN_QUEUE)
def queue(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Give a number with two touches, and see who waits where."""
    given = None
    if request.method == "POST":
        given = give(request, centre)
        if given is None:
            return redirect("reception-queue", centre_slug=centre.slug)
    response = render(
        request,
        "reception/queue.html",
        {
            **queue_context(centre),
            "given": given,
            "tap": uuid.uuid4(),
            "keeps_rules": Right.MANAGE_DESKS in rights_of_account(request.user, centre),
        },
    )
    # Going back must bring a new tap: an old one would give the old number.
    add_never_cache_headers(response)
    return response


def queue_context(centre: Centre) -> dict[str, Any]:
    """What the page and its refreshed part show."""
    now = timezone.localtime()
    seen = queries.queue_of(centre, now)
    waits = queries.expected_waits(seen, queries.talk_lengths(centre, now.date()))
    return {
        "queue": seen,
        "waits": {wait.area.pk: wait for wait in waits},
        "rows": list(zip(seen.areas, waits, strict=True)),
        "languages": queries.LANGUAGE_NAMES,
        "desks": [opened for area in seen.areas for opened in area.desks],
        "gone": queries.tickets_gone(centre, now),
        "now": now,
    }


def give(request: HttpRequest, centre: Centre) -> Ticket | None:
    """Give the number that the form asks for, and say what came of it."""
    try:
        tap = uuid.UUID(request.POST["tap"])
        area = Area.objects.get(centre=centre, pk=int(request.POST["area"]))
    except (KeyError, ValueError, Area.DoesNotExist):
        messages.error(request, _("That tap could not be read: tap again."))
        return None
    language = request.POST.get("language", "it")
    try:
        return services.issue_ticket(
            area, language if language in queries.LANGUAGE_NAMES else "it", tap=tap
        )
    except services.QueueRefused as refused:
        messages.error(request, refused.sentence)
        return None


@require_GET
@staff_page(Right.RUN_QUEUE)
def queue_now(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The queue by itself, asked again by its page every few seconds."""
    return render(request, "reception/partials/queue_now.html", queue_context(centre))


@staff_page(Right.RUN_QUEUE)
@require_POST
def ticket_pass(request: HttpRequest, centre: Centre, ticket_id: int) -> HttpResponse:
    """Pass a number to another state, from the queue or from a desk."""
    ticket = get_object_or_404(Ticket.objects.select_related("centre"), centre=centre, pk=ticket_id)
    desk = asked_desk(request, centre)
    try:
        passed(request, ticket, desk)
    except services.QueueRefused as refused:
        messages.error(request, refused.sentence)
    if desk is not None and request.POST.get("from") == "desk":
        return redirect("reception-advice-desk", centre_slug=centre.slug, desk_id=desk.pk)
    return redirect("reception-queue", centre_slug=centre.slug)


@require_GET
@staff_page(Right.RUN_QUEUE)
def ticket_paper(request: HttpRequest, centre: Centre, ticket_id: int) -> HttpResponse:
    """A number on a small slip, to be printed and given."""
    tickets = Ticket.objects.select_related("area", "for_desk")
    ticket = get_object_or_404(tickets, centre=centre, pk=ticket_id)
    response = HttpResponse(number_pdf(centre, ticket), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{ticket.code}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def asked_desk(request: HttpRequest, centre: Centre) -> Desk | None:
    """The desk that the form names; another centre's is a 404."""
    asked = request.POST.get("desk", "")
    return get_object_or_404(Desk, centre=centre, pk=int(asked)) if asked.isdecimal() else None


def passed(request: HttpRequest, ticket: Ticket, desk: Desk | None) -> None:
    """Do what the button says.

    Raises:
        QueueRefused: somebody was first, or the number cannot pass there.
    """
    act = request.POST.get("act", "")
    if act == "call":
        if desk is None:
            raise services.QueueRefused(_("Choose the desk to which the number is called."))
        services.call_ticket(ticket, desk)
        messages.success(
            request,
            _("%(number)s is called: “%(desk)s”.") % {"number": ticket.code, "desk": desk.name},
        )
    elif act in ACTS:
        ACTS[act](ticket)
        state = TicketState(ticket.state).label
        messages.success(
            request, _("%(number)s: %(state)s.") % {"number": ticket.code, "state": state}
        )
    else:
        raise services.QueueRefused(_("That button could not be read: try again."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.MANAGE_DESKS)
def rules(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The night's reset, the letters of the areas, the answers from afar."""
    setting = services.setting_of(centre)
    directs = Right.MANAGE_CENTRE in rights_of_account(request.user, centre)
    form = QueueRulesForm(request.POST or None, instance=setting, centre=centre, directs=directs)
    if request.method == "POST" and form.is_valid():
        save_rules(form, setting, request)
        if not form.errors:
            messages.success(request, _("Saved."))
            return redirect("reception-queue", centre_slug=centre.slug)
    context = {"form": form, "setting": setting}
    return render(request, "reception/queue_rules.html", context)


def save_rules(form: QueueRulesForm, setting: AdviceSetting, request: HttpRequest) -> None:
    """Keep the setting and the letters that changed, all or none; the form says why none."""
    with transaction.atomic():
        services.save_setting(setting, account=request.user)
        for area, letter in form.changed_letters():
            try:
                services.save_letter(area, letter, account=request.user)
            except ValidationError as error:
                form.add_error(f"letter-{area.pk}", error.messages)
        if form.errors:
            transaction.set_rollback(True)
