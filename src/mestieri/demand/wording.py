"""Words that nobody may ask, underlined in what somebody wrote, each with a way out.

Pure functions over texts: pages of the Banco and of the site show the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from mestieri.engines.discretion import (
    Mention,
    find_discrimination,
    mended,
    phrase_instead,
)

#: Name of the button that mends: its value is the field and the number of the mention.
MEND = "mend"
#: Longer texts are refused before they are read word by word.
LONGEST_READ = 4000


@dataclass(frozen=True)
class Remark:
    """Words that cannot stay.

    Attributes:
        words: as they were written.
        reason, rule: why, and which law says so.
        rewriting: what to write instead, as advice.
        phrase: words that may take their place at once; empty where they are best left out.
        value: what the button that mends them posts.
    """

    words: str
    reason: str
    rule: str
    rewriting: str
    phrase: str
    value: str


@dataclass(frozen=True)
class Wording:
    """A text with the words that cannot stay.

    Attributes:
        label: of its field.
        pieces: the text, cut: each piece with the number of its remark, from 1, or 0.
        remarks: in the order of the text.
    """

    label: str
    pieces: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]


def wording_of(name: str, label: str, text: str) -> Wording | None:
    """What cannot stay in the text of a field; None where all of it can."""
    mentions = find_discrimination(text) if len(text) <= LONGEST_READ else []
    if not mentions:
        return None
    pieces: list[tuple[str, int]] = []
    end = 0
    for number, mention in enumerate(mentions, start=1):
        pieces += [(text[end : mention.start], 0), (text[mention.start : mention.end], number)]
        end = mention.end
    pieces.append((text[end:], 0))
    remarks = tuple(
        _remark(f"{name}:{number}", text, mention) for number, mention in enumerate(mentions)
    )
    return Wording(label, tuple(piece for piece in pieces if piece[0]), remarks)


def _remark(value: str, text: str, mention: Mention) -> Remark:
    language, ground = _language(), mention.ground
    return Remark(
        words=text[mention.start : mention.end],
        reason=ground.reason(language),
        rule=ground.rule,
        rewriting=ground.rewriting(language),
        phrase=phrase_instead(text, mention, language),
        value=value,
    )


def wordings_of(fields: Iterable[tuple[str, str, str]]) -> list[Wording]:
    """What cannot stay in some fields: name, label and text of each."""
    found = (wording_of(*field) for field in fields)
    return [one for one in found if one is not None]


def mend(text: str, number: int) -> str:
    """A text in which one of its mentions is mended; as it is where there is no such mention."""
    text = text.replace("\r\n", "\n")
    mentions = find_discrimination(text) if len(text) <= LONGEST_READ else []
    if not 0 <= number < len(mentions):
        return text
    return mended(text, mentions[number], _language())


def asked_to_mend(value: str) -> tuple[str, int]:
    """The field and the mention that a button names; ("", -1) where it names none."""
    name, _colon, number = value.partition(":")
    return (name, int(number)) if number.isdecimal() else ("", -1)


def _language() -> str:
    return get_language() or "it"
