"""Who searched for a request: written soon after the page, which itself writes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from mestieri.demand.models import Request, RequestSearch
from mestieri.kernel.counting import CountBuffer
from mestieri.kernel.models import Account, Centre

#: Centre, request, account, what was asked in words, how many were found.
Search = tuple[int, int, int, str, int]


def note_search(centre: Centre, request: int, account: Account, asked: str, found: int) -> None:
    """Note a search with the request for which it was made."""
    _searches.add((centre.pk, request, account.pk, asked, found))


def _write(searches: Mapping[Search, int]) -> None:
    """Write searches; of requests and accounts that are there no more nothing is kept."""
    requests = dict(
        Request.objects.filter(pk__in={one[1] for one in searches}).values_list("pk", "centre_id")
    )
    accounts = Account.objects.filter(pk__in={one[2] for one in searches})
    known = set(accounts.values_list("pk", flat=True))
    RequestSearch.objects.bulk_create(
        RequestSearch(request_id=request, account_id=account, asked=asked, found=found)
        for centre, request, account, asked, found in searches
        if requests.get(request) == centre and account in known
    )


_searches: CountBuffer[Search] = CountBuffer("searches for requests", _write)
