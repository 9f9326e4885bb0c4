"""A CV that carries no data is read from its text, by its headings.

What was found is a proposal: the status says so, and whoever takes it in confirms it.
"""

from __future__ import annotations

from pathlib import Path

from mestieri.engines.europass.outcome import Notes, Refusal, Status, WarningCode
from mestieri.engines.europass.record import Candidate

Reading = tuple[Status, str, Candidate | None]

FEWEST_LETTERS = 40
"""Letters a page under which a PDF holds no text worth the name."""


def read_text(source: Path | bytes, notes: Notes) -> Reading:
    """Read a PDF's text.

    Raises:
        Refusal: it has no text, or nothing in it looks like a CV.
    """
    from mestieri.engines.europass.text.interpreting import interpret
    from mestieri.engines.europass.text.order import lines_of
    from mestieri.engines.europass.text.page import pages_of_words

    pages = pages_of_words(source)
    letters = sum(len(word.text) for page in pages for word in page.words)
    if letters < FEWEST_LETTERS * len(pages) and any(page.drawn for page in pages):
        raise Refusal(Status.SCAN)
    if not letters:
        raise Refusal(Status.NO_DATA)
    told, record, sections = interpret(lines_of(pages), notes)
    if not sections:
        raise Refusal(Status.NOT_A_CV)
    if not record.name:
        notes.warn(WarningCode.NO_NAME)
    if not record.employment:
        notes.warn(WarningCode.NO_EXPERIENCE)
    whole = bool(record.name and record.employment)
    status = Status.READ_BY_HEADINGS if whole else Status.INCOMPLETE
    return status, f"text {told}".strip(), record
