"""Reading tables that people keep: spreadsheets and text files, however they were saved.

`read_workbook` opens xlsx, xls, ods and csv files that nobody has checked, in a process of
its own with bounded time and memory, and gives plain text cells. `find_header` and
`guess_columns` say where the titles are and what each column means; `values` reads dates,
numbers and yes/no as Italians write them. Nothing is ever evaluated.
"""

from mestieri.engines.tables.headers import (
    ColumnKind,
    Wanted,
    find_header,
    guess_columns,
    header_labels,
    normalised,
)
from mestieri.engines.tables.limits import Limits
from mestieri.engines.tables.problems import TableProblem
from mestieri.engines.tables.reading import read_text, read_workbook
from mestieri.engines.tables.values import (
    UNCOMPUTED,
    holds_formula,
    is_spreadsheet_error,
    neutralised,
    read_boolean,
    read_date,
    read_number,
)
from mestieri.engines.tables.workbook import Row, Sheet, Workbook

__all__ = [
    "UNCOMPUTED",
    "ColumnKind",
    "Limits",
    "Row",
    "Sheet",
    "TableProblem",
    "Wanted",
    "Workbook",
    "find_header",
    "guess_columns",
    "header_labels",
    "holds_formula",
    "is_spreadsheet_error",
    "neutralised",
    "normalised",
    "read_boolean",
    "read_date",
    "read_number",
    "read_text",
    "read_workbook",
]
