"""How long it is known who searched for what."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.retention import deleting, start_of
from mestieri.talents.models import CVSearch

MONTHS_OF_SEARCHES = 12


def old_searches(today: datetime.date) -> QuerySet[CVSearch]:
    """Searches made more than twelve months ago."""
    day = today - relativedelta(months=MONTHS_OF_SEARCHES)
    return CVSearch.objects.filter(searched_at__lt=start_of(day))


RULE = deleting(
    "talents.searches",
    ("talents.CVSearch",),
    _("Searches among CVs"),
    _("12 months."),
    _("Nothing."),
    over=old_searches,
)
