"""Answers of every room, as the finding page shows and narrows them."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.find import load_lexicon
from mestieri.engines.places import Municipality, Point, kilometres, load_municipalities
from mestieri.kernel import exchange
from mestieri.kernel import queries as kernel
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.exchange import Particulars
from mestieri.kernel.models import Area, Centre
from mestieri.kernel.models.centres import AreaStatus
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES, Purpose, Way
from mestieri.reception import queries as reception
from mestieri.www.finding import Finding
from mestieri.www.purposes import PURPOSE_FACES

#: Of the things found, those whose needs say which desk one is told of.
HITS_THAT_SAY_THE_NEED = 10


@dataclass(frozen=True)
class Distance:
    """How far something is.

    Attributes:
        kilometres: as the crow flies.
        is_about: of one of the two only the province is known.
    """

    kilometres: float
    is_about: bool

    def __str__(self) -> str:
        """«3 km», «about 40 km», «here»."""
        whole = round(self.kilometres)
        if whole < 1:
            return _("less than 1 km away")
        words = _("about %(km)s km away") if self.is_about else _("%(km)s km away")
        return words % {"km": whole}


@dataclass(frozen=True)
class Item:
    """One answer.

    Attributes:
        way: what one can do with it.
        title, title_language, url: as in `Found`.
        purposes: needs it answers; none means any.
        particulars: what it is today.
        reasons: why it answers.
        marks: what to highlight besides the words of the question.
        distance: how far it is, if it is somewhere and one said near where.
    """

    way: Way
    title: str
    title_language: str
    url: str
    purposes: frozenset[str]
    particulars: Particulars
    reasons: list[str]
    marks: list[str] = field(default_factory=list)
    distance: Distance | None = None


def items_of(
    centre: Centre,
    answer: Finding,
    here: Municipality | None,
    centre_point: Point | None,
) -> list[Item]:
    """What was found, as it is today; what is there no more is left out.

    One to three queries for each kind found.
    """
    hits = answer.hits
    told = exchange.particulars_of(centre, ((hit.kind, hit.key) for hit in hits))
    marks = meant_words(answer.words)
    return [
        Item(
            exchange.way_of(hit.kind),
            hit.title,
            hit.title_language,
            hit.url,
            frozenset(hit.purposes),
            told[hit.kind, hit.key],
            hit.reasons or [_("It is close in meaning to what you wrote.")],
            marks,
            _distance(told[hit.kind, hit.key], here, centre_point),
        )
        for hit in hits
        if (hit.kind, hit.key) in told
    ]


def meant_words(words: str) -> list[str]:
    """The Italian words of what the lexicon recognises in a question: they are marked too."""
    reading = load_lexicon().read(words, get_language() or "it")
    return [
        form for known in reading.telling for one in known.concepts for form in one.forms["it"][:3]
    ]


def _distance(
    particulars: Particulars, here: Municipality | None, centre_point: Point | None
) -> Distance | None:
    if here is None:
        return None
    if particulars.point is not None:
        return Distance(kilometres(here.point, particulars.point), here.is_about)
    there = load_municipalities().named(particulars.municipality, near=centre_point)
    if there is None:
        return None
    return Distance(kilometres(here.point, there.point), here.is_about or there.is_about)


def point_of(centre: Centre) -> tuple[str, Point | None]:
    """The municipality of the centre's first site, and where it is. One query."""
    name = centre.sites.values_list("municipality", flat=True).first() or ""
    found = load_municipalities().named(name)
    return name, found.point if found else None


def desks_to_ask(
    centre: Centre,
    found: list[Item],
    now: datetime.datetime,
    here: Municipality | None,
    site: tuple[str, Point | None],
) -> list[Item]:
    """The areas where one may ask, those the question is about first. At most five queries."""
    if not centre.is_open:
        return []
    needs = _needs(found)
    areas = kernel.areas_of_centre(centre).filter(status=AreaStatus.OPEN)
    now_at_desk = {duty.area.pk: duty for duty in reversed(reception.on_duty(centre, now))}
    later = reception.next_turn_of_each_area(centre, now)
    asks = [
        _desk(centre, area, now_at_desk.get(area.pk), later.get(area.pk), now, needs)
        for area in areas
        if area.purposes
    ]
    pages = {item.url: item.reasons for item in found if item.way == Way.ASK}
    place = {url: number for number, url in enumerate(pages)}
    asks = [replace(ask, reasons=pages.get(ask.url, ask.reasons)) for ask in asks]
    about = {ask.url: max((needs[p] for p in ask.purposes), default=0) for ask in asks}
    asks.sort(key=lambda ask: (place.get(ask.url, len(place)), -about[ask.url]))
    municipality, point = site
    return [_placed(ask, municipality, point, here) for ask in asks]


def _needs(found: list[Item]) -> Counter[str]:
    """How many of the first things found answer each need, those that answer all left out."""
    first = found[:HITS_THAT_SAY_THE_NEED]
    return Counter(p for item in first for p in item.purposes if len(item.purposes) < len(Purpose))


def _desk(
    centre: Centre,
    area: Area,
    duty: reception.DutyNow | None,
    later: reception.NextTurn | None,
    now: datetime.datetime,
    needs: Counter[str],
) -> Item:
    turn = duty or (later.duty if later else None)
    day = now.date() if duty else (later.day if later else None)
    return Item(
        Way.ASK,
        str(area),
        get_language() or "it",
        reverse("purpose", args=[centre.slug, PURPOSE_FACES[area.purposes[0]].slug]),
        frozenset(purpose.value for purpose in area.purposes),
        Particulars(
            kind=_("Adviser"),
            languages=tuple(_codes(turn.languages)) if turn else (),
            day=day,
            note=_when(duty, later),
        ),
        [_why(area, needs)],
    )


def _why(area: Area, needs: Counter[str]) -> str:
    about = [purpose for purpose in area.purposes if needs[purpose.value]]
    if not about:
        return _("You can ask anything here, without an appointment.")
    words = ", ".join(str(purpose.label) for purpose in about)
    return _("What you ask is about: %(needs)s") % {"needs": words}


def _when(duty: reception.DutyNow | None, later: reception.NextTurn | None) -> str:
    if duty is not None:
        return _("Somebody is there now, until %(hour)s") % {"hour": f"{duty.ends:%H:%M}"}
    if later is not None:
        return _("Next: %(day)s at %(hour)s") % {
            "day": day_in_words(later.day, "l j F"),
            "hour": f"{later.duty.starts:%H:%M}",
        }
    return ""


def _codes(names: list[str]) -> list[str]:
    by_name = {name: code for code, name in SPOKEN_LANGUAGES}
    return [by_name.get(name, name) for name in names]


def _placed(ask: Item, municipality: str, point: Point | None, here: Municipality | None) -> Item:
    if here is None or point is None:
        return ask
    distance = Distance(kilometres(here.point, point), here.is_about)
    placed = replace(ask.particulars, municipality=municipality, point=point)
    return replace(ask, particulars=placed, distance=distance)
