"""A clock that never goes back: what has expired stays so when the machine's clock is set back.

The latest moment seen is a row (`ClockMark`), moved forward by the worker every minute and by
every write about links. A clock set forward by mistake makes things expire early; once it is
right again, `mestieri clock --accept` forgets the moments that have not come yet.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from mestieri.kernel.models import ClockMark

#: Clocks of two hosts differ: a mark less ahead than this is no clock set back.
CLOCKS_DIFFER = datetime.timedelta(minutes=5)


def latest_seen() -> datetime.datetime | None:
    """The latest moment written down; None in an installation that has seen none."""
    return ClockMark.objects.values_list("seen_at", flat=True).first()


def steady(mark: datetime.datetime | None) -> datetime.datetime:
    """The present moment, or the latest one seen where that is later."""
    now = timezone.now()
    return now if mark is None else max(now, mark)


@transaction.atomic
def note() -> datetime.datetime:
    """Write the present moment down, if it is the latest.

    Returns:
        The present moment, or the latest one seen where that is later.
    """
    now = timezone.now()
    if not ClockMark.objects.filter(seen_at__lt=now).update(seen_at=now):
        ClockMark.objects.get_or_create(pk=1, defaults={"seen_at": now})
    return steady(latest_seen())


def is_set_back() -> datetime.timedelta | None:
    """By how much the clock is behind what it has been, if it is behind more than a trifle."""
    mark, now = latest_seen(), timezone.now()
    return mark - now if mark is not None and mark - now > CLOCKS_DIFFER else None


def accept() -> datetime.timedelta | None:
    """Believe the clock as it stands now, and forget moments seen that have not come yet.

    Returns:
        By how much the mark was ahead; None when it was not.
    """
    now = timezone.now()
    mark = latest_seen()
    if mark is None or mark <= now:
        return None
    ClockMark.objects.update(seen_at=now)
    return mark - now
