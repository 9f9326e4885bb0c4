"""Three questions after an event: counted, of nobody, once a code."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.agenda.models import (
    Answer,
    Booking,
    BookingState,
    Event,
    OpinionCount,
    Question,
)
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit

#: Question → answer → how often.
Counts = Mapping[str, Mapping[str, int]]
MOST_SHEETS = 2_000


@transaction.atomic
def give_opinion(booking: Booking, answers: Mapping[str, str]) -> None:
    """Count the answers of who was there; nothing leads from them to the code.

    Raises:
        ValidationError: an answer is missing, the event is still to come, or this code has
            answered already.
    """
    if any(answers.get(question) not in Answer.values for question in Question.values):
        raise ValidationError(_("Answer all three questions: one tap each."))
    if booking.event.starts_at > timezone.now():
        raise ValidationError(_("The event is still to come: tell us afterwards."))
    fresh = Booking.objects.filter(pk=booking.pk, state=BookingState.BOOKED, gave_opinion=False)
    if fresh.update(gave_opinion=True) != 1:
        raise ValidationError(_("With this code we have heard you already: thank you."))
    for question in Question.values:
        _add(booking.event_id, question, answers[question], 1)
    Event.objects.filter(pk=booking.event_id).update(opinions=F("opinions") + 1)


@transaction.atomic
def type_in_opinions(event: Event, sheets: int, counts: Counts, *, account: Account | None) -> None:
    """Type in opinions given on paper, added to those given before.

    Args:
        sheets: how many sheets.
        counts: question → answer → how often; a question may be left blank on some sheets.

    Raises:
        ValidationError: there are more answers to a question than sheets, or no sheets.
    """
    if not 0 < sheets <= MOST_SHEETS:
        raise ValidationError({"sheets": _("Say how many sheets there are.")})
    for asked in Question:
        given = sum(counts.get(asked.value, {}).values())
        if given > sheets:
            raise ValidationError(
                _("“%(question)s”: %(given)s answers on %(sheets)s sheets. Count again.")
                % {"question": asked.label, "given": given, "sheets": sheets}
            )
    for question in Question.values:
        for answer, times in counts.get(question, {}).items():
            if times:
                _add(event.pk, question, answer, times)
    Event.objects.filter(pk=event.pk).update(opinions=F("opinions") + sheets)
    audit.record(
        "agenda.type_in_opinions",
        centre=event.centre,
        account=account,
        subject=event,
        sheets=sheets,
    )


def _add(event_id: int, question: str, answer: str, times: int) -> None:
    row, _new = OpinionCount.objects.get_or_create(
        event_id=event_id, question=question, answer=answer
    )
    OpinionCount.objects.filter(pk=row.pk).update(times=F("times") + times)
