"""Repeat an event by a rule, with its exceptions."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mestieri.agenda.models import Event, Series
from mestieri.agenda.services.events import save_event
from mestieri.engines.calendars import NoSuchHour, WrongRule, days_of, local_moment
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Account

COPIED = (
    "centre", "kind", "title", "summary", "aims", "materials", "host", "sector", "trainer",
    "website", "room", "place", "capacity", "has_waiting_list", "purposes", "format",
)  # fmt: skip
FARTHEST = datetime.timedelta(days=400)


def moment_at(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    """A day and an hour on the wall of the centre.

    Raises:
        ValidationError: that night the clocks skip this hour.
    """
    try:
        return local_moment(day, hour, ZoneInfo(settings.TIME_ZONE))
    except NoSuchHour as error:
        raise ValidationError(
            _("On %(day)s at %(hour)s no clock shows this hour: summer time begins that night.")
            % {"day": day_in_words(day), "hour": f"{hour:%H:%M}"}
        ) from error


def days_to_repeat(
    event: Event, rule: str, until: datetime.date, excepted: Collection[datetime.date]
) -> list[datetime.date]:
    """Days of a rule after the event's own.

    Raises:
        ValidationError: the rule cannot be read, is too long, or has no other day.
    """
    if until <= event.day:
        raise ValidationError({"until": _("The last day comes after the first.")})
    if until - event.day > FARTHEST:
        raise ValidationError({"until": _("A calendar is made for a year at most.")})
    try:
        found = days_of(rule, event.day, until=until, excepted={*excepted, event.day})
    except WrongRule as error:
        raise ValidationError(
            {"until": _("Until that day this rule has no other day. 29 February and the 31st "
                        "come only when the calendar has them.")}
        ) from error  # fmt: skip
    return found


@transaction.atomic
def repeat_event(
    event: Event,
    rule: str,
    *,
    until: datetime.date,
    excepted: Collection[datetime.date] = (),
    account: Account | None,
) -> list[Event]:
    """Make drafts like an event on the days of a rule; a day whose room is taken stops them all.

    Args:
        rule: RFC 5545, such as `FREQ=WEEKLY;INTERVAL=2`.
        until: the last day.
        excepted: days on which it is not held.

    Raises:
        ValidationError: as `days_to_repeat` and `save_event`; nothing is written.
    """
    days = days_to_repeat(event, rule, until, excepted)
    if event.series is None:
        event.series = Series.objects.create(
            centre=event.centre,
            rule=rule,
            except_days=sorted(day.isoformat() for day in excepted),
        )
        event.save(update_fields=["series"])
    return [_copy(event, day, account) for day in days]


def _copy(event: Event, day: datetime.date, account: Account | None) -> Event:
    """The event on another day, at the same hour on the wall."""
    starts = moment_at(day, event.local_start.time())
    nights = event.local_end.date() - event.day
    ends = moment_at(day + nights, event.local_end.time())
    copied = {name: getattr(event, name) for name in COPIED}
    made = Event(**copied, series=event.series, starts_at=starts, ends_at=ends)
    return save_event(made, account=account)
