"""A folder that answers words with things, says why, and survives what may happen to it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.engines.find import (
    Document,
    FindIndex,
    IndexIsBeingBuilt,
    IndexUnusable,
    Part,
    build_index,
)

WELDER = Document(
    "occupation",
    "welder",
    titles={"it": ["saldatore", "saldatrice"], "en": ["welder"]},
    names={"it": ["saldatore a filo"], "en": ["welding operator"]},
    texts={"it": "Unisce pezzi di metallo.", "en": "Joins pieces of metal."},
    purposes=("WORK",),
    isco="7212",
)
PIPE_WELDER = Document(
    "occupation",
    "pipe-welder",
    titles={"it": ["saldatore di tubi", "saldatrice di tubi"], "en": ["pipe welder"]},
)
COOK = Document(
    "occupation",
    "cook",
    titles={"it": ["cuoco", "cuoca"], "en": ["cook"]},
    names={"it": ["chef di cucina"]},
    texts={"it": "Prepara i piatti in città, perché c’è chi li saldi."},
)
COMPANION = Document(
    "occupation", "companion", titles={"it": ["assistente familiare"]}, names={"it": ["badante"]}
)
COURSE = Document(
    "resource",
    "course",
    titles={"it": ["corso per saldatore"], "en": ["course for welders"]},
    purposes=("TRAINING",),
)
EVERYTHING = [COURSE, PIPE_WELDER, WELDER, COOK, COMPANION]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FindIndex:
    folder = tmp_path_factory.mktemp("index")
    build_index(folder, EVERYTHING, stamp="1")
    return FindIndex(folder)


def keys(index: FindIndex, text: str, language: str = "it", **limits: object) -> list[str]:
    return [hit.document.key for hit in index.search(text, language, **limits).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("saldatore", "welder"),
        ("saldatrice", "welder"),
        ("SALDATRICE", "welder"),
        ("salda", "welder"),
        ("welder", "welder"),
        ("cuoca", "cook"),
        ("cuòca", "cook"),
        ("la badante", "companion"),
        ("saldatore di tubi", "pipe-welder"),
    ],
)
def test_the_plainest_thing_with_these_words_comes_first(index, text, first):
    assert keys(index, text)[0] == first


def test_accents_need_not_be_typed(index):
    assert keys(index, "citta") == keys(index, "città") == ["cook"]


def test_the_language_of_the_page_comes_first_and_the_other_is_searched_too(index):
    assert keys(index, "cook", "it") == ["cook"]
    assert keys(index, "cuoco", "en") == ["cook"]


def test_a_hit_says_which_name_matched(index):
    match = index.search("badante", "it").hits[0].match
    assert (match.part, match.words, match.is_exact) == (Part.NAME, "badante", True)
    assert index.search("saldatrice", "it").hits[0].match.words == "saldatrice"
    assert index.search("metallo", "it").hits[0].match.part is Part.TEXT


def test_one_wrong_letter_is_forgiven_and_put_right(index):
    answer = index.search("sadatore", "it")
    assert answer.hits[0].document.key == "welder"
    assert not answer.hits[0].match.is_exact
    assert answer.suggestion == "saldatore"


def test_short_words_must_be_right(index):
    assert keys(index, "cok", "en") == []


def test_when_nothing_has_all_the_words_some_are_enough_and_it_is_said(index):
    answer = index.search("saldatore astronauta", "it")
    assert answer.hits[0].document.key == "welder"
    assert not answer.has_all_words


@pytest.mark.parametrize("text", ['"saldatore"', "saldatore AND", "+saldatore -x*", "(saldatore"])
def test_no_character_is_syntax(index, text):
    assert keys(index, text)[0] == "welder"


@pytest.mark.parametrize("text", ["", "   ", "?!", "xyzzy", "\x00", "\ud800"])
def test_what_says_nothing_finds_nothing(index, text):
    assert index.search(text, "it").hits == []


def test_only_the_beginning_of_a_long_text_is_read(index):
    assert keys(index, "saldatore " + "parola " * 100_000)[0] == "welder"


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_answered(index, text):
    assert len(index.search(text, "it", limit=3).hits) <= 3


def test_a_search_can_be_limited_to_kinds_and_needs(index):
    assert keys(index, "saldatore", kinds=["resource"]) == ["course"]
    assert keys(index, "saldatore", purposes=["TRAINING"]) == ["course"]
    assert keys(index, "saldatore", purposes=["TRAINING"], kinds=["occupation"]) == []


def test_a_reader_follows_a_swap_by_itself(tmp_path: Path):
    build_index(tmp_path, [WELDER], stamp="1")
    reader = FindIndex(tmp_path)
    assert keys(reader, "cuoco") == []
    build_index(tmp_path, [WELDER, COOK], stamp="2")
    assert keys(reader, "cuoco") == ["cook"]
    assert (reader.stamp, reader.documents) == ("2", 2)


def test_an_index_that_is_not_there_says_so(tmp_path: Path):
    with pytest.raises(IndexUnusable):
        FindIndex(tmp_path / "nowhere").search("saldatore", "it")


def test_a_build_that_dies_leaves_the_old_index_answering(tmp_path: Path):
    build_index(tmp_path, [WELDER], stamp="1")

    def documents():
        yield COOK
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        build_index(tmp_path, documents(), stamp="2")
    reader = FindIndex(tmp_path)
    assert (keys(reader, "saldatore"), reader.stamp) == (["welder"], "1")
    build_index(tmp_path, [COOK], stamp="3")
    build_index(tmp_path, [COOK], stamp="4")
    assert len(list(tmp_path.glob("g-*"))) == 2  # the one in use and the one before


@pytest.mark.parametrize("damage", ["cut", "stamp", "pointer", "gone"])
def test_a_damaged_index_is_noticed_and_can_be_built_again(tmp_path: Path, damage: str):
    build_index(tmp_path, [WELDER], stamp="1")
    generation = tmp_path / (tmp_path / "current").read_text()
    largest = max(generation.iterdir(), key=lambda file: file.stat().st_size)
    if damage == "cut":
        cut = tmp_path / "cut"
        cut.write_bytes(largest.read_bytes()[:10])
        cut.replace(largest)  # the whole file may still be mapped
    elif damage == "stamp":
        (generation / "stamp.json").write_text("[]")
    elif damage == "pointer":
        (tmp_path / "current").write_text("")
    else:
        largest.unlink()
    with pytest.raises(IndexUnusable):
        FindIndex(tmp_path).search("saldatore", "it")
    build_index(tmp_path, [WELDER], stamp="2")
    assert keys(FindIndex(tmp_path), "saldatore") == ["welder"]


def test_there_is_one_builder_at_a_time(tmp_path: Path):
    begun, go_on = threading.Event(), threading.Event()

    def documents():
        begun.set()
        go_on.wait(30)
        yield WELDER

    builder = threading.Thread(
        target=build_index, args=(tmp_path, documents()), kwargs={"stamp": "1"}
    )
    builder.start()
    begun.wait(30)
    try:
        with pytest.raises(IndexIsBeingBuilt):
            build_index(tmp_path, [COOK], stamp="2", wait=False)
    finally:
        go_on.set()
        builder.join()
    assert FindIndex(tmp_path).stamp == "1"


def test_what_belongs_to_one_is_not_found_by_another(tmp_path: Path) -> None:
    build_index(
        tmp_path,
        [
            Document("resource", "1", {"it": ["Guida al bar"]}, owner="monte"),
            Document("resource", "2", {"it": ["Guida al forno"]}, owner="valle"),
            Document("occupation", "3", {"it": ["guida turistica"]}),
        ],
        stamp="1",
    )
    index = FindIndex(tmp_path)
    assert {hit.document.key for hit in index.search("guida", "it", owner="monte").hits} == {
        "1",
        "3",
    }
    assert {hit.document.key for hit in index.search("guida", "it", owner="").hits} == {"3"}
    assert {hit.document.key for hit in index.search("guida", "it").hits} == {"1", "2", "3"}
