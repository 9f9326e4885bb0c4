"""The people of a company at the Banco. They open with a button, and that is written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.demand.forms.companies import ContactForm
from mestieri.demand.models import CompanyContact
from mestieri.demand.services import contacts as services
from mestieri.demand.staff.common import do
from mestieri.demand.staff.companies import company_or_404, page_of
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page


@staff_page(Right.MANAGE_COMPANIES)
@require_POST
def contacts(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Whom to ask for, with a form each: a page that is answered to a POST, and never kept."""
    found = company_or_404(centre, pk)
    shown = services.open_contacts(found, account=request.user)
    context = {
        "company": found,
        "forms": [ContactForm(instance=one, auto_id=f"id_{one.pk}_%s") for one in shown],
        "parent_url": page_of(found),
        "parent_label": str(found),
    }
    return render(request, "demand/contacts.html", context)


@staff_page(Right.MANAGE_COMPANIES)
def add_contact(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = company_or_404(centre, pk)
    return form_page(
        request,
        ContactForm(request.POST or None, instance=CompanyContact(company=found)),
        lambda form: services.save_contact(form.instance, account=request.user),
        heading=_("Add a contact of “%(name)s”") % {"name": found},
        lead=_("Only who one asks for, and how we know them. What they are like is not written."),
        back=page_of(found),
        done=_("Added."),
        parent_label=str(found),
    )


def _contact_or_404(centre: Centre, pk: int) -> CompanyContact:
    found = CompanyContact.objects.filter(company__centre=centre, is_hidden=False)
    contact = get_object_or_404(found.select_related("company"), pk=pk)
    contact.company.centre = centre
    return contact


@staff_page(Right.MANAGE_COMPANIES)
@require_POST
def change_contact(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Correct a contact, from the form of the page that shows it."""
    contact = _contact_or_404(centre, pk)
    return form_page(
        request,
        ContactForm(request.POST, instance=contact),
        lambda form: services.save_contact(form.instance, account=request.user),
        heading=_("Change a contact of “%(name)s”") % {"name": contact.company},
        back=page_of(contact.company),
        done=_("Saved."),
        parent_label=str(contact.company),
    )


@staff_page(Right.MANAGE_COMPANIES)
@require_POST
def remove_contact(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    contact = _contact_or_404(centre, pk)
    return do(
        request,
        lambda: services.remove_contact(contact, account=request.user),
        done=_("The contact is gone, for good."),
        back=page_of(contact.company),
    )
