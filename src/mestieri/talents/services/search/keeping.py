"""Searches kept by name, and lists put together by hand."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit
from mestieri.talents.models import CVList, CVListItem, CVSearchRow, SavedSearch

LONGEST_QUERY = 2000


@transaction.atomic
def save_search(centre: Centre, name: str, query: str, *, account: Account) -> SavedSearch:
    """Keep a search by name; it is made again whenever it is opened.

    Args:
        query: the search as it stands in the address of its page.

    Raises:
        ValidationError: no name, a name that is taken, or a search too long to keep.
    """
    if len(query) > LONGEST_QUERY:
        raise ValidationError(_("This search is too long to be kept."))
    row = SavedSearch(centre=centre, name=name.strip(), asked={"query": query}, made_by=account)
    row.full_clean()
    row.save()
    audit.record("talents.search_saved", centre=centre, account=account, subject=row, name=row.name)
    return row


@transaction.atomic
def remove_search(row: SavedSearch, *, account: Account) -> None:
    """Forget a search."""
    audit.record(
        "talents.search_removed", centre=row.centre, account=account, subject=row, name=row.name
    )
    row.delete()


@transaction.atomic
def put_in_list(
    centre: Centre, name: str, cvs: Sequence[int], *, account: Account, everybody: bool = False
) -> tuple[CVList, int]:
    """Put CVs into a list, made if there is none with the name; how many were new in it.

    Args:
        everybody: also CVs that may not be presented yet, for who keeps them; else only those
            that may be shown.

    Raises:
        ValidationError: no name, or no CV was chosen.
    """
    rows = CVSearchRow.objects.filter(centre=centre, cv__in=cvs)
    if not everybody:
        rows = rows.filter(is_presentable=True)
    chosen = list(rows.order_by("cv").values_list("cv_id", flat=True))
    if not chosen:
        raise ValidationError(_("Choose at least one CV."))
    row = CVList.objects.filter(centre=centre, name=name.strip()).first()
    if row is None:
        row = CVList(centre=centre, name=name.strip(), made_by=account)
        row.full_clean()
        row.save()
    held = set(row.items.values_list("cv_id", flat=True))
    new = [number for number in chosen if number not in held]
    CVListItem.objects.bulk_create(
        CVListItem(cv_list=row, cv_id=number, added_by=account) for number in new
    )
    audit.record(
        "talents.list_changed", centre=centre, account=account, subject=row, added=len(new)
    )
    return row, len(new)


@transaction.atomic
def take_out(item: CVListItem, *, account: Account) -> None:
    """Take a CV out of a list."""
    audit.record(
        "talents.list_changed",
        centre=item.cv_list.centre,
        account=account,
        subject=item.cv_list,
        removed=1,
    )
    item.delete()


@transaction.atomic
def remove_list(row: CVList, *, account: Account) -> None:
    """Remove a list; its CVs stay in the bank."""
    audit.record(
        "talents.list_removed", centre=row.centre, account=account, subject=row, name=row.name
    )
    row.delete()
