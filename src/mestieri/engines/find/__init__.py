"""Search: a folder that answers words, in many languages, with things, and says why.

    build_index(folder, documents, stamp="42")
    for hit in FindIndex(folder).search("saldatore", "it").hits: ...

See `docs/engines/find.md`.
"""

from mestieri.engines.find.building import Changes, build_index, change_index, encode_waiting
from mestieri.engines.find.documents import (
    Answer,
    Document,
    Hit,
    Link,
    Match,
    Near,
    Part,
    Voice,
)
from mestieri.engines.find.encoders import NO_ENCODERS, Encoders, load_encoders
from mestieri.engines.find.generations import IndexIsBeingBuilt, IndexUnusable
from mestieri.engines.find.index import FindIndex
from mestieri.engines.find.lexicon import Lexicon, LexiconProblem, load_lexicon
from mestieri.engines.find.schema import stems_of, words_of

__all__ = [
    "NO_ENCODERS",
    "Answer",
    "Changes",
    "Document",
    "Encoders",
    "FindIndex",
    "Hit",
    "IndexIsBeingBuilt",
    "IndexUnusable",
    "Lexicon",
    "LexiconProblem",
    "Link",
    "Match",
    "Near",
    "Part",
    "Voice",
    "build_index",
    "change_index",
    "encode_waiting",
    "load_encoders",
    "load_lexicon",
    "stems_of",
    "words_of",
]
