"""Titles have two genders, and a slash is not always between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.engines.occupations import gendered_forms


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        ("saldatore/saldatrice", ["saldatore", "saldatrice"]),
        (
            "saldatore di tubi/saldatrice di tubi",
            ["saldatore di tubi", "saldatrice di tubi"],
        ),
        (
            "addetto alla contabilità/addetta alla contabilità",
            ["addetto alla contabilità", "addetta alla contabilità"],
        ),
        ("cuoco / cuoca", ["cuoco", "cuoca"]),
        ("addetto/a", ["addetto", "addetta"]),
        ("elettricista", ["elettricista"]),
        ("waiter/waitress", ["waiter", "waitress"]),
        ("operatore CAD/CAM", ["operatore CAD/CAM"]),
        ("addetta/addetta", ["addetta"]),
        ("tecnico/tecnica/tecnici", ["tecnico", "tecnica", "tecnici"]),
        ("steward/hostess", ["steward/hostess"]),
        ("cuoco/", ["cuoco/"]),
        ("", []),
    ],
)
def test_a_title_is_split_in_its_forms(title, forms):
    assert gendered_forms(title) == forms


@given(title=st.text(alphabet="abo/ ", max_size=20))
def test_no_form_is_empty_or_twice(title):
    forms = gendered_forms(title)
    assert all(forms)
    assert len(set(forms)) == len(forms)
