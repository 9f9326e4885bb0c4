"""What came of each presentation. Who is hired leaves every other shortlist, and is counted."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.banks import bank_of, is_training
from mestieri.demand.models import Presentation, Redeployment
from mestieri.demand.services.presenting.passing import held_one, pass_to
from mestieri.demand.stages import EMPLOYED, OUTCOMES, OWED, PresentationState, WorkWay
from mestieri.demand.working_days import working_day
from mestieri.kernel.models import Account

DAYS_TO_WAIT = 10


@transaction.atomic
def set_outcome(row: Presentation, state: PresentationState, *, account: Account) -> None:
    """Write what came of a presentation; one that was wrong may be mended.

    A closed one is owed by nobody; an interview is asked about again after ten working days.

    Raises:
        ValidationError: it was not sent, or it is no outcome.
    """
    if state not in OUTCOMES:
        raise ValidationError(_("Choose what came of it."))
    row = held_one(row)
    was_hired = row.state in EMPLOYED
    today = timezone.localdate()
    is_owed = state in OWED
    pass_to(
        row, state, account=account,
        owner=(row.owner or account) if is_owed else None,
        due_on=working_day(today, DAYS_TO_WAIT) if is_owed else None,
    )  # fmt: skip
    if state in EMPLOYED:
        _celebrate(row, account, today)
    elif was_hired:
        _take_back(row, account)


def _celebrate(row: Presentation, account: Account, today: datetime.date) -> None:
    """Somebody works again through us: the CV leaves what is open, the group counts one more.

    Who is counted already, because they told us first, is not counted twice.
    """
    key = str(row.cv_key) if row.cv_key else ""
    centre = row.shortlist.centre
    if key:
        is_news = bank_of(row.request).back_to_work(centre, key, account)
    else:  # the CV was erased after it was sent: nobody can have told us before
        is_news = not is_training(row.request)
    if is_news:
        made = Redeployment.objects.create(centre=centre, day=today, way=WorkWay.PRESENTED)
        Presentation.objects.filter(pk=row.pk).update(redeployment=made)


def _take_back(row: Presentation, account: Account) -> None:
    """It was a mistake: the count goes, the CV can be found again."""
    if row.redeployment is None:
        return
    row.redeployment.delete()
    if row.cv_key:
        bank = bank_of(row.request)
        bank.not_back_to_work(row.shortlist.centre, str(row.cv_key), account)
