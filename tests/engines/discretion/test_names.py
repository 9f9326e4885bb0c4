"""Names of persons are noticed; streets, schools, firms and trades are let through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.engines.discretion import find_names
from tests.engines.discretion.measure import names, telephones


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("buongiorno, mi chiamo Ginevra e cerco lavoro", "Ginevra"),
        ("sono Mario, ho 40 anni", "Mario"),
        ("je m’appelle Fatou Diop", "Fatou Diop"),
        ("my name is John Mensah and I cook", "John Mensah"),
        ("me llamo Rosa Quispe", "Rosa Quispe"),
        ("ma numesc Ionut Popescu", "Ionut Popescu"),
        ("мене звати Оксана", "Оксана"),
        ("اسمي فاطمة", "فاطمة"),
        ("我叫王伟", "王伟"),
        ("la dott.ssa Ferretti mi ha scritto", "Ferretti"),
        ("ho parlato con Chiara De Luca ieri", "Chiara De Luca"),
        ("lavoro per Karim El Amrani", "Karim El Amrani"),
        ("Rossi Mario vuole un corso", "Rossi Mario"),
        ("chiede ΜΑΡΙΟ Rossi", "ΜΑΡΙΟ Rossi"),
        ("chiede Маrіо Rossi", "Маrіо Rossi"),
        ("chiede Ma\u200brio Rossi", "Ma\u200brio Rossi"),
        ("chiede Mario\u200bRossi domani", "Mario\u200bRossi"),
        ("GIUSEPPE RUSSO CHIEDE UN CORSO", "GIUSEPPE RUSSO"),
    ],
)
def test_a_name_is_found_where_it_is(text, name):
    [finding] = find_names(text)
    assert (finding.kind, text[finding.start : finding.end]) == ("name", name)


@pytest.mark.parametrize(
    "text",
    [
        "sono Romano",
        "Mario",
        "abito in via Giuseppe Garibaldi",
        "devo andare all’Anpal",
        "il liceo Giulio Cesare è vicino?",
        "sono Operatore Socio Sanitario",
        "il corso si chiama Tecnico del Suono",
        "sono serena ma preoccupata",
        "mi chiamo fuori",
        "San Giovanni",
        "la Regione Emilia Romagna",
    ],
)
def test_what_names_nobody_is_let_through(text):
    assert find_names(text) == []


@pytest.mark.parametrize("which", ["dev", "test", "fresh"])
def test_the_sets_of_questions_do_not_get_worse(which):
    measured = names(which)
    assert measured.precision >= 0.95, measured.refused
    assert measured.recall >= 0.95, measured.missed


def test_telephones_are_found_and_dates_are_not():
    measured = telephones()
    assert measured.missed == []
    assert measured.refused == ["partita iva 01234567890"]


@given(text=st.text(max_size=200))
def test_findings_lie_in_the_text_in_order_and_apart(text):
    findings = find_names(text)
    ends = [0, *(finding.end for finding in findings)]
    assert all(end <= finding.start < finding.end <= len(text)
               for end, finding in zip(ends, findings, strict=False))  # fmt: skip
