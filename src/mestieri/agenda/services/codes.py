"""Codes that open a booking: shown once, kept only as a keyed digest."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

#: No sign that is taken for another one when copied by hand: no 0 O, 1 I L, 5 S, 8 B, 2 Z.
SIGNS = "ACDEFGHJKMNPQRTUVWXY34679"
GROUPS, SIGNS_A_GROUP = 3, 4  # 25¹² codes: about 56 bits


def new_code() -> str:
    """A code that is easy to copy by hand: three groups of four signs."""
    signs = [secrets.choice(SIGNS) for _sign in range(GROUPS * SIGNS_A_GROUP)]
    starts = range(0, len(signs), SIGNS_A_GROUP)
    return "-".join("".join(signs[start : start + SIGNS_A_GROUP]) for start in starts)


def digest_of(code: str) -> str:
    """Keyed digest of a code, however it is typed; without the installation's secret, nothing."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("mestieri.agenda.seat", plain, algorithm="sha256").hexdigest()
