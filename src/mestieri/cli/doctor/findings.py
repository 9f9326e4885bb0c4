"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, ADVICE, WRONG = "good", "advice", "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        check: stable word for it.
        state: `good`, `advice` (it works, but better not so in production) or `wrong`.
        sentence: what was found, and what to do about it.
    """

    check: str
    state: str
    sentence: str
