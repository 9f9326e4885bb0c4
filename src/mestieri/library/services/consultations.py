"""Count how often resources are used, and never by whom."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mestieri.kernel.counting import CountBuffer
from mestieri.library.models import ConsultationTally, Resource
from mestieri.library.vocabulary import ConsultationMode


class UseKey(NamedTuple):
    """What is counted: uses of a resource in one way on one day."""

    centre_id: int
    resource_id: int
    day: datetime.date
    mode: str


def count_use(resource: Resource, mode: ConsultationMode) -> None:
    """Count one use made on the public site; nothing is written now."""
    _uses.add(UseKey(resource.centre_id, resource.pk, timezone.localdate(), mode.value))


def flush_uses() -> None:
    """Write now what has been counted so far."""
    _uses.flush()


@transaction.atomic
def tally_shelf_use(resource: Resource) -> None:
    """Count one use of the paper on the shelf, said by the staff by a tap."""
    _add(UseKey(resource.centre_id, resource.pk, timezone.localdate(), ConsultationMode.SHELF), 1)


def untally_shelf_use(resource: Resource) -> bool:
    """Take back one tap of today.

    Returns:
        Whether there was one.
    """
    tallies = ConsultationTally.objects.filter(
        resource=resource, day=timezone.localdate(), mode=ConsultationMode.SHELF, times__gt=0
    )
    return bool(tallies.update(times=F("times") - 1))


def _add(key: UseKey, times: int) -> None:
    row, _created = ConsultationTally.objects.get_or_create(
        resource_id=key.resource_id, day=key.day, mode=key.mode,
        defaults={"centre_id": key.centre_id},
    )  # fmt: skip
    ConsultationTally.objects.filter(pk=row.pk).update(times=F("times") + times)


@transaction.atomic
def _write_uses(counts: Mapping[UseKey, int]) -> None:
    # A count of what was removed meanwhile would never be written.
    asked = {key.resource_id for key in counts}
    there = set(Resource.objects.filter(pk__in=asked).values_list("pk", flat=True))
    for key, times in sorted(counts.items()):
        if key.resource_id in there:
            _add(key, times)


_uses: CountBuffer[UseKey] = CountBuffer("consultations", _write_uses)
