"""E-mails, telephones, tax codes, IBANs and addresses of the web in free text.

It errs on the side of seeing too much: what is found here is not written anywhere.
"""

from __future__ import annotations

import re

from mestieri.engines.discretion.finding import Finding

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)*", re.IGNORECASE)
URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:it|com|org|net|eu|info)\b(?:/\S*)?", re.IGNORECASE
)
# Sixteen characters; the digits may be the letters LMNPQRSTUV (D.M. 23 December 1976, art. 6).
TAX_CODE = re.compile(
    r"\b[A-Z]{6}\s?[0-9LMNPQRSTUV]{2}[A-EHLMPRST][0-9LMNPQRSTUV]{2}"
    r"\s?[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b",
    re.IGNORECASE,
)
# ISO 13616: country, two check digits, 11 to 30 characters, in groups of four or not.
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}\s?[A-Z0-9]{0,4}\b", re.IGNORECASE)
# At least seven digits with the signs people put between them.
TELEPHONE = re.compile(r"(?<!\w)(?:\+|00)?\(?\d(?:[\s./()-]{0,2}\d){6,14}(?!\w)")
TWO_YEARS = re.compile(r"^(?:19|20)\d\d[\s./-]+(?:19|20)\d\d$")


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", EMAIL),
    ("url", URL),
    ("tax_code", TAX_CODE),
    ("iban", IBAN),
    ("telephone", TELEPHONE),
)


def find_personal_data(text: str) -> list[Finding]:
    """Find what may say who somebody is, in the order of the text, without overlaps.

    Args:
        text: any Unicode, in upper or lower case.
    """
    found: list[Finding] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind == "telephone" and TWO_YEARS.match(match.group()):
                continue
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(Finding(kind, match.start(), match.end()))
    return sorted(found, key=lambda finding: finding.start)
