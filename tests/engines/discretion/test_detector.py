"""What says who somebody is gets noticed, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.engines.discretion import find_personal_data


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("scrivi a persona@example.org", "email"),
        ("PERSONA.INVENTATA+lavoro@posta.example.it", "email"),
        ("chiama 06 1234 5678", "telephone"),
        ("+39 333 1234567", "telephone"),
        ("333.123.45.67", "telephone"),
        ("0039/0612345678", "telephone"),
        ("rssmra80a01h501u", "tax_code"),
        ("RSSMRA 80A01 H501U", "tax_code"),
        ("rssmralmalmlrlmu", "tax_code"),
        ("RSSMRA85M\u200b01H501Z", "tax_code"),
        ("R S S M R A 8 5 M 0 1 H 5 0 1 Z", "tax_code"),
        ("RSS-MRA-85-M01-H501-Z", "tax_code"),
        ("persona\u2060@exam\u00adple.org", "email"),
        ("IT60 X054 2811 1010 0000 0123 456", "iban"),
        ("it60x0542811101000000123456", "iban"),
        ("https://example.org/chi-sono", "url"),
        ("www.example.org", "url"),
        ("il mio sito persona.it", "url"),
    ],
)
def test_it_is_found(text, kind):
    assert kind in {finding.kind for finding in find_personal_data(text)}


@pytest.mark.parametrize(
    "text",
    [
        "saldatore",
        "corso di 300 ore",
        "concorso 2024 2025",
        "bando 2024-2025",
        "patente c e cqc",
        "terza media",
        "lavoro a 50 anni",
        "isco 7212",
        "contratto 36 mesi, 40 ore",
    ],
)
def test_plain_questions_hold_nothing(text):
    assert find_personal_data(text) == []


@given(text=st.text(max_size=200))
def test_findings_lie_in_the_text_in_order_and_apart(text):
    findings = find_personal_data(text)
    ends = [0, *(finding.end for finding in findings)]
    assert all(end <= finding.start < finding.end <= len(text)
               for end, finding in zip(ends, findings, strict=False))  # fmt: skip
