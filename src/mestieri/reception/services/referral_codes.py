"""Codes of slips: six signs that nobody can guess, and that lead to nobody."""

from __future__ import annotations

import itertools
import secrets
import unicodedata
import uuid
from collections.abc import Iterator

from django.utils.crypto import salted_hmac

from mestieri.kernel.credentialless import RateLimit

#: No sign that is read as another (0 O, 1 I L), and no vowel: a code never spells a word.
ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 6
#: 28⁶ codes are 4.8 × 10⁸ (28.8 bits). With 5,000 slips waiting for an answer, who tries
#: codes at this pace without a pause meets one of them in 27 hours, and can do no more than
#: add one anonymous answer to a count.
WRONG_CODES_A_MINUTE = 60

_wrong_codes: dict[int, RateLimit] = {}


def new_code() -> str:
    """A code nobody can foresee, such as `K7RM4X`."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


def codes_of_tap(tap: uuid.UUID, destination_id: int, language: str) -> Iterator[str]:
    """The codes that one button gives, always in the same order: pressed again, it reprints.

    They come from the tap and the installation's secret, and the tap is kept nowhere.
    """
    for attempt in itertools.count():
        said = f"{tap} {destination_id} {language} {attempt}"
        drawn = salted_hmac("mestieri.reception.slip_taps", said, algorithm="sha256").digest()
        number, signs = int.from_bytes(drawn), ""
        while len(signs) < LENGTH:
            number, sign = divmod(number, len(ALPHABET))
            signs += ALPHABET[sign]
        yield signs


def read_code(typed: str) -> str:
    """A code as somebody typed it, brought back to its six signs; empty if it cannot be one.

    Small letters, spaces and hyphens are forgiven, and so are the digits of other scripts
    (`٤`, `৪`).
    """
    signs = "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", typed[:40]).upper())
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return ""
    return signs


def _plain(sign: str) -> str:
    """One sign of a code: a digit of any script in ours, nothing for what separates."""
    if sign.isspace() or unicodedata.category(sign) in ("Pd", "Cf"):
        return ""
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def digest_of(centre_id: int, code: str) -> str:
    """Keyed digest of a code in a centre: without the installation's secret it tells nothing."""
    return salted_hmac(
        "mestieri.reception.referral_codes", f"{centre_id} {code}", algorithm="sha256"
    ).hexdigest()


def too_many_wrong_codes(centre_id: int) -> bool:
    """Whether so many wrong codes came to a centre in the last minute that we stop reading.

    Kept in the memory of the process, for a centre as a whole: nobody is told apart.
    """
    return not _limit(centre_id).has_room()


def note_wrong_code(centre_id: int) -> None:
    """Remember that a wrong code came, not which one nor from whom."""
    _limit(centre_id).allows()


def _limit(centre_id: int) -> RateLimit:
    return _wrong_codes.setdefault(centre_id, RateLimit(WRONG_CODES_A_MINUTE, 60))
