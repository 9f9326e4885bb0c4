"""Companies at the Banco."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.demand.forms.companies import CompanyForm, CompanyStateForm
from mestieri.demand.identity import ateco_title
from mestieri.demand.models import Company
from mestieri.demand.queries import companies as queries
from mestieri.demand.services import companies as services
from mestieri.demand.vocabulary import SIZES, CompanyState
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import confirmation_page, form_page

COMPANIES_A_PAGE = 30


def list_of(centre: Centre) -> str:
    return reverse("demand-companies", args=[centre.slug])


def page_of(company: Company) -> str:
    return reverse("demand-company", args=[company.centre.slug, company.pk])


def company_or_404(centre: Centre, pk: int) -> Company:
    found = get_object_or_404(queries.companies_of_centre(centre), pk=pk)
    found.centre = centre
    return found


@staff_page(Right.MANAGE_COMPANIES)
def companies(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Companies by name, narrowed by what the address asks."""
    asked = {name: request.GET.get(name, "")[:80] for name in queries.FILTERS}
    found = queries.narrowed(queries.companies_of_centre(centre), asked)
    page = Paginator(found, COMPANIES_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "is_narrowed": any(asked.values()),
        "sizes": SIZES,
        "states": [
            *CompanyState.choices, (queries.OPTED_OUT, _("do not call")), (queries.ANY, _("all")),
        ],
    }  # fmt: skip
    return render(request, "demand/companies.html", context)


@staff_page(Right.MANAGE_COMPANIES)
def company(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One company with everything that hangs on it; its contacts open with a button."""
    found = company_or_404(centre, pk)
    sheet = queries.sheet_of(found)
    context = {
        "sheet": sheet,
        "company": found,
        "trade": ateco_title(found.ateco),
        "changes": [(one, ACTS.get(one.act, one.act), _told(one.changes)) for one in sheet.changes],
        "parent_url": list_of(centre),
        "parent_label": _("Companies"),
    }
    return render(request, "demand/company.html", context)


def _told(changes: dict[str, list[str]]) -> list[tuple[Any, str, str]]:
    return [(queries.field_label(name), *words) for name, words in changes.items()]


@staff_page(Right.MANAGE_COMPANIES)
def add_company(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A company more; what may be there already is said before it is added twice."""
    form = CompanyForm(request.POST or None, instance=Company(centre=centre))
    if request.method == "POST" and form.is_valid():
        try:
            services.save_company(
                form.instance,
                account=request.user,
                even_if_alike=form.cleaned_data["is_another"],
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Added. Now you can add whom to ask for."))
            return redirect(page_of(form.instance))
    context = {
        "form": form,
        "heading": _("Add a company"),
        "submit_label": _("Add"),
        "lead": "",
        "back_url": list_of(centre),
        "parent_url": list_of(centre),
        "parent_label": _("Companies"),
    }
    return render(request, "banco/form_page.html", context)


@staff_page(Right.MANAGE_COMPANIES)
def change_company(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = company_or_404(centre, pk)
    name = str(found)
    return form_page(
        request,
        CompanyForm(request.POST or None, instance=found),
        lambda form: services.save_company(form.instance, account=request.user),
        heading=_("Change “%(name)s”") % {"name": name},
        back=page_of(found),
        done=_("Saved."),
        parent_label=name,
    )


@staff_page(Right.MANAGE_COMPANIES)
def company_state(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """It moved away, closed down, or works again."""
    found = company_or_404(centre, pk)
    return form_page(
        request,
        CompanyStateForm(request.POST or None, initial={"state": found.state}),
        lambda form: services.change_state(
            found, form.cleaned_data["state"], form.cleaned_data["reason"], account=request.user
        ),
        heading=_("What became of “%(name)s”?") % {"name": found},
        lead=_("A company that moved away or closed down is called no more; its history stays."),
        back=page_of(found),
        done=_("Saved."),
        parent_label=str(found),
    )


@staff_page(Right.MANAGE_COMPANIES)
def opt_out(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """It asked not to be called."""
    found = company_or_404(centre, pk)
    if request.method == "POST":
        services.opt_out(found, account=request.user)
        messages.success(request, _("Noted: nobody will call it any more, in any campaign."))
        return redirect(page_of(found))
    return confirmation_page(
        request,
        heading=_("Never call “%(name)s” again?") % {"name": found},
        question=_("It leaves every campaign, for ever. Only the company itself can change it."),
        submit_label=_("Never call it again"),
        back=page_of(found),
        parent_label=str(found),
    )


@staff_page(Right.MANAGE_COMPANIES)
def merge_company(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Choose the record that is the same company; what hangs on it comes along."""
    kept = company_or_404(centre, pk)
    refusal = ""
    if request.method == "POST":
        number = request.POST.get("other", "")
        other = company_or_404(centre, int(number) if number.isdecimal() else 0)
        try:
            services.merge(kept, other, account=request.user)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("They are one company now."))
            return redirect(page_of(kept))
    words = request.GET.get("q", "")[:80]
    found = services.alike(kept)
    if words:
        others = queries.narrowed(queries.companies_of_centre(centre), {"q": words})
        found = list(others.exclude(pk=kept.pk)[:20])
    context = {
        "company": kept,
        "found": found,
        "words": words,
        "refusal": refusal,
        "parent_url": page_of(kept),
        "parent_label": str(kept),
    }
    return render(request, "demand/merge.html", context)


#: What an act of the history of a company is called.
ACTS: dict[str, Any] = {
    "created": gettext_lazy("Added"),
    "changed": gettext_lazy("Changed"),
    "merged": gettext_lazy("Merged with"),
    "opted_out": gettext_lazy("Asked not to be called"),
    "opt_out_mistaken": gettext_lazy("“Do not call” was the wrong key"),
    "active": gettext_lazy("Works again"),
    "moved": gettext_lazy("Moved away"),
    "closed": gettext_lazy("Closed down"),
    "contact": gettext_lazy("A contact was written"),
    "contact_removed": gettext_lazy("A contact was removed"),
}
