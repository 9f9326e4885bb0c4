"""Tell in person who could not be written to: no mail here, no server that answers.

What is theirs stays until somebody of the staff says that they were told. A letter to print
carries the link of the message that did not leave.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mestieri.kernel.models import Account, Centre, RetentionNotice
from mestieri.kernel.models.retention import NoticeWay
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.retention import Notice, RetentionRule, retention_rules
from mestieri.kernel.services import audit, clock, links
from mestieri.kernel.services.contacts import note_view
from mestieri.kernel.services.letters import Letter
from mestieri.kernel.services.retention.notices import RENEW, forget


@dataclass(frozen=True)
class Telling:
    """Somebody to be told, or told in person.

    Attributes:
        notice: its row.
        rule: by which rule something of theirs goes.
        row: what would go.
    """

    notice: RetentionNotice
    rule: RetentionRule
    row: Any

    @property
    def how(self) -> Notice:
        """What the rule says about telling."""
        assert self.rule.notice is not None
        return self.rule.notice

    @property
    def who(self) -> str:
        """The name of the person, as the staff know it."""
        return self.how.who(self.row)

    @property
    def goes_on(self) -> datetime.date | None:
        """From which day on it goes, once the person was told."""
        told = self.notice.told_at
        return (
            timezone.localtime(told).date() + datetime.timedelta(days=self.how.days)
            if told
            else None
        )


def to_be_told(today: datetime.date, centre: Centre | None = None) -> list[Telling]:
    """Who could not be written to and has still to be told; of all centres, if none is named."""
    return _tellings(_of(centre).filter(told_at__isnull=True), today)


def told_in_person(today: datetime.date, centre: Centre) -> list[Telling]:
    """Who was told in person and has not answered."""
    return _tellings(_of(centre).filter(way=NoticeWay.IN_PERSON), None)


def _of(centre: Centre | None) -> QuerySet[RetentionNotice]:
    every = RetentionNotice.objects.order_by("tried_at", "pk").select_related("centre")
    return every if centre is None else every.filter(centre=centre)


def _tellings(notices: QuerySet[RetentionNotice], today: datetime.date | None) -> list[Telling]:
    """With their rows, two questions a rule; without what is there, or due, no more."""
    found = list(notices)
    tellings = []
    for rule in retention_rules():
        keys = [notice.subject_key for notice in found if notice.rule == rule.code]
        if rule.notice is None or not keys:
            continue
        rows = rule.notice.by_key(keys)
        due = _still_due(rule.notice, today, keys) if today is not None else set(rows)
        tellings += [
            Telling(notice, rule, rows[notice.subject_key])
            for notice in found
            if notice.rule == rule.code and notice.subject_key in rows.keys() & due
        ]
    return tellings


def _still_due(how: Notice, today: datetime.date, keys: list[str]) -> set[str]:
    return {str(key) for key in how.rows(today).filter(pk__in=keys).values_list("pk", flat=True)}


def telling_of(centre: Centre, pk: int) -> Telling | None:
    """The telling with a number in a centre, or None."""
    found = _tellings(_of(centre).filter(pk=pk), None)
    return found[0] if found else None


@transaction.atomic
def letter_to_print(telling: Telling, *, by: Account) -> tuple[Letter, str]:
    """The message on paper, with a new link; that it was looked at is written down.

    Printing tells nobody: `tell` does.

    Returns:
        The letter, and the address of its link.
    """
    notice = telling.notice
    issued = links.issue(
        RENEW,
        centre=notice.centre,
        subject_kind=notice.rule,
        subject_key=notice.subject_key,
        account=by,
    )
    note_view(notice.centre, by, ViewReason.CONTACT, telling.row)
    return telling.how.letter(telling.row, notice.centre, issued.address), issued.address


@transaction.atomic
def tell(telling: Telling, *, by: Account) -> None:
    """Write down that the person was told; from now on the time of the notice runs."""
    _set(telling, told_at=clock.note(), way=NoticeWay.IN_PERSON, told_by=by)
    audit.record(
        "kernel.tell_in_person", centre=telling.notice.centre, account=by, subject=telling.row
    )


@transaction.atomic
def take_back(telling: Telling, *, by: Account) -> None:
    """It was a mistake: the person has not been told."""
    _set(telling, told_at=None, way="", told_by=None)
    audit.record(
        "kernel.not_told_in_person", centre=telling.notice.centre, account=by, subject=telling.row
    )


def _set(telling: Telling, **values: Any) -> None:
    RetentionNotice.objects.filter(pk=telling.notice.pk).update(**values)


@transaction.atomic
def keep(telling: Telling, *, by: Account) -> None:
    """The person said that they still need it: it is kept for another whole span."""
    notice = telling.notice
    telling.how.renew(telling.row)
    links.withdraw(RENEW, notice.rule, notice.subject_key)
    forget(notice.rule, notice.subject_key)
    audit.record("kernel.keep_for_person", centre=notice.centre, account=by, subject=telling.row)
