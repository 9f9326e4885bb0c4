"""Where a resource stands, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.library.models import Holding


def place_line(holding: Holding) -> str:
    """«Scaffale B3 · 2 copie · Sede centrale»."""
    parts = []
    if holding.shelf_mark:
        parts.append(_("shelf %(mark)s") % {"mark": holding.shelf_mark})
    if holding.shelf is not None:
        parts.append(holding.shelf.name)
    if holding.copies:
        parts.append(
            ngettext("%(copies)s copy", "%(copies)s copies", holding.copies)
            % {"copies": holding.copies}
        )
    if holding.stock:
        parts.append(_("to take away"))
    elif holding.stock == 0:
        parts.append(_("run out, it will be back"))
    if holding.site is not None:
        parts.append(holding.site.name)
    return " · ".join(parts)
