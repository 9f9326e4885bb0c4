"""From a code to the place where its thing lies and the key that opens it.

The code goes through Argon2id (RFC 9106), which makes each guess cost memory and time; what
comes out is split by HKDF (RFC 5869) in two halves that tell nothing of each other: where to
look, which may be known, and the key (AES-256-GCM), which is kept nowhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

SHORTEST_SALT = 16  # bytes
#: Second of the two settings that RFC 9106 (4) recommends: 64 MiB, three passes, four lanes.
PASSES, LANES, KIBIBYTES = 3, 4, 64 * 1024
LOOKUP_BYTES, KEY_BYTES, NONCE_BYTES = 16, 32, 12
#: Sealed lengths are multiples of this, so that a length says little of what is inside.
STEP = 1024


@dataclass(frozen=True)
class Keys:
    """What a code opens.

    Attributes:
        lookup: where its thing lies, 16 bytes; tells nothing of the key.
        key: 32 bytes, to be kept nowhere.
    """

    lookup: bytes
    key: bytes = field(repr=False)


def derive(words: Sequence[str], salt: bytes) -> Keys:
    """The place and the key of a code.

    It costs 64 MiB and some tenths of a second of one processor, on purpose.

    Args:
        words: as `read` gives them.
        salt: the installation's own, at least 16 bytes, the same for ever.

    Raises:
        ValueError: the salt is too short.
    """
    if len(salt) < SHORTEST_SALT:
        raise ValueError(f"a salt has at least {SHORTEST_SALT} bytes")
    slow = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=PASSES, lanes=LANES, memory_cost=KIBIBYTES
    ).derive(" ".join(words).encode("ascii"))
    return Keys(_half(slow, b"lookup", LOOKUP_BYTES), _half(slow, b"key", KEY_BYTES))


def _half(secret: bytes, use: bytes, length: int) -> bytes:
    return HKDFExpand(SHA256(), length, b"mestieri codewords " + use).derive(secret)


def seal(content: bytes, keys: Keys) -> bytes:
    """Close some bytes so that only their code opens them, there and nowhere else."""
    padded = content + b"\x80" + bytes(-(len(content) + 1) % STEP)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(keys.key).encrypt(nonce, padded, keys.lookup)


def open_sealed(sealed: bytes, keys: Keys) -> bytes:
    """What was sealed.

    Raises:
        ValueError: it was sealed by another code, for another place, or was altered.
    """
    nonce, closed = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        padded = AESGCM(keys.key).decrypt(nonce, closed, keys.lookup)
    except (InvalidTag, ValueError) as error:
        raise ValueError("sealed by another code, or altered") from error
    return padded[: padded.rindex(b"\x80")]
