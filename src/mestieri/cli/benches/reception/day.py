"""A day of 1,200 taps with the line down for ten minutes, on a clock that is simulated.

The tablet of the bench keeps its queue as the page does (`static/reception/tablet.js`): it
keeps a tap until it is settled, sends at most 200 in one post, sends again what was not
answered. Its clock is a day behind. The posts are bytes, read and counted by the very
services behind the tablet's address.
"""

from __future__ import annotations

import datetime
import json
import time
import uuid
from collections import Counter
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

TAPS = 1_200
AT_ONCE = 200
OPENS = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Rome"))
DAY_LENGTH = datetime.timedelta(hours=8)
OUTAGE_STARTS = OPENS + datetime.timedelta(hours=3, minutes=25)
OUTAGE = datetime.timedelta(minutes=10)
CLOCK_WRONG_BY = datetime.timedelta(days=-1)
#: One answer in so many is lost on its way back: its taps are sent again.
LOSES_ONE_ANSWER_IN = 25
SETTLED = {"counted", "already_counted"}


def a_day(token: str, seed: int) -> dict[str, Any]:
    """Tap all day long; whether each tap left one row, in the half hour in which it was made.

    Returns:
        `taps, rows, in_the_right_half_hour, posts, waited_at_most, longest_post_ms`.
    """
    from mestieri.reception.models import Visit
    from mestieri.reception.services.visits import half_hour_of

    chance = Random(seed)  # noqa: S311
    Visit.objects.all().delete()
    moments = sorted(OPENS + chance.random() * DAY_LENGTH for _tap in range(TAPS))
    tablet = _Tablet(token, chance)
    for moment in moments:
        tablet.touch(moment)
        tablet.send(moment)
    tablet.send(OPENS + DAY_LENGTH)
    while tablet.queue:
        tablet.send(OPENS + DAY_LENGTH)
    made = Counter(half_hour_of(moment) for moment in moments)
    counted = Counter(Visit.objects.values_list("day", "half_hour"))
    return {
        "taps": TAPS,
        "rows": counted.total(),
        "in_the_right_half_hour": (made & counted).total(),
        "posts": len(tablet.took),
        "waited_at_most": tablet.most_waiting,
        "longest_post_ms": round(max(tablet.took) * 1000),
    }


class _Tablet:
    """A tablet whose clock is wrong, whose line drops and whose answers get lost."""

    def __init__(self, token: str, chance: Random) -> None:
        self.token = token
        self.chance = chance
        self.queue: dict[str, dict[str, Any]] = {}
        self.took: list[float] = []
        self.most_waiting = 0

    def touch(self, moment: datetime.datetime) -> None:
        tap = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        self.queue[tap] = {"tap": tap, "purpose": "WORK", "at": self._clock(moment)}
        self.most_waiting = max(self.most_waiting, len(self.queue))

    def send(self, now: datetime.datetime) -> None:
        if OUTAGE_STARTS <= now < OUTAGE_STARTS + OUTAGE:
            return
        batch = list(self.queue.values())[:AT_ONCE]
        if not batch:
            return
        body = json.dumps({"now": self._clock(now), "taps": batch}).encode()
        outcomes = self._post(body, now)
        if self.chance.randrange(LOSES_ONE_ANSWER_IN) == 0:
            return
        for tap, outcome in outcomes.items():
            if outcome in SETTLED:
                del self.queue[tap]

    def _post(self, body: bytes, now: datetime.datetime) -> dict[str, str]:
        from mestieri.reception.services import deliveries

        start = time.perf_counter()
        post = deliveries.read_post(body, now)
        told = deliveries.deliver(authorization=f"Bearer {self.token}", post=post, now=now)
        self.took.append(time.perf_counter() - start)
        return {str(tap): outcome.value for tap, outcome in told.items()}

    @staticmethod
    def _clock(moment: datetime.datetime) -> int:
        return int((moment + CLOCK_WRONG_BY).timestamp() * 1000)
