"""Read a guide from the file that people write, and refuse dead ends and loops by name."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from mestieri.engines.declared import Fault, Item, Reader, parse
from mestieri.engines.guides.model import Answer, Guide, Step

KEYS = ("titolo", "presentazione", "bisogni", "passi")
KEYS_OF_A_STEP = (
    "codice", "titolo", "testo", "porta", "vai", "cerca", "questionario", "verificato",
    "domanda", "risposte", "fine",
)  # fmt: skip
KEYS_OF_AN_ANSWER = ("se", "poi")
NEEDS = ("lavoro", "formazione", "orientamento", "impresa")
MOST_STEPS = 60


def read_guide(text: str, places: Collection[str] | None = None) -> Guide:
    """Read and check a guide.

    Args:
        places: codes of the kinds of services one may be sent to; None leaves them unchecked.

    Raises:
        Faulty: with the line of each fault, and the step at fault.
    """
    reader, guide = _read(text, places)
    reader.faults += shape_faults(guide.steps)
    reader.finish()
    return guide


def read_steps(
    text: str, places: Collection[str] | None = None
) -> tuple[tuple[Step, ...], list[Fault]]:
    """The steps of a draft and what is wrong with it; for drawing it while it is written.

    Raises:
        Faulty: the file cannot be read at all.
    """
    reader, guide = _read(text, places)
    return guide.steps, sorted(
        [*reader.faults, *shape_faults(guide.steps)], key=lambda fault: fault.line
    )


def _read(text: str, places: Collection[str] | None) -> tuple[Reader, Guide]:
    reader, item = Reader(), parse(text)
    reader.keys(item, KEYS, "guida")
    items = reader.items(item, "passi")
    if len(items) > MOST_STEPS:
        reader.say(items[MOST_STEPS].line, "too_many_steps", most=MOST_STEPS)
    return reader, Guide(
        reader.text(item, "titolo", most=120),
        reader.text(item, "presentazione"),
        reader.words(item, "bisogni", NEEDS),
        tuple(_step(reader, one, places) for one in items[:MOST_STEPS]),
    )


def _step(reader: Reader, item: Item, places: Collection[str] | None) -> Step:
    reader.keys(item, KEYS_OF_A_STEP, "passi")
    return Step(
        code=reader.code(item),
        title=reader.text(item, "titolo", most=120),
        text=reader.text(item, "testo"),
        documents=reader.texts(item, "porta"),
        places=reader.texts(item, "vai")
        if places is None
        else reader.words(item, "vai", tuple(places)),
        searches=reader.texts(item, "cerca"),
        questionnaire=reader.text(item, "questionario", required=False, most=60),
        verified_on=reader.day(item, "verificato") or datetime.date.min,
        question=reader.text(item, "domanda", required=False, most=200),
        answers=tuple(
            _answer(reader, one) for one in reader.items(item, "risposte", required=False)
        ),
        is_end=reader.yes(item, "fine"),
        line=item.line,
    )


def _answer(reader: Reader, item: Item) -> Answer:
    reader.keys(item, KEYS_OF_AN_ANSWER, "risposte")
    return Answer(
        reader.text(item, "se", required=False, most=200), reader.text(item, "poi", most=60)
    )


def shape_faults(steps: Sequence[Step]) -> list[Fault]:
    """Dead ends, loops, steps that nobody reaches, ways that lead nowhere."""
    faults: list[Fault] = []
    known: dict[str, Step] = {}
    for step in steps:
        if step.code in known:
            first = known[step.code].line
            faults.append(_fault(step, "repeated_code", word=step.code, first=first))
        known.setdefault(step.code, step)
    for step in steps:
        faults += _faults_of(step, known)
    if steps:
        faults += _loops(known, steps[0].code)
        reached = _reached(known, steps[0].code)
        faults += [
            _fault(step, "unreached_step", step=step.code)
            for step in steps
            if step.code not in reached
        ]
    return faults


def _fault(at: Step, what: str, /, **values: object) -> Fault:
    return Fault(at.line, what, {name: str(value) for name, value in values.items()})


def _faults_of(step: Step, known: dict[str, Step]) -> list[Fault]:
    """What is wrong with the ways out of a step."""
    faults = [
        _fault(step, "unknown_step", step=step.code, word=answer.target)
        for answer in step.answers
        if answer.target not in known
    ]
    if not step.answers and not step.is_end:
        faults.append(_fault(step, "dead_end", step=step.code))
    if step.answers and step.is_end:
        faults.append(_fault(step, "end_with_answers", step=step.code))
    if len(step.answers) > 1 and not (step.question and all(one.words for one in step.answers)):
        faults.append(_fault(step, "ways_without_words", step=step.code))
    return faults


def _reached(known: dict[str, Step], first: str) -> set[str]:
    reached, waiting = set(), [first]
    while waiting:
        code = waiting.pop()
        if code in known and code not in reached:
            reached.add(code)
            waiting += [answer.target for answer in known[code].answers]
    return reached


def _loops(known: dict[str, Step], first: str) -> list[Fault]:
    """One fault for each way that comes back to a step it has passed."""
    faults: list[Fault] = []
    finished: set[str] = set()

    def follow(code: str, path: tuple[str, ...]) -> None:
        if code in path:
            around = " → ".join((*path[path.index(code) :], code))
            faults.append(_fault(known[path[-1]], "loop", step=path[-1], around=around))
        elif code in known and code not in finished:
            for answer in known[code].answers:
                follow(answer.target, (*path, code))
            finished.add(code)

    follow(first, ())
    return faults
