"""How long the link between requests and CVs is kept."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models import RequestSearch, Shortlist
from mestieri.kernel.retention import deleting, start_of

MONTHS = 24


def _limit(today: datetime.date) -> datetime.datetime:
    return start_of(today - relativedelta(months=MONTHS))


def old_shortlists(today: datetime.date) -> QuerySet[Shortlist]:
    """Shortlists of two years ago, with their presentations and what was sent."""
    return Shortlist.objects.filter(made_at__lt=_limit(today))


def old_searches(today: datetime.date) -> QuerySet[RequestSearch]:
    """Searches of more than two years ago."""
    return RequestSearch.objects.filter(searched_at__lt=_limit(today))


RULES = (
    deleting(
        "demand.shortlists",
        ("demand.Shortlist", "demand.Presentation", "demand.PresentationLetter"),
        _("Shortlists, with answers, what was sent and what came of it"),
        _("24 months after they were made."),
        _("How many people are back to work."),
        over=old_shortlists,
    ),
    deleting(
        "demand.request_searches",
        ("demand.RequestSearch",),
        _("Searches made for requests"),
        _("24 months."),
        _("Nothing."),
        over=old_searches,
    ),
)
