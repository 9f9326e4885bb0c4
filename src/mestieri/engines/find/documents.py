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
        part: where the words were found.
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


@dataclass(frozen=True)
class Hit:
    """A document that answers, how well, and why.

    `links` says through which words of the lexicon it was found, if it was.
    """

    document: Document
    score: float
    match: Match
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the index says to a question.

    Attributes:
        hits: documents, the best first.
        has_all_words: False when no document has all the words of the question, so that
            the hits have only some of them.
        suggestion: the question as it would be without its probable typing mistake, or empty.
    """

    hits: list[Hit]
    has_all_words: bool = True
    suggestion: str = ""
