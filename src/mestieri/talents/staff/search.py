"""The search among CVs at the Banco, searches kept, lists, and who is never seen."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mestieri.kernel import cv_bank
from mestieri.kernel.access import staff_page
from mestieri.kernel.cv_bank import RequestToChooseFor
from mestieri.kernel.models import Centre
from mestieri.kernel.queries import rights_of_account
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import do
from mestieri.talents.forms.searching import DROPPED, SearchForm
from mestieri.talents.models import CV, CVList, CVListItem, SavedSearch
from mestieri.talents.numbers import number_in
from mestieri.talents.queries.fairness import fairness_of
from mestieri.talents.queries.families import families_in_use
from mestieri.talents.queries.indexes import indexes_in_use
from mestieri.talents.queries.results import rows_of
from mestieri.talents.queries.searching import ROWS_A_PAGE, Asked, Found
from mestieri.talents.queries.searching import search as search_for
from mestieri.talents.services.presenting import REQUEST, why_not
from mestieri.talents.services.search import keeping, log
from mestieri.talents.services.views import note_views
from mestieri.talents.vocabulary import ViewManner

PAGE = "pagina"
MOST_PAGES = 400


@staff_page(Right.SEARCH_CVS)
def search(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Search by families, indexes, words and distance: yes, no, not said, with the words."""
    families = list(families_in_use(centre))
    keeps = _keeps(request, centre)
    form = SearchForm(
        request.GET, families=families, definitions=indexes_in_use(centre), keeps=keeps
    )
    asked, number = form.asked, _page_number(request)
    chosen_for = _chosen_for(request, centre)
    if chosen_for is not None:  # who may not be presented yet cannot be chosen for a company
        asked = replace(asked, everybody=False)
    context: dict[str, object] = {
        "form": form, "found": None, "keeps": keeps, "chosen_for": chosen_for,
    }  # fmt: skip
    if not asked.is_empty and not form.errors:
        found = search_for(centre, asked, page=number)
        said = log.in_plain_words(asked, {family.pk: family for family in families})
        note_views(found.cvs, request.user, ViewManner.LIST, said)
        log.note_search(centre, request.user, asked, found.total)
        if chosen_for is not None:
            cv_bank.note_search(centre, chosen_for.number, request.user, said, found.total)
        context |= {"said": said, **_results(request, asked, found, number, chosen_for)}
    return render(request, "talents/search/search.html", context)


def _keeps(request: HttpRequest, centre: Centre) -> bool:
    """Whether who looks keeps the CVs; everybody else sees those that may be shown alone."""
    return Right.KEEP_CVS in rights_of_account(request.user, centre)


def _page_number(request: HttpRequest) -> int:
    return min(number_in(request.GET.get(PAGE, "1")) or 1, MOST_PAGES)


def _chosen_for(request: HttpRequest, centre: Centre) -> RequestToChooseFor | None:
    """The request that the search carries, for who may choose for it."""
    number = number_in(request.GET.get(REQUEST, ""))
    if not number or Right.PRESENT_CVS not in rights_of_account(request.user, centre):
        return None
    return cv_bank.request_to_choose_for(centre, number)


def _results(
    request: HttpRequest,
    asked: Asked,
    found: Found,
    number: int,
    chosen_for: RequestToChooseFor | None,
) -> dict[str, object]:
    """What the page of results shows; each address is a plain link."""
    conditions = [
        {
            "definition": one.definition,
            "wanted": log.wanted_in_words(one),
            "is_dropped": one.is_dropped,
            "wider": found.wider.get(place, 0),
            "gain": found.wider.get(place, 0) - found.total,
            "link": _toggled(request.GET, one.definition.pk),
        }
        for place, one in enumerate(asked.conditions)
    ]
    pages = -(-found.total // ROWS_A_PAGE)
    return {
        "found": found,
        "rows": [
            (row, _cannot_be_chosen(row.cv, chosen_for)) for row in rows_of(found, asked.conditions)
        ],
        "conditions": conditions,
        "query": _without(request.GET, PAGE),
        "number": number,
        "pages": pages,
        "earlier": _with_page(request.GET, number - 1) if number > 1 else "",
        "later": _with_page(request.GET, number + 1) if number < pages else "",
    }


def _cannot_be_chosen(cv: CV, chosen_for: RequestToChooseFor | None) -> str:
    """Why somebody cannot be chosen for the request; empty where they can."""
    if chosen_for is None:
        return ""
    if str(cv.key) in chosen_for.chosen:
        return _("in the shortlist already")
    reason = why_not(cv, chosen_for.ateco)
    return str(reason.label) if reason else ""


def _without(query: QueryDict, name: str) -> str:
    kept = query.copy()
    kept.pop(name, None)
    return kept.urlencode()


def _with_page(query: QueryDict, number: int) -> str:
    kept = query.copy()
    kept[PAGE] = str(number)
    return kept.urlencode()


def _toggled(query: QueryDict, index: int) -> str:
    """The same search with an index dropped, or asked again."""
    kept = query.copy()
    kept.pop(PAGE, None)
    dropped = kept.getlist(DROPPED)
    own = str(index)
    kept.setlist(
        DROPPED, [one for one in dropped if one != own] if own in dropped else [*dropped, own]
    )
    return kept.urlencode()


@staff_page(Right.SEARCH_CVS)
def kept(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Searches and lists that the group keeps, and who is never seen."""
    lists = CVList.objects.filter(centre=centre).prefetch_related("items")
    context = {
        "searches": SavedSearch.objects.filter(centre=centre).select_related("made_by"),
        "lists": lists,
        "fairness": fairness_of(centre, timezone.localdate()),
    }
    return render(request, "talents/search/kept.html", context)


@staff_page(Right.SEARCH_CVS)
@require_POST
def keep(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Keep a search by name."""
    query = request.POST.get("query", "")
    back = f"{reverse('talents-search', args=[centre.slug])}?{query}"
    try:
        keeping.save_search(centre, request.POST.get("name", ""), query, account=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The search is kept: it is made again when you open it."))
    return redirect(back)


@staff_page(Right.SEARCH_CVS)
@require_POST
def forget(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Forget a search that was kept."""
    row = get_object_or_404(SavedSearch, centre=centre, pk=pk)
    return do(
        request,
        lambda: keeping.remove_search(row, account=request.user),
        done=_("The search is no longer kept."),
        back=reverse("talents-kept", args=[centre.slug]),
    )


@staff_page(Right.SEARCH_CVS)
@require_POST
def put_in_list(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Put the chosen CVs into a list."""
    query = request.POST.get("query", "")
    back = f"{reverse('talents-search', args=[centre.slug])}?{query}"
    chosen = [number for one in request.POST.getlist("cv") if (number := number_in(one))]
    name = request.POST.get("name", "")
    try:
        row, new = keeping.put_in_list(
            centre, name, chosen, account=request.user, everybody=_keeps(request, centre)
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    messages.success(
        request,
        ngettext(
            "%(new)d CV has been put into “%(name)s”.",
            "%(new)d CVs have been put into “%(name)s”.",
            new,
        )
        % {"new": new, "name": row.name},
    )
    return redirect(back)


@staff_page(Right.SEARCH_CVS)
def cv_list(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A list put together by hand; CVs that are hidden, or may not be shown, are not there."""
    row = get_object_or_404(CVList, centre=centre, pk=pk)
    items = row.items.filter(cv__search_row__isnull=False).select_related("cv__member")
    if not _keeps(request, centre):
        items = items.filter(cv__search_row__is_presentable=True)
    shown = list(items)
    note_views([item.cv_id for item in shown], request.user, ViewManner.LIST, row.name)
    return render(
        request,
        "talents/search/list.html",
        {"row": row, "items": shown, "hidden": row.items.count() - len(shown)},
    )


@staff_page(Right.SEARCH_CVS)
@require_POST
def take_out(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Take a CV out of a list."""
    item = get_object_or_404(
        CVListItem.objects.select_related("cv_list__centre"), cv_list__centre=centre, pk=pk
    )
    return do(
        request,
        lambda: keeping.take_out(item, account=request.user),
        done=_("It is no longer in the list."),
        back=reverse("talents-cv-list", args=[centre.slug, item.cv_list_id]),
    )


@staff_page(Right.SEARCH_CVS)
@require_POST
def remove_list(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Remove a list."""
    row = get_object_or_404(CVList, centre=centre, pk=pk)
    return do(
        request,
        lambda: keeping.remove_list(row, account=request.user),
        done=_("The list has been removed; its CVs stay in the bank."),
        back=reverse("talents-kept", args=[centre.slug]),
    )
