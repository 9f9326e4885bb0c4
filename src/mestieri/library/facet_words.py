"""The sides of resources in words, and the names they have in addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Term
from mestieri.kernel.vocabulary import Purpose, Sector
from mestieri.library.vocabulary import FACET_VOCABULARIES, RESOURCE_LANGUAGES, Facet

#: Facet → its name in addresses (Italian, the same in every language).
FACET_PARAMETERS: dict[Facet, str] = {
    Facet.PURPOSE: "esigenza",
    Facet.THEME: "tema",
    Facet.SECTOR: "settore",
    Facet.AUDIENCE: "pubblico",
    Facet.LIFE_MOMENT: "momento",
    Facet.LANGUAGE: "lingua",
}

#: How each facet is asked for in the catalogue.
FACET_QUESTIONS: dict[Facet, Any] = {
    Facet.PURPOSE: _("What for"),
    Facet.THEME: _("About what"),
    Facet.SECTOR: _("In which sector"),
    Facet.AUDIENCE: _("For whom"),
    Facet.LIFE_MOMENT: _("At which moment"),
    Facet.LANGUAGE: _("In which language"),
}


@dataclass(frozen=True)
class FacetWords:
    """The values of every facet, in the reader's language.

    Attributes:
        offered: facet → (code, word) of the values to choose from, in their order.
        words: facet → code → word, the retired ones too.
    """

    offered: dict[Facet, list[tuple[str, str]]]
    words: dict[Facet, dict[str, str]]

    def word(self, facet: str, code: str) -> str:
        """A value in words; a code nobody knows as it is."""
        return self.words[Facet(facet)].get(code, code)


def facet_words() -> FacetWords:
    """Every value of every facet. One query."""
    offered = {
        Facet.PURPOSE: [(purpose.value, str(purpose.label)) for purpose in Purpose],
        Facet.SECTOR: [(sector.value, str(sector.label)) for sector in Sector],
        Facet.LANGUAGE: [(code, language_name(code)) for code in RESOURCE_LANGUAGES],
        **{facet: [] for facet in FACET_VOCABULARIES},
    }
    words = {facet: dict(pairs) for facet, pairs in offered.items()}
    facets = {vocabulary.value: facet for facet, vocabulary in FACET_VOCABULARIES.items()}
    for term in Term.objects.filter(vocabulary__in=facets).order_by("position", "id"):
        facet, word = facets[term.vocabulary], str(term)
        words[facet][term.code] = word
        if not term.is_retired:
            offered[facet].append((term.code, word))
    return FacetWords({facet: offered[facet] for facet in Facet}, words)


def language_name(code: str) -> str:
    """A language in the words of the reader, in small letters in Italian."""
    known = {"zh": "zh-hans"}.get(code, code)
    if code == "zh":
        return gettext("Chinese")
    name = gettext(get_language_info(known)["name"])
    return name.lower() if get_language() == "it" else name
