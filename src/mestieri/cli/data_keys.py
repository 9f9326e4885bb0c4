"""What the verbs ask of the keys of the closed columns, with their refusals as sentences."""

from __future__ import annotations

from mestieri.cli.output import CommandFailure

OTHER_KEYS = (
    "The database is closed with the key {name}, which is not in {path}: all hosts share one file "
    "of keys. Bring it here, or name it in MESTIERI_KEYS_FILE."
)


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


def note_data_key() -> None:
    """Write down in the database which key closes, if nobody has; the tables are there.

    Raises:
        CommandFailure: the database is closed with a key that is not in the file.
    """
    from django.conf import settings

    from mestieri.kernel.encryption import keys
    from mestieri.kernel.services import key_mark

    key_mark.note_the_first(keys.ring_in(settings.KEYS_FILE))
    require_data_keys()


def require_data_keys() -> None:
    """Refuse to go on without the keys of this database.

    Raises:
        CommandFailure: the file is missing, holds no keys, or those of another database.
    """
    from django.conf import settings

    from mestieri.kernel.encryption import keys
    from mestieri.kernel.services import key_mark

    try:
        missing = key_mark.missing_in(keys.ring_in(settings.KEYS_FILE))
    except keys.KeysUnusable as refusal:
        raise CommandFailure(str(refusal)) from None
    if missing:
        raise CommandFailure(OTHER_KEYS.format(path=settings.KEYS_FILE, name=missing))
