"""Whoever asks about their own data is answered here; and who looked at contacts is read here.

An address never stands in the address of a page: it travels in the posts.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mestieri.kernel import queries
from mestieri.kernel.access import staff_page
from mestieri.kernel.forms import PersonForm
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.roles import Right
from mestieri.kernel.services import persons as services
from mestieri.kernel.services.backup.aside import is_kept_aside
from mestieri.kernel.services.contacts import note_view

VIEWS_A_PAGE = 50


@staff_page(Right.ANSWER_ABOUT_DATA)
def persons(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Look a person up by e-mail address, and see what we hold."""
    if request.method != "POST":
        return render(request, "kernel/persons.html", {"form": PersonForm()})
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(request, "kernel/persons.html", {"form": form}, status=422)
    found = _look_up(request, centre, form.cleaned_data["email"])
    return _kept_nowhere(render(request, "kernel/person.html", _sheet(request, centre, found)))


@transaction.atomic
def _look_up(request: HttpRequest, centre: Centre, email: str) -> services.Found:
    """What is held; looking is written down, whatever is found."""
    found = services.look_up(services.subject_of(email, centre))
    note_view(centre, request.user, ViewReason.RIGHTS, found.account)
    return found


def _sheet(request: HttpRequest, centre: Centre, found: services.Found) -> dict[str, object]:
    return {
        "found": found,
        "refusal": services.why_not(found, request.user),
        "is_hidden": found.account is not None and found.account.hidden_at is not None,
        "is_out_of_use": found.account is not None
        and found.account.hidden_at is None
        and not found.account.is_active,
        "is_partial": found.subject.centre is not None,
        "other_centres": queries.other_centres(centre) if found.subject.centre else [],
    }


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest, centre: Centre) -> services.Found | None:
    """The person a post is about, or None when the address is none."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return None
    return services.look_up(services.subject_of(form.cleaned_data["email"], centre))


@staff_page(Right.ANSWER_ABOUT_DATA)
@require_POST
def export(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everything we hold of a person, in one file."""
    found = _asked(request, centre)
    if found is None:
        return redirect("kernel-persons", centre.slug)
    note_view(centre, request.user, ViewReason.RIGHTS, found.account)
    archive = services.export(found.subject, by=centre.managing_body or centre.name)
    response = HttpResponse(archive, content_type="application/zip")
    name = slugify(_("what we hold"))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return _kept_nowhere(response)


@staff_page(Right.ANSWER_ABOUT_DATA)
@require_POST
def hide(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Put out of use what we hold of a person, without erasing it; or in use again."""
    found = _asked(request, centre)
    if found is not None:
        shows = request.POST.get("show") == "1"
        act = services.show if shows else services.hide
        try:
            count = act(found.subject, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _hidden_in_words(count, shows))
    return redirect("kernel-persons", centre.slug)


def _hidden_in_words(count: int, shows: bool) -> str:
    if not count:
        return _("There was nothing to change.")
    if shows:
        return _("In use again.")
    return _("Out of use: it stays, and nobody works with it. You can put it in use again.")


@staff_page(Right.ANSWER_ABOUT_DATA)
@require_POST
def erase(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Say what goes and what stays; then, once confirmed, erase."""
    found = _asked(request, centre)
    if found is None:
        return redirect("kernel-persons", centre.slug)
    if request.POST.get("confirmed") != "1":
        sheet = {**_sheet(request, centre, found), "is_kept_aside": is_kept_aside()}
        return _kept_nowhere(render(request, "kernel/person_erase.html", sheet))
    try:
        made = services.erase(found.subject, by=request.user)
    except (ValidationError, services.LedgerDamaged) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        rows = sum(made.counts.values())
        done = ngettext(
            "Erased: %(rows)s row. It cannot be undone, not even by going back to an old copy.",
            "Erased: %(rows)s rows. It cannot be undone, not even by going back to an old copy.",
            rows,
        )
        messages.success(request, done % {"rows": rows})
    return redirect("kernel-persons", centre.slug)


@staff_page(Right.SEE_AUDIT)
def contact_views(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who looked at the contacts of people, latest first."""
    views = queries.contact_views_of_centre(centre)
    page = Paginator(views, VIEWS_A_PAGE).get_page(request.GET.get("page"))
    keys = [
        int(view.subject_key)
        for view in page.object_list
        if view.subject_kind == Account._meta.label_lower and view.subject_key
    ]
    names = dict(Account.objects.filter(pk__in=keys).values_list("pk", "name"))
    lines = [
        (view, names.get(int(view.subject_key), "") if view.subject_key.isdecimal() else "")
        for view in page.object_list
    ]
    return render(request, "kernel/contact_views.html", {"page": page, "lines": lines})
