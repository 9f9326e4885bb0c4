"""Wake Django up for the verbs that need it, turning its refusals into sentences."""

from __future__ import annotations

import os

from mestieri.cli.output import CommandFailure
from mestieri.config.environment import UnusableDataFolder


def start_django(*, alone: bool = False) -> int | None:
    """Load settings and rooms, and say that this installation is in use until the process ends.

    Args:
        alone: nobody else may use it meanwhile (a restore).

    Returns:
        The descriptor of the lock, when alone.

    Raises:
        CommandFailure: the data folder or the address of the database cannot be used, or
            somebody uses the installation in a way that does not allow for us.
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
    return _enter_installation(alone)


def _enter_installation(alone: bool) -> int | None:
    from django.conf import settings

    from mestieri.kernel.installation import InstallationIsBusy
    from mestieri.kernel.services.backup.refusal import BackupRefused
    from mestieri.kernel.services.backup.swapping import enter

    try:
        return enter(settings.DATA, alone=alone)
    except (InstallationIsBusy, BackupRefused) as refusal:
        raise CommandFailure(str(refusal)) from None
    except OSError as error:
        raise CommandFailure(
            f"The folder {settings.DATA} cannot be used: {error.strerror}."
        ) from None
