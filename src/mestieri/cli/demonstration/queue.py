"""A living queue in the demo centre: the talks of the last weeks, and who waits now."""

from __future__ import annotations

import datetime
import random
import uuid

from django.db import transaction
from django.utils import timezone

from mestieri.kernel.models import Area, Centre
from mestieri.kernel.models.centres import AreaStatus
from mestieri.kernel.models.vocabularies import Term, Vocabulary
from mestieri.library.models import DirectoryEntry, Resource
from mestieri.reception.models import Desk
from mestieri.reception.services import advice, afar, queue

SEED = 20260615
WEEKS = 3
#: How many minutes people wait for their turn in the demo centre.
WAITS = (5, 6, 8, 9, 10, 12, 14, 17, 20)
#: When those came who are there now, in minutes before now: the first is called just now.
CAME_BEFORE = ((16, "it"), (9, "fr"), (4, "it"))
#: Questions as people say them, by the beginning of the area's name.
QUESTIONS = {
    "Fare impresa": (
        "posso aprire un chiosco se prendo la Naspi?",
        "per una sartoria in casa serve la partita IVA?",
        "quanto costa cominciare con un furgone di panini?",
    ),
    "Cercare lavoro": (
        "ho 54 anni e ho perso il posto in magazzino: da dove ricomincio?",
        "come si scrive un CV se ho sempre lavorato in nero?",
        "cerco mezza giornata, ho due bambini piccoli",
    ),
    "Scegliere la formazione": (
        "ho la terza media, posso fare l'OSS?",
        "il mio diploma di elettricista vale in Italia?",
        "ci sono corsi serali di informatica gratis?",
    ),
    "Orientarsi nelle scelte": (
        "mia figlia finisce le medie e non sa che scuola scegliere",
        "faccio la cassiera da dieci anni e vorrei cambiare",
        "non so nemmeno che cosa chiedere",
    ),
}
FROM_AFAR = (
    (
        "abito in un paese senza sportelli: come prendo la terza media da adulto?",
        "Nei CPIA si può, anche di sera e gratis. L’iscrizione è aperta tutto l’anno: basta un "
        "documento e, se c’è, l’ultimo attestato di scuola.",
    ),
    ("posso fare il servizio civile se lavoro qualche ora la settimana?", ""),
)


def load_queue(slug: str, now: datetime.datetime | None = None) -> int:
    """Load talks of the last weeks, and a queue that goes on at this moment.

    Returns:
        How many numbers were given.
    """
    moment = timezone.localtime(now)
    chance = random.Random(SEED)  # noqa: S311
    centre = Centre.objects.get(slug=slug)
    areas = list(centre.areas.filter(status=AreaStatus.OPEN))
    desks = {area.pk: centre_desk(centre, area) for area in areas}
    given = 0
    with transaction.atomic():
        for back in range(WEEKS * 7, 0, -1):
            day = moment - datetime.timedelta(days=back)
            if day.weekday() != 6:
                given += sum(past_day(area, desks[area.pk], day, chance) for area in areas)
        given += present_queue(areas, desks, moment, chance)
        ask_from_afar(centre, moment)
    return given


def centre_desk(centre: Centre, area: Area) -> Desk:
    return Desk.objects.filter(centre=centre, area=area).order_by("position", "id").first()


def new_tap(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def past_day(area: Area, desk: Desk, day: datetime.datetime, chance: random.Random) -> int:
    """A few talks of one area on one day, one after the other."""
    free = day.replace(hour=10, minute=chance.randrange(20), second=0, microsecond=0)
    came_first = free - datetime.timedelta(hours=1)
    numbers = chance.randrange(1, 4)
    for _number in range(numbers):
        talk_begins = free + datetime.timedelta(minutes=chance.randrange(1, 6))
        waited = datetime.timedelta(minutes=chance.choice(WAITS))
        # Nobody overtakes: who came later waits less, if the one before waited long.
        arrived = max(talk_begins - waited, came_first + datetime.timedelta(minutes=1))
        came_first = arrived
        free = talk_begins + datetime.timedelta(minutes=chance.choice((8, 12, 15, 20, 25, 35)))
        ticket = queue.issue_ticket(
            area, chance.choice(("it", "it", "it", "fr", "ar")), tap=new_tap(chance), now=arrived
        )
        queue.call_ticket(ticket, desk, now=talk_begins)
        talk = advice.begin(ticket, desk, now=talk_begins)
        note(talk, chance)
        advice.finish(talk, now=free)
    return numbers


def note(talk: object, chance: random.Random) -> None:
    """Write what was asked in a talk, with what the demo centre's library and directory hold."""
    questions = QUESTIONS.get(talk.area.name, ("",))
    advice.write(
        talk,
        question=chance.choice(questions),
        topics=some(Term.objects.filter(vocabulary=Vocabulary.THEME, is_retired=False), chance),
        resources=some(Resource.objects.filter(centre_id=talk.centre_id), chance),
        destinations=some(DirectoryEntry.objects.filter(centre_id=talk.centre_id), chance, 1),
    )


def some(rows: object, chance: random.Random, most: int = 2) -> list:
    """A few of some rows, the same at every loading."""
    found = list(rows.order_by("id")[:40])
    return chance.sample(found, min(len(found), chance.randint(0, most)))


def present_queue(
    areas: list[Area], desks: dict[int, Desk], now: datetime.datetime, chance: random.Random
) -> int:
    """Desks open for some hours, one talk going on, one number called, some that wait."""
    until = min(now + datetime.timedelta(hours=6), now.replace(hour=23, minute=59, second=0))
    if until <= now + datetime.timedelta(minutes=1):
        return 0
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    given = 0
    for position, area in enumerate(areas):
        desk = desks[area.pk]
        queue.open_desk(
            desk,
            languages="it fr ar" if position % 2 else "it en",
            until=until.time(),
            partner=None,
            account=None,
            now=max(now - datetime.timedelta(minutes=30), midnight),
        )
        for turn, (minutes, language) in enumerate(CAME_BEFORE):
            arrived = max(now - datetime.timedelta(minutes=minutes + position), midnight)
            ticket = queue.issue_ticket(area, language, tap=new_tap(chance), now=arrived)
            given += 1
            if turn == 0:
                queue.call_ticket(ticket, desk, now=now)
                if position == 0:
                    advice.begin(ticket, desk, now=now)
    return given


def ask_from_afar(centre: Centre, now: datetime.datetime) -> None:
    """One question that waits for the centre, one that was answered."""
    for question, answer in FROM_AFAR:
        asked, _code = afar.ask(
            centre, question, area=None, language="it", now=now - datetime.timedelta(days=3)
        )
        if answer:
            afar.answer(
                asked,
                answer,
                topics=[],
                resources=[],
                destinations=[],
                account=None,
                now=now - datetime.timedelta(days=1),
            )
