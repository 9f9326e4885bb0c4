"""Words that ask what nobody may ask of whoever looks for work, with the rule and a way out.

    find_discrimination("ragazza max 30 anni, bella presenza")[0].ground  # 'sex'
    forbidden_index("Età")  # the mention that forbids it, or None

The words stand in `discrimination.toml`, which people read and correct. Like every detector of
this engine it is a hand on the shoulder: a person decides.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

LEXICON = Path(__file__).parent / "discrimination.toml"
LANGUAGES = ("it", "en")


@dataclass(frozen=True, slots=True)
class Ground:
    """What must not be asked about.

    Attributes:
        key: stable word for it.
        rule: the law.
        reasons, rewritings: a sentence by language: why, and what to write instead.
    """

    key: str
    rule: str
    reasons: dict[str, str]
    rewritings: dict[str, str]

    def reason(self, language: str) -> str:
        return self.reasons.get(language[:2], self.reasons["it"])

    def rewriting(self, language: str) -> str:
        return self.rewritings.get(language[:2], self.rewritings["it"])


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that ask about a forbidden ground; they are `text[start:end]`."""

    ground: Ground
    start: int
    end: int


@dataclass(frozen=True)
class _Rule:
    ground: Ground
    words: re.Pattern[str]
    names: re.Pattern[str]
    allowed: re.Pattern[str] | None
    told: re.Pattern[str] | None


def find_discrimination(text: str) -> list[Mention]:
    """What a text asks about that it must not, in the order of the text, without overlaps."""
    plain = _plain(text)
    found = [mention for rule in _rules() for mention in _mentions(rule, rule.words, plain)]
    return _apart(found)


def find_sensitive(text: str) -> list[Mention]:
    """What a text tells about somebody that nobody may ask of them, as people tell it themselves.

    «Ho la legge 104», «delegata RSU»: words that no advert has, and that a CV need not have.
    """
    plain = _plain(text)
    found = [
        mention for rule in _rules() if rule.told for mention in _mentions(rule, rule.told, plain)
    ]
    return _apart(found)


def forbidden_index(name: str) -> Mention | None:
    """Why something cannot be the name of an index or of one of its values; None if it can."""
    plain = _plain(name)
    found = [
        mention
        for rule in _rules()
        for pattern in (rule.words, rule.names)
        for mention in _mentions(rule, pattern, plain)
        if not _is_experience(plain)
    ]
    return next(iter(_apart(found)), None)


#: «Anni di esperienza», «anni nella famiglia» are no age.
_EXPERIENCE = re.compile(r"\banni (?:di|nel|nella|in|come|d)\b.*|\byears (?:of|in)\b.*")


def _is_experience(plain: str) -> bool:
    return _EXPERIENCE.search(plain) is not None and "eta" not in plain.split()


def _apart(found: list[Mention]) -> list[Mention]:
    """The longest of those that overlap."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda one: one.start)


def _mentions(rule: _Rule, pattern: re.Pattern[str], plain: str) -> list[Mention]:
    fine = [match.span() for match in rule.allowed.finditer(plain)] if rule.allowed else []
    return [
        Mention(rule.ground, *match.span())
        for match in pattern.finditer(plain)
        if not any(start <= match.start() and match.end() <= end for start, end in fine)
    ]


def _plain(text: str) -> str:
    """A text without capitals and accents, letter for letter."""
    return "".join(_plain_sign(sign) for sign in text)


@functools.lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    if sign in "’‘´`":
        return "'"
    return unicodedata.normalize("NFKD", sign)[0].lower()[:1] or " "


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    with LEXICON.open("rb") as file:
        return tuple(_rule(entry) for entry in tomllib.load(file)["ground"])


def _rule(entry: dict[str, object]) -> _Rule:
    ground = Ground(
        str(entry["key"]),
        str(entry["rule"]),
        {language: str(entry[f"reason_{language}"]) for language in LANGUAGES},
        {language: str(entry[f"rewriting_{language}"]) for language in LANGUAGES},
    )
    allowed = entry["allowed"]
    return _Rule(
        ground,
        _any_of(entry["patterns"]),
        _any_of(entry["index_names"]),
        _any_of(allowed) if allowed else None,
        _any_of(entry["told"]) if "told" in entry else None,
    )


def _any_of(patterns: object) -> re.Pattern[str]:
    assert isinstance(patterns, list)
    # Longer patterns first: alternation takes the first that fits.
    longest = sorted(patterns, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")
