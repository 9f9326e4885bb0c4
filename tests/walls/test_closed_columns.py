"""What must be closed in the database is closed; what is not, somebody answers for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import models

from mestieri.kernel.encryption.fields import EncryptedTextField
from mestieri.kernel.encryption.places import closed_columns
from mestieri.kernel.models import Account
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.kernel.privacy.classification import make_classification
from mestieri.kernel.privacy.third_party import every_model
from tests.walls import checks
from tests.walls.throw_away import ThrowAway

pytestmark = pytest.mark.usefixtures("forget_throw_away_models")


def persons(**columns: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Declare a throw-away model of identified persons."""
    return classified(
        World.IDENTIFIED, purpose="Try.", retention="A moment.", basis=Basis.CONTRACT, **columns
    )


def test_what_is_said_to_be_closed_is_closed() -> None:
    assert checks.closed_otherwise_than_said(every_model()) == []


def test_of_every_word_about_a_person_it_is_said_whether_it_is_closed() -> None:
    assert checks.words_of_persons_left_open(every_model()) == []


def test_nobody_who_is_not_of_the_staff_can_be_reached_by_reading_the_database() -> None:
    assert checks.contacts_left_open(every_model()) == []


def test_these_are_the_closed_columns() -> None:
    assert [column.label for column in closed_columns()] == [
        "agenda.Booking.contact",
        "agenda.Booking.nickname",
        "demand.CompanyContact.email",
        "demand.CompanyContact.name",
        "demand.CompanyContact.phone",
        "demand.CompanyContact.role",
        "demand.InfoLetter.send_to",
        "demand.InfoLetter.text",
        "demand.PresentationLetter.send_to",
        "demand.PresentationLetter.text",
        "demand.RequestSearch.asked",
        "demand.RequestSender.email",
        "demand.RequestSender.name",
        "demand.RequestSender.phone",
        "demand.Shortlist.asked",
        "demand.Shortlist.reason",
        "kernel.IntakeRow.before",
        "kernel.IntakeRow.cells",
        "kernel.MagicLink.sent_to",
        "kernel.Proposal.email",
        "reception.RemoteMessage.text",
        "talents.CV.record",
        "talents.CVDocument.content",
        "talents.CVDocument.extract",
        "talents.CVDocument.file_key",
        "talents.CVDocument.file_name",
        "talents.CVFamily.title",
        "talents.CVFamily.words",
        "talents.CVImportFile.file_key",
        "talents.CVImportFile.file_name",
        "talents.CVPassage.reason",
        "talents.CVSearch.asked",
        "talents.CVView.asked",
        "talents.IndexValue.phrases",
        "talents.Member.email",
        "talents.Member.family_name",
        "talents.Member.given_name",
        "talents.Member.phone",
        "talents.Member.responsible_act",
    ]


def test_a_column_that_only_says_it_is_closed_is_found() -> None:
    @persons(facts="id", person="story", encrypted="story")
    class Teller(ThrowAway):
        story = models.TextField()

    assert len(checks.closed_otherwise_than_said([Teller])) == 1


def test_a_closed_column_of_which_it_is_not_said_is_found() -> None:
    @persons(facts="id", person="story", in_the_clear="story")
    class Shy(ThrowAway):
        story = EncryptedTextField()

    assert len(checks.closed_otherwise_than_said([Shy])) == 1


@pytest.mark.parametrize(
    "field",
    [models.TextField(), models.CharField(max_length=9), models.JSONField(), models.BinaryField()],
)
def test_words_about_a_person_of_which_nothing_is_said_are_found(field: models.Field) -> None:
    model = type("Open", (ThrowAway,), {"story": field, "__module__": __name__})
    persons(facts="id", person="story")(model)
    assert len(checks.words_of_persons_left_open([model])) == 1


def test_a_key_or_a_choice_holds_no_words() -> None:
    @persons(facts="id", person="account kind born")
    class Plain(ThrowAway):
        account = models.ForeignKey(Account, models.CASCADE, related_name="+")
        kind = models.CharField(max_length=2, choices=[("a", "A")])
        born = models.DateField()

    assert checks.words_of_persons_left_open([Plain]) == []


@pytest.mark.parametrize("name", ["phone", "home_address", "email"])
def test_a_contact_of_an_identified_person_in_the_clear_is_found(name: str) -> None:
    fields = {name: models.TextField(), "__module__": __name__}
    model = type("Reachable", (ThrowAway,), fields)
    persons(facts="id", person=name, in_the_clear=name)(model)
    assert len(checks.contacts_left_open([model])) == 1


def test_special_kinds_of_data_in_the_clear_cannot_even_be_declared() -> None:
    with pytest.raises(ValueError, match="closed"):
        make_classification(
            World.IDENTIFIED, purpose="Try.", retention="A moment.", basis=Basis.CONSENT,
            person="programme", special="programme",
        )  # fmt: skip
