"""Begin a sheet, open it with its words, write it, give it new words, erase it.

What it holds is in clear only in the memory of the request that has its words or its ticket.
Nothing here is logged: there is nobody to name.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mestieri.engines.codewords import Keys, derive, draw, open_sealed, read, seal
from mestieri.guidance.models import SealedSheet, SheetSalt
from mestieri.guidance.project_sheet import ProjectSheet, from_json, to_json
from mestieri.guidance.services.sheets.gate import DERIVATIONS
from mestieri.guidance.services.sheets.tickets import Opening
from mestieri.guidance.services.sheets.wrong_codes import WRONG_CODES

SALT_BYTES, NONCE_BYTES = 32, 16


class NoSuchSheet(LookupError):
    """No sheet has these words: mistyped, erased, or left unused for twelve months."""


class TooManyWrong(RuntimeError):
    """So many wrong codes came that this one was not looked at."""


class Finished(RuntimeError):
    """Its owner said that they had finished: the words have to be typed again."""


@dataclass(frozen=True)
class OpenSheet:
    """A sheet in clear, for as long as a request lasts."""

    opening: Opening
    sheet: ProjectSheet
    revision: int


class ChangedElsewhere(RuntimeError):
    """Another page saved meanwhile; nothing was written.

    Attributes:
        opened: what the other page left.
    """

    def __init__(self, opened: OpenSheet) -> None:
        self.opened = opened
        super().__init__("another page saved")


def new_nonce() -> bytes:
    """What marks the page on which words are going to be typed."""
    return secrets.token_bytes(NONCE_BYTES)


def begin(
    sheet: ProjectSheet | None = None, *, words: tuple[str, ...] | None = None
) -> tuple[tuple[str, ...], Opening]:
    """Keep a new sheet, and say its words: the only time that anybody does.

    Args:
        words: given only for a demonstration, where everybody knows them; else drawn.

    Raises:
        TooBusy: to be tried again in a moment.
    """
    words = words or draw()
    keys = _derived(words)
    SealedSheet.objects.create(
        lookup=keys.lookup,
        sealed=_closed(sheet or ProjectSheet(), keys),
        last_used_on=timezone.localdate(),
    )
    return words, Opening(keys, new_nonce())


def open_by_words(typed: str, *, nonce: bytes, connection: str = "") -> OpenSheet:
    """Open a sheet with what its owner typed.

    Args:
        nonce: of the page where it was typed.
        connection: where from, to bound wrong codes; kept nowhere, empty if it is not known.

    Raises:
        UnreadableCode: what was typed is no code; which word is not.
        TooManyWrong: wait a little.
        TooBusy: to be tried again in a moment.
        NoSuchSheet: no sheet has these words.
        Finished: the page is one of an opening that is over.
    """
    words = read(typed)
    if not WRONG_CODES.may_try(connection):
        raise TooManyWrong
    keys = _derived(words)
    try:
        opened = look(Opening(keys, nonce))
    except NoSuchSheet:
        WRONG_CODES.note(connection)
        raise
    SealedSheet.objects.filter(lookup=keys.lookup).update(last_used_on=timezone.localdate())
    return opened


def look(opening: Opening) -> OpenSheet:
    """The sheet as it is now. One query.

    Raises:
        NoSuchSheet: it was erased, or has other words now.
        Finished: its owner had finished.
    """
    row = SealedSheet.objects.filter(lookup=opening.keys.lookup).first()
    if row is None:
        raise NoSuchSheet
    if bytes(row.ended_opening) == opening.nonce:
        raise Finished
    sheet = from_json(open_sealed(bytes(row.sealed), opening.keys))
    return OpenSheet(opening, sheet, row.revision)


def save(opening: Opening, sheet: ProjectSheet, *, revision: int) -> int:
    """Write a sheet, if nobody else did since `revision`.

    Returns:
        The new revision.

    Raises:
        ChangedElsewhere: another page saved meanwhile; it holds what that one wrote.
        NoSuchSheet: it was erased.
        Finished: its owner had finished.
    """
    look(opening)
    rows = SealedSheet.objects.filter(lookup=opening.keys.lookup, revision=revision)
    changed = rows.update(
        sealed=_closed(sheet, opening.keys),
        revision=F("revision") + 1,
        last_used_on=timezone.localdate(),
    )
    if not changed:
        raise ChangedElsewhere(look(opening))
    return revision + 1


def finish(opening: Opening) -> None:
    """Close an opening: none of its pages opens the sheet again."""
    rows = SealedSheet.objects.filter(lookup=opening.keys.lookup)
    rows.update(ended_opening=opening.nonce)


def change_words(opening: Opening) -> tuple[tuple[str, ...], Opening]:
    """Give a sheet new words; the old ones open nothing any more.

    Raises:
        TooBusy: to be tried again in a moment.
        NoSuchSheet: it was erased.
        Finished: its owner had finished.
    """
    words = draw()
    keys = _derived(words)
    with transaction.atomic():
        rows = SealedSheet.objects.select_for_update().filter(lookup=opening.keys.lookup)
        row = rows.first()
        if row is None:
            raise NoSuchSheet
        sheet = look(opening).sheet
        row.lookup, row.sealed = keys.lookup, _closed(sheet, keys)
        row.revision += 1
        row.save(update_fields=["lookup", "sealed", "revision"])
    return words, replace(opening, keys=keys)


def erase(opening: Opening) -> None:
    """Erase a sheet at once and for good.

    Raises:
        NoSuchSheet: it was erased already.
        Finished: its owner had finished.
    """
    look(opening)
    SealedSheet.objects.filter(lookup=opening.keys.lookup).delete()


def _derived(words: tuple[str, ...]) -> Keys:
    salt = installation_salt()
    with DERIVATIONS.turn():
        return derive(words, salt)


def installation_salt() -> bytes:
    """The salt of this installation, drawn the first time that it is asked for. One query."""
    row = SheetSalt.objects.filter(pk=1).first()
    if row is None:
        drawn = secrets.token_bytes(SALT_BYTES)
        row, _made = SheetSalt.objects.get_or_create(pk=1, defaults={"value": drawn})
    return bytes(row.value)


def _closed(sheet: ProjectSheet, keys: Keys) -> bytes:
    return seal(to_json(sheet).encode(), keys)
