"""The words of the slip: whole in eleven languages, and none copied by mistake."""

from __future__ import annotations

import string
import unicodedata
from itertools import combinations

import pytest

from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.starter import STARTER_TERMS
from mestieri.library.slip_words import (
    FOLDER,
    RIGHT_TO_LEFT,
    SLIP_LANGUAGES,
    Section,
    choices,
    codes,
    language_names,
    words_in,
)

pytestmark = pytest.mark.one_database

EVERY_CODE = [(section, code) for section in Section for code in codes(section)]
#: The letters in which each language is written, by the name that Unicode gives them.
SCRIPTS = {"ar": "ARABIC", "ur": "ARABIC", "bn": "BENGALI", "zh": "CJK", "uk": "CYRILLIC"}


def places(words: str) -> set[str]:
    """Names of the values that words wait for."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(words) if name}


def test_there_is_one_file_for_each_language() -> None:
    assert {file.stem for file in FOLDER.glob("*.toml")} == set(SLIP_LANGUAGES)
    assert len(set(language_names().values())) == len(SLIP_LANGUAGES)


@pytest.mark.parametrize("language", SLIP_LANGUAGES)
def test_no_word_is_missing_empty_or_too_much(language: str) -> None:
    tables = words_in(language).tables
    italian = words_in("it").tables
    assert {name: list(table) for name, table in tables.items()} == {
        name: list(table) for name, table in italian.items()
    }
    assert all(words.strip() == words and words for t in tables.values() for words in t.values())


@pytest.mark.parametrize("language", SLIP_LANGUAGES)
def test_every_translation_waits_for_the_same_values(language: str) -> None:
    wrong = [
        (section, code)
        for section, code in EVERY_CODE
        if places(words_in(language).tables[section][code])
        != places(words_in("it").tables[section][code])
    ]
    assert not wrong


@pytest.mark.parametrize("pair", list(combinations(SLIP_LANGUAGES, 2)), ids="-".join)
def test_no_translation_is_the_one_of_another_language(pair: tuple[str, str]) -> None:
    one, other = (words_in(language).tables for language in pair)
    same = [
        (section, code, one[section][code])
        for section, code in EVERY_CODE
        if one[section][code] == other[section][code]
    ]
    assert not same


@pytest.mark.parametrize(("language", "script"), list(SCRIPTS.items()))
def test_a_language_is_written_in_its_own_letters(language: str, script: str) -> None:
    tables = words_in(language).tables
    wrong = [
        (section, code)
        for section, code in EVERY_CODE
        if not any(unicodedata.name(sign, "").startswith(script) for sign in tables[section][code])
    ]
    assert not wrong


def test_arabic_and_urdu_are_not_mistaken_for_one_another() -> None:
    """Urdu writes letters that Arabic does not have: they are in one file and not in the other."""
    only_urdu = set("ٹڈڑںےگچپکی")

    def letters(language: str) -> set[str]:
        return {sign for t in words_in(language).tables.values() for w in t.values() for sign in w}

    assert only_urdu <= letters("ur")
    assert not only_urdu & letters("ar")


def test_right_to_left_languages_say_so() -> None:
    assert {language for language in SLIP_LANGUAGES if words_in(language).direction == "rtl"} == (
        RIGHT_TO_LEFT
    )


def test_every_kind_of_destination_that_we_ship_has_its_words() -> None:
    shipped = [code for code, *_words in STARTER_TERMS[Vocabulary.REFERRAL_DESTINATION]]
    assert list(codes(Section.KINDS)) == shipped


def test_nothing_that_print_would_drop_stands_in_the_words() -> None:
    """Printing drops format characters: a word that needs one would come out wrong."""
    wrong = [
        (language, section, code)
        for language in SLIP_LANGUAGES
        for section, code in EVERY_CODE
        for sign in words_in(language).tables[section][code]
        if unicodedata.category(sign) in ("Cc", "Cf")
    ]
    assert not wrong


def test_a_language_that_we_do_not_have_is_answered_in_italian() -> None:
    assert words_in("tlh") is words_in("it")


def test_values_stand_where_they_are_waited_for() -> None:
    sentence = words_in("fr").say(Section.HEADINGS, "verified_on", date="23/11/2026")
    assert sentence == "Informations vérifiées le 23/11/2026"


def test_a_form_at_the_desk_offers_the_codes_in_its_language() -> None:
    offered = dict(choices(Section.ACCESS, "en"))
    assert offered["free"] == "Without an appointment"
    assert list(offered) == list(codes(Section.ACCESS))
