"""Read a questionnaire from the file that people write."""

from __future__ import annotations

from mestieri.engines.declared import Item, Reader, parse
from mestieri.engines.questionnaires.interests import HEXAGON
from mestieri.engines.questionnaires.model import (
    Area,
    Kind,
    Level,
    Question,
    Questionnaire,
    ScalePoint,
)

KEYS = (
    "titolo", "presentazione", "consegna", "risultato", "minuti", "minuti-breve", "bisogni",
    "mostra", "esagono", "scala", "aree", "domande", "totale", "riflessioni", "avvertenza",
    "fonte",
)  # fmt: skip
KEYS_OF_A_POINT = ("valore", "etichetta", "titolo", "testo")
KEYS_OF_AN_AREA = ("codice", "nome", "testo", "livelli", "consigli")
KEYS_OF_A_LEVEL = ("da", "titolo", "testo")
KEYS_OF_A_QUESTION = ("codice", "area", "testo", "perche", "rovesciata", "breve")
NEEDS = ("lavoro", "formazione", "orientamento", "impresa")
MOST_QUESTIONS = 120


def read_questionnaire(text: str) -> Questionnaire:
    """Read and check a questionnaire.

    Raises:
        Faulty: with the line of each fault.
    """
    reader, item = Reader(), parse(text)
    reader.keys(item, KEYS, "questionario")
    kind = _kind(reader, item)
    scale = tuple(_point(reader, one, kind) for one in reader.items(item, "scala"))
    areas = tuple(_area(reader, one) for one in reader.items(item, "aree"))
    questions = _questions(reader, item, {area.code for area in areas})
    made = Questionnaire(
        language="it",
        title=reader.text(item, "titolo", most=120),
        lead=reader.text(item, "presentazione"),
        ask=reader.text(item, "consegna", most=400),
        kind=kind,
        minutes=reader.whole(item, "minuti", least=1, most=120, default=10),
        short_minutes=reader.whole(item, "minuti-breve", least=1, most=120),
        needs=reader.words(item, "bisogni", NEEDS),
        scale=scale,
        areas=areas,
        questions=questions,
        levels=_levels(reader, item, "totale"),
        reflections=reader.texts(item, "riflessioni"),
        caution=reader.text(item, "avvertenza", required=False),
        source=reader.text(item, "fonte", required=False),
        show=reader.whole(item, "mostra", least=1, most=12, default=3),
        has_hexagon=reader.yes(item, "esagono"),
    )
    _check_whole(reader, item, made)
    reader.finish()
    return made


def _kind(reader: Reader, item: Item) -> Kind:
    written = reader.text(item, "risultato", most=20)
    known = [kind.value for kind in Kind]
    if written and written not in known:
        values = item.value if isinstance(item.value, dict) else {}
        reader.say(values["risultato"].line, "unknown_word", key="risultato", word=written,
                   allowed=", ".join(known))  # fmt: skip
    return Kind(written) if written in known else Kind.PROFILE


def _point(reader: Reader, item: Item, kind: Kind) -> ScalePoint:
    reader.keys(item, KEYS_OF_A_POINT, "scala")
    is_gathered = kind is Kind.ANSWERS
    if isinstance(item.value, dict) and "valore" not in item.value:
        reader.say(item.line, "missing_key", key="valore")
    return ScalePoint(
        reader.whole(item, "valore", least=0, most=9),
        reader.text(item, "etichetta", most=60),
        reader.text(item, "titolo", required=is_gathered, most=120),
        reader.text(item, "testo", required=is_gathered),
    )


def _area(reader: Reader, item: Item) -> Area:
    reader.keys(item, KEYS_OF_AN_AREA, "aree")
    return Area(
        reader.code(item),
        reader.text(item, "nome", most=80),
        reader.text(item, "testo"),
        _levels(reader, item, "livelli"),
        reader.texts(item, "consigli"),
    )


def _levels(reader: Reader, item: Item, key: str) -> tuple[Level, ...]:
    levels: list[Level] = []
    for one in reader.items(item, key, required=False):
        reader.keys(one, KEYS_OF_A_LEVEL, key)
        level = Level(
            reader.whole(one, "da", least=0, most=100),
            reader.text(one, "testo"),
            reader.text(one, "titolo", required=False, most=120),
        )
        if (levels and level.start <= levels[-1].start) or (not levels and level.start != 0):
            reader.say(one.line, "levels_not_rising")
        levels.append(level)
    return tuple(levels)


def _questions(reader: Reader, item: Item, areas: set[str]) -> tuple[Question, ...]:
    items = reader.items(item, "domande")
    if len(items) > MOST_QUESTIONS:
        reader.say(items[MOST_QUESTIONS].line, "too_many_questions", most=MOST_QUESTIONS)
    seen: dict[str, int] = {}
    questions = []
    for one in items:
        reader.keys(one, KEYS_OF_A_QUESTION, "domande")
        question = Question(
            reader.code(one),
            reader.text(one, "area", most=60),
            reader.text(one, "testo", most=300),
            reader.text(one, "perche", required=False, most=300),
            reader.yes(one, "rovesciata"),
            reader.yes(one, "breve"),
        )
        if question.code in seen:
            reader.say(one.line, "repeated_code", word=question.code, first=seen[question.code])
        if question.area and question.area not in areas:
            reader.say(one.line, "unknown_area", word=question.area,
                       allowed=", ".join(sorted(areas)))  # fmt: skip
        seen.setdefault(question.code, one.line)
        questions.append(question)
    return tuple(questions)


def _check_whole(reader: Reader, item: Item, made: Questionnaire) -> None:
    """What can only be seen with everything in hand."""
    values = item.value if isinstance(item.value, dict) else {}
    line_of = {key: value.line for key, value in values.items()}
    scale_line = line_of.get("scala", item.line)
    if len({point.value for point in made.scale}) != len(made.scale) or len(made.scale) < 2:
        reader.say(scale_line, "scale_not_distinct")
    for number, area in enumerate(made.areas):
        line = reader.items(item, "aree")[number].line
        if area.code in [other.code for other in made.areas[:number]]:
            reader.say(line, "repeated_code", word=area.code, first=line_of["aree"])
        if not made.questions_of(area.code):
            reader.say(line, "area_without_questions", word=area.code)
        if made.has_short and not made.shortened().questions_of(area.code):
            reader.say(line, "area_without_short_questions", word=area.code)
        if made.kind is Kind.LEVELS and not area.levels:
            reader.say(line, "missing_key", key="livelli")
    if made.has_hexagon and tuple(area.code for area in made.areas) != HEXAGON:
        reader.say(line_of["esagono"], "not_the_hexagon", codes=", ".join(HEXAGON))
