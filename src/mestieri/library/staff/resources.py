"""Resources at the Banco: the list, one resource, what is done to it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import confirmation_page, form_page
from mestieri.library.facet_words import FACET_PARAMETERS, facet_words
from mestieri.library.forms.resources import HoldingForm, ResourceForm, RetireForm
from mestieri.library.models import Holding, LinkCheck, Resource, Revision, SearchPhrase
from mestieri.library.queries.catalogue import Filters
from mestieri.library.queries.catalogue import catalogue as catalogue_page
from mestieri.library.queries.resources import history, sides_of
from mestieri.library.services import holdings as holding_services
from mestieri.library.services import resources as services
from mestieri.library.services.searches import answer_phrase
from mestieri.library.vocabulary import Facet, ResourceKind, ResourceState

MOST_AT_ONCE = 200


@staff_page(Right.MANAGE_LIBRARY)
def resources(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Resources of the centre, by state, word and side; several at once."""
    filters = Filters.read(request.GET.dict())
    context = {
        "page": catalogue_page(centre, filters),
        "states": [
            (state.label, filters.with_state(state).address(), state == filters.state)
            for state in ResourceState
        ],
    }
    return render(request, "library/resources/list.html", context)


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def resources_bulk(request: HttpRequest, centre: Centre) -> HttpResponse:
    """One thing for all the resources that were ticked."""
    pks = [int(pk) for pk in request.POST.getlist("scelta")[:MOST_AT_ONCE] if pk.isdigit()]
    chosen = list(Resource.objects.filter(centre=centre, pk__in=pks))
    back = redirect(
        reverse("library-resources", args=[centre.slug]) + _safe_query(request.POST.get("di", ""))
    )
    act = _bulk_act(request)
    if not chosen or act is None:
        messages.error(request, _("Tick at least one resource, and say what to do."))
        return back
    done, refusals = 0, []
    for resource in chosen:
        try:
            act(resource)
            done += 1
        except ValidationError as error:
            refusals.append(f"{resource.title}: {' '.join(error.messages)}")
    if done:
        messages.success(
            request,
            ngettext("%(done)s resource done.", "%(done)s resources done.", done) % {"done": done},
        )
    for refusal in refusals[:5]:
        messages.error(request, refusal)
    return back


def _safe_query(query: str) -> str:
    return Filters.read(_pairs(query)).address()


def _pairs(query: str) -> dict[str, str]:
    return QueryDict(query.lstrip("?")).dict()


def _bulk_act(request: HttpRequest) -> Callable[[Resource], object] | None:
    """What to do to each, from the button that was pressed."""
    account, action = request.user, request.POST.get("azione", "")
    if action == "verifica":
        day = day_of(request.POST.get("review_by", ""))
        return lambda resource: services.verify_resource(resource, account=account, review_by=day)
    if action == "ritira":
        reason = request.POST.get("reason", "")
        return lambda resource: services.retire_resource(resource, reason, account=account)
    return None


def day_of(text: str) -> datetime.date | None:
    """A day as a form says it; None if it says none."""
    try:
        return parse_date(text) if text else None
    except ValueError:
        return None


def _list(centre: Centre) -> str:
    return reverse("library-resources", args=[centre.slug])


def _page(centre: Centre, resource: Resource) -> str:
    return reverse("library-resource", args=[centre.slug, resource.pk])


def resource_or_404(centre: Centre, pk: int) -> Resource:
    return get_object_or_404(Resource, centre=centre, pk=pk)


def holding_or_404(centre: Centre, pk: int) -> Holding:
    holdings = Holding.objects.select_related("resource", "site", "shelf")
    return get_object_or_404(holdings, resource__centre=centre, pk=pk)


@staff_page(Right.MANAGE_LIBRARY)
def resource(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A resource with its places, its link, its history."""
    found = resource_or_404(centre, pk)
    context = {
        "resource": found,
        "holdings": found.holdings.select_related("site", "shelf"),
        "check": LinkCheck.objects.filter(resource=found, url=found.url).first(),
        "history": history(found),
        "uses": found.consultations.order_by("-day")[:5],
    }
    return render(request, "library/resources/resource.html", context)


@staff_page(Right.MANAGE_LIBRARY)
def resource_add(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A new resource; the address may already say on which sides, and for which search."""
    new = Resource(
        centre=centre,
        kind=request.GET.get("tipo", ResourceKind.BOOK),
        title=request.GET.get("titolo", "")[:250],
    )
    sides = {
        facet: frozenset({value})
        for facet, name in FACET_PARAMETERS.items()
        if (value := request.GET.get(name, ""))
    } or {Facet.LANGUAGE: frozenset({"it"})}
    return _form_page(
        request, centre, new, sides, heading=_("New resource"),
        done=_("The resource has been added: now say where it stands."), back=_list(centre),
    )  # fmt: skip


@staff_page(Right.MANAGE_LIBRARY)
def resource_change(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = resource_or_404(centre, pk)
    return _form_page(
        request, centre, found, sides_of(found), heading=_("Change the resource"),
        done=_("The resource has been saved."), back=_page(centre, found),
    )  # fmt: skip


def _form_page(
    request: HttpRequest,
    centre: Centre,
    row: Resource,
    sides: dict[Facet, frozenset[str]],
    *,
    heading: str,
    done: str,
    back: str,
) -> HttpResponse:
    form = ResourceForm(
        request.POST or None, request.FILES or None, instance=row, words=facet_words(), sides=sides
    )
    if request.method == "POST" and form.is_valid():
        new = row.pk is None
        if new and "draft" in request.POST:
            form.instance.state = ResourceState.DRAFT
        try:
            services.save_resource(
                form.instance,
                facets=form.facets,
                occupations=form.occupations,
                account=request.user,
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            _answer_search(request, centre)
            return redirect(_page(centre, form.instance))
    context = {
        "form": form,
        "heading": heading,
        "lead": "",
        "submit_label": _("Save"),
        "back_url": back,
        "parent_url": _list(centre),
        "parent_label": _("Resources"),
        "is_new": row.pk is None,
    }
    return render(request, "library/resources/form.html", context)


def _answer_search(request: HttpRequest, centre: Centre) -> None:
    """A resource made for a search that found nothing: the search leaves the list."""
    asked = request.GET.get("ricerca", "")
    phrase = (
        SearchPhrase.objects.filter(centre=centre, pk=int(asked)).first()
        if asked.isascii() and asked.isdigit()
        else None
    )
    if phrase is not None:
        answer_phrase(phrase)


@staff_page(Right.MANAGE_LIBRARY)
def resource_retire(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Ask why, then retire."""
    found = resource_or_404(centre, pk)
    return form_page(
        request,
        RetireForm(request.POST or None),
        lambda form: services.retire_resource(
            found, form.cleaned_data["reason"], account=request.user
        ),
        heading=_("Retire “%(name)s”") % {"name": found},
        lead=_("The public stops seeing it. It stays here, with its history, and can come back."),
        back=_page(centre, found),
        done=_("It has been retired. You can publish it again from this page."),
        submit_label=_("Retire"),
        parent_label=str(found),
    )


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def resource_publish(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Offer a draft, or a retired resource again."""
    found = resource_or_404(centre, pk)
    try:
        services.publish_resource(found, account=request.user)
        messages.success(request, _("Everybody sees it now."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_page(centre, found))


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def resource_duplicate(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A copy to correct: the next issue, another language."""
    copy = services.duplicate_resource(resource_or_404(centre, pk), account=request.user)
    messages.success(request, _("This is the copy, still in preparation: correct it and save."))
    return redirect("library-resource-change", centre.slug, copy.pk)


@staff_page(Right.MANAGE_LIBRARY)
def holding_add(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = resource_or_404(centre, pk)
    return _holding_page(
        request, centre, Holding(resource=found), heading=_("Where it stands"),
        done=_("The place has been added."),
    )  # fmt: skip


@staff_page(Right.MANAGE_LIBRARY)
def holding_change(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    return _holding_page(
        request, centre, holding_or_404(centre, pk), heading=_("Change the place"),
        done=_("The place has been saved."),
    )  # fmt: skip


def _holding_page(
    request: HttpRequest, centre: Centre, holding: Holding, **page: Any
) -> HttpResponse:
    return form_page(
        request,
        HoldingForm(request.POST or None, instance=holding, centre=centre),
        lambda form: holding_services.save_holding(form.instance, account=request.user),
        back=_page(centre, holding.resource),
        parent_label=holding.resource.title,
        **page,
    )


@staff_page(Right.MANAGE_LIBRARY)
def holding_remove(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Ask, then take a place away."""
    holding = holding_or_404(centre, pk)
    back = _page(centre, holding.resource)
    if request.method == "POST":
        holding_services.remove_holding(holding, account=request.user)
        messages.success(request, _("The place has been removed."))
        return redirect(back)
    return confirmation_page(
        request,
        heading=_("Remove the place “%(name)s”?") % {"name": holding},
        question=_("The resource stays in the catalogue, without this place and its stock."),
        submit_label=_("Remove"),
        back=back,
        parent_label=holding.resource.title,
    )


def revision_of_resource(centre: Centre, pk: int) -> tuple[Revision, Resource]:
    """A revision of a resource of the centre, with it.

    Raises:
        Http404: there is none.
    """
    revision = get_object_or_404(Revision, centre=centre, subject_kind="resource", pk=pk)
    found = Resource.objects.filter(centre=centre, pk=int(revision.subject_key)).first()
    if found is None:
        raise Http404
    return revision, found
