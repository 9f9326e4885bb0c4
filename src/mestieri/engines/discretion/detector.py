"""E-mails, telephones, tax codes, IBANs and addresses of the web in free text.

It errs on the side of seeing too much: what is found here is not written anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from mestieri.engines.discretion.finding import Finding
from mestieri.engines.discretion.readings import Reading, readings

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
# The same with one space or sign between any two, its digits being digits: letters in their place
# would be found in plain words.
TAX_CODE_APART = re.compile(
    r"\b"
    + r"[\s.-]?".join(["[A-Z]"] * 6 + [r"\d"] * 2 + ["[A-EHLMPRST]"] + [r"\d"] * 2)
    + r"[\s.-]?"
    + r"[\s.-]?".join(["[A-Z]"] + [r"\d"] * 3 + ["[A-Z]"])
    + r"\b",
    re.IGNORECASE,
)
# ISO 13616: country, two check digits, 11 to 30 characters, in groups of four or not.
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}\s?[A-Z0-9]{0,4}\b", re.IGNORECASE)
# At least seven digits with the signs people put between them, after a word that announces a
# telephone: a number that was mistyped is somebody's all the same.
ANNOUNCED_TELEPHONE = re.compile(
    r"(?:tel|cell|fisso|mobile|numero|chiam\w*|telefon\w*|whats\w*|phone|call)\W{1,3}(?:\w+\W+){0,3}?"
    r"(?P<number>(?:\+|00)?\(?\d(?:[\s./()-]{0,2}\d){6,14})(?!\w)",
    re.IGNORECASE,
)
#: Italian numbers are read without their country; every other one with it.
COUNTRY = "IT"
DATE = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)")


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", EMAIL),
    ("url", URL),
    ("tax_code", TAX_CODE),
    ("tax_code", TAX_CODE_APART),
    ("iban", IBAN),
)


def find_personal_data(text: str) -> list[Finding]:
    """Find what may say who somebody is, in the order of the text, without overlaps.

    Args:
        text: any Unicode, in upper or lower case.
    """
    found: list[Finding] = []
    for kind, start, end in (span for reading in readings(text) for span in _spans(reading)):
        if all(end <= other.start or start >= other.end for other in found):
            found.append(Finding(kind, start, end))
    return sorted(found, key=lambda finding: finding.start)


def _spans(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """What one reading holds, by the places of what was written."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(reading.text):
            yield kind, *reading.span(*match.span())
    for start, end in _telephones(reading.text):
        yield "telephone", *reading.span(start, end)


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    """Numbers that may be called, and those announced as such; dates are not."""
    digits_apart = DATE.sub(lambda match: " " * len(match.group()), text)
    matcher = phonenumbers.PhoneNumberMatcher(
        digits_apart, COUNTRY, leniency=phonenumbers.Leniency.VALID
    )
    for match in matcher:
        yield match.start, match.end
    for announced in ANNOUNCED_TELEPHONE.finditer(digits_apart):
        yield announced.span("number")
