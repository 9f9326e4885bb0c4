"""Words of a person are found as words, and never inside those of another."""

import pytest

from mestieri.kernel.personal_words import addresses_in, blanked, is_said


@pytest.mark.parametrize(
    "text",
    ["anna@x.it", "write to ANNA@x.it.", "<anna@x.it>", "'anna@x.it'", "a;anna@x.it;b"],
)
def test_an_address_is_found_whatever_stands_around_it(text):
    assert is_said(text, ["anna@x.it"])
    assert "anna@x.it" in addresses_in(text)


@pytest.mark.parametrize(
    "text", ["joanna@x.it", "jo.anna@x.it", "anna@x.it.org", "anna@x.italia", "anna@x-it"]
)
def test_an_address_inside_another_is_not_found(text):
    assert not is_said(text, ["anna@x.it"])
    assert blanked(text, ["anna@x.it"]) == text


def test_a_name_is_found_whole():
    assert is_said("dell'Anna Rossi, ieri", ["Anna Rossi"])
    assert not is_said("Joanna Rossi e Anna Rossini", ["Anna Rossi"])


def test_words_are_taken_out_of_every_text_of_a_value():
    value = {"a": ["Tel 1\nanna@x.it", 3, None], "anna@x.it": {"b": "joanna@x.it"}}
    assert blanked(value, ["anna@x.it"]) == {
        "a": ["Tel 1\n[…]", 3, None],
        "[…]": {"b": "joanna@x.it"},
    }
    assert addresses_in(value) >= {"anna@x.it", "joanna@x.it"}


def test_an_address_with_an_apostrophe_is_known_as_it_was_written():
    assert "d'angelo@comune.it" in addresses_in("d'angelo@comune.it")
