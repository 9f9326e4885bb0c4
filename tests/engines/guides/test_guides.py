"""Guides lead to an end by every way; what does not is refused by name."""

from __future__ import annotations

import pytest

from mestieri.engines.declared import Faulty
from mestieri.engines.guides import draw, read_guide, read_steps

STEP = "  - {{codice: {code}, titolo: {code}, testo: t, verificato: 2026-11-23, {rest}}}\n"


def guide(**steps: str) -> str:
    """A guide whose steps lead where is said: `a="b c"`, an end is empty, `!` a dead end."""
    text = "titolo: G\npresentazione: p\npassi:\n"
    for code, ways in steps.items():
        if ways == "!":
            rest = ""
        elif ways:
            answers = ", ".join(f"{{se: {way}, poi: {way}}}" for way in ways.split())
            rest = f"domanda: q, risposte: [{answers}]"
        else:
            rest = "fine: sì"
        text += STEP.format(code=code, rest=rest)
    return text


def faults_of(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(Faulty) as refused:
        read_guide(text)
    return [(one.line, one.code, one.values.get("step", "")) for one in refused.value.faults]


def test_progress_counts_the_longest_way() -> None:
    read = read_guide(guide(a="b c", b="c", c="d", d=""))
    assert (read.progress("a").here, read.progress("a").all, read.shortest) == (1, 4, 3)
    assert read.progress("c").here == 3
    assert read.progress("d").left == 0
    assert [step.code for step in read.before("c")] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (guide(a="b", b="!"), (5, "dead_end", "b")),
        (guide(a="b c", b="a", c=""), (5, "loop", "b")),
        (guide(a="a b", b=""), (4, "loop", "a")),
        (guide(a="b", b="", c=""), (6, "unreached_step", "c")),
        (guide(a="b x", b=""), (4, "unknown_step", "a")),
        (guide(a="b c", b="", c="").replace("domanda: q, ", ""), (4, "ways_without_words", "a")),
    ],
)
def test_a_wrong_shape_is_refused_naming_the_step(text: str, fault: tuple[int, str, str]) -> None:
    assert fault in faults_of(text)


def test_kinds_of_services_are_checked_where_they_are_known() -> None:
    text = guide(a="").replace("testo: t", "testo: t, vai: [inps, mercato]")
    with pytest.raises(Faulty) as refused:
        read_guide(text, ["inps"])
    assert [fault.code for fault in refused.value.faults] == ["unknown_word"]


def test_a_draft_with_loops_is_drawn_all_the_same() -> None:
    steps, faults = read_steps(guide(a="b", b="a x", c=""))
    drawing = draw(steps)
    assert {fault.code for fault in faults} >= {"loop", "unknown_step", "unreached_step"}
    assert len(drawing.boxes) == 3
    assert len(drawing.ways) == 2


def test_boxes_of_a_map_do_not_lie_on_each_other() -> None:
    drawing = draw(read_guide(guide(a="b c d", b="e", c="e", d="", e="")).steps)
    assert len({(box.x, box.y) for box in drawing.boxes}) == 5
    assert all(0 <= box.x < drawing.width for box in drawing.boxes)
