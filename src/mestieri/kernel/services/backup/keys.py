"""The pair of keys of the copies: the open one stays here, the secret one on paper."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import pyrage

from mestieri.kernel.services.backup.refusal import BackupRefused

#: In the data folder: the open key. Who has it can close copies, not open them.
FILE = "backup-key"
_PLAIN_WORDS = (
    "acqua albero ancora aria barca bosco calza campo carta cielo colle corda cuore dado dente "
    "erba faro festa fiore fiume foglia forno fuoco gallo gatto giardino grano isola lago lana "
    "latte legno libro luna mano mare mattone mela miele monte neve nido noce nuvola olio onda "
    "pane penna pesce piazza pietra pino ponte porta prato radice ramo rosa sale scala seme sole "
    "vela vento"
)
#: Four of these name a key: 24 bits, enough to tell one sheet of paper from another.
WORDS = _PLAIN_WORDS.split()


@dataclass(frozen=True)
class KeyPair:
    """A new pair.

    Attributes:
        public: the age recipient that closes copies.
        secret: the age identity that opens them; shown once, kept nowhere.
        words: four words that name the pair.
    """

    public: str
    secret: str
    words: str


def new_pair() -> KeyPair:
    """Make a pair; nothing is kept."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return KeyPair(public, str(identity), words_of(public))


def words_of(public: str) -> str:
    """Four words that name a key, worked out from the open half."""
    digest = hashlib.sha256(public.encode()).digest()
    return " ".join(WORDS[byte % len(WORDS)] for byte in digest[:4])


def keep_public(folder: Path, public: str) -> None:
    """Keep the open key in the data folder, in one stroke."""
    unfinished = folder / f"{FILE}.part"
    descriptor = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(public + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / FILE)


def kept_public(folder: Path) -> str | None:
    """The open key of this installation, or None.

    Raises:
        BackupRefused: the file is there and holds no key.
    """
    try:
        public = (folder / FILE).read_text().strip()
    except FileNotFoundError:
        return None
    recipient_of(public)
    return public


def recipient_of(public: str) -> pyrage.x25519.Recipient:
    """The key as the library wants it.

    Raises:
        BackupRefused: it is no age recipient.
    """
    try:
        return pyrage.x25519.Recipient.from_str(public)
    except pyrage.RecipientError:
        raise BackupRefused(
            f"The file {FILE} of the data folder holds no open key: "
            "put it back as it was, or make a new key with `mestieri backup-key new`."
        ) from None


def identity_of(text: str) -> pyrage.x25519.Identity:
    """The secret key, as it was typed from paper or stands in a file of age.

    Blanks, dashes of a line break and the case do not matter; comments of a file are skipped.

    Raises:
        BackupRefused: it is no key: a letter is wrong or missing (the key checks itself).
    """
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    typed = "".join("".join(lines).split()).upper()
    try:
        return pyrage.x25519.Identity.from_str(typed)
    except pyrage.IdentityError:
        raise BackupRefused(
            "This is not a secret key: it begins with AGE-SECRET-KEY-1, and a letter wrong or "
            "missing is enough to spoil it. Type it again from the paper."
        ) from None
