"""The directory of services for citizens: the list, one service, the address list on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.library.queries import directory as queries
from mestieri.library.queries.directory import AddressGroup, EntrySheet
from mestieri.library.queries.keeping import Filter

ENTRIES_A_PAGE = 20
#: Addresses of one printed list: some thirty sheets of paper.
MOST_ADDRESSES = 400
ADDRESS_LIST_FOR_PRINT = Path(__file__).parent.parent / "print" / "address_list.typ"


def filtered(asked: dict[str, str]) -> dict[str, str]:
    """What is asked, without the empty sides."""
    return {name: value for name, value in asked.items() if value}


@public_centre_page
def directory(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Services of the territory, in alphabetical order, narrowed by plain links."""
    asked = queries.asked_of(request.GET, queries.FILTERS)
    found = queries.narrowed(queries.published_entries(centre), asked)
    page = Paginator(found, ENTRIES_A_PAGE).get_page(request.GET.get("pagina"))
    filters = queries.filters_of_directory(centre, asked)
    context = {
        "page": page,
        "sheets": queries.sheets_of(page.object_list, timezone.localtime()),
        **filter_context(asked, filters, queries.WORDS),
    }
    return render(request, "library/directory.html", context)


def filter_context(asked: dict[str, str], filters: list[Filter], words: str) -> dict[str, Any]:
    """What the templates of filters need."""
    return {
        "words": asked[words],
        "others": [(name, value) for name, value in asked.items() if value and name != words],
        "filters": filters,
        "chosen": [one for one in filters if one.chosen],
        "query": urlencode(filtered(asked)),
    }


@public_centre_page
def entry(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One service: what it is for, when, how, what to bring, checked on which day."""
    found = get_object_or_404(queries.published_entries(centre), pk=pk)
    sheet = queries.sheet_of(found, timezone.localtime())
    today = timezone.localdate()
    context = {"sheet": sheet, "entry": found, "is_fresh": found.review_by >= today}
    return render(request, "library/directory_entry.html", context)


@public_centre_page
def address_list(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The address list on screen, district by district."""
    asked = queries.asked_of(request.GET, queries.FILTERS)
    filters = queries.filters_of_directory(centre, asked)
    groups = queries.address_list(centre, asked, timezone.localtime(), MOST_ADDRESSES)
    context = {
        "groups": groups,
        "today": timezone.localdate(),
        "is_cut": _number_in(groups) == MOST_ADDRESSES,
        **filter_context(asked, filters, queries.WORDS),
    }
    return render(request, "library/address_list.html", context)


@public_centre_page
def address_list_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The same address list on A4 sheets."""
    asked = queries.asked_of(request.GET, queries.FILTERS)
    filters = queries.filters_of_directory(centre, asked)
    groups = queries.address_list(centre, asked, timezone.localtime(), MOST_ADDRESSES)
    title = _("Addresses of %(centre)s") % {"centre": centre.name}
    data = {
        "title": title,
        "lead": " · ".join(_said(asked, filters)),
        "made": _("From the directory as it was on %(day)s. Hours may change: call before you go.")
        % {"day": day_in_words(timezone.localdate())},
        "empty": "" if groups else _("No service answers these filters."),
        "cut": _("There are others: choose a district to print them.")
        if _number_in(groups) == MOST_ADDRESSES
        else "",
        "groups": [_printed_group(group) for group in groups],
        "footer": centre.name,
    }
    pdf = print_pdf(ADDRESS_LIST_FOR_PRINT, data, title=title, language=get_language() or "it")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="indirizzi.pdf"'
    return response


def _number_in(groups: list[AddressGroup]) -> int:
    return sum(len(group.sheets) for group in groups)


def _said(asked: dict[str, str], filters: list[Filter]) -> list[str]:
    """What narrows the list, in words."""
    words = [f"“{asked[queries.WORDS]}”"] if asked[queries.WORDS] else []
    return words + [one.chosen.label for one in filters if one.chosen]


def _printed_group(group: AddressGroup) -> dict[str, Any]:
    return {
        "name": group.name or _("Other places, and services without a door"),
        "entries": [_printed_entry(sheet) for sheet in group.sheets],
    }


def _printed_entry(sheet: EntrySheet) -> dict[str, Any]:
    entry = sheet.entry
    place = ", ".join(filter(None, [entry.address, entry.municipality]))
    lines = [
        place,
        " · ".join(sheet.hours),
        " · ".join(sheet.access),
        _("Bring: %(documents)s") % {"documents": ", ".join(sheet.documents)}
        if sheet.documents
        else "",
        _("Languages: %(languages)s") % {"languages": ", ".join(sheet.languages)}
        if sheet.languages
        else "",
        " · ".join(filter(None, [entry.phone, entry.email, entry.website])),
    ]
    return {
        "organisation": entry.organisation,
        "service": entry.service,
        "lines": [line for line in lines if line],
        "checked": _("Checked on %(day)s") % {"day": day_in_words(entry.assured_on)},
    }
