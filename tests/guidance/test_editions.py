"""A centre adapts, writes, publishes and hides its questionnaires and guides."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from mestieri.engines.declared import Faulty
from mestieri.guidance import exchange as offered
from mestieri.guidance.models import Completion, Edition, TextKind
from mestieri.guidance.queries import shown
from mestieri.guidance.services import completions, editions, steps
from mestieri.guidance.services.retention import RULES
from mestieri.kernel.models import Centre, IndexChange
from mestieri.kernel.roles import Role
from mestieri.kernel.services.vocabularies import load_starter_terms
from tests import factories

pytestmark = pytest.mark.django_db
GUIDE, CODE = TextKind.GUIDE, "il-mio-primo-cv"


@pytest.fixture
def centre() -> Centre:
    load_starter_terms()
    return factories.CentreFactory(slug="tuscolo")


def step_titled(title: str, **fields: object) -> steps.StepData:
    return steps.StepData(title=title, text="Testo.", verified="2026-11-23", **fields)


def test_the_public_reads_the_shipped_text_until_the_centres_own_is_published(
    centre: Centre,
) -> None:
    guide = editions.adapt(centre, GUIDE, CODE, account=None)
    editions.write(guide, guide.draft.replace("Il mio primo CV", "Il CV da noi"), account=None)
    assert shown.guide_of(centre, CODE).title == "Il mio primo CV"
    editions.publish(guide, account=None)
    assert shown.guide_of(centre, CODE).title == "Il CV da noi"
    assert shown.guide_of(factories.CentreFactory(), CODE).title == "Il mio primo CV"
    editions.hide(guide, account=None)
    assert shown.guide_of(centre, CODE) is None
    editions.discard(guide, account=None)
    assert shown.guide_of(centre, CODE).title == "Il mio primo CV"
    assert IndexChange.objects.filter(kind="guide", key=CODE).count() == 3


def test_nothing_wrong_is_published_and_each_fault_names_its_line(centre: Centre) -> None:
    guide = editions.adapt(centre, GUIDE, CODE, account=None)
    editions.write(guide, guide.draft.replace("poi: dove", "poi: altrove"), account=None)
    with pytest.raises(ValidationError) as refused:
        editions.publish(guide, account=None)
    assert any("altrove" in message for message in refused.value.messages)
    assert shown.guide_of(centre, CODE).title == "Il mio primo CV"


def test_a_code_is_taken_once(centre: Centre) -> None:
    text = editions.new_text(GUIDE, "Di notte")
    with pytest.raises(ValidationError):
        editions.begin(centre, GUIDE, CODE, text, account=None)
    editions.begin(centre, GUIDE, "di-notte", text, account=None)
    with pytest.raises(ValidationError):
        editions.begin(centre, GUIDE, "di-notte", text, account=None)


@pytest.mark.parametrize("kind", list(TextKind))
def test_what_a_new_text_begins_with_may_be_published(centre: Centre, kind: TextKind) -> None:
    text = editions.begin(centre, kind, "nuovo", editions.new_text(kind, "Nuovo"), account=None)
    editions.publish(text, account=None)
    source = offered.guides_to_find if kind == GUIDE else offered.questionnaires_to_find
    (found,) = source([editions.search_key(text)])
    assert (found.titles, found.centre) == ({"it": "Nuovo"}, "tuscolo")


def test_steps_are_added_changed_and_taken_out_without_the_file(centre: Centre) -> None:
    guide = editions.begin(centre, GUIDE, "nuova", editions.new_text(GUIDE, "Nuova"), account=None)
    added = steps.save_step(guide, "", step_titled("Un’altra", is_end=True), account=None)
    assert added == "unaltra"
    ways = [("Sì", "fine"), ("No", added)]
    first = step_titled("Inizio", question="Sì o no?", answers=ways, documents=["Una penna"])
    steps.save_step(guide, "inizio", first, account=None)
    guide.refresh_from_db()
    editions.check(GUIDE, guide.draft)
    steps.remove_step(guide, added, account=None)
    guide.refresh_from_db()
    assert [step["codice"] for step in steps.steps_of(guide)] == ["inizio", "fine"]
    assert steps.steps_of(guide)[0]["risposte"] == [{"se": "Sì", "poi": "fine"}]
    with pytest.raises(KeyError):
        steps.remove_step(guide, "mai-vista", account=None)


@pytest.mark.parametrize("typed", ["--5", "9" * 5_000])
def test_whatever_is_typed_in_a_draft_its_pages_open_again(
    client: Client, centre: Centre, typed: str
) -> None:
    client.force_login(factories.account_with_role(Role.ADVISER, centre))
    editions.adapt(centre, TextKind.QUESTIONNAIRE, "interessi", account=None)
    place = [centre.slug, "questionari", "interessi"]
    page = reverse("guidance-edition-text", args=place)
    draft = Edition.objects.get().draft.replace("valore: 0", f"valore: {typed}", 1)
    assert client.post(page, {"draft": draft}, follow=True).status_code == 200
    for name in ("guidance-edition", "guidance-edition-text"):
        assert "valore" in client.get(reverse(name, args=place)).content.decode()
    assert client.get(reverse("guidance-editions", args=[centre.slug])).status_code == 200
    assert client.get(reverse("guidance-preview", args=place)).status_code == 302


CLUMSY = """
titolo: Una guida
presentazione: Bozza
passi:
  - una riga che non è un passo
  - codice: cosa fare
    titolo: Con uno spazio
    testo: Testo
    risposte: poi si vedrà
  - codice: nuovo
    titolo: Un passo detto nuovo
    testo: Testo
    risposte:
      - e poi basta
      - poi: fine
  - codice: fine
    titolo: La fine
    testo: Testo
    fine: sì
"""


def test_a_clumsy_draft_opens_and_loses_only_what_is_taken_out(
    client: Client, centre: Centre
) -> None:
    client.force_login(factories.account_with_role(Role.ADVISER, centre))
    guide = editions.begin(centre, GUIDE, "nuova", CLUMSY, account=None)
    page = client.get(reverse("guidance-edition", args=[centre.slug, "guide", "nuova"]))
    assert "Con uno spazio" in page.content.decode()
    assert page.content.decode().count("/passi/") == 2  # a code with a space has no page
    change = reverse("guidance-step-change", args=[centre.slug, "nuova", "nuovo"])
    assert "Un passo detto nuovo" in client.get(change).content.decode()
    remove = reverse("guidance-step-remove", args=[centre.slug, "nuova", "fine"])
    assert client.post(remove).status_code == 302
    guide.refresh_from_db()
    assert [step["codice"] for step in steps.steps_of(guide)] == ["cosa fare", "nuovo"]
    for kept in ("una riga che non è un passo", "poi si vedrà", "e poi basta"):
        assert kept in guide.draft
    assert steps.save_step(guide, "", step_titled("Altro"), account=None) == "altro"


def test_a_draft_of_another_shape_is_not_written_over(centre: Centre) -> None:
    for draft in ("- uno\n- due\n", "titolo: a\npassi: domani\n"):
        guide = Edition(centre=centre, kind=GUIDE, code="nuova", draft=draft)
        guide.save()
        with pytest.raises(Faulty):
            steps.save_step(guide, "", step_titled("Altro"), account=None)
        guide.delete()


def test_a_guide_is_mended_at_the_banco(client: Client, centre: Centre) -> None:
    client.force_login(factories.account_with_role(Role.ADVISER, centre))
    place = [centre.slug, "guide", CODE]
    act = reverse("guidance-edition-act", args=place)
    client.post(act, {"azione": "adatta"})
    ours = Edition.objects.get(centre=centre, code=CODE)
    page = reverse("guidance-edition-text", args=place)
    answer = client.post(page, {"draft": ours.draft.replace("fine: sì", "")}, follow=True)
    assert "dove" in answer.content.decode().partition("<textarea")[0]
    client.post(act, {"azione": "pubblica"})
    ours.refresh_from_db()
    assert ours.published == ""
    step = reverse("guidance-step-change", args=[centre.slug, CODE, "dove"])
    form = {"title": "Dove", "text": "Là.", "verified": "2026-11-23", "is_end": "on"}
    assert client.post(step, form).status_code == 302
    client.post(act, {"azione": "pubblica"})
    ours.refresh_from_db()
    assert ours.state == "published"


def test_completions_are_counted_by_day_and_nothing_of_the_post_is_read(
    client: Client, centre: Centre
) -> None:
    address = f"/it/{centre.slug}/questionari/interessi/fatto/"
    for _time in range(2):
        answer = client.post(
            address, {"r1": "4", "nome": "Anna"}, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code == 204
    end = f"/it/{centre.slug}/guide/{CODE}/dove/"
    assert client.get(end).headers["X-Robots-Tag"] == "noindex"  # and a robot counts nothing
    for step, status in (("dove", 204), ("recapiti", 404), ("mai", 404)):
        path = f"/it/{centre.slug}/guide/{CODE}/{step}/fatto/"
        done = client.post(path, {"nome": "Anna"}, headers={"Sec-Fetch-Site": "same-origin"})
        assert done.status_code == status
    completions.flush_completions()
    rows = Completion.objects.values_list("kind", "code", "times").order_by("kind")
    assert list(rows) == [("guide", CODE, 1), ("questionnaire", "interessi", 2)]
    today = Completion.objects.first().day
    assert shown.completions_between(centre, today, today) == 3


def test_old_days_become_months(centre: Centre) -> None:
    today = datetime.date(2026, 11, 23)
    for day in (3, 9):
        Completion.objects.create(
            centre=centre, day=datetime.date(2024, 5, day), kind=GUIDE, code=CODE, times=2
        )
    (rule,) = (rule for rule in RULES if rule.code == "guidance.completions")
    rule.apply(today, 100)
    assert list(Completion.objects.values_list("day", "times")) == [(datetime.date(2024, 5, 1), 4)]


def test_what_a_centre_hides_is_not_found(centre: Centre) -> None:
    assert "interessi" in offered.of_questionnaires(centre, ["interessi", "altro"])
    ours = editions.adapt(centre, TextKind.QUESTIONNAIRE, "interessi", account=None)
    editions.hide(ours, account=None)
    assert offered.of_questionnaires(centre, ["interessi"]) == {}
    assert [key.title for key in shown.offers(centre, "it") if key.code == "interessi"] == []
