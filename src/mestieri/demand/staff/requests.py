"""Requests at the Banco: the list, one with its log, who checks it, what the public sees of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.forms.requests import (
    ApproveForm,
    ReasonForm,
    RequestForm,
    RequestsFilter,
    ShowForm,
    mended_data,
)
from mestieri.demand.models import Request
from mestieri.demand.paper import request_sheet, requests_list
from mestieri.demand.queries.requests import facts_of, requests_of, sheet_of
from mestieri.demand.services import requests as services
from mestieri.demand.services.requests import approving, publishing
from mestieri.demand.staff.common import do
from mestieri.demand.staff.companies import company_or_404
from mestieri.demand.staff.paper import pdf
from mestieri.demand.vocabulary import RequestState
from mestieri.demand.working_days import working_day
from mestieri.kernel.access import staff_page
from mestieri.kernel.cv_families import sorting_of
from mestieri.kernel.models import Centre
from mestieri.kernel.queries import rights_of_account
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page

ROWS_A_PAGE = 30


def _asked(request: HttpRequest, centre: Centre) -> tuple[RequestsFilter, Any]:
    asked = RequestsFilter(request.GET)
    asked.is_valid()
    said = asked.cleaned_data
    found = requests_of(
        centre, state=said.get("stato") or "", whose=said.get("di") or "", account=request.user
    )
    return asked, found


@staff_page(Right.CALL_COMPANIES)
def requests(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Requests by state and by who owes the next step."""
    asked, found = _asked(request, centre)
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {
        "asked": asked,
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("pagina")),
        "today": timezone.localdate(),
        "query": query.urlencode(),
    }
    return render(request, "demand/requests.html", context)


@staff_page(Right.CALL_COMPANIES)
def requests_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The same list on paper."""
    _form, found = _asked(request, centre)
    return pdf(requests_list(centre, found), "richieste")


def request_or_404(centre: Centre, pk: int) -> Request:
    found = Request.objects.filter(centre=centre)
    row = get_object_or_404(found.select_related("company", "owner", "approved_by"), pk=pk)
    row.centre = centre
    return row


def _page_of(row: Request) -> str:
    return reverse("demand-request", args=[row.centre.slug, row.pk])


@staff_page(Right.CALL_COMPANIES)
def request_page(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What is asked, where it stands, who owes the next step since when, and its log."""
    row = request_or_404(centre, pk)
    sheet = sheet_of(row)
    rights = rights_of_account(request.user, centre)
    context = {
        "row": row,
        "sheet": sheet,
        "facts": facts_of(sheet),
        "reason_form": ReasonForm(),
        "signal": getattr(row, "signal", None),
        "today": timezone.localdate(),
        "may_approve": Right.MANAGE_COMPANIES in rights,
        "may_show": Right.RUN_CAMPAIGNS in rights and publishing.can_be_shown(),
        "is_mine": row.owner_id == request.user.pk,
        "parent_url": reverse("demand-requests", args=[centre.slug]),
        "parent_label": _("Requests"),
    }
    return render(request, "demand/request.html", context)


@staff_page(Right.CALL_COMPANIES)
def request_pdf(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A request and its whole log on paper."""
    return pdf(request_sheet(request_or_404(centre, pk)), f"richiesta-{pk}")


def _words_page(request: HttpRequest, row: Request, **page: Any) -> HttpResponse:
    """The form of a request; a button that mends words saves nothing."""
    sorting = sorting_of(row.centre)
    if request.method == "POST" and "mend" in request.POST:
        typed = mended_data(request.POST, RequestForm.CHECKED)
        form = RequestForm(instance=row, sorting=sorting, initial=typed)
    else:
        initial = {"due_on": row.due_on or working_day(timezone.localdate(), 3)}
        form = RequestForm(request.POST or None, instance=row, sorting=sorting, initial=initial)
    return form_page(
        request,
        form,
        lambda form: services.save_request(form.instance, account=request.user),
        template="demand/request_form.html",
        **page,
    )


@staff_page(Right.CALL_COMPANIES)
def add_request(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """What a company asks for, without a signal or a call before it."""
    company = company_or_404(centre, pk)
    company.centre = centre
    return _words_page(
        request,
        Request(centre=centre, company=company),
        heading=_("A request of “%(name)s”") % {"name": company},
        back=reverse("demand-company", args=[centre.slug, pk]),
        done=_("Noted, and it is yours."),
        parent_label=str(company),
    )


@staff_page(Right.CALL_COMPANIES)
def change_request(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Correct what a request says, or the day of its next step."""
    row = request_or_404(centre, pk)
    return _words_page(
        request,
        row,
        heading=_("Change the request of “%(name)s”") % {"name": row.whose},
        back=_page_of(row),
        done=_("Saved."),
        parent_label=row.whose,
    )


@staff_page(Right.CALL_COMPANIES)
@require_POST
def request_act(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Move a request to another state, or take its next step over."""
    row = request_or_404(centre, pk)
    if request.POST.get("act") == "mine":
        return do(
            request,
            lambda: services.take_over(row, account=request.user),
            done=_("The next step is yours."),
            back=_page_of(row),
        )
    state = request.POST.get("state", "")
    if state not in RequestState.values:
        state = row.state
    return do(
        request,
        lambda: services.pass_request(
            row, RequestState(state), account=request.user, reason=request.POST.get("reason", "")
        ),
        done=_("Saved."),
        back=_page_of(row),
    )


@staff_page(Right.MANAGE_COMPANIES)
def check_request(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take a request on, saying of which company it is; or do not, saying why."""
    row = request_or_404(centre, pk)
    if row.state != RequestState.AWAITING:
        messages.info(request, _("Somebody has decided on this request already."))
        return redirect(_page_of(row))
    act = request.POST.get("act", "") if request.method == "POST" else ""
    sheet = sheet_of(row)
    known = [row.company] if row.company is not None else sheet.known
    approve = ApproveForm(request.POST if act == "approve" else None, known=known, row=row)
    refuse = ReasonForm(request.POST if act == "refuse" else None)
    if act and _decided(request, row, approve, refuse):
        return redirect(_page_of(row))
    context = {
        "row": row,
        "facts": facts_of(sheet),
        "approve": approve,
        "refuse": refuse,
        "has_sender": hasattr(row, "sender"),
        "parent_url": _page_of(row),
        "parent_label": row.whose,
    }
    return render(request, "demand/request_check.html", context)


def _decided(request: HttpRequest, row: Request, approve: ApproveForm, refuse: ReasonForm) -> bool:
    """Do what the form that was sent says; whether it was done."""
    form = approve if approve.is_bound else refuse
    if not form.is_valid():
        return False
    try:
        if form is approve:
            services.approve(row, approve.chosen, account=request.user)
            messages.success(request, _("Approved: it is open, and the next step is yours."))
        else:
            services.refuse(row, refuse.cleaned_data["reason"], account=request.user)
            messages.success(request, _("Not taken on. The company reads why with its link."))
    except ValidationError as error:
        form.refuse(error)
        return False
    return True


@staff_page(Right.MANAGE_COMPANIES)
@require_POST
def request_sender(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Who wrote, for whoever decides: a page answered to a POST, and the look is written down."""
    row = request_or_404(centre, pk)
    context = {
        "row": row,
        "sender": approving.open_sender(row, account=request.user),
        "parent_url": _page_of(row),
        "parent_label": row.whose,
    }
    return render(request, "demand/request_sender.html", context)


@staff_page(Right.RUN_CAMPAIGNS)
def show_request(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put an approved request on the public board, under the name of its company."""
    row = request_or_404(centre, pk)
    initial = {"title": row.in_short, "deadline": publishing.first_deadline(row)}
    return form_page(
        request,
        ShowForm(request.POST or None, initial=initial),
        lambda form: publishing.publish_opportunity(
            row, form.cleaned_data["title"], form.cleaned_data["deadline"], account=request.user
        ),
        heading=_("Show the request of “%(name)s” to the public") % {"name": row.whose},
        lead=_(
            "It goes on the board of opportunities with the company’s name: adverts without a "
            "name are not allowed. When the request closes it disappears by itself."
        ),
        back=_page_of(row),
        done=_("The public reads it now."),
        parent_label=row.whose,
        submit_label=_("Show it"),
    )


@staff_page(Right.RUN_CAMPAIGNS)
@require_POST
def hide_request(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take a request off the public board; it stays open."""
    row = request_or_404(centre, pk)
    return do(
        request,
        lambda: publishing.take_off_the_board(row, account=request.user),
        done=_("The public reads it no more."),
        back=_page_of(row),
    )
