"""Closed columns: the same in Python, nothing to read in the database."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models
from django.utils import timezone

from mestieri.kernel.encryption.fields import (
    EncryptedBinaryField,
    EncryptedEmailField,
    EncryptedJSONField,
    EncryptedTextField,
)
from mestieri.kernel.encryption.keys import is_sealed
from mestieri.kernel.models import Centre, Intake, IntakeRow, MagicLink
from mestieri.kernel.models.intake import RowOutcome
from tests.walls.throw_away import ThrowAway, forget_throw_away_models

__all__ = ["forget_throw_away_models"]


def in_the_database(model: type[models.Model], column: str) -> list[str]:
    """What lies in a column, read without Django's help."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def link(centre: Centre, **fields: str) -> MagicLink:
    now = timezone.now()
    return MagicLink.objects.create(
        digest=fields.pop("digest", "d" * 64), action="propose", centre=centre, subject_kind="x",
        subject_key="1", issued_at=now, expires_at=now.replace(year=now.year + 1), **fields,
    )  # fmt: skip


def rows(centre: Centre, *cells: object) -> list[IntakeRow]:
    intake = Intake.objects.create(centre=centre, target="x", file_name="x", form="csv")
    return IntakeRow.objects.bulk_create(
        IntakeRow(intake=intake, number=n, outcome=RowOutcome.NEW, cells=each)
        for n, each in enumerate(cells)
    )


def test_a_text_is_closed_and_comes_back(centre: Centre) -> None:
    link(centre, sent_to="Ufficio@example.org")
    (lies,) = in_the_database(MagicLink, "sent_to")
    assert is_sealed(lies)
    assert MagicLink.objects.get().sent_to == "Ufficio@example.org"
    assert MagicLink.objects.values_list("sent_to", flat=True).get() == "Ufficio@example.org"


def test_json_is_closed_one_by_one_in_bulk_and_by_update(centre: Centre) -> None:
    said = {"nome": "Ente «così»", "n": [1, None, 2.5]}
    made = rows(centre, said, {}, {"a": 1})
    made[2].cells = {"b": "perché"}
    IntakeRow.objects.bulk_update(made[2:], ["cells"])
    IntakeRow.objects.filter(number=1).update(before=said)
    assert [row.cells for row in IntakeRow.objects.all()] == [said, {}, {"b": "perché"}]
    assert IntakeRow.objects.get(number=1).before == said
    lie = in_the_database(IntakeRow, "cells")
    assert [is_sealed(text) for text in lie] == [True, False, True]
    assert lie[1] == ""  # nothing is nothing, closed or not


def test_a_row_is_found_by_its_blind_index_whatever_the_case(centre: Centre) -> None:
    link(centre, sent_to="Ufficio@Example.org")
    link(centre, digest="e" * 64, sent_to="altro@example.org")
    link(centre, digest="f" * 64)
    found = MagicLink.objects.filter(sent_to_index__of=" ufficio@example.ORG ")
    assert [one.sent_to for one in found] == ["Ufficio@Example.org"]
    assert MagicLink.objects.get(sent_to_index__of="").digest == "f" * 64
    assert not any("ufficio" in text for text in in_the_database(MagicLink, "sent_to_index"))


def test_the_blind_index_follows_its_column(centre: Centre) -> None:
    made = link(centre, sent_to="uno@example.org")
    made.sent_to = "due@example.org"
    made.save()
    assert MagicLink.objects.filter(sent_to_index__of="due@example.org").exists()
    assert not MagicLink.objects.filter(sent_to_index__of="uno@example.org").exists()


@pytest.mark.parametrize(
    "condition", [{"sent_to": "x"}, {"sent_to__icontains": "x"}, {"sent_to__in": ["x"]}]
)
def test_nothing_is_looked_for_in_a_closed_column(condition: dict[str, object]) -> None:
    with pytest.raises(FieldError):
        MagicLink.objects.filter(**condition)


def test_whether_it_is_empty_may_be_asked(centre: Centre) -> None:
    made = link(centre, sent_to="uno@example.org")
    assert list(MagicLink.objects.exclude(sent_to="")) == [made]
    assert not MagicLink.objects.filter(sent_to="").exists()
    rows(centre, {}, {"a": 1})
    assert IntakeRow.objects.exclude(cells="").get().number == 1
    assert IntakeRow.objects.get(cells={}).number == 0


@pytest.mark.usefixtures("forget_throw_away_models")
def test_what_does_not_fit_is_refused_before_it_is_closed() -> None:
    class Box(ThrowAway):
        text = EncryptedTextField(max_length=3)
        mail = EncryptedEmailField()
        data = EncryptedJSONField(blank=True)

    with pytest.raises(ValidationError) as refused:
        Box(text="four", mail="no mail", data={"x": object()}).full_clean()
    assert set(refused.value.message_dict) == {"text", "mail", "data"}
    Box(text="one", mail="x@example.org").full_clean()


def test_bytes_are_closed_as_they_are() -> None:
    field = EncryptedBinaryField()
    lies = field.get_db_prep_value(b"\x00\xff", connection)
    assert is_sealed(lies)
    assert field.from_db_value(lies, None, connection) == b"\x00\xff"
    assert field.from_db_value("", None, connection) == b""


def test_a_form_asks_for_what_the_column_holds() -> None:
    assert EncryptedEmailField().formfield().clean("x@example.org") == "x@example.org"
    assert EncryptedJSONField().formfield().clean('{"a": 1}') == {"a": 1}
    assert EncryptedTextField(max_length=9).formfield().max_length == 9
