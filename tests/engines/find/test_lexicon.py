"""The lexicon: complete, unambiguous, and able to tell what people mean in eleven languages."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.engines.find import Document, FindIndex, LexiconProblem, build_index, load_lexicon
from mestieri.engines.find.lexicon import cut
from mestieri.engines.find.lexicon.reading import (
    COLUMNS,
    FOLDER,
    LANGUAGES,
    PURPOSES,
    concept_files,
    read_concepts,
    read_shared_forms,
    read_small_words,
)

DRIVER = Document("occupation", "driver", {"it": ["autista privato", "autista privata"]})
LORRY = Document("occupation", "lorry", {"it": ["conducente di autocarri"]}, isco="8332")
COOK = Document("occupation", "cook", {"it": ["cuoco", "cuoca"]}, isco="5120")
LABOURER = Document("occupation", "labourer", {"it": ["manovale edile"]}, isco="9313")
CARER = Document("occupation", "carer", {"it": ["assistente familiare"]}, isco="5162")
HEALTH = Document("occupation", "health", {"it": ["operatore socio-sanitario"]}, isco="5321")
BENEFIT = Document(
    "entry", "benefit", {"it": ["Sportello lavoro"]}, texts={"it": "Domande di disoccupazione."}
)
BAR = Document("entry", "bar", {"it": ["Aprire un bar: primi passi"]}, purposes=("ENTERPRISE",))
COURSE = Document("entry", "course", {"it": ["Corso per cuoco"]}, purposes=("TRAINING",))
EVERYTHING = [DRIVER, LORRY, COOK, LABOURER, CARER, HEALTH, BENEFIT, BAR, COURSE]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FindIndex:
    folder = tmp_path_factory.mktemp("index")
    build_index(folder, EVERYTHING, stamp="1")
    return FindIndex(folder)


def understood(text: str, language: str = "it") -> list[str]:
    reading = load_lexicon().read(text, language)
    return [concept.key for known in reading.telling for concept in known.concepts]


def test_there_are_more_than_four_hundred_concepts_with_words_in_every_language():
    concepts = read_concepts()  # an empty cell or an unknown purpose does not load
    assert len(concepts) >= 400
    assert len({concept.key for concept in concepts}) == len(concepts)
    for concept in concepts:
        for language in LANGUAGES:
            assert all(cut(form) for form in concept.forms[language]), (concept.key, language)
    assert {purpose for concept in concepts for purpose in concept.purposes} == set(PURPOSES)
    assert set(read_small_words()) == set(LANGUAGES)


def test_a_form_means_one_thing_in_its_language_unless_the_file_of_shared_forms_says_so():
    meanings = defaultdict(set)
    for concept in read_concepts():
        for language, forms in concept.forms.items():
            for form in forms:
                meanings[language, tuple(cut(form))].add(concept.key)
    several = {key: frozenset(keys) for key, keys in meanings.items() if len(keys) > 1}
    declared = {
        (language, tuple(cut(form))): keys for (language, form), keys in read_shared_forms().items()
    }
    assert several == declared


@pytest.mark.parametrize("path", concept_files(), ids=lambda path: path.stem)
def test_the_rows_of_a_file_are_sorted_and_name_no_form_twice(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [row["key"] for row in rows]
    assert keys == sorted(keys)
    for row in rows:
        assert list(row) == list(COLUMNS)
        assert row["isco"] == "" or (row["isco"].isdigit() and len(row["isco"]) == 4)
        for language in LANGUAGES:
            forms = row[language].split(";")
            assert forms == list(dict.fromkeys(forms)), (row["key"], language)


def test_a_row_that_is_not_right_says_why_and_where(tmp_path: Path):
    for path in FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    row = ["prova", "", "WORK", "", "", *["parola"] * 10, ""]
    (tmp_path / "new.csv").write_text(",".join(COLUMNS) + "\n" + ",".join(row) + "\n")
    with pytest.raises(LexiconProblem, match="new.csv, «prova»: no words in zh"):
        read_concepts(tmp_path)
    row = ["prova", "", "WORK", "", "nessuno", *["parola"] * 11]
    (tmp_path / "new.csv").write_text(",".join(COLUMNS) + "\n" + ",".join(row) + "\n")
    with pytest.raises(LexiconProblem, match="«prova»: no concept nessuno"):
        read_concepts(tmp_path)
    (tmp_path / "new.csv").write_text("key,purposes\nprova,WORK\n")
    with pytest.raises(LexiconProblem, match="new.csv: no column"):
        read_concepts(tmp_path)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("caut de lucru ca sofer", ["autista"]),
        ("caut de lucru ca șofer", ["autista"]),
        ("أبحث عن عمل في البناء", ["manovale"]),
        ("我想找厨师的工作", ["cuoco"]),
        ("je cherche une formation d'aide-soignante", ["operatore-socio-sanitario"]),
        ("шукаю роботу водієм", ["autista"]),
        ("kërkoj punë si kamariere", ["cameriere"]),
        ("busco trabajo de camarero", ["cameriere"]),
        ("নির্মাণের কাজ খুঁজছি", ["manovale"]),
        ("مجھے ڈرائیور کی نوکری چاہیے", ["autista"]),
        ("I lost my job", ["licenziamento"]),
        ("patentino muletto", ["carrellista"]),
        ("voglio aprire un bar", ["aprire-bar"]),
        ("non so cosa fare dopo la terza media", ["terza-media-dopo"]),
        ("domanda NASPI", ["naspi"]),
        ("CERCO LAVORO", ["cercare-lavoro"]),
        ("xyzzy", []),
        ("", []),
    ],
)
def test_what_people_say_is_understood(text: str, keys: list[str]):
    assert understood(text) == keys


def test_the_longest_words_win():
    assert understood("autista di autobus") == ["autista-autobus"]
    assert understood("aiuto cuoco") == ["aiuto-cuoco"]


def test_one_mistake_is_forgiven_in_a_long_word_and_none_in_a_short_one():
    assert understood("badnate") == ["assistente-familiare"]
    assert understood("saldattore") == ["saldatore"]
    assert understood("colg") == []


def test_a_part_of_a_word_is_not_a_word():
    assert understood("barista") == ["barista"]
    assert "aprire-bar" not in understood("barca")


def test_where_a_general_concept_only_frames_another_the_other_counts():
    reading = load_lexicon().read("caut de lucru ca sofer", "it")
    assert [known.concepts[0].key for known in reading.framing] == ["cercare-lavoro"]
    assert reading.language == "ro"


@pytest.mark.parametrize(
    ("text", "first", "said", "meaning"),
    [
        ("caut de lucru ca sofer", "driver", "sofer", "autista"),
        ("truck driver", "lorry", "truck driver", "camionista"),
        ("我想找厨师的工作", "cook", "厨师", "cuoco"),
        ("أبحث عن عمل في البناء", "labourer", "بناء", "manovale"),
        ("șomaj", "benefit", "somaj", "NASpI"),
    ],
)
def test_a_foreign_question_finds_italian_things_and_says_through_which_words(
    index, text, first, said, meaning
):
    hit = index.search(text, "it", lexicon=load_lexicon()).hits[0]
    assert hit.document.key == first
    assert [(link.said, link.meaning) for link in hit.links] == [(said, meaning)]
    assert index.search(text, "it").hits == []  # without the lexicon nobody knows


def test_what_only_frames_a_question_is_not_required_of_an_answer(index):
    hits = index.search("caut un curs de bucatar", "it", lexicon=load_lexicon()).hits
    assert {hit.document.key for hit in hits} == {"course", "cook"}


def test_what_helps_too_is_found_after_what_was_meant(index):
    hits = index.search("quiero ser chofer", "it", lexicon=load_lexicon()).hits
    assert [hit.document.key for hit in hits] == ["driver", "lorry"]
    assert [link.meaning for link in hits[1].links] == ["conducente"]


def test_an_italian_question_needs_no_link_when_the_words_are_the_same(index):
    hit = index.search("cuoco", "it", lexicon=load_lexicon()).hits[0]
    assert (hit.document.key, hit.links) == ("cook", ())
    [link] = index.search("badante", "it", lexicon=load_lexicon()).hits[0].links
    assert (link.said, link.meaning) == ("badante", "assistente familiare")


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_is_read(text):
    assert load_lexicon().read(text, "it").recognised is not None
