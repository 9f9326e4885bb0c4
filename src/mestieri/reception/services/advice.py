"""Advise: note the question as it was said, what answered it, and hand over when need be."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Area, Partner, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.models import DirectoryEntry, Resource
from mestieri.reception import queries
from mestieri.reception.models import AdviceSession, Desk, Ticket
from mestieri.reception.services import discretion, queue
from mestieri.reception.services.visits import half_hour_of


class AnswerRefused(Exception):
    """Something chosen does not belong to the centre.

    Attributes:
        sentence: what it is.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def begin(ticket: Ticket, desk: Desk, *, now: datetime.datetime | None = None) -> AdviceSession:
    """The person sits down: waiting ends and a session opens, with no question yet.

    What a colleague noted before handing over is there to go on from.

    Raises:
        QueueRefused: the number cannot pass to advice from where it stands.
    """
    moment = now or timezone.now()
    queue.start_advice(ticket, desk=desk, now=moment)
    day, half_hour = half_hour_of(moment)
    before = ticket.advice.order_by("-id").first()
    session = AdviceSession.objects.create(
        ticket=ticket,
        centre_id=ticket.centre_id,
        area_id=ticket.area_id,
        desk=desk,
        partner=_partner_at(desk, moment),
        language=ticket.language,
        day=day,
        half_hour=half_hour,
        question=before.question if before is not None else "",
    )
    if before is not None:
        session.topics.set(before.topics.all())
    return session


def _partner_at(desk: Desk, now: datetime.datetime) -> Partner | None:
    """The partner whose turn it is at a desk, or who opened it; None for the centre itself."""
    opened = queries.open_desks(desk.centre, timezone.localtime(now))
    return next((one.partner for one in opened if one.desk.pk == desk.pk), None)


@transaction.atomic
def begin_at_once(
    desk: Desk, language: str, *, tap: uuid.UUID, now: datetime.datetime | None = None
) -> AdviceSession:
    """Advise somebody who did not have to wait: a number is given, called and taken at once.

    The same tap delivered again finds the session that it opened.

    Raises:
        QueueRefused: the centre or the area is not open.
    """
    moment = now or timezone.now()
    ticket = queue.issue_ticket(desk.area, language, tap=tap, now=moment)
    opened = ticket.advice.order_by("-id").first()
    if opened is not None:
        return opened
    queue.call_ticket(ticket, desk, now=moment)
    return begin(ticket, desk, now=moment)


@transaction.atomic
def write(
    session: AdviceSession,
    *,
    question: str,
    topics: Iterable[Term],
    resources: Iterable[Resource],
    destinations: Iterable[DirectoryEntry],
    corrections: discretion.Corrections | None = None,
) -> AdviceSession:
    """Note what was asked and what answered it; written again, it replaces what was there.

    Args:
        question: as the person said it, at most 2,000 characters, without who they are.
        topics: words of the themes, the same that the library uses.
        resources: documents and tools shown, of this centre.
        destinations: services of the territory named, of this centre's directory.
        corrections: names that somebody says are not a person's.

    Raises:
        TextRefused: the question is too long or says who somebody is: nothing is written.
        AnswerRefused: something chosen is of another centre, or is not a theme.
    """
    text = discretion.clean_text(question, corrections)
    topics, resources, destinations = list(topics), list(resources), list(destinations)
    check_choices(session.centre_id, topics, resources, destinations)
    session.question = text
    session.forgotten_on = None
    session.save(update_fields=["question", "forgotten_on"])
    session.topics.set(topics)
    session.resources.set(resources)
    session.destinations.set(destinations)
    discretion.count_corrections(session.centre, text, corrections or {})
    return session


def check_choices(
    centre_id: int,
    topics: Iterable[Term],
    resources: Iterable[Resource],
    destinations: Iterable[DirectoryEntry],
) -> None:
    """Make sure that what was chosen belongs to the centre.

    Raises:
        AnswerRefused: it does not.
    """
    if any(topic.vocabulary != Vocabulary.THEME for topic in topics):
        raise AnswerRefused(_("A topic is a word of the themes."))
    if any(resource.centre_id != centre_id for resource in resources):
        raise AnswerRefused(_("A resource belongs to this centre's library."))
    if any(entry.centre_id != centre_id for entry in destinations):
        raise AnswerRefused(_("A destination belongs to this centre's directory."))


@transaction.atomic
def finish(session: AdviceSession, *, now: datetime.datetime | None = None) -> None:
    """The talk is over; the session can still be completed.

    Raises:
        QueueRefused: the number is not in advice any more.
    """
    if session.ticket is not None:
        queue.finish_advice(session.ticket, now=now)


@transaction.atomic
def hand_over(
    session: AdviceSession,
    area: Area,
    *,
    desk: Desk | None = None,
    now: datetime.datetime | None = None,
) -> Ticket:
    """Give the number to a colleague with the question: it waits again at its own place.

    Args:
        area: where it goes on.
        desk: to keep it for one desk of that area.

    Raises:
        QueueRefused: there is no number any more, or it is not in advice, or the area or the
            desk do not fit.
    """
    if session.ticket is None:
        raise queue.QueueRefused(_("This talk has no number any more."))
    ticket = queue.transfer_ticket(session.ticket, area, desk=desk, now=now)
    session.handed_over = True
    session.save(update_fields=["handed_over"])
    return ticket
