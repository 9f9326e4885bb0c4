"""Who is never seen: shares, of everybody together, so that a person goes and looks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef

from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVView

MONTHS = 6
#: Below this many CVs a share would say something of one person.
FEW = 5


@dataclass(frozen=True)
class Fairness:
    """CVs that may be presented, in the bank since `MONTHS` months, and those nobody saw."""

    cvs: int
    never_seen: int

    @property
    def is_told(self) -> bool:
        return self.cvs >= FEW

    @property
    def percent(self) -> int:
        return round(100 * self.never_seen / self.cvs) if self.cvs else 0


def fairness_of(centre: Centre, today: datetime.date) -> Fairness:
    """The counter of the page; two questions."""
    since = today - relativedelta(months=MONTHS)
    cvs = CV.objects.presentable().filter(centre=centre, received_on__lte=since)
    seen = CVView.objects.filter(cv=OuterRef("pk"), viewed_on__gte=since)
    return Fairness(cvs.count(), cvs.filter(~Exists(seen)).count())
