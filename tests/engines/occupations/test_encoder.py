"""The title encoder: what it promises whatever its weights are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.engines.occupations import EncoderProblem, TitleEncoder
from mestieri.engines.occupations.features import BUCKETS, LONGEST_WORD, grams_of


@pytest.fixture(scope="module")
def encoder() -> TitleEncoder:
    table = np.random.default_rng(7).standard_normal((BUCKETS, 16), dtype=np.float32)
    return TitleEncoder.from_floats(table, np.full(BUCKETS, 128, dtype=np.uint8))


def test_a_word_is_itself_and_its_grams_with_its_edges() -> None:
    threes = ["‹os", "ost", "ste", "te›"]
    longer = ["‹ost", "oste", "ste›", "‹oste", "oste›"]
    assert grams_of("oste") == ["‹oste›", *threes, *longer]


def test_an_endless_word_has_bounded_features() -> None:
    assert len(grams_of("a" * 10_000)) < 4 * LONGEST_WORD


def test_every_title_with_a_word_has_a_vector_of_length_one(encoder: TitleEncoder) -> None:
    vectors = encoder.encode(["saldatore", "", "🙂", "cuoco di bordo"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0, 1], abs=1e-5)


def test_a_title_alone_and_among_others_is_the_same(encoder: TitleEncoder) -> None:
    together = encoder.encode(["panettiere", "cuoco", "autista di autobus"])
    assert np.allclose(together[2], encoder.encode(["autista di autobus"])[0], atol=1e-6)


def test_order_case_and_accents_do_not_matter(encoder: TitleEncoder) -> None:
    one, two = encoder.encode(["Capo Cuòco", "cuoco capo"])
    assert np.allclose(one, two, atol=1e-6)


def test_a_misspelt_word_stays_near(encoder: TitleEncoder) -> None:
    right, wrong, other = encoder.encode(["saldatore", "saldattore", "infermiera"])
    assert right @ wrong > right @ other + 0.2


def test_weights_read_back_give_the_same_vectors(encoder: TitleEncoder) -> None:
    again = TitleEncoder.from_bytes(encoder.to_bytes())
    titles = ["saldatore di tubi", "bus driver"]
    assert np.allclose(again.encode(titles), encoder.encode(titles), atol=1e-5)
    assert again.to_bytes() == encoder.to_bytes()


def test_missing_and_damaged_weights_are_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderProblem, match="cannot be read"):
        TitleEncoder.load(tmp_path / "nothing.npz")
    with pytest.raises(EncoderProblem, match="damaged"):
        TitleEncoder.from_bytes(b"not weights")


def test_a_table_of_another_size_is_refused() -> None:
    with pytest.raises(EncoderProblem, match="rows of int8"):
        TitleEncoder(
            np.zeros((8, 4), dtype=np.int8),
            np.zeros(8, dtype=np.float32),
            np.zeros(8, dtype=np.uint8),
        )


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=40), max_size=3))
def test_any_texts_are_encoded(encoder: TitleEncoder, texts: list[str]) -> None:
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), 16)
    assert np.isfinite(vectors).all()
