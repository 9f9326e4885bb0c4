"""Questions of who owns a CV."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from mestieri.talents.models import CV, CVView, Member
from mestieri.talents.vocabulary import AgeStatement

VIEWS_SHOWN = 50


def views_of(cv: CV) -> QuerySet[CVView]:
    """Who saw a CV, the latest first."""
    return cv.views.select_related("account").order_by("-viewed_on", "-pk")[:VIEWS_SHOWN]


def age_said(member: Member) -> dict[str, Any]:
    """What was said of the age, to fill the form again."""
    if member.age == AgeStatement.UNKNOWN:
        return {}
    return {
        "age": member.age,
        "responsible_act": member.responsible_act,
        "responsible_act_on": member.responsible_act_on,
    }


def contacts_of(member: Member) -> dict[str, str]:
    """How a person is reached, to fill the form."""
    return {"email": member.email, "phone": member.phone, "language": member.language}


def words_of(cv: CV) -> str:
    """What a CV is about, in a few words: the line on top, else the latest jobs."""
    record = cv.candidate
    titles = [record.headline, *(job.position for job in record.employment[:2])]
    return " ".join(dict.fromkeys(title for title in titles if title))[:200]
