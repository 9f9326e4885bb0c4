"""A bank of made-up CVs for the tests of sorting and searching."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mestieri.engines.europass import Candidate, Coded, Employment, Period
from mestieri.kernel.models import Centre
from mestieri.talents import changes
from mestieri.talents.models import CV, Member
from mestieri.talents.vocabulary import AgeStatement, CVState, NoticeWay, Origin, Reading

TODAY = datetime.date(2026, 11, 2)


def keep(centre: Centre, record: Candidate, **fields: Any) -> CV:
    """A CV in the bank, presentable unless `fields` say otherwise; everything follows it."""
    (cv,) = keep_all(centre, [record], **fields)
    return cv


def keep_all(centre: Centre, records: Iterable[Candidate], **fields: Any) -> list[CV]:
    """The same of many."""
    cvs = []
    for record in records:
        member = Member.objects.create(
            centre=centre,
            given_name=record.given_name,
            family_name=record.family_name,
            age=AgeStatement.ADULT,
            joined_on=TODAY,
        )
        said: dict[str, Any] = {
            "state": CVState.ACTIVE,
            "origin": Origin.CURATOR,
            "reading": Reading.READ,
            "received_on": TODAY,
            "confirmed_on": TODAY,
            "notice_on": TODAY,
            "notice_way": NoticeWay.PAPER,
            **fields,
        }
        cvs.append(CV.objects.create(centre=centre, member=member, record=record.as_dict(), **said))
    changes.announce([cv.pk for cv in cvs])
    return cvs


def worker(*titles: str, **fields: Any) -> Candidate:
    """Somebody who had these jobs, the latest first."""
    jobs = tuple(
        Employment(position=title, period=Period(f"{2020 - 2 * place}", f"{2021 - 2 * place}"))
        for place, title in enumerate(titles)
    )
    return replace(
        Candidate(given_name="Anna", family_name="Prova", locale="it"), employment=jobs, **fields
    )


__all__ = ["TODAY", "Coded", "keep", "keep_all", "worker"]
