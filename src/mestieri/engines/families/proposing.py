"""A family for a job title: proposed, with its reason; a person decides."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from mestieri.engines.families.bridge import Bridge
from mestieri.engines.families.words import NO_FAMILY, WordDictionary
from mestieri.engines.occupations import Linker

LANGUAGE = "it"


class Source(enum.StrEnum):
    """What caused a proposal."""

    WORDS = "words"
    CODE = "code"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class FamilyProposal:
    """What a title may belong to.

    Attributes:
        family: slug of the family, empty if none.
        source: the dictionary, the occupation that the CV itself names, or the linker.
        words: the words of the title that caused it.
        label: the label of the classification that caused it, if one did.
        isco: its ISCO-08 code, if known.
    """

    family: str = ""
    source: Source | None = None
    words: str = ""
    label: str = ""
    isco: str = ""


class Proposer:
    """Asks the dictionary, then the occupation of the CV, then the linker.

    Args:
        dictionary: the curator's words.
        bridge: ISCO-08 → family.
        linker: the occupation engine; with none only dictionary and codes speak.
    """

    def __init__(
        self, dictionary: WordDictionary, bridge: Bridge, linker: Linker | None = None
    ) -> None:
        self.dictionary = dictionary
        self.bridge = bridge
        self.linker = linker

    def propose(self, title: str, occupation: str = "") -> FamilyProposal:
        """The family of a title.

        Args:
            title: as it stands in the CV.
            occupation: ESCO URI or ISCO code that the CV gives, if any.
        """
        match = self.dictionary.first(title)
        if match is not None and not match.entry.is_weak:
            return self._by_words(title, match.entry.family, match.words(title))
        by_code = self._by_code(title, occupation)
        if by_code is not None:
            return by_code
        if match is not None:
            return self._by_words(title, match.entry.family, match.words(title))
        return self._by_linker(title)

    def _by_words(self, title: str, family: str, words: str) -> FamilyProposal:
        if family == NO_FAMILY:
            return FamilyProposal()
        return FamilyProposal(family, Source.WORDS, words)

    def _by_code(self, title: str, occupation: str) -> FamilyProposal | None:
        """What the occupation that the CV names says, if the classification knows it."""
        if not occupation:
            return None
        code, label = occupation.lstrip("C"), ""
        if self.linker is not None and not code.isdigit():
            concept = self.linker.classification.by_uri.get(occupation)
            code, label = (concept.isco, concept.label(LANGUAGE)) if concept else ("", "")
        family = self.bridge.family(code) if code.isdigit() else ""
        return FamilyProposal(family, Source.CODE, title, label or code, code) if family else None

    def _by_linker(self, title: str) -> FamilyProposal:
        hits = self.linker.link(title, LANGUAGE, 1) if self.linker is not None else []
        if not hits:
            return FamilyProposal()
        hit = hits[0]
        family = self.bridge.family(hit.isco)
        if not family:
            return FamilyProposal()
        return FamilyProposal(
            family, Source.TITLE, hit.matched_part or title, hit.matched_label, hit.isco
        )
