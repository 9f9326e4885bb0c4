"""No remark about persons, no question that nobody may ask: what is written of a company."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.discretion import find_discrimination, find_names, find_personal_data
from mestieri.engines.places import fold_name


def refuse_persons(field: str, text: str, excused: Iterable[str] = ()) -> str:
    """A text in which nobody is named, spaces at its ends removed.

    Args:
        field: the name of the field, for the refusal.
        excused: names of companies and places: a firm that is called after a person may be named.

    Raises:
        ValidationError: it holds a name, a number or an address of a person; with the words.
    """
    text = text.replace("\x00", " ").strip()
    if not text:
        return text
    allowed = " ".join(fold_name(name) for name in excused)
    found = [text[one.start : one.end] for one in (*find_personal_data(text), *find_names(text))]
    said = [words for words in found if fold_name(words) not in allowed]
    if said:
        raise ValidationError(
            {
                field: _(
                    "Nothing was saved: “%(words)s” may say who somebody is. Write about the "
                    "company; a person goes among its contacts."
                )
                % {"words": "”, “".join(said[:3])}
            }
        )
    return text


def refuse_discrimination(field: str, text: str) -> None:
    """Refuse what nobody may ask of whoever looks for work (domain book §3.1).

    Args:
        field: the name of the field, for the refusal.

    Raises:
        ValidationError: with the words, why they may not be asked, the law and what to write
            instead.
    """
    language = get_language() or "it"
    for mention in find_discrimination(text):
        said = {
            "words": text[mention.start : mention.end],
            "reason": mention.ground.reason(language),
            "rule": mention.ground.rule,
            "instead": mention.ground.rewriting(language),
        }
        raise ValidationError({field: _("“%(words)s”: %(reason)s (%(rule)s) %(instead)s") % said})
