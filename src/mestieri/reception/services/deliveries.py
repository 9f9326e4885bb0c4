"""What a tablet hands over: up to 500 taps in one post, each counted once, when it happened.

A post says what the tablet's clock shows, and every tap what it showed at the touch. The
server sets the difference right; a tap that knew the difference when it was made says it,
which stays right when the tablet's clock is corrected before the line is back
(docs/decisions/2026-11-23-taps-count-when-they-happened.md).
"""

from __future__ import annotations

import datetime
import enum
import json
import math
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Point
from mestieri.kernel.vocabulary import AgeBand, FirstTime, Purpose, ResidenceZone
from mestieri.reception.models import TakenBack, Visit
from mestieri.reception.services import devices, visits
from mestieri.reception.services.visits import NOTHING_SAID, Said, Touch

MOST_TAPS = 500
LONGEST_POST = 250_000  # bytes: 500 taps with everything said take less than half
#: A tap older than this is not counted: who finds it types it in as a sheet of paper.
OLDEST = datetime.timedelta(days=31)
#: What the network may add to the ten seconds, and to the half hour, of a tap.
TOLERANCE = datetime.timedelta(seconds=2)
JITTER = datetime.timedelta(seconds=30)


class Outcome(enum.StrEnum):
    """What came of a tap: the first three are settled, the tablet may forget them."""

    COUNTED = "counted"
    ALREADY_COUNTED = "already_counted"
    TAKEN_BACK = "taken_back"
    TOO_LATE = "too_late"  # counted, and stays as it is: it could not be changed any more
    CENTRE_NOT_OPEN = "centre_not_open"
    POINT_OUT_OF_USE = "point_out_of_use"
    TAP_REUSED = "tap_reused"
    TOO_OLD = "too_old"
    UNREADABLE = "unreadable"


class UnreadablePost(Exception):
    """A post that is not of the protocol: nothing of it was counted."""


class TooMuch(Exception):
    """A post with more taps or bytes than may come at once: nothing of it was counted."""


@dataclass(frozen=True)
class Delivered:
    """One tap as it was handed over.

    Attributes:
        touch: what to count, when it happened by the server's clock.
        changed_after: time from the touch to the last thing said; None if nothing was.
        taken_back_after: time from the touch to its being taken back; None if it was not.
    """

    touch: Touch
    changed_after: datetime.timedelta | None = None
    taken_back_after: datetime.timedelta | None = None


@dataclass
class Post:
    """A post that was read: taps in their order, none twice, and those that could not be."""

    delivered: list[Delivered] = field(default_factory=list)
    unreadable: list[uuid.UUID] = field(default_factory=list)


def read_post(body: bytes, now: datetime.datetime) -> Post:
    """Read the body of a post.

    Args:
        body: `{"now": ms, "taps": [{"tap", "purpose", "at": ms, …}]}`, as
            docs/decisions/2026-11-23-taps-count-when-they-happened.md describes it.
        now: the server's moment of arrival.

    Raises:
        UnreadablePost: it is no such thing.
        TooMuch: it has more than `MOST_TAPS` taps or `LONGEST_POST` bytes.
    """
    if len(body) > LONGEST_POST:
        raise TooMuch
    try:
        said = json.loads(body)
        device_now, taps = _milliseconds(said["now"]), said["taps"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadablePost from error
    if not isinstance(taps, list) or not taps:
        raise UnreadablePost
    if len(taps) > MOST_TAPS:
        raise TooMuch
    offset = now.timestamp() * 1000 - device_now
    post, seen = Post(), set()
    for one in taps:
        tap = _tap_of(one)
        if tap is None or tap in seen:
            continue
        seen.add(tap)
        try:
            post.delivered.append(_read_tap(tap, one, offset, now))
        except (ValueError, KeyError, TypeError, OverflowError, OSError):
            post.unreadable.append(tap)
    if not seen:
        raise UnreadablePost
    return post


def _tap_of(one: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(one["tap"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _milliseconds(value: Any) -> float:
    """A finite number of milliseconds.

    Raises:
        ValueError: it is something else.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("not a moment")
    try:
        moment = float(value)
    except OverflowError as error:
        raise ValueError("not a moment") from error
    if not math.isfinite(moment):
        raise ValueError("not a moment")
    return moment


def _read_tap(
    tap: uuid.UUID, one: dict[str, Any], offset: float, now: datetime.datetime
) -> Delivered:
    """One tap of a post. What is not yet come by the server's clock happened now."""
    at = _milliseconds(one["at"])
    known = one.get("offset")
    shift = offset if known is None else _milliseconds(known)
    moment = datetime.datetime.fromtimestamp((at + shift) / 1000, datetime.UTC)
    return Delivered(
        Touch(tap, Purpose(one["purpose"]), min(moment, now), _read_said(one)),
        changed_after=_since(at, one.get("changed_at")),
        taken_back_after=_since(at, one.get("taken_back_at")),
    )


def _since(at: float, later: Any) -> datetime.timedelta | None:
    return None if later is None else datetime.timedelta(milliseconds=_milliseconds(later) - at)


def _read_said(one: dict[str, Any]) -> Said:
    """What a tap says besides its need; a word that is none of ours is as if not said."""
    if not any(one.get(name) for name in ("audience", "age_band", "first_time", "residence_zone")):
        return NOTHING_SAID
    audience = one.get("audience")
    return Said(
        audience=audience if isinstance(audience, str) else "",
        age_band=_known(AgeBand.values, one.get("age_band")),
        first_time=_known(FirstTime.values, one.get("first_time")),
        residence_zone=_known(ResidenceZone.values, one.get("residence_zone")),
    )


def _known(words: Sequence[str], word: Any) -> str:
    return word if isinstance(word, str) and word in words else ""


def deliver(
    *, authorization: str, post: Post, now: datetime.datetime | None = None
) -> dict[uuid.UUID, Outcome]:
    """Count the taps of a post from a paired tablet.

    When every tap is new, and that is nearly always, one statement finds the tablet, sees
    that its access, its point and its centre are open, and writes the visits, without a
    word on which tablet it was.

    Args:
        authorization: the `Authorization` header of the tablet.
        post: what it handed over; each tap alone, so that one refused spoils no other.

    Returns:
        What came of each tap.

    Raises:
        UnknownDevice: the token is missing, wrong, expired or revoked: nothing is written.
    """
    now = now or timezone.now()
    digest = devices.digest_in(authorization)
    if not digest:
        raise devices.UnknownDevice
    outcomes = dict.fromkeys(post.unreadable, Outcome.UNREADABLE)
    fresh, others = _in_time(post.delivered, now, outcomes)
    if fresh and not others:
        touches = [one.touch for one in fresh]
        key = [digest, timezone.localdate(now)]
        if visits.insert_new(visits.FROM_A_TABLET, key, touches) == len(fresh):
            return outcomes | dict.fromkeys((touch.tap for touch in touches), Outcome.COUNTED)
    device = devices.authenticate(authorization, timezone.localdate(now))
    if device is None:
        raise devices.UnknownDevice
    with transaction.atomic():
        for one in others:
            outcomes[one.touch.tap] = _take_back(device.point, one)
        outcomes |= _settle(device.point, fresh, known_new=bool(others))
    return outcomes


def _in_time(
    delivered: Sequence[Delivered], now: datetime.datetime, outcomes: dict[uuid.UUID, Outcome]
) -> tuple[list[Delivered], list[Delivered]]:
    """Taps to count, and taps that were taken back; those too old are told in `outcomes`."""
    fresh, others = [], []
    for one in delivered:
        if one.taken_back_after is not None:
            others.append(one)
        elif now - one.touch.moment > OLDEST:
            outcomes[one.touch.tap] = Outcome.TOO_OLD
        else:
            fresh.append(one)
    return fresh, others


def _settle(
    point: Point, delivered: Sequence[Delivered], *, known_new: bool
) -> dict[uuid.UUID, Outcome]:
    """Tell tap by tap what came of those that one statement did not all write.

    Those that it wrote cannot be told from those that were there: both are counted once.
    """
    if not delivered:
        return {}
    touches = [one.touch for one in delivered]
    try:
        visits.check_counting(point)
        written = visits.insert_new(visits.AT_A_POINT, [point.pk], touches) if known_new else 0
        refusal = None
    except visits.CentreNotOpen:
        refusal = Outcome.CENTRE_NOT_OPEN
        written = _insert_from_before(point, touches)
    except visits.PointOutOfUse:
        refusal, written = Outcome.POINT_OUT_OF_USE, 0
    taps = [touch.tap for touch in touches]
    there = {visit.tap: visit for visit in Visit.objects.filter(tap__in=taps)}
    if written == len(touches):
        return dict.fromkeys(taps, Outcome.COUNTED)
    gone = set(TakenBack.objects.filter(tap__in=taps).values_list("tap", flat=True))
    return {
        one.touch.tap: _told(point, one, there.get(one.touch.tap), gone, refusal)
        for one in delivered
    }


def _insert_from_before(point: Point, touches: Sequence[Touch]) -> int:
    """Count the taps that were made while the centre was still open."""
    until = visits.open_until(point.centre)
    before = [touch for touch in touches if until is not None and touch.moment < until]
    if not before or not point.is_active:
        return 0
    return visits.insert_new(visits.AT_A_POINT_THEN, [point.pk], before)


def _told(
    point: Point,
    one: Delivered,
    visit: Visit | None,
    gone: set[uuid.UUID],
    refusal: Outcome | None,
) -> Outcome:
    if visit is None:
        if one.touch.tap in gone:
            return Outcome.TAKEN_BACK
        # Opened or closed at this very moment: the tablet asks again.
        return refusal or Outcome.CENTRE_NOT_OPEN
    if not visits.is_the_same(visit, point, one.touch.purpose):
        return Outcome.TAP_REUSED
    return _amend(point, one, visit)


def _amend(point: Point, one: Delivered, visit: Visit) -> Outcome:
    """Write what was said after the tap was delivered, if it was said soon."""
    if one.changed_after is None:
        return Outcome.ALREADY_COUNTED
    limit = datetime.timedelta(seconds=visits.AMEND_SECONDS) + TOLERANCE
    if not _is_soon(one.changed_after, limit) or not _same_half_hour(visit, one.touch.moment):
        return Outcome.TOO_LATE
    visits.amend(point=point, tap=visit.tap, said=one.touch.said)
    return Outcome.ALREADY_COUNTED


def _take_back(point: Point, one: Delivered) -> Outcome:
    """Take a tap back: one's own, within ten seconds of the touch, by the corrected clock."""
    visit = Visit.objects.filter(tap=one.touch.tap).first()
    if visit is not None and not visits.is_the_same(visit, point, one.touch.purpose):
        return Outcome.TAP_REUSED
    limit = datetime.timedelta(seconds=visits.UNDO_SECONDS) + TOLERANCE
    in_time = one.taken_back_after is not None and _is_soon(one.taken_back_after, limit)
    if visit is not None and not (in_time and _same_half_hour(visit, one.touch.moment)):
        return Outcome.TOO_LATE
    visits.take_back(point=point, tap=one.touch.tap)
    return Outcome.TAKEN_BACK


def _is_soon(after: datetime.timedelta, limit: datetime.timedelta) -> bool:
    return -TOLERANCE <= after <= limit


def _same_half_hour(visit: Visit, moment: datetime.datetime) -> bool:
    """Whether a tap says the time at which it was counted, give or take the network's."""
    near = {visits.half_hour_of(moment + shift) for shift in (-JITTER, JITTER - JITTER, JITTER)}
    return (visit.day, visit.half_hour) in near


#: What to tell who looks after the tablet; what is settled needs no word.
SENTENCES = {
    Outcome.CENTRE_NOT_OPEN: _(
        "The centre is not open: these taps stay here. When it opens again they are sent."
    ),
    Outcome.POINT_OUT_OF_USE: _(
        "This point is not in use any more: these taps stay here. When the direction puts it "
        "back in use they are sent."
    ),
    Outcome.TAP_REUSED: _(
        "This tap already counted something else, so it was not counted. Tap again."
    ),
    Outcome.TOO_OLD: _(
        "These taps are more than a month old: type them in at the desk, as a sheet of paper."
    ),
    Outcome.UNREADABLE: _("This tap cannot be read: reload the page."),
    Outcome.TOO_LATE: _("More than ten seconds have gone by: it stays counted."),
}
