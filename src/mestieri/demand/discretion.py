"""No remark about persons: what is written of a company names nobody."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mestieri.engines.discretion import find_names, find_personal_data
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
