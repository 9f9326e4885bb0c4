"""Keep the board of opportunities at the Banco."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page
from mestieri.library.forms.opportunities import OpportunityForm
from mestieri.library.models import Opportunity
from mestieri.library.public.directory import filter_context
from mestieri.library.queries import opportunities as queries
from mestieri.library.queries.directory import DUE, STATE, asked_of, quality_score
from mestieri.library.queries.keeping import history_lines
from mestieri.library.services import opportunities as services
from mestieri.library.staff.keeping import (
    add_page,
    do,
    list_address,
    retire_page,
    staff_filters,
)

OPPORTUNITIES_A_PAGE = 30


def _list(centre: Centre) -> str:
    return reverse("library-opportunities", args=[centre.slug])


def _page(opportunity: Opportunity) -> str:
    return reverse("library-opportunity", args=[opportunity.centre.slug, opportunity.pk])


def _opportunity_or_404(centre: Centre, pk: int) -> Opportunity:
    found = get_object_or_404(queries.opportunities_of_centre(centre), pk=pk)
    found.centre = centre
    return found


@staff_page(Right.MANAGE_LIBRARY)
def opportunities(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every opportunity, by state, the nearest deadline first."""
    asked = asked_of(request.GET, (*queries.FILTERS, STATE, DUE))
    today = timezone.localdate()
    found = queries.staff_opportunities(centre, asked, today)
    page = Paginator(found.prefetch_related("terms"), OPPORTUNITIES_A_PAGE).get_page(
        request.GET.get("pagina")
    )
    filters = [*staff_filters(asked), *queries.filters_of_board(centre, asked)]
    context = {
        "page": page,
        "rows": [_row(opportunity) for opportunity in page.object_list],
        **filter_context(asked, filters, queries.WORDS),
        "asked": [(name, value) for name, value in asked.items() if value],
    }
    return render(request, "library/opportunities_kept.html", context)


def _row(opportunity: Opportunity) -> dict[str, Any]:
    today = timezone.localdate()
    points = queries.quality_of_opportunity(opportunity)
    return {
        "opportunity": opportunity,
        "freshness": opportunity.freshness(today),
        "is_over": opportunity.deadline < today,
        "score": quality_score(points),
        "missing": [point.label for point in points if not point.is_there],
    }


@staff_page(Right.MANAGE_LIBRARY)
def add_opportunity(request: HttpRequest, centre: Centre) -> HttpResponse:
    """An opportunity more, first as a draft."""
    form = OpportunityForm(request.POST or None, instance=Opportunity(centre=centre), centre=centre)
    return add_page(
        request,
        form,
        lambda form: services.save_opportunity(
            form.instance, terms=form.terms, account=request.user
        ),
        _page,
        heading=_("Add an opportunity"),
        back=_list(centre),
        parent_label=_("Board of opportunities"),
    )


@staff_page(Right.MANAGE_LIBRARY)
def opportunity(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One opportunity: what lacks, what one can do, its history."""
    found = _opportunity_or_404(centre, pk)
    points = queries.quality_of_opportunity(found)
    today = timezone.localdate()
    context = {
        "opportunity": found,
        "freshness": found.freshness(today),
        "is_public": found.is_live(today),
        "is_over": found.deadline < today,
        "points": points,
        "score": quality_score(points),
        "history": history_lines(found),
        "parent_url": _list(centre),
        "parent_label": _("Board of opportunities"),
    }
    return render(request, "library/opportunity_kept.html", context)


@staff_page(Right.MANAGE_LIBRARY)
def change_opportunity(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = _opportunity_or_404(centre, pk)
    name = str(found)
    return form_page(
        request,
        OpportunityForm(request.POST or None, instance=found, centre=centre),
        lambda form: services.save_opportunity(
            form.instance, terms=form.terms, account=request.user
        ),
        heading=_("Change “%(name)s”") % {"name": name},
        back=_page(found),
        done=_("Saved."),
        parent_label=name,
    )


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def verify_opportunity(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """«I checked it today», from the list or from its page."""
    found = _opportunity_or_404(centre, pk)
    back = _page(found)
    if request.POST.get("from") == "list":
        back = list_address(request, _list(centre), queries.FILTERS)
    today = timezone.localdate()
    return do(
        request,
        lambda: services.verify_opportunity(found, today=today, account=request.user),
        done=_("“%(name)s”: checked today.") % {"name": found},
        back=back,
    )


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def publish_opportunity(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Put an opportunity on the board, or back on it."""
    found = _opportunity_or_404(centre, pk)
    today = timezone.localdate()
    return do(
        request,
        lambda: services.publish_opportunity(found, today=today, account=request.user),
        done=_("The public sees it now."),
        back=_page(found),
    )


@staff_page(Right.MANAGE_LIBRARY)
def retire_opportunity(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    found = _opportunity_or_404(centre, pk)
    return retire_page(
        request,
        found,
        lambda reason: services.retire_opportunity(found, reason, account=request.user),
        back=_page(found),
    )
