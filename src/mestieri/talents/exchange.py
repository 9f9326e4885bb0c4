"""What the CV bank offers to the other rooms, and how long it keeps what it holds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.acts import name_acts
from mestieri.kernel.cv_families import offer_families
from mestieri.kernel.exchange import DeskEntry, offer_desk_entry, offer_personal_data
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right
from mestieri.kernel.work import RegularWork, do_regularly
from mestieri.talents.queries.offered import offered_sorting
from mestieri.talents.services import owners, presenting
from mestieri.talents.services.persons import OFFERS
from mestieri.talents.services.retention import RULES

ROOM = "talents"

ACTS = {
    "talents.bring_cvs_in": _("Brought CVs in"),
    "talents.add_cv": _("Added a CV"),
    "talents.give_link": _("Gave the owner of a CV the link to their page"),
}

ENTRIES = (
    DeskEntry(
        ROOM,
        _("CV bank"),
        _("Members and CVs: first contacts, what is to complete or compare"),
        "talents",
        Right.KEEP_CVS,
        "it-user",
    ),
    DeskEntry(
        ROOM,
        _("Bring many CVs in"),
        _("A zip of CVs is read in the background, nobody is taken twice"),
        "talents-imports",
        Right.KEEP_CVS,
        "it-upload",
    ),
)


def offer() -> None:
    """Register everything; called once when Django starts."""
    owners.register()
    presenting.offer()
    offer_families(offered_sorting)
    name_acts(ACTS)
    for entry in ENTRIES:
        offer_desk_entry(entry)
    for offered in OFFERS:
        offer_personal_data(offered)
    for rule in RULES:
        offer_retention_rule(rule)
    do_regularly(
        RegularWork(
            "talents-imports", "mestieri.talents.services.importing.running.take_up_again", 1
        )
    )
    do_regularly(RegularWork("talents-files", "mestieri.talents.services.files.sweep"))
