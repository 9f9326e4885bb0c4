"""What was done with a CV, in words: for its owner, and for the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: Code of `CVPassage.cause` → what was done.
CAUSES = {
    "arrived": _("The CV arrived"),
    "left": _("The owner left the CV"),
    "file_replaced": _("A newer file took the place of the one before"),
    "file_kept": _("Another file was compared and put aside"),
    "corrected": _("What was read was corrected"),
    "completed": _("What could not be read was written by hand"),
    "notice": _("The notice of the first contact was given"),
    "visibility": _("Who may see it was chosen"),
    "hidden": _("Hidden by its owner"),
    "shown": _("Visible again"),
    "confirmed": _("Confirmed by its owner"),
    "expired": _("Hidden: not confirmed for 12 months"),
    "restricted": _("Put out of use at the person’s request"),
    "restored": _("In use again"),
    "contacts": _("Contacts were changed"),
    "link": _("A link to the page was given"),
    "employed": _("Its owner works again"),
    "not_employed": _("That its owner works again was a mistake"),
    "merged": _("Joined with another CV of the same person"),
}


def in_words(cause: str) -> str:
    """A cause in the active language, else its code."""
    return str(CAUSES.get(cause, cause))
