"""The same questionnaire in another language: only its words are written again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mestieri.engines.declared import Item, Reader, parse
from mestieri.engines.questionnaires.model import Questionnaire

KEYS = (
    "lingua", "titolo", "presentazione", "consegna", "avvertenza", "scala", "aree", "domande",
    "riflessioni", "pagina",
)  # fmt: skip
KEYS_OF_AN_AREA = ("nome", "testo", "consigli")


def translated(
    questionnaire: Questionnaire, text: str, page_words: Collection[str] = ()
) -> Questionnaire:
    """The questionnaire in the words of a file of translation.

    Args:
        page_words: codes of the words of the page that the file must have.

    Raises:
        Faulty: something is missing or is not in the questionnaire, with its line.
    """
    reader, item = Reader(), parse(text)
    reader.keys(item, KEYS, "traduzione")
    labels = reader.texts(item, "scala")
    if len(labels) != len(questionnaire.scale):
        reader.say(item.line, "scale_not_the_same", number=len(questionnaire.scale))
    areas = _part(reader, item, "aree", [area.code for area in questionnaire.areas])
    questions = _part(reader, item, "domande", [one.code for one in questionnaire.questions])
    page = _part(reader, item, "pagina", page_words) if page_words else item
    made = replace(
        questionnaire,
        language=reader.text(item, "lingua", most=8),
        title=reader.text(item, "titolo", most=120),
        lead=reader.text(item, "presentazione"),
        ask=reader.text(item, "consegna", most=400),
        caution=reader.text(item, "avvertenza", required=bool(questionnaire.caution)),
        reflections=reader.texts(item, "riflessioni"),
        scale=tuple(
            replace(point, label=label)
            for point, label in zip(questionnaire.scale, labels, strict=False)
        ),
        areas=tuple(
            replace(
                area,
                name=reader.text(_value(areas, area.code), "nome", most=80),
                text=reader.text(_value(areas, area.code), "testo"),
                advice=reader.texts(_value(areas, area.code), "consigli"),
                levels=(),
            )
            for area in questionnaire.areas
        ),
        questions=tuple(
            replace(one, text=reader.text(questions, one.code, most=300), why="")
            for one in questionnaire.questions
        ),
        page_words={code: reader.text(page, code, most=400) for code in page_words},
    )
    reader.finish()
    return made


def _part(reader: Reader, item: Item, key: str, codes: Collection[str]) -> Item:
    """The mapping under a key, which has these codes and no others."""
    values = item.value if isinstance(item.value, dict) else {}
    found = values.get(key) or Item(item.line, {})
    reader.keys(found, tuple(codes), key)
    return found


def _value(item: Item, key: str) -> Item:
    values = item.value if isinstance(item.value, dict) else {}
    return values.get(key) or Item(item.line, {})
