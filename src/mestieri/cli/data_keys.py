"""What the verbs ask of the keys of the closed columns, with their refusals as sentences."""

from __future__ import annotations

from mestieri.cli.output import CommandFailure


def ensure_data_keys() -> None:
    """Make the file of the keys where nothing is closed yet; Django is awake.

    Raises:
        CommandFailure: the file is missing and something in the database needs it.
    """
    from django.conf import settings

    from mestieri.kernel.encryption import keys
    from mestieri.kernel.encryption.places import something_is_closed

    if not settings.KEYS_FILE.exists() and something_is_closed():
        require_data_keys()
    try:
        keys.make(settings.KEYS_FILE)
    except keys.KeysUnusable as refusal:
        raise CommandFailure(str(refusal)) from None


def require_data_keys() -> None:
    """Refuse to go on without the keys.

    Raises:
        CommandFailure: the file is missing, or holds no keys.
    """
    from django.conf import settings

    from mestieri.kernel.encryption import keys

    try:
        keys.ring_in(settings.KEYS_FILE)
    except keys.KeysUnusable as refusal:
        raise CommandFailure(str(refusal)) from None
