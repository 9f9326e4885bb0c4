"""Seven questions as people ask them, each with a first page an adviser would be glad to show.

Once with what every installation has, once with the demo centre's shelves and directory.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from mestieri.cli.demonstration import loading, resources, sheets, territory
from mestieri.engines.find import (
    Document,
    FindIndex,
    Part,
    build_index,
    load_encoders,
    load_lexicon,
)
from mestieri.kernel.models import Centre
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.library.services.starter import load_starter_occupations
from mestieri.www import following

CENTRE = "tuscolo"
#: Question → what must be among the first three of a new installation, and of the demo.
FIRST = {
    "voglio aprire un bar": (
        {"Fare impresa", "gestore di ristorante", "barista"},
        {"Fare impresa", "gestore di ristorante", "barista"},
    ),
    "non so cosa fare dopo la terza media": (
        {"Scegliere la formazione", "Orientarsi nelle scelte", "orientatore"},
        {"Dopo la terza media", "Scegliere la formazione"},
    ),
    "patentino muletto": ({"carrellista"}, {"carrellista", "Patentino per il muletto, 12 ore"}),
    "je cherche une formation d'aide-soignante": (
        {"operatore socio-sanitario"},
        {"operatore socio-sanitario", "Dove imparare: operatrice socio-sanitaria"},
    ),
    "caut de lucru ca sofer": (
        {"camionista", "autista di autobus"},
        {"autista di autobus", "Autista di autobus: la scheda del mestiere"},
    ),
    "أبحث عن عمل في البناء": ({"manovale edile", "muratore"}, {"manovale edile", "muratore"}),
    "我想找厨师的工作": ({"cuoco"}, {"cuoco", "Cuoco: la scheda del mestiere"}),
}


def _documents(*, with_the_demo: bool) -> list[Document]:
    load_starter_terms()
    load_starter_occupations()
    if with_the_demo:
        loading.create_installation_keeper()
        loading.load_centre(next(sheet for sheet in sheets.CENTRES if sheet.slug == CENTRE))
        territory.load_territory(CENTRE, timezone.localdate())
        resources.load_resources(Centre.objects.get(slug=CENTRE))
    return list(following.documents())


_made: dict[bool, FindIndex] = {}


def _index(paths: pytest.TempPathFactory, *, with_the_demo: bool) -> FindIndex:
    """Built by the first test that asks for it; what it was built from goes with that test."""
    if with_the_demo not in _made:
        folder, encoders = paths.mktemp("index"), load_encoders()
        build_index(folder, _documents(with_the_demo=with_the_demo), stamp="1", encoders=encoders)
        _made[with_the_demo] = FindIndex(folder, encoders)
    return _made[with_the_demo]


@pytest.fixture
def new_installation(db, tmp_path_factory: pytest.TempPathFactory) -> FindIndex:
    return _index(tmp_path_factory, with_the_demo=False)


@pytest.fixture
def demo(db, tmp_path_factory: pytest.TempPathFactory) -> FindIndex:
    return _index(tmp_path_factory, with_the_demo=True)


def first_titles(index: FindIndex, question: str, most: int) -> list[str]:
    answer = index.search(question, "it", owner=CENTRE, lexicon=load_lexicon())
    assert answer.is_sure
    assert all(
        hit.links or hit.near or hit.match.part is not Part.NONE for hit in answer.hits[:most]
    )
    return [hit.document.titles["it"][0] for hit in answer.hits[:most]]


@pytest.mark.parametrize("question", FIRST)
def test_a_new_installation_has_something_good_to_say(new_installation, question):
    wanted, _with_shelves = FIRST[question]
    assert wanted <= set(first_titles(new_installation, question, 4))


@pytest.mark.parametrize("question", FIRST)
def test_the_demo_has_something_better(demo, question):
    _alone, wanted = FIRST[question]
    assert wanted <= set(first_titles(demo, question, 6))


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Ich suche Arbeit als Koch", "cuoco"),
        ("procuro trabalho na cozinha", "cuoco"),
        ("ищу работу поваром", "cuoco"),
        ("料理人の仕事を探しています", "cuoco"),
    ],
)
def test_a_language_that_only_an_encoder_knows_is_answered_too(demo, question, title):
    answer = demo.search(question, "it", owner=CENTRE, lexicon=load_lexicon())
    assert answer.is_language_known
    assert title in [hit.document.titles["it"][0] for hit in answer.hits[:5]]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("नौकरी चाहिए", "hi"),
        ("የሥራ ፍለጋ", "am"),
        ("natafuta kazi ya upishi", "sw"),
        ("waxaan raadinayaa shaqo", "so"),
        ("dama bëgg liggéey", "wo"),
    ],
)
def test_a_language_that_no_voice_knows_is_recognised(demo, question, language):
    answer = demo.search(question, "it", owner=CENTRE, lexicon=load_lexicon())
    assert (answer.language, answer.is_language_known) == (language, False)
    assert not answer.is_sure


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "🎉🎉🎉", "?!…", "\x00", "\ud800", '"+-AND(title:*^~', "\u202eأبحث\u202c",
        "א" * 300,
        "x" * 10_000, "lavoro " * 2_000, "我" * 10_000, "ا" * 10_000, "a\u0301" * 5_000,
    ],
)  # fmt: skip
def test_whatever_is_written_there_is_an_answer(demo, text):
    answer = demo.search(text, "it", owner=CENTRE, lexicon=load_lexicon())
    assert len(answer.hits) <= 20
