"""Codes of languages, countries and telephone prefixes, between the lists that dialects use."""

from __future__ import annotations

import functools
import re

# ISO 639-1, 639-2/B and, where it differs, 639-2/T.
_LANGUAGES = """
aa aar; ab abk; af afr; ak aka; am amh; ar ara; as asm; az aze; be bel; bg bul; bn ben; bo tib bod;
br bre; bs bos; ca cat; co cos; cs cze ces; cy wel cym; da dan; de ger deu; dv div; el gre ell;
en eng; eo epo; es spa; et est; eu baq eus; fa per fas; ff ful; fi fin; fo fao; fr fre fra; fy fry;
ga gle; gd gla; gl glg; gn grn; gu guj; ha hau; he heb; hi hin; hr hrv; ht hat; hu hun; hy arm hye;
id ind; ig ibo; is ice isl; it ita; ja jpn; jv jav; ka geo kat; kk kaz; km khm; kn kan; ko kor;
ku kur; ky kir; la lat; lb ltz; lg lug; ln lin; lo lao; lt lit; lv lav; mg mlg; mi mao mri;
mk mac mkd; ml mal; mn mon; mr mar; ms may msa; mt mlt; my bur mya; ne nep; nl dut nld; no nor;
nb nob; nn nno; oc oci; om orm; pa pan; pl pol; ps pus; pt por; qu que; rm roh; ro rum ron; ru rus;
rw kin; sa san; sc srd; sd snd; se sme; si sin; sk slo slk; sl slv; sn sna; so som; sq alb sqi;
sr srp; ss ssw; su sun; sv swe; sw swa; ta tam; te tel; tg tgk; th tha; ti tir; tk tuk; tl tgl;
tr tur; ts tso; tt tat; ug uig; uk ukr; ur urd; uz uzb; vi vie; wo wol; xh xho; yi yid; yo yor;
zh chi zho; zu zul
"""

_ONE_DIGIT = {"1", "7"}
_TWO_DIGITS = re.compile(r"20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
_INTERNATIONAL = re.compile(r"(?:\+|00)\s*([1-9]\d{0,14})(.*)", re.DOTALL)

#: The Union's own codes for two countries.
_COUNTRIES = {"UK": "GB", "EL": "GR"}


@functools.cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    rows = [row.split() for row in _LANGUAGES.split(";")]
    short = {long: row[0] for row in rows for long in row[1:]}
    return short, {row[0]: row[1] for row in rows}


def language_code(code: str) -> str:
    """ISO 639-1 of any code of a language; what has none stays as it is."""
    lowered = code.strip().lower().replace("_", "-").split("-")[0]
    return _tables()[0].get(lowered, lowered)


def long_language_code(code: str) -> str:
    """ISO 639-2/B, which the dialect of 2020 uses; empty for what is no code."""
    long = _tables()[1].get(code, code)
    return long if re.fullmatch("[a-z]{3}", long) else ""


def country_code(code: str) -> str:
    """ISO 3166-1 alpha-2 in capitals, of the code of a file."""
    capitals = code.strip().upper()
    return _COUNTRIES.get(capitals, capitals)


def split_telephone(number: str) -> tuple[str, str]:
    """Country prefix (digits, no `+`) and the rest of a number; no prefix if it has none."""
    match = _INTERNATIONAL.fullmatch(number.strip())
    if match is None:
        return "", number.strip()
    digits, rest = match.groups()
    length = 1 if digits[:1] in _ONE_DIGIT else 2 if _TWO_DIGITS.match(digits) else 3
    return digits[:length], f"{digits[length:]}{rest}".strip(" .-/")
