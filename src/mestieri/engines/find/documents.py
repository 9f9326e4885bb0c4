"""What goes into the index and what comes out of it."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class Part(enum.Enum):
    """Part of a document in which words were found, the weightiest first."""

    TITLE = "title"
    NAME = "name"
    TEXT = "text"
    NONE = "none"  # no word was found: its meaning is near


@dataclass(frozen=True)
class Document:
    """A thing that may be found.

    Attributes:
        kind: what it is; a search can be limited to some kinds.
        key: its identity within the kind.
        titles: language → its title, in each of its forms («saldatore», «saldatrice»).
        names: language → other names.
        texts: language → longer text.
        purposes: words one can filter by.
        isco: ISCO-08 code, or empty.
        owner: whose it is; empty when it is everybody's. A search may be limited to one owner.
    """

    kind: str
    key: str
    titles: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    purposes: Sequence[str] = ()
    isco: str = ""
    owner: str = ""

    def to_json(self) -> str:
        """What the index keeps to show a hit and to say why: everything but the texts."""
        return json.dumps(
            {
                "titles": {language: list(forms) for language, forms in self.titles.items()},
                "names": {language: list(names) for language, names in self.names.items()},
                "purposes": list(self.purposes),
                "isco": self.isco,
                "owner": self.owner,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, kind: str, key: str, text: str) -> Document:
        """The document as `to_json` kept it; its texts are empty."""
        kept = json.loads(text)
        return cls(
            kind,
            key,
            kept["titles"],
            kept["names"],
            {},
            tuple(kept["purposes"]),
            kept["isco"],
            kept["owner"],
        )


@dataclass(frozen=True)
class Match:
    """Why a document was found.

    Attributes:
        part: where the words were found; `NONE` where only a meaning or a trade is near.
        language: language of that part.
        words: the title or name that matched; empty for a text.
        is_exact: every word of the question is in it as it was written, begun (the last
            one), or in another form; False when a letter had to be changed.
    """

    part: Part
    language: str
    words: str
    is_exact: bool


@dataclass(frozen=True)
class Link:
    """What some words of a question mean: «sofer» is «autista».

    Attributes:
        said: the words, in whatever language.
        meaning: the Italian ones by which the document was found.
    """

    said: str
    meaning: str


class Voice(enum.Enum):
    """What finds documents; each may be silenced, to measure it or to spare an old PC."""

    WORDS = "words"
    LEXICON = "lexicon"
    MEANING = "meaning"
    TRADES = "trades"


@dataclass(frozen=True)
class Near:
    """That an encoder finds a document near to the question.

    Attributes:
        voice: `MEANING` or `TRADES`.
        to: the title or name of the document that is near.
        language: its language.
        cosine: how near, 0 to 1.
    """

    voice: Voice
    to: str
    language: str
    cosine: float


@dataclass(frozen=True)
class Hit:
    """A document that answers, how well, and why.

    Attributes:
        document: without its texts.
        score: the greater the better; comparable only within one answer.
        match: where its words are.
        links: through which words of the lexicon it was found, if it was.
        near: to what an encoder finds it near, if one does.
    """

    document: Document
    score: float
    match: Match
    links: tuple[Link, ...] = ()
    near: tuple[Near, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the index says to a question.

    Attributes:
        hits: documents, the best first.
        has_all_words: False when no document has all the words of the question, so that
            the hits have only some of them.
        suggestion: the question as it would be without its probable typing mistake, or empty.
        language: code of the language the question is probably in; empty if nothing tells.
        is_language_known: False when it is in a language that no voice knows: hits, if there
            are any, are there by chance.
        is_sure: False when the best hit is a guess, or there is none.
    """

    hits: list[Hit]
    has_all_words: bool = True
    suggestion: str = ""
    language: str = ""
    is_language_known: bool = True
    is_sure: bool = True
