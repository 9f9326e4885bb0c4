"""Count that a project sheet was opened: a number a day and a centre, never which one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mestieri.guidance.models import SheetOpenings
from mestieri.kernel.counting import CountBuffer
from mestieri.kernel.models import Centre


class OpeningsKey(NamedTuple):
    """From whose pages, on which day."""

    centre_id: int
    day: datetime.date


def count_opening(centre: Centre) -> None:
    """Count one more; nothing is written now."""
    _openings.add(OpeningsKey(centre.pk, timezone.localdate()))


def flush_openings() -> None:
    """Write now what has been counted so far."""
    _openings.flush()


@transaction.atomic
def _write(counts: Mapping[OpeningsKey, int]) -> None:
    asked = {key.centre_id for key in counts}
    there = set(Centre.objects.filter(pk__in=asked).values_list("pk", flat=True))
    for key, times in sorted(counts.items()):
        if key.centre_id in there:
            row, _created = SheetOpenings.objects.get_or_create(
                centre_id=key.centre_id, day=key.day
            )
            SheetOpenings.objects.filter(pk=row.pk).update(times=F("times") + times)


_openings: CountBuffer[OpeningsKey] = CountBuffer("openings of project sheets", _write)
