"""Addresses on the web that the public cannot open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mestieri.engines.links import names_internal_place
from mestieri.library.models import LibrarySettings


def internal_refusal(url: str, centre_id: int | None) -> str:
    """Why an address cannot be kept, or nothing where it can; no name is resolved.

    Args:
        centre_id: the centre whose choices say which internal servers are fine.
    """
    if not names_internal_place(url):
        return ""
    # A record that is being made may have no centre yet: then nothing internal is fine.
    choices = LibrarySettings.objects.filter(centre_id=centre_id or 0).first()
    allowed = choices.internal_hosts.casefold().split() if choices is not None else []
    if not names_internal_place(url, internal_hosts=allowed):
        return ""
    return _("This address works only inside an office: the public could not open it.")
