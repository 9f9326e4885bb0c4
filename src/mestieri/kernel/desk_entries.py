"""Pages of the foundations that the Banco's start page offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.exchange import DeskEntry, offer_desk_entry
from mestieri.kernel.roles import Right

ENTRIES = [
    DeskEntry(
        "kernel",
        _("Bring your spreadsheets"),
        _("Resources, addresses, opportunities from Excel, LibreOffice or CSV"),
        "kernel-intakes",
        Right.BRING_TABLES_IN,
        "it-upload",
    ),
    DeskEntry(
        "kernel",
        _("Sheet of the centre"),
        _("Name, kind, how it presents itself, contacts"),
        "kernel-centre",
        Right.MANAGE_CENTRE,
        "it-pa",
    ),
    DeskEntry(
        "kernel",
        _("Status of the centre"),
        _("Open, suspend or close, with the reason and a notice"),
        "kernel-status",
        Right.MANAGE_CENTRE,
        "it-unlocked",
    ),
    DeskEntry(
        "kernel",
        _("Places and hours"),
        _("Sites, opening hours, closures, points where visits are counted"),
        "kernel-places",
        Right.MANAGE_CENTRE,
        "it-map-marker",
    ),
    DeskEntry(
        "kernel",
        _("Areas and needs"),
        _("Which area answers which of the four needs"),
        "kernel-areas",
        Right.MANAGE_CENTRE,
        "it-exchange-circle",
    ),
    DeskEntry(
        "kernel",
        _("Space plan"),
        _("Stations, seats, shelves and rooms, need by need"),
        "kernel-space",
        Right.MANAGE_CENTRE,
        "it-presentation",
    ),
    DeskEntry(
        "kernel",
        _("Services"),
        _("What the centre offers, and what it is trying out"),
        "kernel-services",
        Right.MANAGE_CENTRE,
        "it-settings",
    ),
    DeskEntry(
        "kernel",
        _("Partners"),
        _("Organisations of the alliance, in alphabetical order"),
        "kernel-partners",
        Right.MANAGE_CENTRE,
        "it-link",
    ),
    DeskEntry(
        "kernel",
        _("Districts"),
        _("The parts of the territory, for address lists"),
        "kernel-districts",
        Right.MANAGE_LIBRARY,
        "it-map-marker-plus",
    ),
    DeskEntry(
        "kernel",
        _("Proposals of partners"),
        _("Invite organisations to write; publish or decline what they wrote"),
        "kernel-proposals",
        Right.DECIDE_PROPOSALS,
        "it-inbox",
    ),
    DeskEntry(
        "kernel",
        _("Who works here"),
        _("Invite, give roles, end them"),
        "kernel-staff",
        Right.MANAGE_STAFF,
        "it-user",
    ),
    DeskEntry(
        "kernel",
        _("Vocabularies"),
        _("The words everybody chooses from"),
        "kernel-vocabularies",
        Right.MANAGE_VOCABULARIES,
        "it-note",
    ),
    DeskEntry(
        "kernel",
        _("Activity of the staff"),
        _("Who changed what, and when"),
        "kernel-audit",
        Right.SEE_AUDIT,
        "it-clock",
    ),
    DeskEntry(
        "kernel",
        _("Register of processing"),
        _("What is kept, why, for how long"),
        "kernel-register",
        Right.SEE_REGISTER,
        "it-locked",
    ),
    DeskEntry(
        "kernel",
        _("What was deleted, and why"),
        _("What had its time, what stays of it, what goes next week"),
        "kernel-retention",
        Right.SEE_REGISTER,
        "it-delete",
    ),
    DeskEntry(
        "kernel",
        _("To be told in person"),
        _("Something of theirs is about to go, and no message reached them"),
        "kernel-notices",
        Right.ANSWER_ABOUT_DATA,
        "it-mail",
    ),
    DeskEntry(
        "kernel",
        _("Who asks about their own data"),
        _("See what we hold of a person; export, hide, erase it"),
        "kernel-persons",
        Right.ANSWER_ABOUT_DATA,
        "it-user",
    ),
    DeskEntry(
        "kernel",
        _("Who looked at contacts"),
        _("Who opened the contacts of a person, when and why"),
        "kernel-contact-views",
        Right.SEE_AUDIT,
        "it-password-visible",
    ),
]


def offer() -> None:
    """Put the pages in the Banco's menu."""
    for entry in ENTRIES:
        offer_desk_entry(entry)
