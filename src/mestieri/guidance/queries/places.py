"""Kinds of services that steps send to, in the words of the vocabulary."""

from __future__ import annotations

from mestieri.kernel.models import Term
from mestieri.kernel.models.vocabularies import Vocabulary


def place_names() -> dict[str, str]:
    """Code → words of each kind of service. One query."""
    words = Term.objects.filter(vocabulary=Vocabulary.REFERRAL_DESTINATION, is_retired=False)
    return {term.code: str(term) for term in words}
