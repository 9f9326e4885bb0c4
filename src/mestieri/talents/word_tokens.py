"""Words of CVs as keyed digests: who has the database alone reads no word in them."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from mestieri.engines.find import stems_of
from mestieri.kernel.encryption.fields import ring
from mestieri.kernel.encryption.keys import DataKey

MOST_STEMS = 400  # of one CV
MOST_ASKED = 8  # of one search
_BYTES = 8


def stems(text: str) -> list[str]:
    """Stems of a text, each once; languages are all cut by the Italian stemmer, alike."""
    return list(dict.fromkeys(stems_of(text, "it")))


def token_of(stem: str, centre_id: int, key: DataKey) -> int:
    """The digest of a stem in a centre, as a whole number that a column of 64 bits holds."""
    said = f"cv word\0{centre_id}\0{stem}".encode()
    return int.from_bytes(hmac.digest(key.index_key, said, "sha256")[:_BYTES], "big") >> 1


def tokens_of(text: Iterable[str], centre_id: int, key: DataKey) -> set[int]:
    """The digests of the words of some texts."""
    found = stems("\n".join(text))[:MOST_STEMS]
    return {token_of(stem, centre_id, key) for stem in found}


def asked_tokens(words: str, centre_id: int) -> list[list[int]]:
    """For each word asked its digest under every key: rows may be under any while keys turn."""
    keys = ring().keys
    return [[token_of(stem, centre_id, key) for key in keys] for stem in stems(words)[:MOST_ASKED]]
