"""Who saw a CV: written for its owner, who reads it on the page of the CV.

A GET writes nothing: looks go to the buffer of the counts, which is written every few seconds.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.utils import timezone

from mestieri.kernel.counting import CountBuffer
from mestieri.kernel.models import Account
from mestieri.talents.models import CV, CVView
from mestieri.talents.vocabulary import ViewManner

#: Account, day, manner, what was asked, number of the CV.
Look = tuple[int, datetime.date, str, str, int]


def note_views(
    cvs: Iterable[int], account: Account, manner: ViewManner, asked: str = "", *, now: bool = False
) -> None:
    """Note that somebody of the staff saw some CVs.

    Args:
        cvs: numbers of the CVs that were shown.
        manner: in a list, as a card, as a file.
        asked: what the search looked for, in words its owner understands.
        now: write at once, in the transaction of a POST; else soon.
    """
    today = timezone.localdate()
    looks: list[Look] = [(account.pk, today, manner.value, asked, number) for number in cvs]
    if now:
        _write(dict.fromkeys(looks, 1))
        return
    for look in looks:
        _looks.add(look)


def _write(looks: Mapping[Look, int]) -> None:
    """Write looks, each once a day; CVs and accounts that are there no more are left out."""
    there = set(CV.objects.filter(pk__in={one[4] for one in looks}).values_list("pk", flat=True))
    accounts = Account.objects.filter(pk__in={one[0] for one in looks})
    known = set(accounts.values_list("pk", flat=True))
    rows = [
        CVView(
            cv_id=number,
            account_id=account,
            viewed_on=day,
            manner=manner,
            asked=asked,
            search_key=sha256(asked.encode()).hexdigest() if asked else "",
        )
        for account, day, manner, asked, number in looks
        if number in there and account in known
    ]
    CVView.objects.bulk_create(rows, ignore_conflicts=True)


_looks: CountBuffer[Look] = CountBuffer("looks at CVs", _write)
