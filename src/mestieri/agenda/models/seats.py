"""Seats: a nickname, perhaps a contact that soon vanishes, a code that we do not keep."""

from __future__ import annotations

from django.core.validators import EmailValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.agenda.models.events import Event
from mestieri.kernel.encryption.fields import BlindIndexField, EncryptedTextField
from mestieri.kernel.privacy import World, classified

LONGEST_NICKNAME = 40


class BookingState(models.TextChoices):
    """Booked; or waiting → offered → booked. Who leaves, or lets an offer lapse, is out."""

    BOOKED = "booked", _("Seat booked")
    WAITING = "waiting", _("In the waiting list")
    OFFERED = "offered", _("A seat is offered")
    LEFT = "left", _("Gave it up")
    LAPSED = "lapsed", _("Did not take the offer in time")


#: States in which somebody holds a seat, or has it held for them.
SEATED = (BookingState.BOOKED, BookingState.OFFERED)


@classified(
    World.WALK_IN,
    purpose=_("Keep a seat for whoever asked for one, without knowing who they are."),
    retention=_("7 days after the event; the counts stay with the event."),
    facts="id event nickname state code_digest language offered_until knows_of_offer is_checked_in "
    "gave_opinion told_revision",
    # It may be anybody's or an office's: no key leads from it to a person (decision of the
    # seats by nickname); closed, found only by who knows it, gone after a week.
    organisation="contact contact_index",
    encrypted="nickname contact contact_index",
)
class Booking(models.Model):
    """A seat, or a place in the waiting list, in order of arrival.

    Attributes:
        nickname: whatever they like to be called at the door.
        contact: an e-mail address, only if they wish to be told of changes; it belongs to nobody
            we know and goes 7 days after the event.
        code_digest: keyed digest of the code: the code itself is shown once and not kept.
        offered_until: until when a seat is held for who waits; `knows_of_offer` says whether the
            letter that tells so has left.
        told_revision: the revision of the event of which they were told.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="bookings")
    nickname = EncryptedTextField(_("nickname"), max_length=LONGEST_NICKNAME)
    contact = EncryptedTextField(
        _("e-mail"), max_length=254, blank=True, validators=[EmailValidator()]
    )
    contact_index = BlindIndexField(of="contact")
    state = models.CharField(_("state"), max_length=8, choices=BookingState)
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(max_length=5, default="it")
    offered_until = models.DateTimeField(null=True, blank=True)
    knows_of_offer = models.BooleanField(default=False)
    is_checked_in = models.BooleanField(default=False)
    gave_opinion = models.BooleanField(default=False)
    told_revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["id"]
        indexes = [models.Index(fields=["event", "state"], name="booking_by_state")]
        constraints = [
            models.CheckConstraint(
                name="booking_state_is_known", condition=models.Q(state__in=BookingState.values)
            ),
            models.CheckConstraint(
                name="offer_has_an_end",
                condition=models.Q(offered_until__isnull=False)
                | ~models.Q(state=BookingState.OFFERED),
            ),
            models.CheckConstraint(
                name="only_the_seated_come_in",
                condition=models.Q(is_checked_in=False) | models.Q(state=BookingState.BOOKED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.state}"
