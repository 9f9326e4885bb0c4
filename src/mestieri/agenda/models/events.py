"""Events of the month, the series they belong to, and the rooms they take."""

from __future__ import annotations

import datetime
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mestieri.agenda.models.formats import MOST_SEATS, EventKind
from mestieri.kernel.fields import CodesField
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Purpose, Sector


class EventState(models.TextChoices):
    """Proposed → draft or declined; draft → published → cancelled."""

    PROPOSED = "proposed", pgettext_lazy("event", "To decide")
    DRAFT = "draft", pgettext_lazy("event", "Draft")
    PUBLISHED = "published", pgettext_lazy("event", "Published")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")
    DECLINED = "declined", pgettext_lazy("event", "Declined")


#: States in which an event holds its room.
HOLDING = (EventState.DRAFT, EventState.PUBLISHED)


@classified(
    World.WALK_IN,
    purpose=_("Repeat an event by a rule, with its exceptions."),
    retention=_("As long as its events."),
    facts="id centre rule except_days",
)
class Series(models.Model):
    """A rule of repetition (RFC 5545) and the days on which it does not hold."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    rule = models.CharField(_("rule"), max_length=200)
    except_days = models.JSONField(_("except on"), default=list, blank=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.rule


@classified(
    World.WALK_IN,
    purpose=_("Make and publish the month's calendar, and count who took part (GE-13, GE-14)."),
    retention=_("As long as the centre: counts, no persons."),
    facts="id centre kind title summary aims materials sector website room place starts_at ends_at "
    "capacity seats_taken has_waiting_list purposes state format series feed feed_uid uid "
    "revision published_at changed_at reason heads checked_in opinions outcome",
    organisation="host trainer",
)
class Event(models.Model):
    """A meeting in the calendar.

    Attributes:
        host: company, sector or organisation one meets.
        room: a meeting room of the centre's space plan; `place` says where when it is elsewhere.
        seats_taken: seats booked or held for an offer: the database keeps it within `capacity`.
        uid, revision: identity and SEQUENCE in calendars (RFC 5545); a change raises the second.
        reason: why it was cancelled or declined; the public reads the first.
        heads: how many were in the room, as counted; `checked_in` of them had booked.
        opinions: how many sheets of opinions came in.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=14, choices=EventKind)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("what one does there"), max_length=3000, blank=True)
    aims = models.TextField(_("aims"), max_length=1500, blank=True)
    materials = models.CharField(_("what to bring, what we give"), max_length=400, blank=True)
    host = models.CharField(_("company or organisation one meets"), max_length=160, blank=True)
    sector = models.CharField(_("sector"), max_length=1, choices=Sector, blank=True)
    trainer = models.CharField(
        _("who leads it"),
        max_length=120,
        blank=True,
        help_text=_("A role or an organisation, never a person’s name."),
    )
    website = models.URLField(_("web page"), blank=True, max_length=500)
    room = models.ForeignKey(
        "kernel.SpaceItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("room"),
        limit_choices_to={"kind": SpaceItemKind.ROOM},
    )
    place = models.CharField(_("place, if it is elsewhere"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveSmallIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_("Leave empty if one comes without booking."),
    )
    seats_taken = models.PositiveSmallIntegerField(_("seats taken"), default=0, editable=False)
    has_waiting_list = models.BooleanField(_("waiting list when it is full"), default=True)
    purposes = CodesField(_("needs it answers"), codes=Purpose, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=EventState, default=EventState.DRAFT
    )
    format = models.ForeignKey(
        "agenda.EventFormat",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("format"),
    )
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="events"
    )
    feed = models.ForeignKey(
        "agenda.PartnerFeed", models.SET_NULL, null=True, blank=True, related_name="events"
    )
    feed_uid = models.CharField(max_length=255, blank=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    heads = models.PositiveSmallIntegerField(_("people in the room"), null=True, blank=True)
    checked_in = models.PositiveSmallIntegerField(default=0, editable=False)
    opinions = models.PositiveSmallIntegerField(default=0, editable=False)
    outcome = models.TextField(
        _("contacts and open needs"),
        max_length=1000,
        blank=True,
        help_text=_("What came of it for the centre, such as: looks for two welders in autumn."),
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["centre", "state", "starts_at"], name="event_by_state_and_start"),
            models.Index(fields=["centre", "starts_at"], name="event_by_start"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("It ends before it starts: check the two hours."),
            ),
            models.CheckConstraint(
                name="event_seats_within_capacity",
                condition=models.Q(capacity__isnull=True)
                | models.Q(seats_taken__lte=models.F("capacity")),
                violation_error_message=_("More seats than these are already taken."),
            ),
            models.CheckConstraint(
                name="event_state_is_known", condition=models.Q(state__in=EventState.values)
            ),
            models.CheckConstraint(
                name="event_kind_is_known", condition=models.Q(kind__in=EventKind.values)
            ),
            models.UniqueConstraint(
                fields=["feed", "feed_uid"],
                name="event_once_a_feed",
                condition=models.Q(feed__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> datetime.date:
        """The day on which it begins, where the centre lives."""
        return timezone.localdate(self.starts_at)

    @property
    def local_start(self) -> datetime.datetime:
        return timezone.localtime(self.starts_at)

    @property
    def local_end(self) -> datetime.datetime:
        return timezone.localtime(self.ends_at)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def seats_left(self) -> int | None:
        """How many seats are free; None where one comes without booking."""
        return None if self.capacity is None else self.capacity - self.seats_taken

    @property
    def where(self) -> str:
        """Room or place, in words."""
        return self.room.name if self.room is not None else self.place

    def is_over(self, now: datetime.datetime) -> bool:
        return self.ends_at <= now


@classified(
    World.WALK_IN,
    purpose=_("Let no two events have one room at the same time."),
    retention=_("As long as the event."),
    facts="id event room quarter",
)
class RoomQuarter(models.Model):
    """A quarter of an hour for which an event has a room: the database gives each out once.

    `quarter` counts quarters of an hour since 1970 (UTC), the same on every database.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="quarters")
    room = models.ForeignKey("kernel.SpaceItem", models.CASCADE, related_name="+")
    quarter = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("quarter of an hour of a room")
        verbose_name_plural = _("quarters of an hour of rooms")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["room", "quarter"], name="room_given_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.room_id}: {self.quarter}"
