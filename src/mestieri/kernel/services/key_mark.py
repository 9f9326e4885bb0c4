"""Which key closes columns, on every host: its name in the database, to compare with the file.

Hosts that share a database must share the file of the keys too. One that made a file of its own
would close rows that no other could open: it is told so before it writes any.
"""

from __future__ import annotations

from django.utils import timezone

from mestieri.kernel.encryption.keys import KeyRing
from mestieri.kernel.models import DataKeyMark


def note(ring: KeyRing) -> None:
    """Write down that columns are closed with the current key of a ring from now on."""
    DataKeyMark.objects.update_or_create(
        pk=1, defaults={"name": ring.current.name, "noted_at": timezone.now()}
    )


def note_the_first(ring: KeyRing) -> None:
    """The same, where nothing was written down yet."""
    DataKeyMark.objects.get_or_create(
        pk=1, defaults={"name": ring.current.name, "noted_at": timezone.now()}
    )


def missing_in(ring: KeyRing) -> str:
    """The name of the key with which the database is closed, if a ring has not got it."""
    name = DataKeyMark.objects.values_list("name", flat=True).first() or ""
    return "" if name in {key.name for key in ring.keys} else name
