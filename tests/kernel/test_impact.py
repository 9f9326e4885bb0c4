"""The draft of the impact assessment follows the columns, and leaves to people what is theirs."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from mestieri.kernel.encryption.fields import EncryptedTextField
from mestieri.kernel.models import AuditEntry, Centre
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.kernel.privacy.impact import Section, blanks_in, impact_assessment
from mestieri.kernel.privacy.third_party import every_model
from mestieri.kernel.roles import Role
from tests.walls.throw_away import ThrowAway, forget_throw_away_models

__all__ = ["forget_throw_away_models"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forget_throw_away_models")]


def sections(centre: Centre, *more: type[models.Model]) -> dict[str, Section]:
    drafted = impact_assessment(centre, [*every_model(), *more])
    return {section.code: section for section in drafted}


def words(section: Section) -> str:
    cells = [cell for row in section.table.rows for cell in row] if section.table else []
    return " ".join([*section.lines, *cells])


def test_a_new_column_about_a_person_is_in_the_draft_the_same_day(centre: Centre) -> None:
    @classified(
        World.IDENTIFIED, purpose="Try it out.", retention="Seven moons.", basis=Basis.CONTRACT,
        facts="id", person="shoe programme", encrypted="programme", special="programme",
        in_the_clear="shoe",
    )  # fmt: skip
    class Walker(ThrowAway):
        shoe = models.TextField("shoe of a walker")
        programme = EncryptedTextField("kind of programme")

        class Meta:
            app_label = "walls"
            verbose_name_plural = "walkers"

    before, after = sections(centre), sections(centre, Walker)
    assert "Try it out." in words(after["description"])
    assert "shoe of a walker" in words(after["description"])
    assert "Seven moons." in words(after["necessity"])
    assert Basis.CONTRACT.value in words(after["necessity"])
    assert "Walkers (shoe of a walker)" in words(after["risks"])
    assert "Walkers (kind of programme)" in words(after["risks"])
    assert "Walkers: kind of programme" in words(after["whether"])
    for code in ("whether", "description", "necessity", "risks", "measures"):
        assert before[code] != after[code], code


def test_a_new_optional_answer_at_the_door_is_in_the_draft(centre: Centre) -> None:
    @classified(
        World.WALK_IN, purpose="Count.", retention="A moment.", facts="id", coarse="weather"
    )
    class Arrival(ThrowAway):
        weather = models.CharField("weather outside", max_length=3, choices=[("sun", "Sun")])

    assert "weather outside" in words(sections(centre, Arrival)["walk-in"])
    assert "weather outside" in words(sections(centre, Arrival)["risks"])


def test_every_kind_of_data_about_people_is_in_it(centre: Centre) -> None:
    described = sections(centre)["description"].table
    necessary = sections(centre)["necessity"].table
    assert described is not None
    assert necessary is not None
    assert [row[0] for row in described.rows] == [row[0] for row in necessary.rows]
    assert all(basis.startswith("art. 6") for _name, basis, _time in necessary.rows)


def test_what_only_people_can_say_stays_blank(centre: Centre) -> None:
    drafted = impact_assessment(centre)
    assert blanks_in(drafted) >= 12
    assert drafted[-1].code == "people"
    assert not drafted[-1].lines


def test_the_dpo_reads_it_and_prints_it(as_role: Callable[[Role], Client], centre: Centre) -> None:
    client = as_role(Role.DATA_PROTECTION_OFFICER)
    page = client.get(reverse("kernel-impact", args=[centre.slug]))
    assert page.text.count("<h2 ") == 7
    assert (
        reverse("kernel-impact", args=[centre.slug])
        in client.get(reverse("kernel-register", args=[centre.slug])).text
    )
    answer = client.get(reverse("kernel-impact-pdf", args=[centre.slug]))
    pdf = pypdf.PdfReader(io.BytesIO(answer.content))
    said = "".join(leaf.extract_text() for leaf in pdf.pages)
    assert said.count("Da scrivere") + said.count("To be written") >= 12
    assert "/MarkInfo" in pdf.trailer["/Root"]


def test_what_the_centre_answers_is_kept_and_printed(
    centre: Centre, other_centre: Centre, as_role: Callable[[Role], Client]
) -> None:
    officer = as_role(Role.DATA_PROTECTION_OFFICER)
    address = reverse("kernel-impact-answers", args=[centre.slug])
    assert officer.get(address).status_code == 200
    before = blanks_in(impact_assessment(centre))
    officer.post(address, {"training": "Ogni gennaio.\nCon il DPO.", "machines": "  "})
    assert blanks_in(impact_assessment(centre)) == before - 1
    assert blanks_in(impact_assessment(other_centre)) == before
    page = officer.get(reverse("kernel-impact", args=[centre.slug]))
    assert "Ogni gennaio.<br>Con il DPO." in page.text
    pdf = officer.get(reverse("kernel-impact-pdf", args=[centre.slug]))
    printed = "".join(
        each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf.content)).pages
    )
    assert "Ogni gennaio." in printed
    assert AuditEntry.objects.get(action="kernel.answer_impact").detail["questions"] == ["training"]
    officer.post(address, {"training": "", "views": "x" * 4001})
    assert blanks_in(impact_assessment(centre)) == before - 1, "too long: nothing is saved"
    officer.post(address, {"training": ""})
    assert blanks_in(impact_assessment(centre)) == before
