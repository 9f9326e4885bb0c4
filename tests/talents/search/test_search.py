"""The search: yes, no, not said; a neutral order that nothing of a CV moves."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mestieri.engines.europass import Address, Candidate, Language
from mestieri.kernel.models import Centre
from mestieri.talents import changes
from mestieri.talents.index_codes import Mark, mark
from mestieri.talents.models import CV, CVSearchRow, CVWord, IndexDefinition, IndexType
from mestieri.talents.queries.searching import Asked, Condition, search
from mestieri.talents.services.indexes.starter import take_starter_indexes
from mestieri.talents.vocabulary import CVState, Visibility
from tests.factories import CentreFactory
from tests.talents.bank import TODAY, Coded, keep, keep_all, worker

pytestmark = pytest.mark.django_db

RHO, TORINO = 15182, 1272
ENGLISH = Coded("en", "inglese")


def index(centre: Centre, code: str) -> IndexDefinition:
    return IndexDefinition.objects.get(centre=centre, code=code)


def condition(centre: Centre, code: str, **wanted: Any) -> Condition:
    return Condition(index(centre, code), wanted)


def systems_engineer(level: str = "B2", town: str = "Rho", **fields: Any) -> Candidate:
    languages = (Language(ENGLISH, False, *[level] * 5),) if level else ()
    return worker(
        "Sistemista Linux",
        languages=languages,
        addresses=(Address(city=town),) if town else (),
        **fields,
    )


@pytest.fixture
def centre() -> Centre:
    centre = CentreFactory()
    take_starter_indexes(centre)
    return centre


@pytest.mark.S16
def test_who_can_do_this(centre: Centre) -> None:
    fits = keep(centre, systems_engineer())
    does_not_say = keep(centre, systems_engineer(level="", town=""))
    far = keep(centre, systems_engineer(town="Torino"))
    keep(centre, systems_engineer(level="A2"))
    keep(centre, worker("Cuoco"))
    english = condition(centre, "lingue", number=1, level=4)
    near = condition(centre, "zona", istat=RHO, km=25)
    asked = Asked(words="linux", conditions=(english, near))

    found = search(centre, asked)
    assert set(found.cvs) == {fits.pk, does_not_say.pk}
    assert found.total == 2
    assert found.wider == {0: 3, 1: 3}
    marks = {
        cv: [
            mark(one.definition.type, found.codes[cv].get(one.definition.pk), one.wanted)
            for one in asked.conditions
        ]
        for cv in found.cvs
    }
    assert marks[fits.pk] == [Mark.MET, Mark.MET]
    assert marks[does_not_say.pk] == [Mark.UNKNOWN, Mark.UNKNOWN]

    wider = search(centre, asked.without(near))
    assert set(wider.cvs) == {fits.pk, does_not_say.pk, far.pk}
    said = search(centre, replace(asked, said_only=True))
    assert list(said.cvs) == [fits.pk]


def test_who_may_not_be_shown_is_not(centre: Centre) -> None:
    keep(centre, systems_engineer(), visibility=Visibility.NOBODY)
    keep(centre, systems_engineer(), notice_on=None, notice_way="")
    hidden = keep(centre, systems_engineer())
    hidden.state = CVState.HIDDEN
    hidden.save()
    changes.announce([hidden.pk])
    assert search(centre, Asked(words="linux")).total == 0
    assert search(centre, Asked(words="linux", everybody=True)).total == 1
    assert not CVWord.objects.filter(cv=hidden).exists()
    assert not CVSearchRow.objects.filter(cv=hidden).exists()


def test_no_word_of_a_cv_stands_in_what_is_searched(centre: Centre) -> None:
    cv = keep(centre, systems_engineer())
    words = list(CVWord.objects.filter(cv=cv).values())
    assert words
    assert all(set(row) == {"id", "cv_id", "token"} for row in words)
    other = keep(CentreFactory(), systems_engineer())
    here = set(CVWord.objects.filter(cv=cv).values_list("token", flat=True))
    assert here.isdisjoint(CVWord.objects.filter(cv=other).values_list("token", flat=True))


def test_another_centre_finds_nobody_here(centre: Centre) -> None:
    keep(centre, systems_engineer())
    assert search(CentreFactory(), Asked(words="linux", everybody=True)).total == 0


def test_two_questions_whatever_is_asked(centre: Centre, django_assert_num_queries: Any) -> None:
    keep_all(centre, [systems_engineer() for _one in range(3)])
    asked = Asked(
        words="linux sistemista",
        conditions=(
            condition(centre, "lingue", number=1, level=4),
            condition(centre, "zona", istat=RHO, km=25),
            condition(centre, "anni", **{"from": 1}),
            condition(centre, "strumenti", all=[4]),
        ),
    )
    with django_assert_num_queries(2):
        search(centre, asked)


def test_the_last_of_sixty_values_is_asked_like_the_first(centre: Centre) -> None:
    keep_all(centre, [worker("Barista") for _one in range(2)])
    tools = IndexDefinition.objects.get(centre=centre, code="strumenti")
    having, lacking = CVSearchRow.objects.order_by("cv_id")
    for row, code in ((having, 1 << 59), (lacking, 1 << 58)):
        setattr(row, f"slot_{tools.slot}", code)
        row.save()
    found = search(centre, Asked(conditions=(Condition(tools, {"all": [59]}),)))
    assert found.cvs == [having.pk]


WANTED: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    IndexType.YES_NO: st.booleans().map(lambda one: {"is": one}),
    IndexType.ONE_OF: st.sets(st.integers(0, 7), min_size=1).map(lambda s: {"any": sorted(s)}),
    IndexType.MANY_OF: st.sets(st.integers(0, 59), min_size=1, max_size=3).map(
        lambda s: {"all": sorted(s)}
    ),
    IndexType.NUMBER: st.tuples(st.none() | st.integers(0, 40), st.none() | st.integers(0, 40)).map(
        lambda pair: {"from": pair[0], "to": pair[1]}
    ),
    IndexType.DATE: st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)).map(
        lambda day: {"by": day.isoformat()}
    ),
    IndexType.PLACE: st.sampled_from([5, 25]).map(lambda km: {"istat": RHO, "km": km}),
    IndexType.LANGUAGE: st.tuples(st.integers(0, 19), st.integers(1, 6)).map(
        lambda pair: {"number": pair[0], "level": pair[1]}
    ),
}
CODES: dict[str, st.SearchStrategy[int]] = {
    IndexType.YES_NO: st.integers(0, 1),
    IndexType.ONE_OF: st.integers(0, 7).map(lambda one: 1 << one),
    IndexType.MANY_OF: st.integers(1, 2**60 - 1),
    IndexType.NUMBER: st.integers(0, 400),
    IndexType.DATE: st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)).map(
        lambda day: day.toordinal()
    ),
    IndexType.PLACE: st.sampled_from([RHO, TORINO, 15146, 15191]),
    IndexType.LANGUAGE: st.integers(0, 2**60 - 1),
}


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_order_depends_on_the_declared_key_alone_and_a_row_says_what_the_database_says(
    centre: Centre, data: st.DataObject
) -> None:
    """Property: whatever two CVs say, and whatever is asked, which comes first is decided by the
    day of the last confirmation and, within a day, by the number of arrival; who has no «no» is
    there; and the marks of the page are those of the database."""
    if not CVSearchRow.objects.exists():
        keep_all(centre, [worker("Barista") for _one in range(8)])
    definitions = list(IndexDefinition.objects.filter(centre=centre))
    said: dict[int, dict[int, int | None]] = {}
    for row in CVSearchRow.objects.all():
        row.confirmed_on = TODAY - datetime.timedelta(days=data.draw(st.integers(0, 3)))
        codes = {one.pk: data.draw(st.none() | CODES[one.type]) for one in definitions}
        for one in definitions:
            setattr(row, f"slot_{one.slot}", codes[one.pk])
        row.save()
        said[row.pk] = codes
    chosen = data.draw(st.lists(st.sampled_from(definitions), unique=True, max_size=4))
    conditions = tuple(Condition(one, data.draw(WANTED[one.type])) for one in chosen)

    found = search(centre, Asked(conditions=conditions))

    expected = [
        cv
        for cv, codes in said.items()
        if all(
            mark(one.definition.type, codes[one.definition.pk], one.wanted) != Mark.MISSED
            for one in conditions
        )
    ]
    day = dict(CVSearchRow.objects.values_list("cv_id", "confirmed_on"))
    assert found.cvs == sorted(expected, key=lambda cv: (day[cv], cv), reverse=True)
    assert found.total == len(expected)


def test_erased_with_its_words(centre: Centre) -> None:
    cv = keep(centre, systems_engineer())
    number = cv.pk
    changes.announce_gone([number])
    assert not CVWord.objects.filter(cv_id=number).exists()
    CV.objects.filter(pk=number).delete()
