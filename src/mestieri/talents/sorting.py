"""What sorting and searching ask of the house when Django starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.exchange import DeskEntry, offer_desk_entry, offer_personal_data
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right
from mestieri.kernel.work import RegularWork, do_regularly
from mestieri.talents.changes import when_cvs_change, when_cvs_go
from mestieri.talents.services.search import following, persons, retention

ROOM = "talents"


def start() -> None:
    """Follow every CV; write words under a new key by night; offer pages and rules."""
    when_cvs_change(following.follow)
    when_cvs_go(following.forget)
    do_regularly(
        RegularWork("talents-words", "mestieri.talents.services.search.following.catch_up")
    )
    offer_personal_data(persons.OFFER)
    offer_retention_rule(retention.RULE)
    for entry in _entries():
        offer_desk_entry(entry)


def _entries() -> list[DeskEntry]:
    return [
        DeskEntry(
            ROOM,
            _("Families of trades"),
            _("Confirm what is proposed; split, merge, move, take back"),
            "talents-families",
            Right.KEEP_CVS,
            "it-folder",
        ),
        DeskEntry(
            ROOM,
            _("Indexes of CVs"),
            _("By what CVs are searched, as the group decides"),
            "talents-indexes",
            Right.KEEP_CVS,
            "it-list",
        ),
        DeskEntry(
            ROOM,
            _("Search CVs"),
            _("By family, indexes, words and distance: yes, no, not said"),
            "talents-search",
            Right.SEARCH_CVS,
            "it-search",
        ),
    ]
