"""The Banco answers who asks about their own data; each centre for itself."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from pytest_django import Settings

from mestieri.cli.doctor import findings
from mestieri.cli.doctor import running as doctor
from mestieri.cli.output import CommandFailure
from mestieri.cli.person import erase as erase_verb
from mestieri.cli.person import export as export_verb
from mestieri.cli.person import hide as hide_verb
from mestieri.kernel.exchange import Subject
from mestieri.kernel.models import (
    Account,
    AuditEntry,
    Centre,
    ClockMark,
    ContactView,
    Erasure,
    Intake,
    MagicLink,
    RoleAssignment,
)
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.roles import Role
from mestieri.kernel.services import clock, persons
from mestieri.kernel.services.backup.after import Restored
from mestieri.kernel.services.contacts import note_view
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.persons import erasing
from mestieri.kernel.services.persons.ledger import Ledger, LedgerDamaged
from tests import factories

pytestmark = pytest.mark.django_db
EMAIL = "ada@example.org"


@pytest.fixture(autouse=True)
def folders_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.PRIVATE_FOLDER = tmp_path / "private"
    settings.ERASURES_FOLDER = tmp_path / "erasures"


@pytest.fixture
def ada(centre: Centre) -> Account:
    """An adviser of the centre."""
    account = factories.account_with_role(Role.ADVISER, centre)
    Account.objects.filter(pk=account.pk).update(email=EMAIL, name="Ada Lovati")
    account.refresh_from_db()
    return account


@pytest.fixture
def officer(as_role: Callable[[Role], Client]) -> Client:
    return as_role(Role.DATA_PROTECTION_OFFICER)


def at(name: str, centre: Centre) -> str:
    return reverse(name, args=[centre.slug])


def test_what_is_held_is_looked_up_and_looking_is_written_down(
    officer: Client, centre: Centre, ada: Account
) -> None:
    assert officer.get(at("kernel-persons", centre)).status_code == 200
    page = officer.post(at("kernel-persons", centre), {"email": " ADA@example.org "})
    assert "Ada Lovati" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    (view,) = ContactView.objects.all()
    assert (view.centre, view.reason, view.subject_key) == (centre, "rights", str(ada.pk))
    log = officer.get(at("kernel-contact-views", centre))
    assert "Ada Lovati" in log.text
    nothing = officer.post(at("kernel-persons", centre), {"email": "nobody@example.org"})
    assert nothing.context["found"].is_nothing
    assert officer.post(at("kernel-persons", centre), {"email": "x"}).status_code == 422


def test_everything_leaves_in_one_file_without_passwords(
    officer: Client, centre: Centre, ada: Account
) -> None:
    answer = officer.post(at("kernel-person-export", centre), {"email": EMAIL})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
    models = {kind["model"] for part in told["held"] for kind in part["kinds"]}
    assert {"kernel.Account", "kernel.RoleAssignment"} <= models
    assert "Ada Lovati" in page
    assert ada.password not in json.dumps(told)


def test_who_is_hidden_cannot_sign_in_until_put_in_use_again(
    officer: Client, centre: Centre, ada: Account
) -> None:
    address = at("kernel-person-hide", centre)
    officer.post(address, {"email": EMAIL})
    ada.refresh_from_db()
    assert not ada.is_active
    assert officer.post(at("kernel-persons", centre), {"email": EMAIL}).context["is_hidden"]
    officer.post(address, {"email": EMAIL, "show": "1"})
    ada.refresh_from_db()
    assert ada.is_active


def test_what_was_out_of_use_for_another_reason_does_not_come_back(
    officer: Client, centre: Centre, ada: Account
) -> None:
    Account.objects.filter(pk=ada.pk).update(is_active=False)
    address = at("kernel-person-hide", centre)
    for post in ({"email": EMAIL}, {"email": EMAIL, "show": "1"}):
        officer.post(address, post)
        ada.refresh_from_db()
        assert (ada.is_active, ada.hidden_at) == (False, None)
    page = officer.post(at("kernel-persons", centre), {"email": EMAIL})
    assert page.context["is_out_of_use"]
    assert not page.context["is_hidden"]


def test_one_reads_what_stays_before_one_erases(
    officer: Client, centre: Centre, ada: Account
) -> None:
    entry = AuditEntry.objects.create(
        centre=centre, account=ada, action="x", detail={"name": "Ada Lovati", "to": EMAIL}
    )
    sheet = factories.DirectoryEntryFactory(centre=centre, email=EMAIL)
    address = at("kernel-person-erase", centre)
    asked = officer.post(address, {"email": EMAIL})
    assert "Ada Lovati" in asked.text
    assert Account.objects.filter(pk=ada.pk).exists()
    officer.post(address, {"email": EMAIL, "confirmed": "1"})
    assert not Account.objects.filter(email=EMAIL).exists()
    entry.refresh_from_db()
    assert (entry.account, entry.detail) == (None, {"name": "[…]", "to": "[…]"})
    sheet.refresh_from_db()
    assert sheet.email == ""
    (made,) = Erasure.objects.all()
    assert made.counts["kernel.staff_account"] >= 2
    assert made.counts["mentions"] == 2
    again = officer.post(address, {"email": EMAIL, "confirmed": "1"}, follow=True)
    assert again.status_code == 200


def test_a_centre_erases_what_is_its_own_and_nothing_of_another(
    officer: Client, centre: Centre, other_centre: Centre, ada: Account
) -> None:
    elsewhere = factories.RoleAssignmentFactory(centre=other_centre, account=ada, role=Role.ADVISER)
    theirs = factories.DirectoryEntryFactory(centre=other_centre, email=EMAIL)
    page = officer.post(at("kernel-persons", centre), {"email": EMAIL})
    assert page.context["is_partial"]
    officer.post(at("kernel-person-erase", centre), {"email": EMAIL, "confirmed": "1"})
    ada.refresh_from_db()
    theirs.refresh_from_db()
    assert list(ada.role_assignments.all()) == [elsewhere]
    assert theirs.email == EMAIL


def _in_the_log(centre: Centre, account: Account) -> None:
    AuditEntry.objects.create(centre=centre, account=account, action="x")


def _in_the_looks(centre: Centre, account: Account) -> None:
    note_view(centre, account, ViewReason.CONTACT, None)


def _in_an_intake(centre: Centre, account: Account) -> None:
    Intake.objects.create(
        centre=centre, target="partners", file_name="x.csv", form="csv", created_by=account
    )


def _in_a_file_that_waits(centre: Centre, account: Account) -> None:
    table = Intake.objects.create(
        centre=centre, target="partners", file_name="x.csv", form="csv", file_is_there=True
    )
    line = json.dumps([1, ["Ente", account.email]])
    (files.folder() / f"{table.token}.jsonl").write_text(f'[{{"name": "x"}}]\n{line}\n')


def _as_an_author(centre: Centre, account: Account) -> None:
    now = timezone.now()
    MagicLink.objects.create(
        digest="d" * 64, action="propose", centre=centre, subject_kind="x", subject_key="1",
        issued_by=account, issued_at=now, expires_at=now + datetime.timedelta(days=1),
    )  # fmt: skip


@pytest.mark.parametrize(
    "write", [_in_the_log, _in_the_looks, _in_an_intake, _in_a_file_that_waits, _as_an_author]
)
def test_whatever_another_centre_holds_keeps_a_director_to_what_is_hers(
    officer: Client,
    centre: Centre,
    other_centre: Centre,
    ada: Account,
    write: Callable[[Centre, Account], None],
) -> None:
    write(other_centre, ada)
    page = officer.post(at("kernel-persons", centre), {"email": EMAIL})
    assert page.context["is_partial"]
    assert other_centre.name in page.text, "it says whom else to ask"
    officer.post(at("kernel-person-erase", centre), {"email": EMAIL, "confirmed": "1"})
    assert Account.objects.filter(email=EMAIL).exists()
    assert not ada.role_assignments.exists()
    assert persons.subject_of(EMAIL, other_centre).centre == other_centre


def test_where_no_other_centre_holds_anything_all_of_it_is_reached(
    centre: Centre, other_centre: Centre, ada: Account
) -> None:
    assert persons.subject_of(EMAIL, centre).centre is None
    assert persons.subject_of(EMAIL, other_centre).centre == other_centre
    Account.objects.filter(pk=ada.pk).update(is_superuser=True)
    assert persons.subject_of(EMAIL, centre).centre == centre
    assert persons.subject_of("guest@example.org", centre).centre == centre


def test_the_keeper_of_an_installation_of_one_centre_is_not_reached_either(
    centre: Centre, ada: Account
) -> None:
    assert persons.subject_of("guest@example.org", centre).centre is None
    Account.objects.filter(pk=ada.pk).update(is_superuser=True)
    assert persons.subject_of(EMAIL, centre).centre == centre


def test_who_works_only_elsewhere_is_not_found(
    officer: Client, centre: Centre, other_centre: Centre
) -> None:
    factories.account_with_role(Role.ADVISER, other_centre)
    stranger = Account.objects.order_by("-pk")[0]
    page = officer.post(at("kernel-persons", centre), {"email": stranger.email})
    assert page.context["found"].is_nothing
    assert stranger.name not in page.text


def test_nobody_erases_themselves_or_the_keeper_of_everything(
    officer: Client, centre: Centre, ada: Account
) -> None:
    me = Account.objects.get(pk=officer.session["_auth_user_id"])
    refused = officer.post(at("kernel-person-erase", centre), {"email": me.email})
    assert refused.context["refusal"]
    officer.post(at("kernel-person-erase", centre), {"email": me.email, "confirmed": "1"})
    assert Account.objects.filter(pk=me.pk).exists()
    Account.objects.filter(pk=ada.pk).update(is_superuser=True)
    with pytest.raises(ValidationError):
        persons.erase(persons.subject_of(EMAIL))
    assert Account.objects.filter(pk=ada.pk).exists()


def test_a_look_at_contacts_is_never_written_again(centre: Centre, ada: Account) -> None:
    view = note_view(centre, ada, ViewReason.CONTACT, ada)
    with pytest.raises(TypeError):
        view.save()


def test_the_ledger_names_nobody_and_finds_what_was_changed(
    centre: Centre, ada: Account, tmp_path: Path
) -> None:
    persons.erase(persons.subject_of(EMAIL))
    path = tmp_path / "erasures" / "ledger.jsonl"
    content = path.read_bytes()
    assert b"ada" not in content.lower()
    (entry,) = Ledger().entries()
    assert entry.finished_at is not None
    # A line that a power cut left half written was never there.
    path.write_bytes(content + b'{"what": "beg')
    assert len(Ledger().entries()) == 1
    Ledger().begin("x", "other@example.org", None)
    assert [one.code for one in Ledger().unfinished()] == ["x"]
    (finding,) = doctor.erasures()
    assert finding.state == findings.ADVICE
    path.write_bytes(path.read_bytes().replace(b"finished", b"finishes", 1))
    with pytest.raises(LedgerDamaged, match="line 2"):
        Ledger().entries()
    (finding,) = doctor.erasures()
    assert finding.state == findings.WRONG


def test_a_clock_set_back_does_not_bring_anybody_back(
    centre: Centre, other_centre: Centre, ada: Account
) -> None:
    """The copy was made at the right time; by the clock the erasure came a year before it."""
    factories.RoleAssignmentFactory(centre=other_centre, account=ada, role=Role.ADVISER)
    year = datetime.timedelta(days=365)
    now = clock.note()
    ClockMark.objects.update(seen_at=now + year)  # as after a clock that went back by one
    persons.erase(persons.subject_of(EMAIL, centre))
    ClockMark.objects.update(seen_at=now)  # as in a database that is older than the ledger
    persons.erase(persons.subject_of(EMAIL, other_centre))
    moments = [entry.finished_at for entry in Ledger().entries()]
    assert len(moments) == 2
    assert all(moment and moment >= now + year for moment in moments)


def test_a_centre_is_known_by_what_never_changes_and_one_that_is_missing_is_said(
    centre: Centre, other_centre: Centre, ada: Account, tmp_path: Path
) -> None:
    """Renamed since, gone since: the ledger still knows it, or says that it does not."""
    factories.RoleAssignmentFactory(centre=other_centre, account=ada, role=Role.ADVISER)
    made_at = timezone.now() - datetime.timedelta(days=1)
    persons.erase(persons.subject_of(EMAIL, centre))
    role = factories.RoleAssignmentFactory(centre=centre, account=ada, role=Role.ADVISER)
    Centre.objects.filter(pk=centre.pk).update(slug="renamed")
    folder = tmp_path / "erasures"
    assert erasing.replay(made_at, folder) == erasing.Replayed(1, [])
    assert not RoleAssignment.objects.filter(pk=role.pk).exists()
    Centre.objects.filter(pk=centre.pk).delete()
    (entry,) = Ledger().entries()
    assert erasing.replay(made_at, folder) == erasing.Replayed(0, [entry.code])
    said = erasing.after_a_restore(Restored(made_at, tmp_path))
    assert entry.code in said[-1]


def test_the_verbs_do_the_same(
    centre: Centre, ada: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ada.zip"
    export_verb(EMAIL, file)
    assert zipfile.is_zipfile(file)
    with pytest.raises(CommandFailure, match="exists already"):
        export_verb(EMAIL, file)
    capsys.readouterr()
    hide_verb(EMAIL, as_json=True)
    assert json.loads(capsys.readouterr().out)["rows"] == 1
    erase_verb(EMAIL, yes=True, as_json=True)
    assert json.loads(capsys.readouterr().out)["erased"]["kernel.staff_account"] >= 2
    with pytest.raises(CommandFailure, match=_("We hold nothing of this person.")):
        erase_verb(EMAIL, yes=True)


def test_an_address_inside_another_is_another_persons(
    centre: Centre, other_centre: Centre, ada: Account
) -> None:
    near = factories.account_with_role(Role.DIRECTOR, other_centre)
    Account.objects.filter(pk=near.pk).update(email=f"l{EMAIL}", name="Lada Lovati")
    AuditEntry.objects.create(action="x", detail=f"l{EMAIL} and Ada Lovatini, not {EMAIL}")
    persons.erase(persons.subject_of(EMAIL, centre))
    near.refresh_from_db()
    assert near.email == f"l{EMAIL}"


def test_an_erasure_that_fails_stops_no_other(
    centre: Centre, ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(erasing, "_erase_from_the_queue", lambda _words: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            persons.erase(persons.subject_of(EMAIL, centre))
    assert Ledger().unfinished() == []
    assert Account.objects.filter(email=EMAIL).exists()
    persons.erase(persons.subject_of(EMAIL, centre))
    assert not Account.objects.filter(email=EMAIL).exists()


def test_a_centre_does_not_put_the_keeper_in_use_again(centre: Centre) -> None:
    keeper = factories.AccountFactory(is_superuser=True, is_active=False)
    with pytest.raises(ValidationError):
        persons.show(Subject(keeper.email))
    keeper.refresh_from_db()
    assert not keeper.is_active
