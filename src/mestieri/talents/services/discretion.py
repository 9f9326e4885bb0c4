"""What the law forbids to ask is refused with its reason, its rule and a way out (§3.1)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.discretion import Mention, find_discrimination, forbidden_index


def refuse_forbidden(name: str, field: str) -> None:
    """Refuse a name or words of an index that ask what nobody may ask.

    Raises:
        ValidationError: with the words, the reason, the rule and a way out.
    """
    _refuse(forbidden_index(name), name, field)


def refuse_discrimination(text: str, field: str) -> None:
    """Refuse words of a family or of a search that choose people by what nobody may choose by.

    Raises:
        ValidationError: as `refuse_forbidden`.
    """
    _refuse(next(iter(find_discrimination(text)), None), text, field)


def _refuse(mention: Mention | None, text: str, field: str) -> None:
    if mention is None:
        return
    language = get_language() or "it"
    said = {
        "words": text[mention.start : mention.end],
        "reason": mention.ground.reason(language),
        "rule": mention.ground.rule,
        "instead": mention.ground.rewriting(language),
    }
    raise ValidationError({field: _("“%(words)s”: %(reason)s (%(rule)s) %(instead)s") % said})
