"""What events are today, for the finding page: one query."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from mestieri.agenda.models import EventState
from mestieri.agenda.queries.calendar import public_events
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.exchange import Particulars
from mestieri.kernel.models import Centre


def of_events(centre: Centre, keys: Collection[str]) -> dict[str, Particulars]:
    """Events that are not over: what they are, where and when. One query."""
    rows = public_events(centre).filter(
        pk__in=[key for key in keys if key.isdecimal()],
        state=EventState.PUBLISHED,
        ends_at__gt=timezone.now(),
    )
    return {
        str(row.pk): Particulars(
            kind=row.get_kind_display(),
            municipality=row.room.site.municipality if row.room is not None else "",
            day=row.day,
            note=f"{day_in_words(row.day, 'l j F')}, {row.local_start:%H:%M}",
        )
        for row in rows
    }
