"""What a company reads of a CV: nothing of who the person is besides what they can do.

Photo, birth date, nationality are never read from a file; here address and contacts go too,
and what the person wrote of themselves in free words (domain book §3.2): the company reaches them
through the centre. Of the surname the first letter stays.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mestieri.engines.discretion import find_personal_data
from mestieri.engines.europass import Candidate
from mestieri.kernel.personal_words import BLANK, as_word

#: What begins a sentence about who somebody is rather than what they can do.
_OPENINGS = (
    r"nat[oa] (?:a|il|in|nel)|data di nascita|luogo di nascita|nazionalit\w+|cittadin[oai]\w*|"
    r"stato civile|coniugat[oa]|celibe|nubile|sposat[oa]|divorziat[oa]|resident[ei]|residenza|"
    r"domicili\w+|abito a|vivo a|"
    r"born (?:in|on)|date of birth|place of birth|nationality|citizen\w*|marital status|"
    r"married|resident (?:in|of)|i live in|home address"
)
#: From such a word to the end of its sentence, line or tag.
ABOUT_ONESELF = re.compile(rf"(?i)\b(?:{_OPENINGS})\b[^.;\n<]*(?:\d\.\d[^.;\n<]*)*")
BIRTHDAY = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)")


def for_company(record: Candidate) -> Candidate:
    """The record that a company reads."""
    surname = record.family_name.strip()

    def clean(text: str) -> str:
        return blank(text, surname)

    return replace(
        record,
        family_name=f"{surname[0].upper()}." if surname else "",
        headline=clean(record.headline),
        summary=clean(record.summary),
        contacts=(),
        addresses=(),
        employment=tuple(
            replace(one, position=clean(one.position), description=clean(one.description))
            for one in record.employment
        ),
        education=tuple(
            replace(one, title=clean(one.title), description=clean(one.description))
            for one in record.education
        ),
        skills=tuple(
            replace(one, name=clean(one.name), description=clean(one.description))
            for one in record.skills
        ),
        certificates=tuple(
            replace(one, title=clean(one.title), description=clean(one.description))
            for one in record.certificates
        ),
    )


def blank(text: str, surname: str) -> str:
    """A text without contacts, dates of birth, surname and what is said of oneself."""
    if not text:
        return text
    for finding in reversed(find_personal_data(text)):
        text = f"{text[: finding.start]}{BLANK}{text[finding.end :]}"
    text = BIRTHDAY.sub(BLANK, ABOUT_ONESELF.sub(BLANK, text))
    return as_word(surname).sub(BLANK, text) if len(surname) > 1 else text
