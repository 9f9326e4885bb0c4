"""Questionnaires are read strictly and counted in whole numbers."""

from __future__ import annotations

import pytest

from mestieri.engines.declared import Faulty
from mestieri.engines.questionnaires import (
    HEXAGON,
    Trade,
    rank_trades,
    read_questionnaire,
    score,
    translated,
)

SMALL = """\
titolo: Prova
presentazione: Due aree.
consegna: Quanto?
risultato: livelli
scala:
  - {valore: 0, etichetta: No}
  - {valore: 1, etichetta: Forse}
  - {valore: 2, etichetta: Sì}
aree:
  - codice: a
    nome: A
    testo: La prima.
    livelli: [{da: 0, testo: basso}, {da: 50, testo: alto}]
  - codice: b
    nome: B
    testo: La seconda.
    livelli: [{da: 0, testo: basso}]
domande:
  - {codice: a1, area: a, testo: Uno}
  - {codice: a2, area: a, testo: Due, rovesciata: sì}
  - {codice: b1, area: b, testo: Tre}
totale: [{da: 0, titolo: Poco, testo: poco}, {da: 67, titolo: Molto, testo: molto}]
"""


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(Faulty) as refused:
        read_questionnaire(text)
    return [(fault.line, fault.code) for fault in refused.value.faults]


def test_points_are_added_and_reversed_questions_count_backwards() -> None:
    result = score(read_questionnaire(SMALL), {"a1": 2, "a2": 0, "b1": 1})
    first, second = result.areas
    assert (first.points, first.most, first.percent, first.level) == (4, 4, 100, 1)
    assert (second.points, second.most, second.percent, second.level) == (1, 2, 50, 0)
    assert (result.percent, result.level, result.order) == (83, 1, ("a", "b"))


def test_half_the_questions_of_an_area_are_enough_and_fewer_are_not() -> None:
    questionnaire = read_questionnaire(SMALL)
    assert score(questionnaire, {"a1": 1}).areas[0].percent == 50
    result = score(questionnaire, {"a1": 1, "b1": 7})
    assert result.areas[1].percent is None
    assert result.percent is None


def test_answers_are_gathered_by_value() -> None:
    assert score(read_questionnaire(SMALL), {"a1": 2, "b1": 2}).gathered[2] == ("a1", "b1")


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("titolo: Prova\n", "", 1, "missing_key"),
        ("titolo: Prova", "titlo: Prova", 1, "unknown_key"),
        ("{codice: b1, area: b,", "{codice: b1, area: c,", 21, "unknown_area"),
        ("{codice: b1,", "{codice: a1,", 21, "repeated_code"),
        ("{da: 50, testo: alto}", "{da: 0, testo: alto}", 13, "levels_not_rising"),
        ("valore: 2", "valore: 1", 6, "scale_not_distinct"),
        ("risultato: livelli", "risultato: voto", 4, "unknown_word"),
        ("consegna: Quanto?", "consegna: Quanto?\nesagono: sì", 4, "not_the_hexagon"),
    ],
)
def test_a_fault_is_said_with_its_line(old: str, new: str, line: int, code: str) -> None:
    assert (line, code) in faults_of(SMALL.replace(old, new, 1))


def test_a_translation_lacks_nothing_and_adds_nothing() -> None:
    questionnaire = read_questionnaire(SMALL)
    text = (
        "lingua: en\ntitolo: T\npresentazione: P\nconsegna: C\nscala: [No, Maybe, Yes]\n"
        "aree:\n  a: {nome: A, testo: t}\n  b: {nome: B, testo: t}\n"
        "domande: {a1: One, a2: Two, b1: Three}\n"
    )
    assert translated(questionnaire, text).questions[2].text == "Three"
    with pytest.raises(Faulty) as refused:
        translated(questionnaire, text.replace("b1: Three", "b2: Three"))
    assert {fault.code for fault in refused.value.faults} == {"unknown_key", "missing_key"}


def test_trades_are_in_order_of_likeness_and_a_flat_profile_has_none() -> None:
    trades = [Trade("x", (7, 1, 1, 1, 1, 2)), Trade("y", (1, 1, 7, 4, 1, 1))]
    ranked = rank_trades((0, 10, 90, 60, 5, 0), trades)
    assert [(one.key, one.types) for one in ranked] == [("y", ("A", "S")), ("x", ("R", "C"))]
    assert ranked[0].likeness > 0.9 > 0 > ranked[1].likeness
    assert rank_trades((50,) * len(HEXAGON), trades) == []
