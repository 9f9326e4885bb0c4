"""Being sent on: counted for its service, with a code that leads to nobody."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mestieri.kernel.models import Centre, Partner
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.services.retention import apply_rules
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.library.models import DirectoryEntry, KeepingState
from mestieri.reception.models import Referral, ReferralCode
from mestieri.reception.queries import referrals as queries
from mestieri.reception.services import referrals
from mestieri.reception.services.referral_codes import (
    ALPHABET,
    LENGTH,
    digest_of,
    new_code,
    read_code,
)
from mestieri.reception.services.referrals import ReferralRefused, SlipGone, make_referral
from tests.reception.territory import describe, sent_on, service, theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(centre: Centre) -> DirectoryEntry:
    return service(centre, organisation="Centro per l’impiego di Prova")


def test_a_referral_is_counted_for_its_service(centre: Centre, office: DirectoryEntry) -> None:
    other = service(centre, organisation="Patronato di Prova")
    today = timezone.localdate()
    for _time in range(3):
        make_referral(centre=centre, destination=office, language="fr", purpose=Purpose.WORK)
    make_referral(centre=centre, destination=other, language="it", is_alone=True)
    counted = queries.referrals_by_destination(centre, today, today)
    assert [(row.organisation, row.referrals, row.alone) for row in counted] == [
        ("Centro per l’impiego di Prova", 3, 0),
        ("Patronato di Prova", 1, 1),
    ]


def test_only_the_days_asked_for_are_counted(centre: Centre, office: DirectoryEntry) -> None:
    sent_on(office, days_ago=1)
    today = timezone.localdate()
    assert queries.referrals_by_destination(centre, today, today) == []


def test_another_centre_counts_its_own(
    centre: Centre, other_centre: Centre, office: DirectoryEntry
) -> None:
    make_referral(centre=centre, destination=office, language="it")
    today = timezone.localdate()
    assert queries.referrals_by_destination(other_centre, today, today) == []


def test_the_code_is_six_signs_that_are_not_mistaken(
    centre: Centre, office: DirectoryEntry
) -> None:
    made = make_referral(centre=centre, destination=office, language="it")
    assert len(made.code) == LENGTH
    assert set(made.code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1ILAEIU")


def test_the_code_in_clear_is_in_no_column(centre: Centre, office: DirectoryEntry) -> None:
    made = make_referral(centre=centre, destination=office, language="it")
    for model in (Referral, ReferralCode):
        for row in model.objects.values():
            assert made.code not in {str(value) for value in row.values()}
    assert ReferralCode.objects.get().digest == digest_of(centre.pk, made.code)


def test_the_same_code_in_another_centre_is_another_digest(
    centre: Centre, other_centre: Centre
) -> None:
    assert digest_of(centre.pk, "K7RM4X") != digest_of(other_centre.pk, "K7RM4X")


def test_a_code_already_given_is_drawn_again(
    centre: Centre, office: DirectoryEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_referral(centre=centre, destination=office, language="it").code
    drawn = iter([first, first, "K7RM4X"])
    monkeypatch.setattr(referrals, "new_code", lambda: next(drawn))
    assert make_referral(centre=centre, destination=office, language="it").code == "K7RM4X"


def test_nothing_leads_from_a_referral_to_its_code_or_to_a_visit() -> None:
    for model in (Referral, ReferralCode):
        keys = {
            field.related_model._meta.label
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey)
        }
        assert keys == {"kernel.Centre", "kernel.Term", "library.DirectoryEntry"}
    led_here = [
        model._meta.label
        for model in Referral._meta.apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, (models.ForeignKey, models.ManyToManyField))
        and field.related_model in (Referral, ReferralCode)
    ]
    assert led_here == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("K7RM4X", "K7RM4X"),
        (" k7r-m4x ", "K7RM4X"),
        ("k7 rm 4x", "K7RM4X"),
        ("K٧RM٤X", "K7RM4X"),
        ("K৭RM৪X", "K7RM4X"),
        ("K7RM4", ""),
        ("K7RM4XX", ""),
        ("O7RM4X", ""),
        ("'; --", ""),
        ("", ""),
        ("K" * 5000, ""),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert read_code(typed) == read


def test_every_code_we_give_can_be_read_back() -> None:
    codes = [new_code() for _time in range(200)]
    assert [read_code(code.lower()) for code in codes] == codes


@pytest.mark.parametrize(
    "status", [CentreStatus.PLANNED, CentreStatus.SUSPENDED, CentreStatus.CLOSED]
)
def test_a_centre_that_is_not_open_sends_nobody_on(
    centre: Centre, office: DirectoryEntry, status: CentreStatus
) -> None:
    centre.status = status
    with pytest.raises(ReferralRefused) as refused:
        make_referral(centre=centre, destination=office, language="it")
    assert refused.value.sentence
    assert not Referral.objects.exists()


def test_one_is_sent_on_to_published_services_of_the_centre_alone(
    centre: Centre, other_centre: Centre
) -> None:
    draft = service(centre, state=KeepingState.DRAFT)
    retired = service(centre, state=KeepingState.RETIRED)
    foreign = service(other_centre)
    for entry in (draft, retired, foreign):
        with pytest.raises(ReferralRefused):
            make_referral(centre=centre, destination=entry, language="it")
    assert not ReferralCode.objects.exists()


def test_the_slip_is_in_one_of_our_languages(centre: Centre, office: DirectoryEntry) -> None:
    with pytest.raises(ReferralRefused):
        make_referral(centre=centre, destination=office, language="tlh")


def test_the_topic_is_a_theme(centre: Centre, office: DirectoryEntry) -> None:
    audience = describe(office, Vocabulary.AUDIENCE, "giovani", "Giovani")
    with pytest.raises(ReferralRefused):
        make_referral(centre=centre, destination=office, language="it", topic=audience)
    made = make_referral(centre=centre, destination=office, language="it", topic=theme())
    assert made.referral.topic == theme()


def test_a_mistake_is_taken_back_with_its_code(centre: Centre, office: DirectoryEntry) -> None:
    kept = make_referral(centre=centre, destination=office, language="it")
    made = make_referral(centre=centre, destination=office, language="it")
    referrals.take_back_referral(centre, made.slip_pass)
    assert list(Referral.objects.all()) == [kept.referral]
    assert ReferralCode.objects.get().digest == digest_of(centre.pk, kept.code)
    referrals.take_back_referral(centre, made.slip_pass)  # twice does no harm
    assert Referral.objects.count() == 1


def test_a_pass_of_another_centre_or_made_up_opens_nothing(
    centre: Centre, other_centre: Centre, office: DirectoryEntry
) -> None:
    made = make_referral(centre=centre, destination=office, language="it")
    for house, slip_pass in ((other_centre, made.slip_pass), (centre, "made-up"), (centre, "")):
        with pytest.raises(SlipGone):
            referrals.take_back_referral(house, slip_pass)
    assert Referral.objects.count() == 1


def test_a_slip_is_printed_again_only_for_a_while(centre: Centre, office: DirectoryEntry) -> None:
    made = make_referral(centre=centre, destination=office, language="ar")
    assert referrals.slip_of_pass(centre, made.slip_pass) == made.slip
    with pytest.raises(SlipGone):
        referrals.slip_of_pass(centre, made.slip_pass, seconds=-1)


def test_spent_and_expired_codes_are_forgotten_and_counts_stay(
    centre: Centre, office: DirectoryEntry
) -> None:
    today = timezone.localdate()
    sent_on(office, days_ago=referrals.DAYS_OF_A_CODE + 1)
    sent_on(office, days_ago=2)
    answered = sent_on(office, days_ago=2)
    ReferralCode.objects.filter(digest=digest_of(centre.pk, answered.code)).update(
        spent_on=today - datetime.timedelta(days=1)
    )
    assert apply_rules(today)["reception.codes"] == 2
    assert ReferralCode.objects.count() == 1
    assert Referral.objects.count() == 3


def test_the_database_refuses_an_answer_on_the_day_of_the_slip(office: DirectoryEntry) -> None:
    sent_on(office, days_ago=0)
    with pytest.raises(IntegrityError):
        ReferralCode.objects.update(spent_on=timezone.localdate())


# Where one may be sent on to --------------------------------------------------------------


def test_services_are_alphabetical_and_no_institution_comes_first(centre: Centre) -> None:
    """The list is asked without saying who looks, and own services keep their place."""
    own = Partner.objects.create(centre=centre, name="Zeta consulenze", nature="private")
    service(centre, organisation="Zeta consulenze", partner=own)
    service(centre, organisation="École de Prova")
    service(centre, organisation="acli di Prova")
    service(centre, organisation="INPS di Prova", service="Sportello B")
    service(centre, organisation="INPS di Prova", service="sportello a")
    listed = [(e.organisation, e.service) for e in queries.destinations(centre, {})]
    assert listed == [
        ("acli di Prova", "Sportello"),
        ("École de Prova", "Sportello"),
        ("INPS di Prova", "sportello a"),
        ("INPS di Prova", "Sportello B"),
        ("Zeta consulenze", "Sportello"),
    ]


def test_a_service_is_found_by_words_kind_and_language(centre: Centre) -> None:
    help_desk = service(centre, organisation="Sindacato di Prova", languages=["it", "uk"])
    describe(help_desk, Vocabulary.REFERRAL_DESTINATION, "caf-patronato", "CAF o patronato")
    school = service(centre, organisation="Scuola", service="Città che impara", languages=["it"])
    service(centre, organisation="Bozza", state=KeepingState.DRAFT)

    def found(**asked: str) -> list[DirectoryEntry]:
        return queries.destinations(centre, asked)

    assert found(q="patronato") == [help_desk]
    assert found(q="PATRONATO prova") == [help_desk]
    assert found(q="citta") == [school]
    assert found(lingua="uk") == [help_desk]
    assert found(tipo="caf-patronato") == [help_desk]
    assert found(q="nessuno lo sa") == []
    assert found(q="") == [school, help_desk]


def test_the_list_costs_the_same_however_long(centre: Centre) -> None:
    for _time in range(4):
        service(centre)
    with CaptureQueriesContext(connection) as few:
        queries.destinations(centre, {"q": "prova"})
    for _time in range(20):
        service(centre)
    with CaptureQueriesContext(connection) as many:
        queries.destinations(centre, {"q": "prova"})
    assert len(few) == len(many) <= 2


def test_a_slip_answers_from_the_day_after_it_is_given(
    centre: Centre, office: DirectoryEntry
) -> None:
    made = make_referral(centre=centre, destination=office, language="sq")
    assert made.slip.answers_from == timezone.localdate() + datetime.timedelta(days=1)
