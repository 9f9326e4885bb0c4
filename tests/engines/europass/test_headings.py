"""CVs without data are read by their headings, in layouts that the parser's author has seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from mestieri.cli.benches.europass.layouts import score_layout
from mestieri.engines.europass import Period, Status, UnreadReason, read
from mestieri.engines.europass.text.dates import find_period
from mestieri.engines.europass.text.names import split_name

SEEN = Path(__file__).parent / "layouts_seen"
UNSEEN = Path(__file__).parent / "layouts_unseen"


@pytest.mark.parametrize("layout", sorted(path.name for path in SEEN.iterdir() if path.is_dir()))
def test_name_and_one_experience_are_read_in_a_layout_we_know(layout: str) -> None:
    score = score_layout(SEEN / layout)
    assert score.right >= 0.9 * len(score.files)


@pytest.mark.skipif(not any(UNSEEN.glob("*/*.pdf")), reason="no unseen layouts were made yet")
def test_name_and_one_experience_are_read_in_most_layouts_we_do_not_know() -> None:
    scores = [score_layout(path) for path in UNSEEN.iterdir() if path.is_dir()]
    assert sum(score.right for score in scores) >= 0.75 * sum(len(one.files) for one in scores)


def test_a_form_of_2002_tells_what_it_is_and_what_is_left_aside() -> None:
    outcome = read(SEEN / "formato-2002-ruled" / "01.pdf")
    assert outcome.status is Status.READ_BY_HEADINGS
    assert outcome.dialect == "text formato europeo 2002"
    assert outcome.record is not None
    assert outcome.record.locale == "it"
    reasons = {unread.block: unread.reason for unread in outcome.unread}
    assert reasons["Data di nascita"] is UnreadReason.NEVER_READ
    assert reasons["Referenze"] is UnreadReason.THIRD_PARTY
    told = str(outcome.as_dict())
    assert "Ugo Referente" not in told
    assert "5550199" not in told


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("da marzo 2015 a oggi", Period("2015-03", "", True)),
        ("dal 01/09/2015 al 30/06/2018", Period("2015-09-01", "2018-06-30")),
        ("03/2015 – 12/2019", Period("2015-03", "2019-12")),
        ("2015-2019", Period("2015", "2019")),
        ("Sept. 2019 – Present", Period("2019-09", "", True)),
        ("depuis février 2020", Period("2020-02", "", True)),
        ("desde enero de 2012 hasta diciembre de 2014", Period("2012-01", "2014-12")),
        ("seit 04.2021", Period("2021-04", "", True)),
        ("din septembrie 2010 până în iunie 2012", Period("2010-09", "2012-06")),
        ("marzo – dicembre 2019", Period("2019-03", "2019-12")),
        ("gen '98 - dic '99", Period("1998-01", "1999-12")),
    ],
)
def test_periods_are_read_as_people_write_them(words: str, period: Period) -> None:
    found = find_period(words)
    assert found is not None
    assert found[0] == period


@pytest.mark.parametrize("words", ["tel. 02 5550123", "20010 Provaglio", "12, via dell'Esempio"])
def test_numbers_that_are_no_period_are_not_taken_for_one(words: str) -> None:
    assert find_period(words) is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Anna Maria Bertolè", ("Anna Maria", "Bertolè")),
        ("BERTOLÈ Anna Maria", ("Anna Maria", "Bertolè")),
        ("Bertolè, Anna Maria", ("Anna Maria", "Bertolè")),
        ("Chiara De Prova", ("Chiara", "De Prova")),
        ("Jürgen von der Probe", ("Jürgen", "von der Probe")),
    ],
)
def test_a_name_is_parted(written: str, name: tuple[str, str]) -> None:
    assert split_name(written) == name
