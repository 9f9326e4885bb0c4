"""Keep the open vocabularies: add words, correct them, retire them."""

from __future__ import annotations

from django.db import transaction

from mestieri.kernel.models import Account, Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.services import audit
from mestieri.kernel.starter import STARTER_TERMS


@transaction.atomic
def load_starter_terms() -> int:
    """Load the words that ship with the product; touch none that is already there.

    Returns:
        How many words were added.
    """
    added = 0
    for vocabulary, words in STARTER_TERMS.items():
        for position, (code, label, label_en) in enumerate(words):
            _term, created = Term.objects.get_or_create(
                vocabulary=vocabulary,
                code=code,
                defaults={"label": label, "label_en": label_en, "position": position},
            )
            added += created
    return added


@transaction.atomic
def save_term(term: Term, *, centre: Centre, account: Account) -> Term:
    """Add or correct a word.

    Raises:
        ValidationError: the code or the word is already there.
    """
    verb = "change" if term.pk else "add"
    term.full_clean()
    term.save()
    audit.record(
        f"kernel.{verb}_term", centre=centre, account=account, subject=term, name=term.label
    )
    return term


@transaction.atomic
def retire_term(term: Term, retired: bool, *, centre: Centre, account: Account) -> None:
    """Hide a word from new choices, or offer it again; what was chosen keeps it."""
    term.is_retired = retired
    term.save(update_fields=["is_retired"])
    verb = "retire" if retired else "restore"
    audit.record(
        f"kernel.{verb}_term", centre=centre, account=account, subject=term, name=term.label
    )


def vocabulary_named(code: str) -> Vocabulary | None:
    """The vocabulary with this code, or None."""
    return Vocabulary(code) if code in Vocabulary.values else None
