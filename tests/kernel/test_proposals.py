"""Organisations propose by a link, without an account; the staff reads, corrects, decides."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.kernel.models import Account, Centre, Proposal
from mestieri.kernel.models.proposals import NextStep
from mestieri.kernel.roles import Role
from mestieri.kernel.services import proposals
from mestieri.library.models import DirectoryEntry, KeepingState, Opportunity, Revision
from mestieri.library.queries.worklist import work_list
from mestieri.library.services.directory import verify_entry
from tests import factories
from tests.walls.paths import sign_in

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
OFFICE = "ufficio@example.org"


@pytest.fixture
def centre() -> Centre:
    return factories.CentreFactory(slug="tuscolo")


@pytest.fixture
def documentalist(centre: Centre) -> Account:
    return factories.account_with_role(Role.DOCUMENTALIST, centre)


@pytest.fixture
def entry(centre: Centre) -> DirectoryEntry:
    return factories.DirectoryEntryFactory(
        centre=centre, organisation="CAF Insieme", phone="000 000 1000", languages=["it"]
    )


def invite(centre: Centre, entry: DirectoryEntry | None = None) -> tuple[Proposal, str]:
    """An invitation, and the token that only the office has."""
    proposal, issued = proposals.invite(
        centre,
        "directory_entry",
        subject_key=str(entry.pk) if entry else "",
        organisation="CAF Insieme",
        email=OFFICE,
        account=None,
    )
    return proposal, issued.address.rstrip("/").rpartition("/")[2]


def written(**fields: Any) -> dict[str, Any]:
    """What an office writes in the form."""
    return {
        "organisation": "CAF Insieme",
        "service": "Sportello",
        "phone": "000 000 2000",
        "languages": ["it", "fr"],
        "is_free": "on",
        **fields,
    }


def send(client: Client, centre: Centre, token: str, data: dict[str, Any]) -> Any:
    return client.post(reverse("proposal-send", args=[centre.slug, token]), data, headers=OURS)


def test_a_correction_travels_from_the_link_to_the_page_and_back(
    client: Client, centre: Centre, entry: DirectoryEntry, documentalist: Account
) -> None:
    proposal, token = invite(centre, entry)
    assert proposal.owed_by == NextStep.PARTNER
    answer = send(client, centre, token, written(note="Da gennaio parliamo francese."))
    assert answer.status_code == 200
    assert not answer.cookies
    proposal.refresh_from_db()
    assert (proposal.state, proposal.owed_by) == ("received", NextStep.CENTRE)
    entry.refresh_from_db()
    assert entry.phone == "000 000 1000"  # nothing is published without a person

    staff = sign_in(Client(), documentalist)
    path = reverse("kernel-proposal", args=[centre.slug, proposal.pk])
    page = staff.get(path)
    assert "000 000 1000" in page.text
    assert "000 000 2000" in page.text
    mail.outbox.clear()
    staff.post(path, written(phone="000 000 2001"))  # corrected before publishing
    entry.refresh_from_db()
    proposal.refresh_from_db()
    assert (entry.phone, entry.languages) == ("000 000 2001", ["it", "fr"])
    assert entry.assured_on == timezone.localdate()
    assert entry.source == "CAF Insieme"
    assert (proposal.state, proposal.decided_by) == ("published", documentalist)
    assert mail.outbox[0].to == [OFFICE]
    assert [passage.new_state for passage in proposal.passages.all()] == [
        "invited", "received", "published",
    ]  # fmt: skip
    assert Revision.objects.filter(subject_key=str(entry.pk)).latest("id").made_by == documentalist


def test_something_new_becomes_a_published_record(
    client: Client, centre: Centre, documentalist: Account
) -> None:
    proposal, token = invite(centre)
    send(client, centre, token, written(service="Sportello serale"))
    staff = sign_in(Client(), documentalist)
    path = reverse("kernel-proposal", args=[centre.slug, proposal.pk])
    staff.post(path, written(service="Sportello serale"))
    made = DirectoryEntry.objects.get(centre=centre)
    proposal.refresh_from_db()
    assert (made.service, made.state) == ("Sportello serale", KeepingState.PUBLISHED)
    assert proposal.subject_key == str(made.pk)


def test_hours_told_in_words_wait_for_who_writes_them(
    client: Client, centre: Centre, entry: DirectoryEntry, documentalist: Account
) -> None:
    checked = entry.assured_on
    proposal, token = invite(centre, entry)
    told = written(hours_in_words="Da lunedì a venerdì 9–13")
    send(client, centre, token, told)
    mail.outbox.clear()
    staff = sign_in(Client(), documentalist)
    page = staff.post(
        reverse("kernel-proposal", args=[centre.slug, proposal.pk]), told, follow=True
    )
    assert "Da lunedì a venerdì 9–13" in page.text
    assert "è sulle pagine" not in mail.outbox[0].body
    entry.refresh_from_db()
    assert entry.assured_on == checked
    assert work_list(centre).entries == [entry]
    verify_entry(entry, today=timezone.localdate(), account=documentalist)
    assert work_list(centre).entries == []


def test_something_new_with_hours_to_write_is_not_yet_public(
    client: Client, centre: Centre, documentalist: Account
) -> None:
    proposal, token = invite(centre)
    told = written(hours_in_words="Il martedì dalle 15")
    send(client, centre, token, told)
    staff = sign_in(Client(), documentalist)
    staff.post(reverse("kernel-proposal", args=[centre.slug, proposal.pk]), told)
    made = DirectoryEntry.objects.get(centre=centre)
    assert (made.state, made.hours_to_write) == (KeepingState.DRAFT, "Il martedì dalle 15")


def test_the_link_is_spent_only_by_what_is_in_order(
    client: Client, centre: Centre, entry: DirectoryEntry
) -> None:
    proposal, token = invite(centre, entry)
    assert send(client, centre, token, written(organisation="")).status_code == 422
    assert send(client, centre, token, written(website="javascript:alert(1)")).status_code == 422
    assert send(client, centre, token, written(website="http://10.0.0.8/")).status_code == 422
    assert send(client, centre, token, written(description="x" * 3000)).status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "invited"
    assert send(client, centre, token, written()).status_code == 200
    again = send(client, centre, token, written(phone="000"))
    assert again.status_code == 410
    proposal.refresh_from_db()
    assert proposal.payload["phone"] == ["000 000 2000"]


def test_what_looks_like_a_persons_is_asked_about(
    client: Client, centre: Centre, entry: DirectoryEntry
) -> None:
    proposal, token = invite(centre, entry)
    telling = written(description="Chiedere al signor Bianchi, 333 123 4567, ogni mattina.")
    warned = send(client, centre, token, telling)
    assert warned.status_code == 422
    assert "333 123 4567" in warned.text
    assert send(client, centre, token, {**telling, "is_the_offices": "on"}).status_code == 200
    proposal.refresh_from_db()
    assert proposal.state == "received"


def test_only_what_the_proposal_changes_is_asked_about(
    client: Client, centre: Centre, entry: DirectoryEntry, documentalist: Account
) -> None:
    entry.email = "sportello@example.org"
    entry.save()
    proposal, token = invite(centre, entry)
    send(client, centre, token, written(phone=entry.phone, email=entry.email))
    path = reverse("kernel-proposal", args=[centre.slug, proposal.pk])
    page = sign_in(Client(), documentalist).get(path)
    assert page.context["warnings"] == []


def test_an_organisation_cannot_write_what_only_the_staff_writes(
    client: Client, centre: Centre, entry: DirectoryEntry
) -> None:
    proposal, token = invite(centre, entry)
    send(client, centre, token, written(source="io", review_months="12", state="retired"))
    proposal.refresh_from_db()
    assert set(proposal.payload).isdisjoint({"source", "review_months", "state", "assured_on"})


def test_a_reason_goes_back_with_a_no(
    client: Client, centre: Centre, entry: DirectoryEntry, documentalist: Account
) -> None:
    proposal, token = invite(centre, entry)
    send(client, centre, token, written())
    with pytest.raises(ValidationError):
        proposals.decline(proposal, "  ", account=documentalist)
    mail.outbox.clear()
    proposals.decline(proposal, "Lo sportello ha chiuso.", account=documentalist)
    assert "Lo sportello ha chiuso." in mail.outbox[0].body
    proposal.refresh_from_db()
    assert (proposal.state, proposal.owed_by) == ("declined", NextStep.NOBODY)
    entry.refresh_from_db()
    assert entry.phone == "000 000 1000"


def test_what_is_decided_is_not_decided_twice(
    client: Client, centre: Centre, entry: DirectoryEntry, documentalist: Account
) -> None:
    proposal, token = invite(centre, entry)
    send(client, centre, token, written())
    proposals.decline(proposal, "No.", account=documentalist)
    with pytest.raises(ValidationError):
        proposals.decline(proposal, "No, ancora.", account=documentalist)
    offered = exchange.proposable("directory_entry")
    assert offered is not None
    form = offered.form(centre, entry, written())
    assert form.is_valid()
    with pytest.raises(ValidationError):
        proposals.publish(proposal, form, account=documentalist)


def test_an_invitation_can_be_sent_again_or_taken_back(
    client: Client, centre: Centre, entry: DirectoryEntry, documentalist: Account
) -> None:
    proposal, token = invite(centre, entry)
    with pytest.raises(ValidationError):
        invite(centre, entry)  # the same office is not asked twice for the same thing
    proposals.invite_again(proposal, account=documentalist)
    assert client.get(reverse("proposal", args=[centre.slug, token])).status_code == 410
    proposals.withdraw(proposal, account=documentalist)
    newest = mail.outbox[-1].body
    link = next(word for word in newest.split() if "/proposte/" in word)
    assert client.get(link[link.index("/it/") :]).status_code == 410


def test_a_record_of_another_centre_is_nobodys_to_correct(
    centre: Centre, documentalist: Account
) -> None:
    elsewhere = factories.DirectoryEntryFactory()
    with pytest.raises(ValidationError):
        invite(centre, elsewhere)
    staff = sign_in(Client(), documentalist)
    path = reverse("kernel-proposal-correct", args=[centre.slug, "directory_entry", elsewhere.pk])
    assert staff.get(path).status_code == 404
    unknown = reverse("kernel-proposal-invite", args=[centre.slug, "no-such-thing"])
    assert staff.get(unknown).status_code == 404


def test_an_opportunity_is_proposed_in_the_same_way(
    client: Client, centre: Centre, documentalist: Account
) -> None:
    proposal, issued = proposals.invite(
        centre, "opportunity", organisation="Scuola", email=OFFICE, account=documentalist
    )
    deadline = timezone.localdate() + datetime.timedelta(days=20)
    data = {
        "kind": "course", "title": "Saldatura", "provider": "Scuola", "is_free": "on",
        "deadline": deadline.isoformat(),
    }  # fmt: skip
    token = issued.address.rstrip("/").rpartition("/")[2]
    over = {**data, "deadline": (timezone.localdate() - datetime.timedelta(days=1)).isoformat()}
    assert send(client, centre, token, over).status_code == 422
    send(client, centre, token, data)
    staff = sign_in(Client(), documentalist)
    staff.post(reverse("kernel-proposal", args=[centre.slug, proposal.pk]), data)
    made = Opportunity.objects.get(centre=centre)
    assert (made.title, made.state) == ("Saldatura", KeepingState.PUBLISHED)
