"""Forms whose labels stand by the lot in one cell and their values in the next.

Nothing lines up there: what wraps on one side does not on the other. The values are dealt out
to the labels in their order, so that what is odd about the whole costs least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mestieri.engines.europass.text.dates import find_date, find_period
from mestieri.engines.europass.text.organisations import is_organisation
from mestieri.engines.europass.text.rows import (
    BULLETS,
    Line,
    Row,
    gap_between,
    is_broken,
    line_of,
    text_of,
)
from mestieri.engines.europass.text.vocabulary import (
    Label,
    Section,
    is_phrase,
    labels,
    meanings,
    section,
)

MOST_LABELS = 16
MOST_VALUES = 30
CLEARLY_BETTER = 3.0
_ROWS_OF_A_LABEL = 6
_LONG = {Label.TASKS, Label.ADDRESS, Label.SUBJECTS, Label.EMPLOYER, Label.SCHOOL}
_DATED = {Label.DATES, Label.START, Label.END}
_NAMES = {Label.NAME, Label.GIVEN, Label.FAMILY, Label.FAMILY_GIVEN}
_BARE = {Section.PERSONAL, Section.EMPLOYMENT, Section.EDUCATION}


@dataclass(frozen=True, slots=True)
class Name:
    """A label, or a heading, and the rows that it takes."""

    text: str
    rows: tuple[Row, ...]
    meanings: frozenset[Section | Label]

    @property
    def heading(self) -> bool:
        """It opens a section and can be nothing else."""
        return bool(self.meanings) and all(isinstance(one, Section) for one in self.meanings)

    @property
    def top(self) -> float:
        """The baseline of its first row."""
        return self.rows[0][0].baseline


@dataclass(frozen=True, slots=True)
class Value:
    """A row of the right side; `goes_on` where it seems that only the width broke it off.

    `surely` says that its words or those above tell so, too.
    """

    row: Row
    text: str
    goes_on: bool
    surely: bool


Dealt = list[list[Value]]
"""For every label its values."""


def names_in(rows: Sequence[Row]) -> list[Name]:
    """The labels of a column, those put together that take several rows."""
    names: list[Name] = []
    index = 0
    while index < len(rows):
        count = _rows_of_name(rows, index)
        text = " ".join(text_of(row) for row in rows[index : index + count]).lstrip(BULLETS + " ")
        meant = frozenset(one.meaning for one in meanings(text.rstrip(": ")))
        names.append(Name(text, tuple(rows[index : index + count]), meant))
        index += count
    return names


def _rows_of_name(rows: Sequence[Row], start: int) -> int:
    text, best = "", 1
    for count in range(1, min(_ROWS_OF_A_LABEL, len(rows) - start) + 1):
        if count > 1 and gap_between(rows[start + count - 2], rows[start + count - 1]) > 0.6:
            break
        text = f"{text} {text_of(rows[start + count - 1])}".strip()
        if is_phrase(text.lstrip(BULLETS + " ")):
            best = count
    return best


def names_several(rows: Sequence[Row]) -> bool:
    """Whether a cell holds labels by the lot."""
    return sum(bool(labels(name.text.rstrip(": "))) for name in names_in(rows)) >= 2


def lines_of_lot(left: Sequence[Row], right: Sequence[Row], edge: float) -> list[Line]:
    """Every value with its label; `edge` is where values end on the right."""
    names, values = names_in(left), values_in(right, edge)
    return lines_of_dealt(names, deal(names, values))


def values_in(rows: Sequence[Row], edge: float) -> list[Value]:
    """The rows of the right side."""
    values: list[Value] = []
    for index, row in enumerate(rows):
        text = text_of(row)
        broken = bool(index) and is_broken(rows[index - 1], row, edge)
        open_end = bool(values) and values[-1].text.endswith((",", "-", "–", "("))
        values.append(Value(row, text, broken, broken and (open_end or not text[0].isupper())))
    return values


def by_height(names: Sequence[Name], values: Sequence[Value]) -> Dealt:
    """Values dealt out to the label beside or above them: right where the sides line up."""
    dealt: Dealt = [[] for _ in names]
    for value in values:
        word = value.row[0]
        beside = [i for i, one in enumerate(names) if one.top > word.baseline - 0.6 * word.size]
        dealt[beside[-1] if beside else 0].append(value)
    return dealt


def deal(names: Sequence[Name], values: Sequence[Value]) -> Dealt:
    """Values dealt out in order so that it costs least; all to the last where there are many."""
    if len(names) > MOST_LABELS or len(values) > MOST_VALUES:
        return by_height(names, values)
    # The least cost with which the first labels take the first values, and where the last began.
    least: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for name in names:
        costs: dict[int, tuple[float, int]] = {}
        for start, (before, _) in least[-1].items():
            for end in range(start, len(values) + 1):
                cost = before + _cost(name, values[start:end])
                if end not in costs or cost < costs[end][0]:
                    costs[end] = (cost, start)
        least.append(costs)
    dealt: Dealt = []
    end = len(values)
    for costs in reversed(least[1:]):
        start = costs[end][1]
        dealt.insert(0, list(values[start:end]))
        end = start
    return dealt


def cost_of(names: Sequence[Name], dealt: Dealt) -> float:
    """How odd it is that these labels have these values."""
    return sum(_cost(name, values) for name, values in zip(names, dealt, strict=True))


def _cost(name: Name, values: Sequence[Value]) -> float:
    if not values:
        return 0.0 if name.heading else 2.5
    if name.heading and name.meanings & _BARE:
        return 2.0 * len(values)
    torn = 4.0 * values[0].surely + 0.4 * values[0].goes_on
    cost = torn + _cost_of_breaks(name, values)
    return cost + _cost_of_kind(name.meanings, " ".join(value.text for value in values))


def _cost_of_breaks(name: Name, values: Sequence[Value]) -> float:
    """New lines within a value: usual in a list of tasks, rare in a position."""
    breaks = sum(0.9 if value.goes_on else 1.0 for value in values[1:] if not value.surely)
    if Label.TASKS in name.meanings or not name.meanings or name.heading:
        return 0.3 * breaks
    return (1.0 if name.meanings & _LONG else 2.0) * breaks


def _cost_of_kind(meant: frozenset[Section | Label], text: str) -> float:
    """What a value looks like, against what its label asks for."""
    digits = sum(letter.isdigit() for letter in text)
    dated = find_period(text) is not None or find_date(text) is not None
    cost = 0.0
    if meant & _DATED:
        cost += -4.0 if dated and len(text) < 60 else 6.0
    elif dated and Label.NEVER not in meant:
        cost += 3.0
    cost += (-2.0 if Label.EMAIL in meant else 4.0) * ("@" in text)
    cost += 4.0 * (Label.EMAIL in meant and "@" not in text)
    if Label.TELEPHONE in meant:
        cost += -1.0 if digits > 5 else 4.0
    if meant & _NAMES:
        cost += 4.0 * (digits > 0)
    if Label.POSITION in meant:
        cost += 2.0 * (len(text) > 80 or text.endswith((".", ";"))) + is_organisation(text)
        cost += 2.0 * (digits > 3)
    if meant & {Label.POSITION, Label.SECTOR}:
        cost += 0.5 * ("," in text)
    if meant & {Label.EMPLOYER, Label.SCHOOL}:
        cost -= is_organisation(text)
    return cost


def lines_of_dealt(names: Sequence[Name], dealt: Dealt) -> list[Line]:
    """Labels and values as the lines of a form."""
    lines: list[Line] = []
    for name, values in zip(names, dealt, strict=True):
        own: list[Line] = []
        for value in values:
            if own and value.goes_on:
                own[-1] = replace(own[-1], text=f"{own[-1].text} {value.text}")
            else:
                own.append(replace(line_of(value.row, None), gap=0.0))
        bold = all(word.bold for row in name.rows for word in row)
        first, *rest = own or [Line("")]
        lines += [replace(first, label=name.text, label_bold=bold, gap=1.0), *rest]
    return lines


# ---- a whole form, lot by lot


@dataclass(frozen=True, slots=True)
class Lot:
    """The labels of one experience, or of one part of the form, and the rows beside them."""

    names: list[Name]
    values: list[Value]

    def dealt(self) -> Dealt | None:
        """The values by their labels; None where they stand beside them as in any form."""
        fields = [name for name in self.names if name.meanings and not name.heading]
        if len(fields) < 2 or len(self.names) > MOST_LABELS or len(self.values) > MOST_VALUES:
            return None
        beside, best = by_height(self.names, self.values), deal(self.names, self.values)
        gain = cost_of(self.names, beside) - cost_of(self.names, best)
        return best if gain >= CLEARLY_BETTER else None


def lots_of(left: Sequence[Row], right: Sequence[Row], width: float) -> list[Lot]:
    """The lots of a form, from the top down; `width` is the page's."""
    lots = [Lot(names, []) for names in _grouped(names_in(left))]
    for value in values_in(right, _edge(left, right, width)):
        word = value.row[0]
        begun = [lot for lot in lots if lot.names[0].top > word.baseline - 0.7 * word.size]
        if begun:
            begun[-1].values.append(value)
    return lots


def _edge(left: Sequence[Row], right: Sequence[Row], width: float) -> float:
    """Where lines end on the right: where the longest do, else as far in as the left begins."""
    longest = sorted((row[-1].right for row in right), reverse=True)
    if len(longest) > 1 and longest[1] > max(0.75 * width, longest[0] - 40):
        return longest[0]
    margin = min((row[0].left for row in left), default=0.0)
    return max([width - margin, *longest[:1]])


def _grouped(names: Sequence[Name]) -> list[list[Name]]:
    """Labels until one comes again, a section opens, or there is a wide gap."""
    groups: list[list[Name]] = []
    for name in names:
        group = groups[-1] if groups else []
        known = {one.text.casefold() for one in group}
        opens = bool(name.meanings) and section(name.text) in _BARE and name.heading
        if not group or opens or name.text.casefold() in known or _far(group[-1], name):
            groups.append([])
        groups[-1].append(name)
    return groups


def _far(above: Name, name: Name) -> bool:
    return gap_between(above.rows[-1], name.rows[0]) > 3.0
