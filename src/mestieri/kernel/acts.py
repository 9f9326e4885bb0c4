"""What the acts of the audit log are called. Each room names its own; a code nobody named is
shown as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_labels: dict[str, Any] = {
    "kernel.create_centre": _("Created the centre"),
    "kernel.change_centre": _("Changed the sheet of the centre"),
    "kernel.change_status": _("Changed the status of the centre"),
    "kernel.add_site": _("Added a site"),
    "kernel.change_site": _("Changed a site"),
    "kernel.remove_site": _("Removed a site"),
    "kernel.add_openinghours": _("Added opening hours"),
    "kernel.remove_openinghours": _("Removed opening hours"),
    "kernel.add_closure": _("Added a closure"),
    "kernel.remove_closure": _("Removed a closure"),
    "kernel.add_point": _("Added a point"),
    "kernel.change_point": _("Changed a point"),
    "kernel.remove_point": _("Removed a point"),
    "kernel.add_area": _("Added an area"),
    "kernel.change_area": _("Changed an area"),
    "kernel.remove_area": _("Removed an area"),
    "kernel.assign_purposes": _("Gave needs to an area"),
    "kernel.add_spaceitem": _("Added an item of the space plan"),
    "kernel.change_spaceitem": _("Changed an item of the space plan"),
    "kernel.remove_spaceitem": _("Removed an item of the space plan"),
    "kernel.add_service": _("Added a service"),
    "kernel.change_service": _("Changed a service"),
    "kernel.remove_service": _("Removed a service"),
    "kernel.add_partner": _("Added a partner"),
    "kernel.change_partner": _("Changed a partner"),
    "kernel.remove_partner": _("Removed a partner"),
    "kernel.add_district": _("Added a district"),
    "kernel.change_district": _("Changed a district"),
    "kernel.remove_district": _("Removed a district"),
    "kernel.invite_proposal": _("Invited an organisation to write"),
    "kernel.invite_proposal_again": _("Sent an invitation again"),
    "kernel.withdraw_proposal": _("Took back an invitation"),
    "kernel.publish_proposal": _("Published a proposal"),
    "kernel.decline_proposal": _("Declined a proposal"),
    "kernel.assign_role": _("Gave a role"),
    "kernel.end_role": _("Ended a role"),
    "kernel.make_password_link": _("Made a link to set a password"),
    "kernel.add_term": _("Added a word"),
    "kernel.change_term": _("Changed a word"),
    "kernel.retire_term": _("Retired a word"),
    "kernel.restore_term": _("Offered a word again"),
    "kernel.rotate_keys": _("Turned the keys of the closed columns"),
    "kernel.bring_table_in": _("Brought a table in"),
    "kernel.erase_person": _("Erased a person’s data"),
    "kernel.hide_person": _("Put a person’s data out of use"),
    "kernel.show_person": _("Put a person’s data in use again"),
    "kernel.renew": _("Somebody kept what was about to go, by their link"),
    "kernel.tell_in_person": _("Told somebody that something of theirs is about to go"),
    "kernel.not_told_in_person": _("Corrected: somebody had not been told"),
    "kernel.keep_for_person": _("Kept something for who said that they need it"),
    "kernel.answer_impact": _("Wrote answers in the impact assessment"),
    "kernel.undo_table": _("Undid the import of a table"),
}


def name_acts(labels: Mapping[str, Any]) -> None:
    """Let a room say what its acts are called: `room.verb` → words (lazy)."""
    _labels.update(labels)


def act_label(action: str) -> str:
    """An act in words, else its code."""
    return str(_labels.get(action, action))
