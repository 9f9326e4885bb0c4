"""What the public reads: the centre's own text where it is published, else the shipped one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Sum

from mestieri.engines.guides import Guide
from mestieri.engines.questionnaires import Questionnaire
from mestieri.guidance.models import Completion, Edition, EditionState, SheetOpenings, TextKind
from mestieri.guidance.shipped import (
    guide_from,
    languages_of,
    questionnaire_from,
    shipped_questionnaire,
    shipped_texts,
)
from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Purpose

PURPOSES = {
    "lavoro": Purpose.WORK,
    "formazione": Purpose.TRAINING,
    "orientamento": Purpose.GUIDANCE,
    "impresa": Purpose.ENTERPRISE,
}


@dataclass(frozen=True)
class Offer:
    """A questionnaire or guide as a list shows it, in `language`."""

    kind: TextKind
    code: str
    title: str
    lead: str
    language: str
    purposes: tuple[Purpose, ...]
    minutes: int = 0
    short_minutes: int = 0
    steps: int = 0


def texts_of(centre: Centre, kind: TextKind) -> dict[str, str]:
    """Code → text of everything of a kind that the public of a centre may read. One query."""
    texts = dict(shipped_texts(kind))
    for edition in Edition.objects.filter(centre=centre, kind=kind):
        if edition.state == EditionState.HIDDEN:
            texts.pop(edition.code, None)
        elif edition.state == EditionState.PUBLISHED:
            texts[edition.code] = edition.published
    return texts


def text_of(centre: Centre, kind: TextKind, code: str) -> str | None:
    """The text that the public reads, or None. One query."""
    edition = Edition.objects.filter(centre=centre, kind=kind, code=code).first()
    if edition is not None and edition.state != EditionState.DRAFT:
        return edition.published if edition.state == EditionState.PUBLISHED else None
    return shipped_texts(kind).get(code)


def questionnaire_of(centre: Centre, code: str, language: str) -> Questionnaire | None:
    """A questionnaire in a language, else in Italian; a centre's own is in Italian alone."""
    text = text_of(centre, TextKind.QUESTIONNAIRE, code)
    if text is None:
        return None
    if text == shipped_texts(TextKind.QUESTIONNAIRE).get(code):
        found = shipped_questionnaire(code, language)
        if found is not None:
            return found
    return questionnaire_from(text)


def questionnaire_languages(centre: Centre, code: str) -> list[str]:
    """Languages in which a centre's public may read a questionnaire. One query."""
    text = text_of(centre, TextKind.QUESTIONNAIRE, code)
    if text is None or text != shipped_texts(TextKind.QUESTIONNAIRE).get(code):
        return ["it"]
    return languages_of(code)


def guide_of(centre: Centre, code: str) -> Guide | None:
    """A guide, or None. One query."""
    text = text_of(centre, TextKind.GUIDE, code)
    return None if text is None else guide_from(text)


def offers(centre: Centre, language: str, purpose: Purpose | None = None) -> list[Offer]:
    """Questionnaires then guides, for all the needs or for one. Two queries."""
    found = [
        _questionnaire_offer(code, text, language)
        for code, text in texts_of(centre, TextKind.QUESTIONNAIRE).items()
    ]
    found += [_guide_offer(code, text) for code, text in texts_of(centre, TextKind.GUIDE).items()]
    return [offer for offer in found if purpose is None or purpose in offer.purposes]


def _questionnaire_offer(code: str, text: str, language: str) -> Offer:
    questionnaire = questionnaire_from(text)
    if text == shipped_texts(TextKind.QUESTIONNAIRE).get(code):
        questionnaire = shipped_questionnaire(code, language) or questionnaire
    return Offer(
        TextKind.QUESTIONNAIRE,
        code,
        questionnaire.title,
        questionnaire.lead,
        questionnaire.language,
        tuple(PURPOSES[need] for need in questionnaire.needs),
        questionnaire.minutes,
        questionnaire.short_minutes,
    )


def _guide_offer(code: str, text: str) -> Offer:
    guide = guide_from(text)
    return Offer(
        TextKind.GUIDE,
        code,
        guide.title,
        guide.lead,
        "it",
        tuple(PURPOSES[need] for need in guide.needs),
        steps=guide.progress(guide.first.code).all,
    )


def completions_between(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Questionnaires and guides finished. One query."""
    rows = Completion.objects.filter(centre=centre, day__range=(first_day, last_day))
    return rows.aggregate(total=Sum("times"))["total"] or 0


def openings_between(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Project sheets opened from the pages of a centre, however often each. One query."""
    rows = SheetOpenings.objects.filter(centre=centre, day__range=(first_day, last_day))
    return rows.aggregate(total=Sum("times"))["total"] or 0


def completions_by_text(centre: Centre, first_day: datetime.date) -> dict[tuple[str, str], int]:
    """(kind, code) → how often it was finished since a day. One query."""
    rows = Completion.objects.filter(centre=centre, day__gte=first_day)
    return {
        (kind, code): times
        for kind, code, times in rows.values_list("kind", "code")
        .annotate(total=Sum("times"))
        .order_by("kind", "code")
    }


def title_of(text: str | None) -> str:
    """Title of the questionnaire in a text, empty for none."""
    return questionnaire_from(text).title if text else ""
