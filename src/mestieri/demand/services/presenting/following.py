"""What happens to a CV happens to its presentations, in the same transaction."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from mestieri.demand.models import Presentation, Redeployment
from mestieri.demand.services.presenting.asking import withdraw_question
from mestieri.demand.services.presenting.choosing import leave_out
from mestieri.demand.services.presenting.passing import held, note
from mestieri.demand.stages import WAITING, LeftOut, PresentationState, WorkWay
from mestieri.kernel import cv_bank
from mestieri.kernel.cv_bank import BackToWork
from mestieri.kernel.models import Centre

#: What the bank says of how somebody found work → how it is counted.
WAYS = {BackToWork.TOLD_BY_OWNER: WorkWay.OWNER, BackToWork.TOLD_BY_STAFF: WorkWay.STAFF}


@transaction.atomic
def leave_hidden(keys: Collection[str]) -> None:
    """CVs may be presented no more: they leave every shortlist of which nothing was sent."""
    _leave(keys, LeftOut.HIDDEN)


def _leave(keys: Collection[str], why: LeftOut) -> None:
    waiting = Presentation.objects.filter(cv_key__in=keys, state__in=WAITING)
    if waiting.exists():
        for row in held(waiting):
            leave_out(row, why)


@transaction.atomic
def forget(keys: Collection[str]) -> None:
    """CVs are erased: that somebody was presented stays, who it was goes."""
    for row in held(Presentation.objects.filter(cv_key__in=keys)):
        withdraw_question(row)
        old = row.state
        if row.state in WAITING:
            row.state, row.left_out = PresentationState.LEFT_OUT, LeftOut.GONE
            row.since = timezone.localdate()
        row.cv_key, row.file_digest = None, ""
        row.save()
        if row.state != old:
            note(row, old, account=None, way=LeftOut.GONE)


@transaction.atomic
def welcome_work(centre: Centre, key: str, how: BackToWork) -> None:
    """Somebody works again, however found: they leave what is open, and one more is counted."""
    _leave([key], LeftOut.WORK)
    if how in WAYS:  # a presentation that ended well counts itself
        Redeployment.objects.create(centre=centre, day=timezone.localdate(), way=WAYS[how])


def take_count_back(centre: Centre, day: datetime.date) -> None:
    """Somebody told of on a day does not work after all: one less is counted."""
    told = Redeployment.objects.filter(centre=centre, day=day, way__in=WAYS.values())
    last = told.order_by("-pk").first()
    if last is not None:
        last.delete()


def listen() -> None:
    """Follow the CVs; called once, when Django starts."""
    cv_bank.when_a_cv_is_hidden(leave_hidden)
    cv_bank.when_a_cv_is_gone(forget)
    cv_bank.when_somebody_finds_work(welcome_work)
    cv_bank.when_work_was_a_mistake(take_count_back)
