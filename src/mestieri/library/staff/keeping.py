"""What the pages of kept records at the Banco have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mestieri.kernel.staff.sheet import do, form_page
from mestieri.library.forms.keeping import KeptForm, ReasonForm
from mestieri.library.models import KeepingState, Kept
from mestieri.library.queries.directory import DUE, OVERDUE, STATE
from mestieri.library.queries.keeping import Filter, make_filter

__all__ = ["add_page", "do", "list_address", "query_of", "retire_page", "staff_filters"]


def staff_filters(asked: Mapping[str, str]) -> list[Filter]:
    """Filters that only the Banco's lists have: the state, what is overdue."""
    return [
        make_filter(STATE, _("State"), KeepingState.choices, asked),
        make_filter(DUE, _("To check"), [(OVERDUE, _("Overdue"))], asked),
    ]


def query_of(asked: Mapping[str, str]) -> str:
    """The query of an address, without its empty sides."""
    return urlencode({name: value for name, value in asked.items() if value})


def add_page(
    request: HttpRequest,
    form: KeptForm,
    save: Callable[[Any], object],
    page_of: Callable[[Any], str],
    *,
    heading: str,
    back: str,
    parent_label: str,
    lead: str = "",
) -> HttpResponse:
    """A form for a new record; afterwards its own page, where one publishes it."""
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Kept as a draft: look at it, then publish it."))
            return redirect(page_of(form.instance))
    context = {
        "form": form,
        "heading": heading,
        "lead": lead,
        "submit_label": _("Keep as a draft"),
        "back_url": back,
        "parent_url": back,
        "parent_label": parent_label,
    }
    return render(request, "banco/form_page.html", context)


def retire_page(
    request: HttpRequest,
    row: Kept,
    retire: Callable[[str], None],
    *,
    back: str,
) -> HttpResponse:
    """Ask for the reason, then retire."""
    return form_page(
        request,
        ReasonForm(request.POST or None),
        lambda form: retire(form.cleaned_data["reason"]),
        heading=_("Retire “%(name)s”") % {"name": row},
        lead=_("The public stops seeing it. It stays here, with its history, and can come back."),
        back=back,
        done=_("It has been retired. You can publish it again from this page."),
        submit_label=_("Retire"),
        parent_label=str(row),
    )


def list_address(request: HttpRequest, address: str, names: tuple[str, ...]) -> str:
    """The list as it was when the button was pressed: same filters, same page."""
    asked = {name: request.POST.get(name, "") for name in (*names, STATE, DUE, "pagina")}
    query = query_of(asked)
    return f"{address}?{query}" if query else address
