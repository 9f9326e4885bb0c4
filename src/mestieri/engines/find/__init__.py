"""Lexical search: a folder that answers words with things, and says why.

    build_index(folder, documents, stamp="42")
    for hit in FindIndex(folder).search("saldatore", "it").hits: ...

See `docs/engines/find.md`.
"""

from mestieri.engines.find.documents import Answer, Document, Hit, Link, Match, Part
from mestieri.engines.find.index import FindIndex, IndexIsBeingBuilt, IndexUnusable, build_index
from mestieri.engines.find.lexicon import Lexicon, LexiconProblem, load_lexicon
from mestieri.engines.find.schema import stems_of, words_of

__all__ = [
    "Answer",
    "Document",
    "FindIndex",
    "Hit",
    "IndexIsBeingBuilt",
    "IndexUnusable",
    "Lexicon",
    "LexiconProblem",
    "Link",
    "Match",
    "Part",
    "build_index",
    "load_lexicon",
    "stems_of",
    "words_of",
]
