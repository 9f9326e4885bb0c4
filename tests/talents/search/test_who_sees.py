"""Who searches sees whom may be shown, asks nothing the law forbids, and breaks no page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role
from mestieri.talents.models import CV, CVList, CVListItem, CVSearchRow, Family, IndexChoice
from mestieri.talents.queries.results import rows_of
from mestieri.talents.queries.searching import Asked, search
from mestieri.talents.services.families import taxonomy
from mestieri.talents.services.families.starter import take_starter_families
from mestieri.talents.services.indexes import definitions
from mestieri.talents.services.indexes.starter import take_starter_indexes
from mestieri.talents.services.search import keeping, rows
from mestieri.talents.vocabulary import CVState, Visibility
from tests import factories
from tests.talents.bank import keep, worker
from tests.walls.paths import sign_in

pytestmark = pytest.mark.django_db
NOBODY_YET = {"notice_on": None, "notice_way": ""}


def shown_to(role: Role, centre: Centre, **query: object) -> str:
    client = Client()
    sign_in(client, factories.account_with_role(role, centre))
    answer = client.get(reverse("talents-search", args=[centre.slug]), query)
    assert answer.status_code == 200
    return answer.text


def named(name: str, centre: Centre, **fields: object) -> CV:
    return keep(centre, worker("Saldatore", headline=name, family_name=name), **fields)


def test_only_who_keeps_cvs_sees_those_not_ready_and_nobody_those_of_nobody(
    centre: Centre,
) -> None:
    named("Pronta", centre)
    named("Attende", centre, **NOBODY_YET)
    named("Chiusa", centre, visibility=Visibility.NOBODY)
    everybody = {"q": "saldatore", "tutti": "on"}
    matcher, curator = (
        shown_to(role, centre, **everybody) for role in (Role.MATCHER, Role.CV_CURATOR)
    )
    assert "Pronta" in matcher
    assert "Attende" not in matcher
    assert 'name="tutti"' not in matcher
    assert "Attende" in curator
    assert "Chiusa" not in curator


def test_a_list_holds_and_shows_whom_may_be_shown(centre: Centre) -> None:
    ready, waits = named("Pronta", centre), named("Attende", centre, **NOBODY_YET)
    matcher = factories.account_with_role(Role.MATCHER, centre)
    row, new = keeping.put_in_list(centre, "Turno", [ready.pk, waits.pk], account=matcher)
    assert new == 1
    CVListItem.objects.create(cv_list=row, cv=waits, added_by=matcher)
    client = Client()
    sign_in(client, matcher)
    page = client.get(reverse("talents-cv-list", args=[centre.slug, row.pk])).text
    assert "Pronta" in page
    assert "Attende" not in page
    with pytest.raises(ValidationError):
        keeping.put_in_list(centre, "Altra", [waits.pk], account=matcher)
    assert CVList.objects.count() == 1


def test_a_row_that_came_back_after_its_cv_was_hidden_shows_nobody(centre: Centre) -> None:
    cv = named("Nascosta", centre)
    found = search(centre, Asked(words="saldatore"))
    assert found.cvs == [cv.pk]
    CV.objects.filter(pk=cv.pk).update(state=CVState.HIDDEN)
    assert CVSearchRow.objects.filter(cv=cv).exists()
    assert search(centre, Asked(words="saldatore")).total == 0
    assert rows_of(found, ()) == []


def test_cvs_are_held_before_their_rows_are_made_again(
    centre: Centre, django_assert_num_queries: object
) -> None:
    cv = named("Una", centre)
    CV.objects.filter(pk=cv.pk).update(state=CVState.HIDDEN)
    assert [one.state for one in rows.held([cv.pk])] == [CVState.HIDDEN]
    rows.refresh([cv.pk])
    assert not CVSearchRow.objects.filter(cv=cv).exists()


def test_signs_that_are_no_digits_break_no_page(centre: Centre) -> None:
    take_starter_families(centre, account=None)
    named("Pronta", centre)
    for query in ({"pagina": "²"}, {"senza": "²"}, {"pagina": "9" * 40}, {"senza": "9" * 40}):
        shown_to(Role.MATCHER, centre, q="saldatore", **query)
    client = Client()
    sign_in(client, factories.account_with_role(Role.CV_CURATOR, centre))
    for number in ("²", "9" * 40):
        sent = client.post(reverse("talents-sample-draw", args=[centre.slug]), {"family": number})
        assert sent.status_code == 302
        sent = client.post(
            reverse("talents-list-put", args=[centre.slug]), {"cv": number, "name": "Turno"}
        )
        assert sent.status_code == 302


def test_nobody_is_searched_by_what_the_law_forbids(centre: Centre) -> None:
    named("Pronta", centre)
    page = shown_to(Role.MATCHER, centre, q="ragazza max 30 anni")
    assert "Pronta" not in page
    assert "field-error" in page
    take_starter_indexes(centre)
    choice = IndexChoice.objects.filter(definition__centre=centre, words="").first()
    assert choice is not None
    choice.name, choice.words = "Portineria", "portiere, bella presenza"
    with pytest.raises(ValidationError, match="bella presenza"):
        definitions.change_choice(choice, account=None)
    take_starter_families(centre, account=None)
    family = Family.objects.filter(centre=centre).first()
    assert family is not None
    for field, text in (("name", "Operai max 30 anni"), ("words", "operaia, cattolica")):
        row = Family.objects.get(pk=family.pk)
        setattr(row, field, text)
        with pytest.raises(ValidationError) as refused:
            taxonomy.change_family(row, account=None)
        assert field in refused.value.message_dict
    row = family.macro
    row.name = "Giovani di sesso maschile"
    with pytest.raises(ValidationError):
        taxonomy.save_macro_family(row, account=None)
