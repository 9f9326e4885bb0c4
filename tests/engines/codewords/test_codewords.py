"""Four words that a person can say on the telephone, and that nobody can guess."""

import contextlib
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from mestieri.engines.codewords import (
    UnreadableCode,
    all_words,
    derive,
    draw,
    open_sealed,
    read,
    seal,
)

SALT = b"an installation's own salt"


@pytest.fixture(scope="module")
def keys():
    return derive(("abete", "bosco", "cena", "dado"), SALT)


def test_a_code_is_one_of_two_to_the_forty_four():
    assert len(set(all_words())) == 2048
    assert math.log2(len(all_words())) * len(draw()) >= 44


def test_every_word_is_plain_and_short():
    assert list(all_words()) == sorted(all_words())
    assert all(word.isascii() and word.isalpha() and word.islower() for word in all_words())
    assert {len(word) for word in all_words()} <= set(range(4, 11))


def test_between_any_two_words_two_letters_differ():
    distances = cdist(all_words(), all_words(), scorer=OSA.distance, score_cutoff=2)
    near = [
        (all_words()[one], all_words()[other])
        for one, other in itertools.combinations(range(len(all_words())), 2)
        if distances[one, other] < 2
    ]
    assert near == []


def test_no_two_draws_are_alike():
    assert len({draw() for _time in range(200)}) == 200


@pytest.mark.parametrize(
    "typed",
    [
        "abete bosco collana delfino",
        "ABETE-Bosco, collana  delfino.",
        "abète_bosco\ncollana/delfino",
    ],
)
def test_what_stands_between_words_does_not_matter(typed):
    assert read(typed) == ("abete", "bosco", "collana", "delfino")


def test_one_wrong_letter_is_put_right():
    assert read("abete bosco colana delfino") == ("abete", "bosco", "collana", "delfino")


@given(st.sampled_from(all_words()), st.randoms())
def test_a_mistyped_word_is_never_taken_for_a_far_one(word, chance):
    place = chance.randrange(len(word))
    mistyped = word[:place] + chance.choice("abcdefghilmnoprstuvz") + word[place + 1 :]
    taken = None
    with contextlib.suppress(UnreadableCode):
        taken = read(f"{mistyped} bosco bosco bosco")[0]
    assert taken is None or OSA.distance(taken, mistyped) <= 1


def test_a_word_that_may_be_several_is_offered_not_guessed():
    with pytest.raises(UnreadableCode) as refused:
        read("abete bosco collana lava")
    assert refused.value.unknown == "lava"
    assert len(refused.value.offered) > 1


def test_too_few_words_are_counted_for_the_person():
    with pytest.raises(UnreadableCode) as refused:
        read("abete bosco")
    assert (refused.value.count, refused.value.unknown) == (2, "")


@pytest.mark.parametrize(
    "typed", ["", "🙂🙂🙂🙂", "أ ب ت ث", "x" * 100_000, "xqzw bosco cena dado"]
)
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(UnreadableCode):
        read(typed)


@given(st.text())
def test_any_text_is_read_or_refused(typed):
    with contextlib.suppress(UnreadableCode):
        assert len(read(typed)) == 4


def test_the_same_code_leads_to_the_same_place_and_another_to_another(keys):
    same = derive(("abete", "bosco", "cena", "dado"), SALT)
    other_order = derive(("bosco", "abete", "cena", "dado"), SALT)
    other_house = derive(("abete", "bosco", "cena", "dado"), b"a salt of another house")
    assert same == keys
    assert len({keys.lookup, other_order.lookup, other_house.lookup}) == 3
    assert len({keys.key, other_order.key, other_house.key}) == 3


def test_the_key_is_not_shown(keys):
    assert keys.key.hex() not in repr(keys)
    assert str(keys.key) not in repr(keys)


def test_what_is_sealed_opens_with_its_code_alone(keys):
    sealed = seal(b"il mio progetto", keys)
    assert open_sealed(sealed, keys) == b"il mio progetto"
    assert b"progetto" not in sealed
    for wrong in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", sealed[:5]):
        with pytest.raises(ValueError, match="another code"):
            open_sealed(wrong, keys)


@pytest.mark.parametrize("content", [b"", b"\x80", b"a\x80\x00\x00", bytes(3000)])
def test_any_bytes_come_back_and_lengths_say_little(keys, content):
    sealed = seal(content, keys)
    assert open_sealed(sealed, keys) == content
    assert (len(sealed) - 12 - 16) % 1024 == 0


def test_a_short_salt_is_refused():
    with pytest.raises(ValueError, match="salt"):
        derive(draw(), b"short")
