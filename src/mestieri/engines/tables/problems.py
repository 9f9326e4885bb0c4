"""Why a file cannot be read: one sentence each, for the person who chose it."""

from __future__ import annotations


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translators; who shows it translates it."""
    return sentence


SENTENCES = {
    "empty": gettext_noop("The file is empty."),
    "no_rows": gettext_noop("There is nothing to read in this file: every sheet is empty."),
    "too_big": gettext_noop(
        "The file is larger than %(megabytes)s MB: divide it, or take out the pictures."
    ),
    "too_many_rows": gettext_noop(
        "There are %(rows)s rows: at most %(most)s are read at a time. Divide the file."
    ),
    "too_many_columns": gettext_noop(
        "There are %(columns)s columns: at most %(most)s are read. Keep only those that serve."
    ),
    "too_many_cells": gettext_noop("The file holds too many cells: divide it into more files."),
    "bomb": gettext_noop("The file unpacks to far more than a table holds, so it was not opened."),
    "odd_names": gettext_noop(
        "The file names places outside itself, as no table does, so it was not opened."
    ),
    "entities": gettext_noop(
        "The file holds instructions (XML entities) that no table needs, so it was not opened."
    ),
    "password": gettext_noop(
        "The file is protected by a password: save it without one, and try again."
    ),
    "web_page": gettext_noop(
        "This is a web page saved with the name of a spreadsheet: open it in Excel or "
        "LibreOffice, save it as .xlsx, and try again."
    ),
    "pdf": gettext_noop("This is a PDF, not a table: ask for the spreadsheet it comes from."),
    "not_a_table": gettext_noop("This is not a table: choose a file .xlsx, .xls, .ods or .csv."),
    "damaged": gettext_noop(
        "The file is damaged, or is not what its name says: open it in Excel or LibreOffice, "
        "save it again, and try again."
    ),
    "too_slow": gettext_noop(
        "The file asks for more time or memory than a table should, so reading was stopped."
    ),
    "sheet_missing": gettext_noop("There is no such sheet in the file."),
}


class TableProblem(ValueError):
    """A file cannot be read.

    Attributes:
        code: key of `SENTENCES`.
        values: numbers named in the sentence.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(self.sentence % values)

    @property
    def sentence(self) -> str:
        """The sentence with its names of numbers, to be translated and then filled."""
        return SENTENCES[self.code]
