"""Why a file is refused, and what to do, in words for who brought it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mestieri.engines.europass import Status

_HOW_TO_PDF = _("Open it, choose «Save as» or «Export» and then PDF, and send that file.")
_SAVE_AGAIN = _("Save it again from the program it was made with, and send it again.")

#: Status → what is wrong, and what to do.
REFUSALS = {
    Status.NO_DATA: (
        _("There is no CV in the file: it is blank, or a form left empty."),
        _("Look whether it is the right file."),
    ),
    Status.NOT_A_CV: (
        _("Nothing in the file looks like a CV."),
        _("Look whether it is the right file."),
    ),
    Status.EMPTY_FILE: (_("The file is empty."), _SAVE_AGAIN),
    Status.TOO_LARGE: (
        _("The file is larger than 20 MB."),
        _("Save it without large pictures."),
    ),
    Status.TOO_MANY_PAGES: (_("The PDF has more than 300 pages."), _("Send the CV alone.")),
    Status.EXPANDS: (_("The file unpacks to far more than its size."), _SAVE_AGAIN),
    Status.ENCRYPTED: (
        _("The file asks for a password."),
        _("Save it without one and send it again."),
    ),
    Status.LOCKED: (
        _("The PDF forbids copying its text."),
        _("Save it without protection, then send it."),
    ),
    Status.DAMAGED: (_("The file is damaged or cut short."), _SAVE_AGAIN),
    Status.LOOP: (_("The pages of this PDF lead back to themselves."), _SAVE_AGAIN),
    Status.WORD_PROCESSOR: (_("This is a text document, not a PDF."), _HOW_TO_PDF),
    Status.SPREADSHEET: (_("This is a spreadsheet, not a PDF."), _HOW_TO_PDF),
    Status.PICTURE: (
        _("This is a picture, not a PDF."),
        _("Send the CV as a PDF with text in it."),
    ),
    Status.UNKNOWN_FORMAT: (
        _("This is neither a PDF nor a Europass XML or JSON file."),
        _HOW_TO_PDF,
    ),
    Status.MALFORMED_XML: (_("The XML is broken."), _("Export it again from Europass.")),
    Status.XML_ENTITIES: (
        _("The XML declares entities of its own, so it was not opened."),
        _("Export it again from Europass."),
    ),
    Status.MALFORMED_JSON: (_("The JSON is broken."), _("Export it again from Europass.")),
    Status.OUT_OF_TIME: (_("Reading this file took too long."), _SAVE_AGAIN),
    Status.OUT_OF_MEMORY: (_("Reading this file took too much memory."), _SAVE_AGAIN),
    Status.FAILED: (_("Reading this file went wrong."), _SAVE_AGAIN),
}


def refusal_in_words(status: str) -> str:
    """Why a file is refused and what to do, in one or two sentences."""
    wrong, what_to_do = REFUSALS.get(Status(status), (_("The file was not read."), _SAVE_AGAIN))
    return f"{wrong} {what_to_do}"
