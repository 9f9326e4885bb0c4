"""Bring into the house the visits that were counted before it."""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from mestieri.kernel.models import Point, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import Visit
from mestieri.reception.services.visits import NOTHING_SAID, Said

ROWS_A_BATCH = 2_000


@dataclass(frozen=True)
class CountedVisits:
    """Visits of one day, half hour (0–47) and need, counted together.

    Attributes:
        said: what each of them said besides, if anything.
    """

    day: datetime.date
    half_hour: int
    purpose: Purpose
    visits: int
    said: Said = NOTHING_SAID


@transaction.atomic
def record_history(point: Point, counted: Iterable[CountedVisits], *, seed: str) -> int:
    """Write visits counted in the past at one point, each as the anonymous row it is.

    Args:
        counted: as many stretches as there are; they are read once.
        seed: makes the identifiers of the rows the same at every run.

    Returns:
        How many visits were written.
    """
    written = 0
    batch: list[Visit] = []
    for visit in _as_visits(point, counted, random.Random(seed)):  # noqa: S311
        batch.append(visit)
        if len(batch) == ROWS_A_BATCH:
            written += len(Visit.objects.bulk_create(batch))
            batch = []
    return written + len(Visit.objects.bulk_create(batch))


def _as_visits(
    point: Point, counted: Iterable[CountedVisits], chance: random.Random
) -> Iterator[Visit]:
    audiences = dict(Term.objects.filter(vocabulary=Vocabulary.AUDIENCE).values_list("code", "pk"))
    for stretch in counted:
        for _visit in range(stretch.visits):
            yield Visit(
                tap=uuid.UUID(int=chance.getrandbits(128), version=4),
                centre_id=point.centre_id,
                point=point,
                purpose=stretch.purpose,
                day=stretch.day,
                half_hour=stretch.half_hour,
                audience_id=audiences.get(stretch.said.audience),
                age_band=stretch.said.age_band,
                first_time=stretch.said.first_time,
                residence_zone=stretch.said.residence_zone,
            )
