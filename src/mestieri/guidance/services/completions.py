"""Count that a questionnaire or a guide was finished: a number a day, never by whom, never how."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mestieri.guidance.models import Completion, TextKind
from mestieri.kernel.counting import CountBuffer
from mestieri.kernel.models import Centre


class CompletionKey(NamedTuple):
    """What was finished, where, on which day."""

    centre_id: int
    day: datetime.date
    kind: TextKind
    code: str


def count_completion(centre: Centre, kind: TextKind, code: str) -> None:
    """Count one more; nothing is written now."""
    _completions.add(CompletionKey(centre.pk, timezone.localdate(), kind, code))


def flush_completions() -> None:
    """Write now what has been counted so far."""
    _completions.flush()


@transaction.atomic
def _write(counts: Mapping[CompletionKey, int]) -> None:
    asked = {key.centre_id for key in counts}
    there = set(Centre.objects.filter(pk__in=asked).values_list("pk", flat=True))
    for key, times in sorted(counts.items()):
        if key.centre_id not in there:
            continue
        row, _created = Completion.objects.get_or_create(
            centre_id=key.centre_id, day=key.day, kind=key.kind, code=key.code
        )
        Completion.objects.filter(pk=row.pk).update(times=F("times") + times)


_completions: CountBuffer[CompletionKey] = CountBuffer("completions", _write)
