"""What the detectors find."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that may say who somebody is.

    Attributes:
        kind: `email`, `url`, `tax_code`, `iban`, `telephone` or `name`.
        start, end: where it is in the text, as `text[start:end]`.
    """

    kind: str
    start: int
    end: int
