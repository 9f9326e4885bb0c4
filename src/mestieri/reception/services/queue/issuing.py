"""Give a number: the area's letter and the next number of the day, and no name."""

from __future__ import annotations

import datetime
import string
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Area, Centre
from mestieri.kernel.models.centres import AreaStatus
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import AreaLetter, Ticket, TicketPassage, TicketState
from mestieri.reception.models.queue import LAST_NUMBER
from mestieri.reception.services.queue.nights import close_past_days
from mestieri.reception.services.queue.refusals import QueueNotOpen, QueueRefused
from mestieri.reception.services.queue.settings import setting_of

#: The letter an area with one need would like, from the Italian words: lavoro, formazione,
#: scelte, nuova impresa.
LETTERS = {
    Purpose.WORK: "L",
    Purpose.TRAINING: "F",
    Purpose.GUIDANCE: "S",
    Purpose.ENTERPRISE: "N",
}
#: On a board these read as nought and one: given only when no other is left.
LIKE_DIGITS = "OI"


@transaction.atomic
def issue_ticket(
    area: Area,
    language: str,
    *,
    tap: uuid.UUID,
    now: datetime.datetime | None = None,
) -> Ticket:
    """Give the next number of an area; the same tap delivered again gives the same number.

    Args:
        area: where advice is asked for.
        language: code of the language in which the person would like to speak.
        tap: UUID made at the touch, the same at every retry.
        now: aware moment, by the server's clock.

    Raises:
        QueueNotOpen: the centre or the area is not open: no number is given.
        QueueRefused: the tap already gave a number of another area.
    """
    moment = now or timezone.now()
    # Whoever gives a number of this centre waits here for who came first.
    centre = Centre.objects.select_for_update(no_key=True).get(pk=area.centre_id)
    given = Ticket.objects.filter(tap=tap).first()
    if given is not None:
        return _same(given, area)
    check_giving(centre, area)
    close_past_days(centre, moment)
    letter = letter_of(area)
    ticket = Ticket.objects.create(
        tap=tap,
        centre=centre,
        area=area,
        letter=letter,
        number=_next_number(centre, letter, moment),
        day=timezone.localtime(moment).date(),
        language=language,
        since=moment,
        arrived_at=moment,
    )
    TicketPassage.objects.create(
        ticket=ticket, state=TicketState.WAITING, at=moment, area_id=area.pk
    )
    return ticket


def _same(given: Ticket, area: Area) -> Ticket:
    if given.centre_id != area.centre_id:
        raise QueueRefused(_("This tap already gave another number. Tap again."))
    return given


def check_giving(centre: Centre, area: Area) -> None:
    """Make sure that an area gives numbers.

    Raises:
        QueueNotOpen: the centre or the area is not open.
    """
    if centre.status != CentreStatus.OPEN:
        raise QueueNotOpen(_("The centre is not open: no numbers are given."))
    if area.status != AreaStatus.OPEN:
        raise QueueNotOpen(_("“%(area)s” is not open: it gives no numbers.") % {"area": area})


def letter_of(area: Area) -> str:
    """The letter of an area, chosen and kept the first time.

    That of its need where it has one need; else the first free letter of its name, else the
    first free letter; O and I, which look like digits, last.
    """
    kept = AreaLetter.objects.filter(area=area).values_list("letter", flat=True).first()
    if kept is not None:
        return kept
    taken = set(
        AreaLetter.objects.filter(centre_id=area.centre_id).values_list("letter", flat=True)
    )
    wanted = [LETTERS[purpose] for purpose in area.purposes]
    in_its_name = [sign for sign in area.name.upper() if sign in string.ascii_uppercase]
    likely = [*wanted, *in_its_name, *string.ascii_uppercase]
    choices = [*(sign for sign in likely if sign not in LIKE_DIGITS), *LIKE_DIGITS]
    letter = next((sign for sign in choices if sign not in taken), "")
    if not letter:
        raise QueueRefused(_("Every letter is taken: the centre has more than 26 areas."))
    AreaLetter.objects.create(centre_id=area.centre_id, area=area, letter=letter)
    return letter


def _next_number(centre: Centre, letter: str, now: datetime.datetime) -> int:
    """The number after the last one given: of the day, or of any day where nights reset nothing."""
    today = timezone.localtime(now).date()
    given = Ticket.objects.filter(centre=centre, letter=letter)
    if setting_of(centre).resets_overnight:
        given = given.filter(day=today)
    last = given.order_by("-id").values_list("number", flat=True).first()
    number = (last or 0) % LAST_NUMBER + 1
    if Ticket.objects.filter(centre=centre, letter=letter, day=today, number=number).exists():
        raise QueueRefused(_("The numbers of this area are finished for today."))
    return number
