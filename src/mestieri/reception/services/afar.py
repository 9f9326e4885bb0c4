"""Answer from afar: a question without a name, a code to come back, nothing else."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Area, Centre, Term
from mestieri.kernel.services import audit
from mestieri.library.models import DirectoryEntry, Resource
from mestieri.reception.models import RemoteMessage, RemoteQuestion
from mestieri.reception.models.afar import Speaker
from mestieri.reception.services import discretion
from mestieri.reception.services.advice import check_choices
from mestieri.reception.services.queue import setting_of
from mestieri.reception.services.visits import half_hour_of

#: No sign that is taken for another one when copied by hand: no 0 O, 1 I L, 5 S, 8 B, 2 Z.
SIGNS = "ACDEFGHJKMNPQRTUVWXY34679"
GROUPS, SIGNS_A_GROUP = 3, 4  # 25¹² codes: about 56 bits
MOST_MESSAGES = 12


class QuestionsNotTaken(Exception):
    """The centre takes no questions from afar now.

    Attributes:
        sentence: why.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def new_code() -> str:
    """A code that is easy to copy by hand: three groups of four signs."""
    signs = [secrets.choice(SIGNS) for _sign in range(GROUPS * SIGNS_A_GROUP)]
    starts = range(0, len(signs), SIGNS_A_GROUP)
    return "-".join("".join(signs[start : start + SIGNS_A_GROUP]) for start in starts)


def digest_of(code: str) -> str:
    """Keyed digest of a code, however it is typed; without the installation's secret, nothing."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("mestieri.reception.afar", plain, algorithm="sha256").hexdigest()


def takes_questions(centre: Centre) -> bool:
    """Whether a centre answers from afar now."""
    return centre.is_open and setting_of(centre).answers_from_afar


@transaction.atomic
def ask(
    centre: Centre,
    text: str,
    *,
    area: Area | None,
    language: str,
    corrections: discretion.Corrections | None = None,
    now: datetime.datetime | None = None,
) -> tuple[RemoteQuestion, str]:
    """Take a question from afar.

    Returns:
        The question and its code. The code is not kept: show it now or never.

    Raises:
        QuestionsNotTaken: the centre is not open, or does not answer from afar.
        TextRefused: empty, too long, or it says who somebody is: nothing is written.
    """
    if not takes_questions(centre):
        raise QuestionsNotTaken(_("This centre takes no questions from afar at the moment."))
    clean = _not_empty(discretion.clean_text(text, corrections))
    code = new_code()
    question = RemoteQuestion.objects.create(
        centre=centre,
        area=area if area is not None and area.centre_id == centre.pk else None,
        language=language,
        code_digest=digest_of(code),
        since=timezone.localtime(now).date(),
    )
    _say(question, Speaker.CITIZEN, clean, now)
    discretion.count_corrections(centre, clean, corrections or {})
    return question, code


def open_by_code(centre: Centre, code: str) -> RemoteQuestion | None:
    """The question that a code opens in a centre, or None."""
    return RemoteQuestion.objects.filter(centre=centre, code_digest=digest_of(code)).first()


@transaction.atomic
def ask_again(
    question: RemoteQuestion,
    text: str,
    *,
    corrections: discretion.Corrections | None = None,
    now: datetime.datetime | None = None,
) -> RemoteMessage:
    """Who asked writes again: the next step is the centre's.

    Raises:
        TextRefused: as `ask`, or the conversation is already long.
    """
    clean = _not_empty(discretion.clean_text(text, corrections))
    if question.messages.count() >= MOST_MESSAGES:
        raise discretion.TextRefused(
            _("This conversation is long: come to the centre, or begin a new question.")
        )
    discretion.count_corrections(question.centre, clean, corrections or {})
    return _say(question, Speaker.CITIZEN, clean, now)


@transaction.atomic
def answer(
    question: RemoteQuestion,
    text: str,
    *,
    topics: Iterable[Term],
    resources: Iterable[Resource],
    destinations: Iterable[DirectoryEntry],
    account: Account | None,
    corrections: discretion.Corrections | None = None,
    now: datetime.datetime | None = None,
) -> RemoteMessage:
    """Answer a question from afar: the next step is of who asked.

    Raises:
        TextRefused: as `ask`.
        AnswerRefused: something chosen is of another centre.
    """
    clean = _not_empty(discretion.clean_text(text, corrections))
    topics, resources, destinations = list(topics), list(resources), list(destinations)
    check_choices(question.centre_id, topics, resources, destinations)
    question.topics.set(topics)
    question.resources.set(resources)
    question.destinations.set(destinations)
    message = _say(question, Speaker.CENTRE, clean, now)
    discretion.count_corrections(question.centre, clean, corrections or {})
    audit.record(
        "reception.answer_from_afar", centre=question.centre, account=account, subject=question
    )
    return message


def _not_empty(text: str) -> str:
    if not text:
        raise discretion.TextRefused(_("Write something first."))
    return text


def _say(
    question: RemoteQuestion, speaker: Speaker, text: str, now: datetime.datetime | None
) -> RemoteMessage:
    """Add a message; the other side owes the next one."""
    day, half_hour = half_hour_of(now or timezone.now())
    question.next_step = Speaker.CENTRE if speaker == Speaker.CITIZEN else Speaker.CITIZEN
    question.since = day
    question.save(update_fields=["next_step", "since"])
    return RemoteMessage.objects.create(
        conversation=question, speaker=speaker, text=text, day=day, half_hour=half_hour
    )
