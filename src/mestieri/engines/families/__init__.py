"""Families of trades: which one a job title may belong to, and the words that say so.

    dictionary = WordDictionary.read(text)
    proposer = Proposer(dictionary, Bridge({"pulizie": ["91"]}), linker)
    proposer.propose("Addetta alle pulizie").family

See `docs/engines/families.md`.
"""

from mestieri.engines.families.bridge import Bridge
from mestieri.engines.families.proposing import FamilyProposal, Proposer, Source
from mestieri.engines.families.words import (
    NO_FAMILY,
    DictionaryProblem,
    Entry,
    Match,
    WordDictionary,
)

__all__ = [
    "NO_FAMILY",
    "Bridge",
    "DictionaryProblem",
    "Entry",
    "FamilyProposal",
    "Match",
    "Proposer",
    "Source",
    "WordDictionary",
]
