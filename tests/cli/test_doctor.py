"""What the doctor says of each thing, and what to do about it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from mestieri.cli.doctor import installation, running
from mestieri.cli.doctor.findings import ADVICE, GOOD, WRONG
from mestieri.cli.setup import close_the_folder
from mestieri.kernel.encryption import keys
from mestieri.kernel.models import Centre, ClockMark
from tests.kernel.encryption.test_fields import link

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys_of_its_own(settings: Settings, tmp_path: Path) -> Path:
    settings.KEYS_FILE = tmp_path / keys.FILE
    keys.make(settings.KEYS_FILE)
    return settings.KEYS_FILE


def states() -> dict[str, str]:
    return {each.check: each.state for each in installation.data_keys()}


def sentences() -> str:
    return " ".join(each.sentence for each in installation.data_keys())


def test_keys_in_order(keys_of_its_own: Path, centre: Centre) -> None:
    link(centre, sent_to="x@example.org")
    assert states() == {"data_keys": GOOD, "closed_columns": GOOD}


def test_keys_that_are_missing(keys_of_its_own: Path) -> None:
    keys_of_its_own.unlink()
    assert states() == {"data_keys": WRONG}
    assert "Put the file back" in sentences()


def test_the_wrong_keys(keys_of_its_own: Path, centre: Centre) -> None:
    link(centre, sent_to="x@example.org")
    keys_of_its_own.unlink()
    keys.make(keys_of_its_own)
    assert states() == {"data_keys": GOOD, "closed_columns": WRONG}
    assert "kernel.MagicLink.sent_to" in sentences()


def test_keys_that_others_can_read(keys_of_its_own: Path) -> None:
    keys_of_its_own.chmod(0o644)
    assert states()["data_keys"] == WRONG
    assert f"chmod 600 {keys_of_its_own}" in sentences()


def test_things_under_an_older_key(keys_of_its_own: Path, centre: Centre) -> None:
    link(centre, sent_to="x@example.org")
    keys.add(keys_of_its_own)
    assert states() == {"data_keys": GOOD, "closed_columns": ADVICE}
    assert "1 things" in sentences()
    assert "mestieri rotate-keys" in sentences()


def test_a_rotation_that_has_not_ended(keys_of_its_own: Path) -> None:
    keys.add(keys_of_its_own)
    assert states()["closed_columns"] == ADVICE


def test_the_disk() -> None:
    megabytes = 1024 * 1024
    found = [installation.disk(free * megabytes).state for free in (100, 500, 5000)]
    assert found == [WRONG, ADVICE, GOOD]


def test_files_that_others_can_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MESTIERI_DATA", str(tmp_path))
    (tmp_path / "private").mkdir(mode=0o755)
    tmp_path.chmod(0o755)
    (open_to_all,) = installation.files_of_others()
    assert (open_to_all.state, "chmod 700" in open_to_all.sentence) == (ADVICE, True)
    tmp_path.chmod(0o700)
    (closed,) = installation.files_of_others()
    assert closed.state == GOOD


def test_the_clock() -> None:
    ClockMark.objects.update_or_create(pk=1, defaults={"seen_at": timezone.now()})
    assert [each.state for each in running.clock()] == [GOOD]
    ClockMark.objects.update(seen_at=timezone.now() + datetime.timedelta(hours=2))
    (wrong,) = running.clock()
    assert (wrong.state, "mestieri clock --accept" in wrong.sentence) == (WRONG, True)


def test_the_mail(settings: Settings) -> None:
    assert running.mail().state == ADVICE
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "mestieri@localhost"
    assert "MESTIERI_EMAIL_FROM" in running.mail().sentence
    settings.DEFAULT_FROM_EMAIL = "centro@example.org"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert (running.mail().state, "does not answer" in running.mail().sentence) == (WRONG, True)


def test_the_index(tmp_path: Path) -> None:
    from mestieri.kernel import exchange
    from mestieri.www.finding import the_index

    assert installation.index().state == ADVICE
    the_index().rebuild()
    assert installation.index().state == GOOD
    exchange.announce_change("occupation")
    behind = installation.index()
    assert (behind.state, "behind" in behind.sentence) == (ADVICE, True)


def test_every_sentence_that_is_not_good_says_what_to_do() -> None:
    for finding in [*installation.look(), *running.look()]:
        says = any(word in finding.sentence for word in (":", "run", "set", "put", "Use", "first"))
        assert finding.state == GOOD or says, finding


def test_setup_closes_the_folder_and_the_keys_to_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MESTIERI_DATA", str(tmp_path))
    tmp_path.chmod(0o755)
    for name in ("secret-key", "data-keys", "backup-key"):
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(0o644)
    close_the_folder()
    closed = [tmp_path, *tmp_path.iterdir()]
    assert not any(map(installation.others_can_read, closed))
