"""What says which company it is: its name without its dress, its number, its trade, its place."""

from __future__ import annotations

import functools
import re

import ateco
import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.eu import vat as european_vat
from stdnum.it import codicefiscale, iva

from mestieri.engines.places import Municipality, fold_name, kilometres, load_municipalities

EDITION = "2025"
#: Legal forms, folded, that tell no company from another.
LEGAL_FORMS = re.compile(
    r"(\s|^)(s r l s|s r l|srls|srl|s p a|spa|s n c|snc|s a s|sas|s s|soc coop( a r l)?|scarl|"
    r"scrl|societa cooperativa( sociale)?|soc cooperativa|coop( sociale)?|onlus|ets|"
    r"a socio unico|unipersonale|in liquidazione)(?=\s|$)"
)
COUNTRY_AND_NUMBER = re.compile(r"[A-Z]{2}[A-Z0-9]{4,15}")
PERSONS_CODE = 16  # characters of the tax code of a person
LARGEST_ATECO = 10
#: A table is read twice, to be checked and to be written: its telephones are looked at once.
ROWS_OF_A_TABLE = 20_000


def name_key(name: str) -> str:
    """A legal name without capitals, accents, points and legal form."""
    folded = fold_name(name)
    bare = " ".join(LEGAL_FORMS.sub(" ", folded).split())
    return (bare or folded)[:160]


def clean_tax_code(text: str) -> str:
    """A VAT number as it is kept: eleven figures for Italy, else with the country's letters.

    Raises:
        ValidationError: the figures do not add up, or it is a person's tax code.
    """
    code = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not code:
        return ""
    italian = code.removeprefix("IT")
    if italian.isdigit():
        if not iva.is_valid(italian):
            raise ValidationError(
                _("“%(code)s” is not a VAT number: its figures do not add up.") % {"code": code}
            )
        return italian
    if len(code) == PERSONS_CODE and codicefiscale.is_valid(code):
        raise ValidationError(_("This is the tax code of a person: write the VAT number."))
    country = code[:2].lower()
    is_european = country in european_vat.MEMBER_STATES
    if not COUNTRY_AND_NUMBER.fullmatch(code) or (is_european and not european_vat.is_valid(code)):
        raise ValidationError(
            _("“%(code)s” is no VAT number that we know: write the country first, if foreign.")
            % {"code": code[:20]}
        )
    return code


@functools.lru_cache(maxsize=4096)
def clean_ateco(text: str) -> str:
    """A code of ATECO 2025 with its points; one of 2022 becomes its only successor, if it has one.

    Raises:
        ValidationError: there is no such code.
    """
    written = text.strip().rstrip(".")
    if not written:
        return ""
    try:
        code = ateco.canonicalize(written)
        if ateco.validate(code, edition=EDITION) and not code.isalpha():
            return code
        targets = set(ateco.map_code(code, "2022", EDITION).targets)
    except (ValueError, KeyError):
        targets = set()
    if len(targets) == 1:
        return targets.pop()
    raise ValidationError(
        _("“%(code)s” is no code of ATECO 2025. Search for it on the list, for instance 62.10.")
        % {"code": written[:LARGEST_ATECO]}
    )


@functools.lru_cache(maxsize=4096)
def section_of(code: str) -> str:
    """The letter of the section to which a code belongs; empty for no code."""
    node = ateco.lookup(code, edition=EDITION) if code else None
    while node is not None and node.parent is not None:
        node = ateco.lookup(node.parent, edition=EDITION)
    return node.code if node is not None else ""


@functools.lru_cache(maxsize=4096)
def ateco_title(code: str) -> str:
    """What a code means, in ISTAT's words; empty for no code."""
    node = ateco.lookup(code, edition=EDITION) if code else None
    if node is None:
        return ""
    return node.title.capitalize() if node.level == "section" else node.title


def clean_ateco_filter(text: str) -> str:
    """Sections and beginnings of codes, as a campaign keeps them: `C 62 26`.

    Raises:
        ValidationError: one of them is neither.
    """
    kept = []
    for part in re.split(r"[\s,;]+", text.strip().upper()):
        if not part:
            continue
        try:
            node = ateco.lookup(part, edition=EDITION)
        except (ValueError, KeyError):
            node = None
        if node is None:
            raise ValidationError(
                _("“%(code)s” is neither a section nor a code of ATECO 2025.") % {"code": part[:10]}
            )
        kept.append(node.code)
    return " ".join(dict.fromkeys(kept))


def clean_phone(text: str) -> str:
    """A telephone number as one dials it from Italy; of two written together the first.

    Raises:
        ValidationError: it is no number.
    """
    if not text.strip():
        return ""
    for match in phonenumbers.PhoneNumberMatcher(
        text, "IT", leniency=phonenumbers.Leniency.POSSIBLE
    ):
        number = match.number
        is_home = number.country_code == 39
        style = (
            phonenumbers.PhoneNumberFormat.NATIONAL
            if is_home
            else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
        return phonenumbers.format_number(number, style)
    raise ValidationError(_("“%(text)s” is not a telephone number.") % {"text": text[:40]})


@functools.lru_cache(maxsize=ROWS_OF_A_TABLE)
def clean_company_phone(text: str) -> str:
    """The same of a company, whose number is no secret: it is remembered for a while."""
    return clean_phone(text)


@functools.lru_cache(maxsize=4096)
def find_municipality(name: str) -> Municipality | None:
    """The municipality with a name, if one alone has it."""
    found = load_municipalities().all_named(name) if name else []
    return found[0] if len(found) == 1 else None


@functools.lru_cache(maxsize=256)
def places_within(istat: str, distance: int) -> frozenset[str]:
    """ISTAT's codes of the municipalities within some kilometres of one, itself included."""
    table = load_municipalities()
    here = next((row for row in table if row.istat == istat), None)
    if here is None:
        return frozenset()
    return frozenset(
        row.istat
        for row in table
        if row.istat == istat or (distance and kilometres(here.point, row.point) <= distance)
    )
