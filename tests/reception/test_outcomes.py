"""«How did it go?»: one answer for a code, from the day after, in eleven languages, of nobody."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from mestieri.kernel.models import Centre
from mestieri.library.models import DirectoryEntry
from mestieri.library.slip_words import SLIP_LANGUAGES, Section, words_in
from mestieri.reception.models import Outcome, OutcomeTally, ReferralCode
from mestieri.reception.queries import referrals as queries
from mestieri.reception.services import outcomes, referral_codes
from mestieri.reception.services.outcomes import Standing
from mestieri.reception.services.referral_codes import digest_of
from mestieri.reception.services.referrals import DAYS_OF_A_CODE
from tests.reception.territory import sent_on, service, theme

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def no_wrong_codes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(referral_codes, "_wrong_codes", {})


@pytest.fixture
def office(centre: Centre) -> DirectoryEntry:
    return service(centre, organisation="Centro per l’impiego di Prova")


def tallies() -> dict[str, int]:
    return dict(OutcomeTally.objects.filter(times__gt=0).values_list("outcome", "times"))


# The service ------------------------------------------------------------------------------


def test_an_answer_is_counted_by_service_topic_and_month_of_the_slip(
    centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office, days_ago=40, topic=theme())
    assert outcomes.answer(centre, made.code, Outcome.SERVED).is_counted
    tally = OutcomeTally.objects.get()
    assert (tally.destination, tally.topic, tally.outcome, tally.times) == (
        office, theme(), "served", 1,
    )  # fmt: skip
    assert tally.month == made.slip.day.replace(day=1)


def test_the_second_tap_changes_nothing(centre: Centre, office: DirectoryEntry) -> None:
    made = sent_on(office)
    outcomes.answer(centre, made.code, Outcome.SERVED)
    again = outcomes.answer(centre, made.code, Outcome.NOT_GONE)
    assert not again.is_counted
    assert again.seen.standing is Standing.ANSWERED
    assert tallies() == {"served": 1}


def test_the_code_does_not_remember_what_it_answered(
    centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office)
    outcomes.answer(centre, made.code, Outcome.IN_VAIN)
    row = ReferralCode.objects.values().get()
    assert "in_vain" not in {str(value) for value in row.values()}


def test_answers_of_the_same_month_add_up_with_a_topic_and_without(
    centre: Centre, office: DirectoryEntry
) -> None:
    for topic in (None, None, theme(), theme()):
        made = sent_on(office, topic=topic)
        outcomes.answer(centre, made.code, Outcome.SERVED)
    assert sorted(OutcomeTally.objects.values_list("times", flat=True)) == [2, 2]


def test_before_the_day_after_it_is_too_early(centre: Centre, office: DirectoryEntry) -> None:
    made = sent_on(office, days_ago=0)
    seen = outcomes.answer(centre, made.code, Outcome.SERVED).seen
    assert seen.standing is Standing.TOO_EARLY
    assert seen.answers_from == timezone.localdate() + datetime.timedelta(days=1)
    assert tallies() == {}


def test_the_last_day_of_a_code_and_the_one_after(centre: Centre, office: DirectoryEntry) -> None:
    made = sent_on(office)
    last = made.slip.day + datetime.timedelta(days=DAYS_OF_A_CODE)
    after = last + datetime.timedelta(days=1)
    assert outcomes.look_at_code(centre, made.code, today=last).standing is Standing.WAITING
    assert outcomes.look_at_code(centre, made.code, today=after).standing is Standing.UNKNOWN


def test_a_code_answers_in_its_own_centre_alone(
    centre: Centre, other_centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office)
    assert outcomes.look_at_code(other_centre, made.code).standing is Standing.UNKNOWN


def test_a_mistake_is_corrected_once(centre: Centre, office: DirectoryEntry) -> None:
    made = sent_on(office)
    answered = outcomes.answer(centre, made.code, Outcome.SERVED)
    assert outcomes.correct(centre, answered.correction_pass, Outcome.NOT_GONE)
    assert tallies() == {"not_gone": 1}
    assert not outcomes.correct(centre, answered.correction_pass, Outcome.IN_VAIN)
    assert tallies() == {"not_gone": 1}


def test_the_same_answer_again_is_no_correction(centre: Centre, office: DirectoryEntry) -> None:
    answered = outcomes.answer(centre, sent_on(office).code, Outcome.SERVED)
    assert outcomes.correct(centre, answered.correction_pass, Outcome.SERVED)
    assert outcomes.correct(centre, answered.correction_pass, Outcome.IN_VAIN)
    assert tallies() == {"in_vain": 1}


def test_a_correction_made_up_old_or_of_another_centre_changes_nothing(
    centre: Centre,
    other_centre: Centre,
    office: DirectoryEntry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered = outcomes.answer(centre, sent_on(office).code, Outcome.SERVED)
    assert not outcomes.correct(centre, "made-up", Outcome.IN_VAIN)
    assert not outcomes.correct(other_centre, answered.correction_pass, Outcome.IN_VAIN)
    monkeypatch.setattr(outcomes, "SECONDS_TO_CORRECT", -1)
    assert not outcomes.correct(centre, answered.correction_pass, Outcome.IN_VAIN)
    assert tallies() == {"served": 1}


def test_after_many_wrong_codes_nothing_is_read_for_a_while(
    centre: Centre, other_centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office)
    for _time in range(referral_codes.WRONG_CODES_A_MINUTE):
        assert outcomes.look_at_code(centre, "BBBBBB").standing is Standing.UNKNOWN
    assert outcomes.look_at_code(centre, made.code).standing is Standing.TOO_MANY
    assert outcomes.look_at_code(other_centre, "BBBBBB").standing is Standing.UNKNOWN


def test_what_cannot_be_a_code_uses_up_nobodys_turn(centre: Centre, office: DirectoryEntry) -> None:
    made = sent_on(office)
    for _time in range(referral_codes.WRONG_CODES_A_MINUTE + 1):
        outcomes.look_at_code(centre, "pippo")
    assert outcomes.look_at_code(centre, made.code).standing is Standing.WAITING


def test_outcomes_are_read_by_service_with_their_shares(
    centre: Centre, office: DirectoryEntry
) -> None:
    silent = service(centre, organisation="Ufficio che tace")
    sent_on(silent)
    for outcome in (Outcome.SERVED, Outcome.SERVED, Outcome.SERVED, Outcome.IN_VAIN):
        outcomes.answer(centre, sent_on(office).code, outcome)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    (row,) = queries.outcomes_by_destination(centre, yesterday, yesterday)
    assert (row.organisation, row.answers) == (office.organisation, 4)
    assert [row.share(outcome) for outcome in Outcome] == [0.75, 0.25, 0.0]
    both = queries.destination_figures(centre, yesterday, yesterday)
    assert [(r.referrals.referrals, r.outcomes.answers) for r in both] == [(4, 4), (1, 0)]
    assert both[1].outcomes.share(Outcome.SERVED) is None


def test_outcomes_are_read_by_topic(centre: Centre, office: DirectoryEntry) -> None:
    outcomes.answer(centre, sent_on(office, topic=theme()).code, Outcome.SERVED)
    outcomes.answer(centre, sent_on(office).code, Outcome.NOT_GONE)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    rows = queries.outcomes_by_topic(centre, yesterday, yesterday)
    assert [(row.topic, row.served, row.not_gone) for row in rows] == [
        (theme(), 1, 0),
        (None, 0, 1),
    ]
    assert queries.answers_between(centre, yesterday, yesterday) == 2
    assert queries.answers_between(centre, yesterday, yesterday, Outcome.SERVED) == 1


# The page ---------------------------------------------------------------------------------


def page(centre: Centre, language: str, code: str = "") -> str:
    return f"/{language}/{centre.slug}/esito/" + (f"?codice={code}" if code else "")


@pytest.mark.parametrize("language", SLIP_LANGUAGES)
def test_the_page_speaks_the_language_of_the_slip(
    client: Client, centre: Centre, office: DirectoryEntry, language: str
) -> None:
    words = words_in(language)
    answer = client.get(page(centre, language, sent_on(office).code))
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{words.direction}">' in answer.text
    assert answer.headers["Content-Language"] == language
    for outcome in Outcome:
        assert words.say(Section.OUTCOME, outcome.value) in answer.text
    assert office.organisation in answer.text
    assert not answer.cookies


def test_reading_the_page_counts_nothing(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office)
    client.get(page(centre, "it", made.code))
    client.get(page(centre, "it"))
    assert tallies() == {}
    assert ReferralCode.objects.filter(spent_on=None).count() == 1


def test_one_tap_counts_and_thanks_and_the_second_says_so_kindly(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office)
    said = {"codice": made.code.lower(), "esito": "served"}
    first = client.post(f"{page(centre, 'fr')}risposta/", said, headers=OURS)
    assert "Merci" in first.text
    assert "Cela m’a servi" in first.text
    second = client.post(f"{page(centre, 'fr')}risposta/", said, headers=OURS)
    assert "Ce code a déjà répondu" in second.text
    assert tallies() == {"served": 1}
    assert "Ce code a déjà répondu" in client.get(page(centre, "fr", made.code)).text


def test_the_page_that_thanks_corrects_a_mistake(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    said = {"codice": sent_on(office).code, "esito": "served"}
    thanks = client.post(f"{page(centre, 'it')}risposta/", said, headers=OURS).text
    correction = re.search(r'name="correzione" value="([^"]+)"', thanks)
    assert correction
    change = {"correzione": correction.group(1), "esito": "not_gone"}
    assert "Risposta corretta" in client.post(
        f"{page(centre, 'it')}correzione/", change, headers=OURS
    ).text  # fmt: skip
    assert tallies() == {"not_gone": 1}
    change["esito"] = "in_vain"
    assert "ha già risposto" in client.post(
        f"{page(centre, 'it')}correzione/", change, headers=OURS
    ).text  # fmt: skip


def test_too_early_says_from_which_day(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office, days_ago=0)
    tomorrow = f"{made.slip.answers_from:%d/%m/%Y}"
    for text in (
        client.get(page(centre, "sq", made.code)).text,
        client.post(
            f"{page(centre, 'sq')}risposta/",
            {"codice": made.code, "esito": "served"},
            headers=OURS,
        ).text,
    ):
        assert f"nga data {tomorrow}" in text
        assert "esito=" not in text
    assert tallies() == {}


def test_a_wrong_code_is_told_once_and_may_be_typed_again(client: Client, centre: Centre) -> None:
    answer = client.get(page(centre, "ro", "BBBBBB"))
    assert answer.text.count("Nu găsim acest cod") == 1
    assert 'value="BBBBBB"' in answer.text


def test_no_answer_chosen_asks_again(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office)
    answer = client.post(f"{page(centre, 'en')}risposta/", {"codice": made.code}, headers=OURS)
    assert "Tap one of the three answers" in answer.text
    assert tallies() == {}


def test_too_many_wrong_codes_are_told_to_wait(client: Client, centre: Centre) -> None:
    for _time in range(referral_codes.WRONG_CODES_A_MINUTE):
        outcomes.look_at_code(centre, "BBBBBB")
    answer = client.get(page(centre, "zh", "BBBBBB"))
    assert answer.status_code == 429
    assert "现在请求太多" in answer.text


def test_a_language_that_we_do_not_have_is_no_page(client: Client, centre: Centre) -> None:
    assert client.get(page(centre, "tlh")).status_code == 404


def test_the_page_of_a_suspended_centre_still_takes_answers(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    made = sent_on(office)
    Centre.objects.update(status="suspended")
    said = {"codice": made.code, "esito": "served"}
    client.post(f"{page(centre, 'it')}risposta/", said, headers=OURS)
    assert tallies() == {"served": 1}


def test_anything_typed_is_answered(client: Client, centre: Centre) -> None:
    for typed in ("\x00", "ÀÈÌ" * 400, "<script>", "🤷" * 6, "²³²³²³"):
        answer = client.get(f"/it/{centre.slug}/esito/", {"codice": typed})
        assert answer.status_code == 200
        assert "<script>" not in answer.text


def test_the_digest_of_a_code_needs_the_secret(centre: Centre, settings: object) -> None:
    before = digest_of(centre.pk, "K7RM4X")
    settings.SECRET_KEY = "un altro segreto"  # type: ignore[attr-defined]
    assert digest_of(centre.pk, "K7RM4X") != before
