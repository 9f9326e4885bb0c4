"""What the CV bank offers to the other rooms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.exchange import DeskEntry, offer_desk_entry
from mestieri.kernel.roles import Right

ROOM = "talents"


def offer() -> None:
    """Register everything; called once when Django starts."""
    offer_desk_entry(
        DeskEntry(
            ROOM,
            _("CV bank"),
            _("Members and CVs: first contacts, what is to complete or compare"),
            "talents",
            Right.KEEP_CVS,
            "it-user",
        )
    )
