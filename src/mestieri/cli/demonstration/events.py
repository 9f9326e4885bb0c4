"""Two months in the demo centre's calendar: formats, meetings, seats, heads, opinions."""

from __future__ import annotations

import datetime
import random

from django.db import transaction
from django.utils import timezone

from mestieri.agenda.models import Answer, Event, EventFormat, EventKind, EventState, Question
from mestieri.agenda.queries.calendar import first_of
from mestieri.agenda.queries.composing import rooms_of
from mestieri.agenda.services import events, opinions
from mestieri.agenda.services.feeds import take_in_file
from mestieri.agenda.services.formats import save_format
from mestieri.agenda.services.seats import book, check_in
from mestieri.agenda.services.series import moment_at
from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Purpose, Sector

SEED = 20260601
LAB, COMPANY, SECTOR = EventKind.LAB, EventKind.COMPANY, EventKind.SECTOR
#: Title, what one does there, aims, minutes, seats, needs.
FORMATS = (
    (
        "Il curriculum in due ore",
        "Si scrive insieme, al computer, una pagina che racconta quello che sai fare.",
        "Torni a casa con il tuo curriculum stampato.",
        120, 12, (Purpose.WORK,),
    ),
    (
        "Prova di colloquio",
        "A coppie si prova un colloquio vero, con le domande che fanno paura.",
        "Sai che cosa rispondere a «mi parli di lei».",
        120, 10, (Purpose.WORK,),
    ),
    (
        "Cercare lavoro con il telefono",
        "Le offerte, gli avvisi, i moduli: tutto dal telefono, passo per passo.",
        "Hai salvato le ricerche che ti servono.",
        90, 16, (Purpose.WORK,),
    ),
    (
        "Che scuola scelgo?",
        "Per chi finisce le medie e per chi accompagna: le scuole raccontate da chi le fa.",
        "Sai quali porte aprono i vari indirizzi.",
        90, 30, (Purpose.TRAINING, Purpose.GUIDANCE),
    ),
    (
        "Dall’idea all’impresa",
        "Un foglio, sei domande: a chi serve, quanto costa, chi ti aiuta.",
        "Hai un primo conto e sai a quale sportello andare.",
        150, 15, (Purpose.ENTERPRISE,),
    ),
)  # fmt: skip
#: Kind, title, whom one meets, sector.
MEETINGS = (
    (COMPANY, "Che cosa cercano in officina", "Officine Riunite (inventate)", Sector.C),
    (COMPANY, "Una mattina in panetteria", "Forno Girasole (inventato)", Sector.G),
    (COMPANY, "Lavorare in albergo", "Albergo del Lago (inventato)", Sector.I),
    (COMPANY, "Magazzino: turni, patentini, paghe", "Logistica Ponte (inventata)", Sector.H),
    (COMPANY, "Chi ripara le reti", "Telefonia Aurora (inventata)", Sector.J),
    (COMPANY, "Assistere a domicilio", "Cooperativa Vicini (inventata)", Sector.Q),
    (SECTOR, "I mestieri del verde", "Associazione Orti (inventata)", Sector.A),
    (SECTOR, "Costruire e ristrutturare", "Scuola edile (inventata)", Sector.F),
    (SECTOR, "Le professioni della cura", "Tavolo sociale (inventato)", Sector.Q),
    (SECTOR, "Programmare: da dove si comincia", "Circolo digitale (inventato)", Sector.J),
)
HOURS = ((10, 0), (15, 0), (17, 0))
NICKNAMES = (
    "Ombrello blu", "Gatta", "Settembre", "Il treno delle 8", "Mandarino", "Tre chiavi", "Nina",
    "Vento", "Pane e olio", "Zaino verde", "Luna", "Quadrifoglio",
)  # fmt: skip
PROPOSED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Biblioteca inventata//IT
BEGIN:VEVENT
SUMMARY:<b>Leggere le offerte di lavoro</b>
DTSTART:{day:%Y%m%d}T150000
DTEND:{day:%Y%m%d}T163000
LOCATION:Biblioteca di quartiere
DESCRIPTION:<p>Un pomeriggio con i giornali e i siti.</p>
END:VEVENT
BEGIN:VEVENT
UID:circolo-2
SUMMARY:Circolo di lettura in italiano facile
DTSTART:{day:%Y%m%d}T173000
DURATION:PT1H30M
LOCATION:Biblioteca di quartiere
END:VEVENT
END:VCALENDAR
"""


@transaction.atomic
def load_events(slug: str, today: datetime.date) -> int:
    """Load this month, published, and the next, half of it still to be published.

    Returns:
        How many events were made.
    """
    centre = Centre.objects.get(slug=slug)
    chance = random.Random(SEED)  # noqa: S311
    formats = [_format(centre, row) for row in FORMATS]
    made = 0
    for offset in (0, 1):
        month = first_of(today, offset)
        made += _month(centre, formats, month, chance)
        if offset == 0:
            events.publish_month(centre, month, account=None)
        else:
            _publish_some(centre, month)
    for event in Event.objects.filter(centre=centre, state=EventState.PUBLISHED):
        _people(event, chance)
    day = today + datetime.timedelta(days=9)
    take_in_file(centre, "Biblioteca di quartiere", PROPOSED.format(day=day).encode(), account=None)
    return made


def _format(centre: Centre, row: tuple) -> EventFormat:  # type: ignore[type-arg]
    title, summary, aims, minutes, capacity, purposes = row
    return save_format(
        EventFormat(
            centre=centre,
            title=title,
            summary=summary,
            aims=aims,
            minutes=minutes,
            capacity=capacity,
            purposes=[purpose.value for purpose in purposes],
            trainer="Chi consiglia nell’area",
            materials="Niente: carta e penna le diamo noi.",
        ),
        account=None,
    )


def _month(
    centre: Centre, formats: list[EventFormat], month: datetime.date, chance: random.Random
) -> int:
    """Twenty events: six meetings with companies, four with sectors, ten labs of five formats."""
    rooms = list(rooms_of(centre))
    places = [
        (day, hour, room)
        for offset in range(28)
        if (day := month + datetime.timedelta(days=offset)).weekday() in range(1, 6)
        for hour in HOURS
        for room in rooms[:2]
    ]
    chosen = chance.sample(places, len(MEETINGS) + 2 * len(formats))
    for (kind, title, host, sector), place in zip(MEETINGS, chosen, strict=False):
        event = Event(
            centre=centre,
            kind=kind,
            title=title,
            host=host,
            sector=sector,
            summary="Si ascolta chi ci lavora, poi si chiede tutto quello che si vuole.",
            capacity=20 if kind == COMPANY else None,
            purposes=[Purpose.WORK.value],
        )
        _put(event, place, minutes=120)
    for format, place in zip(formats * 2, chosen[len(MEETINGS) :], strict=True):
        event = events.fill_from_format(Event(centre=centre), format)
        _put(event, place, minutes=format.minutes)
    return len(chosen)


def _put(event: Event, place: tuple, *, minutes: int) -> None:  # type: ignore[type-arg]
    day, (hour, minute), room = place
    event.starts_at = moment_at(day, datetime.time(hour, minute))
    event.ends_at = event.starts_at + datetime.timedelta(minutes=minutes)
    event.room = room
    events.save_event(event, account=None)


def _publish_some(centre: Centre, month: datetime.date) -> None:
    """The first half of the next month is out already."""
    drafts = Event.objects.filter(
        centre=centre, state=EventState.DRAFT, starts_at__month=month.month
    )
    for event in list(drafts.order_by("starts_at"))[:10]:
        events.publish_event(event, account=None)


def _people(event: Event, chance: random.Random) -> None:
    """Seats of what comes; heads and opinions of what was."""
    now = timezone.now()
    if event.starts_at > now:
        if event.capacity is not None:
            wish = event.capacity + 2 if chance.random() < 0.25 else chance.randrange(10)
            for number in range(wish):
                name = NICKNAMES[number % len(NICKNAMES)]
                seat, _code = book(event, f"{name} {number // len(NICKNAMES) + 1}")
                if seat.state == "booked" and event.day == timezone.localdate():
                    check_in(event, seat)
        return
    heads = chance.randrange(8, 1 + (event.capacity or 24))
    outcome = "Cercano due persone in autunno." if event.kind == COMPANY else ""
    events.write_after(event, heads=heads, outcome=outcome, account=None)
    sheets = chance.randrange(5, heads + 1)
    happy = sheets - chance.randrange(3)
    counts = {
        question.value: {Answer.YES.value: happy, Answer.PARTLY.value: sheets - happy}
        for question in Question
    }
    opinions.type_in_opinions(event, sheets, counts, account=None)
