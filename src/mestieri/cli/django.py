"""Wake Django up for the verbs that need it, turning its refusals into sentences."""

from __future__ import annotations

import os

from mestieri.cli.output import CommandFailure
from mestieri.config.environment import UnusableDataFolder


def start_django() -> None:
    """Load settings and rooms.

    Raises:
        CommandFailure: the data folder or the address of the database cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mestieri.config.settings")
    import django

    try:
        django.setup()
    except UnusableDataFolder as error:
        raise CommandFailure(str(error)) from None
    except (ValueError, KeyError) as error:
        if "DATABASE_URL" not in os.environ:
            raise
        raise CommandFailure(
            f"DATABASE_URL is not an address of a database: {error}. "
            "For example: postgresql://user:password@localhost/mestieri"
        ) from None
