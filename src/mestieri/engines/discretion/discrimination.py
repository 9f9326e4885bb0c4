"""Words that ask what nobody may ask of whoever looks for work, with the rule and a way out.

    find_discrimination("ragazza max 30 anni, bella presenza")[0].ground  # 'sex'
    forbidden_index("Età")  # the mention that forbids it, or None
    mended("commessa, bella presenza", mention)  # «commessa, capacità di accogliere i clienti»

The words stand in `discrimination.toml`, which people read and correct. Like every detector of
this engine it is a hand on the shoulder: a person decides.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).parent / "discrimination.toml"
LANGUAGES = ("it", "en")
#: What joins the members of a list.
LINKS = " \t,;–-"
#: The name of a piece in a pattern; `{2}` and the like are no names.
_NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What may stand in the place of some words.

    Attributes:
        words: the words that it takes the place of.
        instead: by language.
        is_whole: it stands for everything that was found, not for the words alone.
    """

    words: re.Pattern[str]
    instead: dict[str, str]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What must not be asked about.

    Attributes:
        key: stable word for it.
        rule: the law.
        reasons, rewritings: a sentence by language: why, and what to write instead.
        phrases: words to put in the place of those found, the first that fits.
    """

    key: str
    rule: str
    reasons: dict[str, str]
    rewritings: dict[str, str]
    phrases: tuple[Phrase, ...] = field(default=(), repr=False, compare=False)

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
    allowed: re.Pattern[str]


def find_discrimination(text: str) -> list[Mention]:
    """What a text asks about that it must not, in the order of the text, without overlaps."""
    plain = _plain(text)
    found = [mention for rule in _rules() for mention in _mentions(rule, rule.words, plain)]
    return _apart(found)


def phrase_instead(text: str, mention: Mention, language: str = "it") -> str:
    """What may stand where a mention stands; empty where the words are best left out."""
    words = text[mention.start : mention.end]
    plain = _plain(words)
    for phrase in mention.ground.phrases:
        found = phrase.words.search(plain)
        if found is None:
            continue
        instead = phrase.instead.get(language[:2], phrase.instead["it"])
        if not phrase.is_whole:
            instead = words[: found.start()] + instead + words[found.end() :]
        return instead[:1].upper() + instead[1:] if words[:1].isupper() else instead
    return ""


def mended(text: str, mention: Mention, language: str = "it") -> str:
    """A text in which a mention made room for its phrase, or is left out with its commas."""
    phrase = phrase_instead(text, mention, language)
    before, after = text[: mention.start], text[mention.end :]
    if phrase:
        return before + phrase + after
    kept, rest = before.rstrip(LINKS), after.lstrip(LINKS)
    if not kept or kept.endswith("\n"):
        return kept + rest[:1].upper() + rest[1:]
    if not rest or rest[0] in ".!?)\n":
        return kept + rest
    between = ", " if "," in before[len(kept) :] + after[: len(after) - len(rest)] else " "
    return kept + between + rest


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
    fine = [match.span() for match in rule.allowed.finditer(plain)]
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
        lexicon = tomllib.load(file)
    pieces = _Pieces(lexicon["pieces"])
    everywhere = lexicon["allowed_everywhere"]
    return tuple(_rule(entry, pieces, everywhere) for entry in lexicon["ground"])


class _Pieces:
    """Parts of patterns with a name, so that people read them once."""

    def __init__(self, pieces: dict[str, str]) -> None:
        self.pieces = pieces

    def put_in(self, pattern: str) -> str:
        """A pattern with its pieces, and theirs, in their places."""
        while (found := _NAME.search(pattern)) is not None:
            pattern = pattern[: found.start()] + self.pieces[found[1]] + pattern[found.end() :]
        return pattern

    def any_of(self, patterns: list[str]) -> re.Pattern[str]:
        # Longer patterns first: alternation takes the first that fits.
        longest = sorted((self.put_in(one) for one in patterns), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")


def _rule(entry: dict[str, Any], pieces: _Pieces, everywhere: list[str]) -> _Rule:
    ground = Ground(
        entry["key"],
        entry["rule"],
        {language: entry[f"reason_{language}"] for language in LANGUAGES},
        {language: entry[f"rewriting_{language}"] for language in LANGUAGES},
        tuple(_phrase(one, pieces) for one in entry["phrases"]),
    )
    return _Rule(
        ground,
        pieces.any_of(entry["patterns"]),
        pieces.any_of(entry["index_names"]),
        pieces.any_of([*entry["allowed"], *everywhere]),
    )


def _phrase(entry: dict[str, Any], pieces: _Pieces) -> Phrase:
    return Phrase(
        re.compile(pieces.put_in(entry["words"])),
        {language: entry[language] for language in LANGUAGES},
        entry.get("whole", False),
    )
