"""The slip on paper: two languages side by side, right to left where it is, nobody's name."""

from __future__ import annotations

import datetime
import io

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mestieri.kernel.models import Centre
from mestieri.library.models import DirectoryEntry, Schedule, ScheduleException
from mestieri.library.opening import Frequency, Recurrence, WeekOfMonth
from mestieri.library.slip_words import SLIP_LANGUAGES, words_in
from mestieri.reception.services.referrals import Slip
from mestieri.reception.slip_hours import closures_in_words, hours_in_words
from mestieri.reception.slip_paper import slip_pdf
from tests.reception.territory import give_hours, service

MONDAY = datetime.date(2026, 11, 23)
SITE = "https://mestieri.example.org"


def hours(recurrence: Recurrence, opens: int = 9, closes: int = 13, **fields: object) -> Schedule:
    return Schedule(
        recurrence=recurrence.rule,
        opens=datetime.time(opens),
        closes=datetime.time(closes),
        **fields,
    )


def weekly(*days: int, closed: tuple[int, ...] = ()) -> Recurrence:
    return Recurrence(Frequency.WEEKLY, days, closed_months=closed)


def said(*schedules: Schedule, language: str = "it") -> list[tuple[str, str]]:
    return hours_in_words(schedules, words_in(language), MONDAY)


def test_days_with_the_same_hours_stand_on_one_line() -> None:
    assert said(hours(weekly(0, 1, 2)), hours(weekly(3), 14, 17), hours(weekly(4))) == [
        ("Lunedì, Martedì, Mercoledì", "09:00–13:00"),
        ("Giovedì", "14:00–17:00"),
        ("Venerdì", "09:00–13:00"),
    ]


def test_a_day_with_two_stretches_says_both_in_order() -> None:
    assert said(hours(weekly(0), 15, 18), hours(weekly(0, 1))) == [
        ("Lunedì", "09:00–13:00, 15:00–18:00"),
        ("Martedì", "09:00–13:00"),
    ]


def test_days_that_do_not_come_every_week_say_how_often() -> None:
    fortnight = Recurrence(Frequency.FORTNIGHTLY, (1,))
    second = Recurrence(Frequency.MONTHLY, (5,), WeekOfMonth.SECOND)
    last = Recurrence(Frequency.MONTHLY, (4,), WeekOfMonth.LAST)
    assert [days for days, _times in said(hours(fortnight), hours(second), hours(last))] == [
        "Martedì, una settimana sì e una no",
        "Sabato, 2ª volta nel mese",
        "Venerdì, ultima volta nel mese",
    ]
    assert said(hours(second), language="en")[0][0] == "Saturday, only number 2 of the month"


def test_each_language_has_its_comma() -> None:
    assert said(hours(weekly(0, 1)), language="ar")[0][0] == "الاثنين، الثلاثاء"
    assert said(hours(weekly(0, 1)), language="zh")[0][0] == "星期一、星期二"


def test_a_note_in_italian_stands_beside_italian_alone() -> None:
    noted = hours(weekly(0), note="solo per telefono")
    assert said(noted) == [("Lunedì", "09:00–13:00 (solo per telefono)")]
    assert said(noted, language="fr") == [("Lundi", "09:00–13:00")]


def test_hours_that_are_over_or_unreadable_are_left_out() -> None:
    over = hours(weekly(0), valid_until=MONDAY - datetime.timedelta(days=1))
    strange = Schedule(recurrence="FREQ=YEARLY", opens=datetime.time(9), closes=datetime.time(10))
    assert said(over, strange) == []


def test_closures_are_said_with_their_dates() -> None:
    schedules = [hours(weekly(0, closed=(7, 8)))]
    christmas = ScheduleException(
        first_day=datetime.date(2026, 12, 24), last_day=datetime.date(2027, 1, 6), reason="Natale"
    )
    past = ScheduleException(first_day=MONDAY, last_day=MONDAY, reason="")
    past.first_day = past.last_day = MONDAY - datetime.timedelta(days=1)
    far = ScheduleException(
        first_day=datetime.date(2027, 8, 1), last_day=datetime.date(2027, 8, 31), reason="Ferie"
    )
    found = closures_in_words(schedules, [far, christmas, past], words_in("es"), MONDAY)
    assert found == [
        "Cerrado en agosto",
        "Cerrado en los meses: 07",
        "Cerrado del 24/12/2026 al 06/01/2027",
    ]


def read(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.django_db
@pytest.mark.parametrize("language", SLIP_LANGUAGES)
def test_the_slip_is_a_tagged_page_in_every_language(centre: Centre, language: str) -> None:
    entry = service(centre)
    give_hours(entry)
    pdf = read(slip_pdf(centre, Slip(entry, language, MONDAY, "K7RM4X"), site=SITE))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "it"
    assert "pdfuaid:part" in str(pdf.Root.Metadata.read_bytes(), "utf-8")
    assert len(pdf.pages) == 1
    assert languages_of(pdf) >= ({language} - {"it"})


def languages_of(pdf: pikepdf.Pdf) -> set[str]:
    """The languages that the parts of a document say they are in."""
    return {
        str(value["/Lang"])
        for value in pdf.objects
        if isinstance(value, pikepdf.Dictionary) and "/Lang" in value
    } - {"it"}


@pytest.mark.django_db
def test_a_slip_without_a_code_has_nowhere_to_answer(centre: Centre) -> None:
    entry = service(centre)
    with_code = read(slip_pdf(centre, Slip(entry, "it", MONDAY, "K7RM4X"), site=SITE))
    without = read(slip_pdf(centre, Slip(entry, "it", MONDAY), site=SITE))
    assert figures_of(with_code) == 1
    assert figures_of(without) == 0


def figures_of(pdf: pikepdf.Pdf) -> int:
    """How many pictures the document has: the QR, which says its address in words."""
    return len(
        [
            value
            for value in pdf.objects
            if isinstance(value, pikepdf.Dictionary)
            and value.get("/S") == "/Figure"
            and "esito" in str(value.get("/Alt", ""))
        ]
    )


@pytest.mark.django_db
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(st.text(max_size=60), min_size=5, max_size=5),
    language=st.sampled_from(SLIP_LANGUAGES),
)
def test_any_name_can_be_printed(centre: Centre, names: list[str], language: str) -> None:
    organisation, place, phone, reach, cost = names
    entry = DirectoryEntry(
        pk=0,
        centre=centre,
        organisation=organisation,
        service=place,
        address=place,
        phone=phone,
        how_to_reach=reach,
        cost_note=cost,
        assured_on=MONDAY,
    )
    assert slip_pdf(centre, Slip(entry, language, MONDAY, "K7RM4X"), site=SITE).startswith(b"%PDF")
