"""Everyday words of eleven languages and what they mean, in files anybody can edit.

See `docs/engines/find.md`.
"""

from mestieri.engines.find.lexicon.folding import cut
from mestieri.engines.find.lexicon.reading import Concept, LexiconProblem
from mestieri.engines.find.lexicon.recognising import Lexicon, Reading, Recognised, load_lexicon

__all__ = ["Concept", "Lexicon", "LexiconProblem", "Reading", "Recognised", "cut", "load_lexicon"]
