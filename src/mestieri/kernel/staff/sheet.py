"""What the pages of a centre's sheet have in common: one form, or one question before a removal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mestieri.kernel.models import Centre
from mestieri.kernel.services import sheet

Save = Callable[[Any], object]


def form_page(
    request: HttpRequest,
    form: Any,
    save: Save,
    *,
    heading: str,
    back: str,
    done: str,
    template: str = "banco/form_page.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, and when it is posted let a service do what it says.

    Args:
        form: an unbound or bound form that offers `refuse` (see `TakesRefusals`).
        save: a service, called with the valid form; what it refuses is written on the form.
        heading: title of the page.
        back: address to go to afterwards, and when giving up.
        done: what is said afterwards.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "form": form,
        "heading": heading,
        "back_url": back,
        "submit_label": context.pop("submit_label", _("Save")),
        "lead": "",
        "parent_url": back,
        "parent_label": "",
        **context,
    }
    return render(request, template, context)


def row_page(
    request: HttpRequest,
    centre: Centre,
    form_class: type,
    row: models.Model,
    *,
    save: Callable[..., object] | None = None,
    **page: Any,
) -> HttpResponse:
    """Add or change one row of the centre's sheet.

    Args:
        row: new (with what it belongs to already set) or existing.
        save: another service than the common one; called with (row, centre, account).
    """
    form = form_class(request.POST or None, instance=row, centre=centre)

    def keep(form: Any) -> None:
        if save is not None:
            save(form.instance, centre, request.user)
        else:
            sheet.save(form.instance, centre, request.user, form.changed_data)

    return form_page(request, form, keep, **page)


def removal_page(
    request: HttpRequest,
    centre: Centre,
    row: models.Model,
    *,
    back: str,
    parent_label: str,
    consequence: str = "",
) -> HttpResponse:
    """Ask before removing one row of the centre's sheet; remove it when the answer comes."""
    refusal = ""
    if request.method == "POST":
        name = str(row)
        try:
            sheet.remove(row, centre, request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("“%(name)s” has been removed.") % {"name": name})
            return redirect(back)
    return confirmation_page(
        request,
        heading=_("Remove “%(name)s”?") % {"name": str(row)},
        question=consequence or _("It disappears from the pages of the centre at once."),
        submit_label=_("Remove"),
        back=back,
        parent_label=parent_label,
        refusal=refusal,
    )


def confirmation_page(
    request: HttpRequest,
    *,
    heading: str,
    question: str,
    submit_label: str,
    back: str,
    parent_label: str,
    refusal: str = "",
) -> HttpResponse:
    """A question that only a POST answers with yes."""
    context = {
        "heading": heading,
        "question": question,
        "submit_label": submit_label,
        "back_url": back,
        "parent_url": back,
        "parent_label": parent_label,
        "refusal": refusal,
    }
    return render(request, "kernel/confirm.html", context)


def do(request: HttpRequest, act: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """Let a service do one thing and go back; what it refuses is said there."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(back)
