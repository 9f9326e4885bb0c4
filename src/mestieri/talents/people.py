"""What of a record says who a person is and how to reach them. Nothing here writes."""

from __future__ import annotations

import unicodedata

import phonenumbers

from mestieri.engines.europass import Candidate

LONGEST_NAME, LONGEST_EMAIL, LONGEST_PHONE = 120, 254, 40


def email_of(record: Candidate) -> str:
    """The first e-mail address that looks like one, in small letters; empty if none."""
    for contact in record.contacts:
        value = contact.value.strip().lower()
        if contact.kind == "email" and "@" in value and len(value) <= LONGEST_EMAIL:
            return value
    return ""


def phone_of(record: Candidate) -> str:
    """The first telephone number, as `normal_phone` writes it; empty if none."""
    for contact in record.contacts:
        if contact.kind == "telephone" and contact.value.strip():
            return normal_phone(contact.value)
    return ""


def normal_phone(text: str) -> str:
    """A number as +39…, Italian where no country is said; one that is none, as it is."""
    try:
        number = phonenumbers.parse(text, "IT")
    except phonenumbers.NumberParseException:
        return text.strip()[:LONGEST_PHONE]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def folded(name: str) -> str:
    """A name without accents, case and order of its words, to be compared."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not _is_mark(sign))
    return " ".join(sorted(letters.split()))


def _is_mark(sign: str) -> bool:
    return unicodedata.combining(sign) != 0


def same_name(one: str, other: str) -> bool:
    """Whether two names are written alike; an empty one is like no other."""
    return bool(folded(one)) and folded(one) == folded(other)
