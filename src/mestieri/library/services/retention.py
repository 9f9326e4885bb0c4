"""What ends in the library: searches and uses become monthly, old offers go."""

from __future__ import annotations

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.retention import RetentionRule, delete_some, deleting, start_of
from mestieri.library.models import (
    ConsultationTally,
    MissingPoster,
    Opportunity,
    Revision,
    SearchPhrase,
    SearchTally,
    StockMovement,
)
from mestieri.library.queries.posters import monday_of
from mestieri.library.services.opportunities import OPPORTUNITY
from mestieri.library.services.searches import TALLIES

MONTHS_OF_DAYS = 24
MONTHS_OF_WORDS = 3
MONTHS_AFTER_THE_DEADLINE = 24
MONTHS_OF_MOVEMENTS = 24
MONTHS_OF_POSTERS = 12


def old_opportunities(today: datetime.date) -> QuerySet[Opportunity]:
    """Opportunities whose deadline passed long ago."""
    before = today - relativedelta(months=MONTHS_AFTER_THE_DEADLINE)
    return Opportunity.objects.filter(deadline__lt=before)


def _forget_opportunities(today: datetime.date, limit: int) -> int:
    keys = list(old_opportunities(today).order_by("pk").values_list("pk", flat=True)[:limit])
    # No key leads from a revision to its record: the history would be left behind.
    Revision.objects.filter(
        subject_kind=OPPORTUNITY, subject_key__in=[str(key) for key in keys]
    ).delete()
    return delete_some(Opportunity.objects.filter(pk__in=keys), limit)


def old_phrases(today: datetime.date) -> QuerySet[SearchPhrase]:
    """Words searched in months that ended more than three months ago."""
    return SearchPhrase.objects.filter(month__lt=_first_month_kept(today, MONTHS_OF_WORDS))


def old_movements(today: datetime.date) -> QuerySet[StockMovement]:
    """Brochures brought or taken long ago."""
    before = start_of(today - relativedelta(months=MONTHS_OF_MOVEMENTS))
    return StockMovement.objects.filter(made_at__lt=before)


def old_posters(today: datetime.date) -> QuerySet[MissingPoster]:
    """Posters of weeks of more than a year ago."""
    before = monday_of(today - relativedelta(months=MONTHS_OF_POSTERS))
    return MissingPoster.objects.filter(week__lt=before)


def old_days(model: type[SearchTally | ConsultationTally], today: datetime.date) -> QuerySet[Any]:
    """Counts that still say their day, and should only say their month."""
    before = _first_month_kept(today, MONTHS_OF_DAYS)
    return model._default_manager.filter(day__lt=before).exclude(day__day=1)


def _first_month_kept(today: datetime.date, months: int) -> datetime.date:
    return (today - relativedelta(months=months)).replace(day=1)


def fold_a_month(days: QuerySet[Any], keys: tuple[str, ...], sums: tuple[str, ...]) -> int:
    """Add the daily counts of the oldest month of a centre to the row of its first day.

    Args:
        days: rows that say a day other than the first of a month.
        keys: columns that tell counts of the same day apart.
        sums: columns to be added up.

    Returns:
        How many daily rows went; what they counted is all there.
    """
    oldest = days.order_by("day", "pk").first()
    if oldest is None:
        return 0
    month = oldest.day.replace(day=1)
    rows = days.model._default_manager
    days = days.filter(centre=oldest.centre_id, day__lt=month + relativedelta(months=1))
    totals = days.order_by().values(*keys).annotate(**{f"{name}_": Sum(name) for name in sums})
    for total in list(totals):
        same = {key: total[key] for key in keys}
        row, _made = rows.get_or_create(**same, day=month, defaults={"centre_id": oldest.centre_id})
        for name in sums:
            setattr(row, name, getattr(row, name) + total[f"{name}_"])
        row.save(update_fields=sums)
    count, _by_model = days.delete()
    return count


def _daily(
    code: str,
    model: type[SearchTally | ConsultationTally],
    label: Any,
    keys: tuple[str, ...],
    sums: tuple[str, ...],
) -> RetentionRule:
    return RetentionRule(
        code,
        (model._meta.label,),
        label,
        _("24 months: from then on only the month is said."),
        _("Monthly totals."),
        over=lambda today: old_days(model, today),
        apply=lambda today, limit: fold_a_month(old_days(model, today), keys, sums),
    )


RULES = (
    RetentionRule(
        "library.opportunities",
        ("library.Opportunity",),
        _("Opportunities that are over, with their history"),
        _("24 months after the deadline."),
        _("Nothing."),
        over=old_opportunities,
        apply=_forget_opportunities,
    ),
    deleting(
        "library.phrases",
        ("library.SearchPhrase",),
        _("Words that people searched"),
        _("3 months after the month in which they were searched (GDPR, article 5.1.c)."),
        _("How many searches, how many in vain."),
        over=old_phrases,
    ),
    deleting(
        "library.posters",
        ("library.MissingPoster",),
        _("Posters “What is missing” of past weeks"),
        _("12 months."),
        _("Nothing."),
        over=old_posters,
    ),
    _daily(
        "library.searches",
        SearchTally,
        _("Daily counts of searches"),
        ("centre_id", "language"),
        TALLIES,
    ),
    deleting(
        "library.stock",
        ("library.StockMovement",),
        _("Brochures brought or taken, and who said so"),
        _("24 months."),
        _("How many there are."),
        over=old_movements,
    ),
    _daily(
        "library.uses",
        ConsultationTally,
        _("Daily counts of uses of resources"),
        ("resource_id", "mode"),
        ("times",),
    ),
)
