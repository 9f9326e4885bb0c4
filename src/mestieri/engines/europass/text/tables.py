"""Tables as lines: a row below column headings becomes a form, label by label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mestieri.engines.europass.text.dates import find_date, find_period
from mestieri.engines.europass.text.grids import Cell, TableRow
from mestieri.engines.europass.text.lots import lines_of_lot, names_several
from mestieri.engines.europass.text.page import Stroke
from mestieri.engines.europass.text.rows import (
    Line,
    Row,
    flowed,
    plain_lines,
    text_of,
)
from mestieri.engines.europass.text.vocabulary import (
    Label,
    labels,
    meanings,
    section,
)

_WHEN = {Label.DATES, Label.START, Label.END}
_WHAT = {Label.POSITION, Label.EMPLOYER, Label.TITLE, Label.SCHOOL}


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above the columns of a table; empty where they are not known."""

    names: tuple[str, ...]


def lines_of_table(
    rows: Sequence[TableRow], heading: Heading | None = None
) -> tuple[list[Line], Heading | None]:
    """The lines of a table, and the headings that may go on on the next page."""
    lines: list[Line] = []
    for index, row in enumerate(rows):
        filled = [cell for cell in row if cell.rows]
        if len(filled) == 1:
            lines += plain_lines(filled[0].rows)
            continue
        below = rows[index + 1] if index + 1 < len(rows) else ()
        found = heading_of([cell.text for cell in row])
        if found is not None and (len(row) > 2 or (below and _is_date(below[0].text))):
            heading = found
        elif heading is not None and len(heading.names) == len(row):
            lines += _under_heading(row, heading)
        else:
            lines += _free(row, filled)
    return lines, heading


def heading_of(texts: Sequence[str]) -> Heading | None:
    """The column headings, if most cells are labels of dates and of jobs or courses."""
    known = [labels(text.strip(" :")) for text in texts]
    filled = sum(bool(text) for text in texts)
    every = {label for found in known for label in found}
    if not (every & _WHEN and every & (_WHAT | {Label.TASKS})):
        return None
    if sum(bool(found) for found in known) < max(2, 0.6 * filled):
        return None
    return Heading(tuple(text if found else "" for text, found in zip(texts, known, strict=True)))


def _under_heading(row: TableRow, heading: Heading) -> Iterator[Line]:
    unknown: list[Line] = []
    for cell, name in zip(row, heading.names, strict=True):
        if name and cell.rows:
            yield from _labelled(name, cell)
        elif cell.rows:
            unknown += flowed(cell.rows, cell.edge)
    yield from unknown


def _labelled(name: str, cell: Cell) -> Iterator[Line]:
    # Dates in a narrow cell break anywhere.
    if _WHEN & set(labels(name)):
        yield Line(cell.text, label=name)
        return
    first, *rest = flowed(cell.rows, cell.edge)
    yield replace(first, label=name)
    yield from (replace(line, gap=0.0) for line in rest)


def _free(row: TableRow, filled: Sequence[Cell]) -> Iterator[Line]:
    """A row without column headings: labels and their values, a date and its story, or text."""
    if len(row) in (2, 4, 6) and all(meanings(cell.text.rstrip(": ")) for cell in row[::2]):
        for name, value in zip(row[::2], row[1::2], strict=True):
            if value.rows:
                yield from _labelled(name.text, value)
        return
    if len(row) == 2 and names_several(row[0].rows):
        yield from lines_of_lot(row[0].rows, row[1].rows, row[1].edge)
        return
    dates = _dates_of(filled)
    if dates:
        yield Line(" – ".join(cell.text for cell in dates), gap=1.0)
    others = [flowed(cell.rows, cell.edge) for cell in filled if cell not in dates]
    if not dates and others and all(len(lines) == 1 for lines in others):
        first = others[0][0]
        yield replace(first, text="   ".join(lines[0].text for lines in others))
        return
    # The first lines of the cells are what an entry is called.
    yield from (lines[0] for lines in others)
    for lines in others:
        yield from lines[1:]


def _dates_of(filled: Sequence[Cell]) -> list[Cell]:
    """One cell with a period, or two with its ends; the second may say «today»."""
    for index, cell in enumerate(filled):
        if not _is_date(cell.text) or len(cell.text) > 50:
            continue
        following = filled[index + 1] if index + 1 < len(filled) else None
        if find_period(cell.text) is None and following and len(following.text) < 30:
            both = find_period(f"{cell.text} – {following.text}")
            return [cell, following] if both else [cell]
        return [cell]
    return []


def _is_date(text: str) -> bool:
    return find_period(text) is not None or find_date(text) is not None


# ---- tables without upright lines: columns by the words of their headings


def heading_row(rows: Sequence[Row]) -> int | None:
    """The first row that is column headings set apart by wide gaps."""
    for index, row in enumerate(rows):
        parts = _pieces(row)
        if len(parts) >= 3 and heading_of([text_of(part) for part in parts]) is not None:
            return index
    return None


def table_below(
    rows: Sequence[Row], strokes: Sequence[Stroke]
) -> tuple[list[TableRow], Sequence[Row]]:
    """The table whose column headings are the first row, and the rows below it."""
    header, body = rows[0], []
    for row in rows[1:]:
        if section(text_of(row)) is not None and len(_pieces(row)) == 1:
            break
        body.append(row)
    edges = _column_edges(_pieces(header), body)
    when = _when_columns(header)
    table = [_in_columns([header], edges)]
    ruled = _lines_across(body, edges, strokes)
    record: list[Row] = []
    for row in body:
        if record and _begins_record(record, row, edges, when, ruled):
            table.append(_in_columns(record, edges))
            record = []
        record.append(row)
    if record:
        table.append(_in_columns(record, edges))
    return table, rows[1 + len(body) :]


def _pieces(row: Row) -> list[Row]:
    pieces: list[list] = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > 0.9 * word.size:
            pieces.append([])
        pieces[-1].append(word)
    return [tuple(piece) for piece in pieces]


def _column_edges(pieces: Sequence[Row], body: Sequence[Row]) -> list[float]:
    """Where columns begin: between two headings, where the fewest words are cut."""
    words = [word for row in body for word in row]
    edges = [0.0]
    for before, piece in pairwise(pieces):
        first, last = before[-1].right + 1, piece[0].left - 1.5
        places = [last - step * (last - first) / 8 for step in range(9)]
        cut = [sum(word.left < place < word.right for word in words) for place in places]
        edges.append(places[cut.index(min(cut))])
    return [*edges, max((word.right for word in words), default=edges[-1] + 1) + 2]


def _when_columns(header: Row) -> list[int]:
    return [
        index
        for index, piece in enumerate(_pieces(header))
        if {Label.DATES, Label.START} & set(labels(text_of(piece)))
    ]


def _in_columns(rows: Sequence[Row], edges: Sequence[float]) -> TableRow:
    cells = []
    for start, end in pairwise(edges):
        parts = [tuple(word for word in row if start <= word.left < end) for row in rows]
        cells.append(Cell(tuple(part for part in parts if part), end - 4))
    return tuple(cells)


def _begins_record(
    record: Sequence[Row],
    row: Row,
    edges: Sequence[float],
    when: Sequence[int],
    ruled: Sequence[float],
) -> bool:
    """Whether a row opens the next entry: below a drawn line, else with a date."""
    if ruled:
        above, below = record[-1][0].baseline, row[0].baseline + 0.3 * row[0].size
        return any(below < place < above for place in ruled)
    dates = [_in_columns([row], edges)[index].text for index in when]
    return any(_is_date(text) for text in dates)


def _lines_across(
    body: Sequence[Row], edges: Sequence[float], strokes: Sequence[Stroke]
) -> list[float]:
    """Heights of the lines that are drawn between the rows of a table."""
    if not body:
        return []
    top, bottom = body[0][0].baseline, body[-1][0].baseline
    width = edges[-1] - body[0][0].left
    return [
        one.top
        for one in strokes
        if one.level and bottom < one.top < top and one.right - one.left > 0.5 * width
    ]
