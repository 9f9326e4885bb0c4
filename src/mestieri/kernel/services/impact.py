"""Keep what the centre answers to the open questions of its impact assessment."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre, ImpactAnswer
from mestieri.kernel.models.impact import LONGEST_ANSWER
from mestieri.kernel.services import audit


@transaction.atomic
def answer(centre: Centre, answers: Mapping[str, str], *, by: Account) -> int:
    """Write answers, question by question; an empty one makes the question blank again.

    Args:
        answers: code of a question (`privacy.impact.Blank`) → text.

    Returns:
        How many changed.

    Raises:
        ValidationError: a text is too long.
    """
    known = dict(centre.impact_answers.values_list("question", "text"))
    changed = {
        question: text.strip()
        for question, text in answers.items()
        if text.strip() != known.get(question, "")
    }
    if any(len(text) > LONGEST_ANSWER for text in changed.values()):
        raise ValidationError(_("An answer is too long: 4,000 characters at most."))
    for question, text in changed.items():
        _write(centre, question, text, by)
    if changed:
        audit.record("kernel.answer_impact", centre=centre, account=by, questions=sorted(changed))
    return len(changed)


def _write(centre: Centre, question: str, text: str, by: Account) -> None:
    if not text:
        centre.impact_answers.filter(question=question).delete()
        return
    ImpactAnswer.objects.update_or_create(
        centre=centre,
        question=question,
        defaults={"text": text, "answered_at": timezone.now(), "answered_by": by},
    )
