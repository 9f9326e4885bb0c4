"""Turning the keys: every row is closed again, whatever happens meanwhile, and the old key goes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db import connection
from pytest_django import Settings

from mestieri.cli.data_keys import require_data_keys
from mestieri.cli.doctor import installation
from mestieri.cli.doctor.findings import WRONG
from mestieri.cli.output import CommandFailure
from mestieri.kernel.encryption import keys
from mestieri.kernel.encryption.fields import ring
from mestieri.kernel.encryption.places import rows_by_key, something_is_closed, what_does_not_open
from mestieri.kernel.models import AuditEntry, Centre, IntakeRow, MagicLink
from mestieri.kernel.services import rotation
from mestieri.kernel.services.backup import aside, swapping
from mestieri.kernel.services.rotation import RotationRefused, rotate
from tests import factories
from tests.kernel.encryption.test_fields import link, rows

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def keys_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.KEYS_FILE = tmp_path / keys.FILE
    keys.make(settings.KEYS_FILE)


@pytest.fixture
def furnished(centre: Centre) -> Centre:
    """Something closed of every shape."""
    for number in range(7):
        link(centre, digest=str(number) * 64, sent_to=f"ufficio{number}@example.org")
    rows(centre, {"nome": "Uno"}, {}, {"nome": "Due"})
    account = factories.AccountFactory()
    data = {"secret": encrypt("SECRET")}
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data=data)
    return centre


def what_stands() -> dict[str, Any]:
    """Everything closed, opened."""
    return {
        "links": list(MagicLink.objects.order_by("pk").values_list("sent_to", flat=True)),
        "cells": list(IntakeRow.objects.order_by("pk").values_list("cells", flat=True)),
        "secrets": [decrypt(one.data["secret"]) for one in Authenticator.objects.all()],
        "found": MagicLink.objects.filter(sent_to_index__of="UFFICIO3@example.org").count(),
    }


@pytest.mark.django_db
def test_everything_is_closed_again_and_the_old_key_goes(furnished: Centre) -> None:
    before, old = what_stands(), ring().current
    turned = rotate(seconds_to_settle=0)
    assert turned.rewritten == 10
    assert turned.retired == [old.name]
    assert ring().keys == (ring().current,)
    assert rows_by_key() == {ring().current.name: 10}
    assert what_stands() == before
    assert what_does_not_open() == []
    assert AuditEntry.objects.filter(action="kernel.rotate_keys").exists()


@pytest.mark.django_db
def test_what_a_restore_kept_aside_keeps_its_keys_until_it_goes(
    furnished: Centre, settings: Settings
) -> None:
    old = ring().current
    (settings.DATA / swapping.BEFORE).mkdir()
    (settings.DATA / swapping.BEFORE / "mestieri.sqlite3").write_text("the database of before")
    kept = rotate(seconds_to_settle=0).kept_aside
    assert kept == aside.keys_kept_aside()
    second = rotate(seconds_to_settle=0)
    assert kept is not None
    assert {old.name, *second.retired} == {key.name for key in keys.ring_in(kept).keys}
    assert not keys.others_can_read(kept)
    assert ring().keys == (ring().current,)
    aside.forget_what_was_kept_aside()
    assert not kept.exists()
    assert rotate(seconds_to_settle=0).kept_aside is None


@pytest.mark.django_db
def test_a_host_with_keys_of_its_own_is_told_before_it_closes_anything(
    furnished: Centre, settings: Settings, tmp_path: Path
) -> None:
    rotate(seconds_to_settle=0)
    require_data_keys()
    settings.KEYS_FILE = tmp_path / "keys-of-another-host"
    keys.make(settings.KEYS_FILE)
    with pytest.raises(CommandFailure, match="MESTIERI_KEYS_FILE"):
        require_data_keys()
    wrong = {one.check: one.state for one in installation.data_keys()}
    assert wrong["shared_keys"] == WRONG


@pytest.mark.django_db
def test_what_is_written_with_the_old_key_meanwhile_is_closed_again(furnished: Centre) -> None:
    old = ring()
    said: list[str] = []

    def somebody_writes(step: str, done: int) -> None:
        if not said:  # a server that had the old keys in hand
            late = MagicLink.objects.order_by("pk").first()
            assert late is not None
            from mestieri.kernel.encryption.fields import AsItIs

            sealed = AsItIs(old.seal(b"tardi@example.org"))
            MagicLink.objects.filter(pk=late.pk).update(sent_to=sealed)
        said.append(step)

    rotate(seconds_to_settle=0, tell=somebody_writes)
    assert MagicLink.objects.order_by("pk").values_list("sent_to", flat=True)[0] == (
        "tardi@example.org"
    )
    assert set(rows_by_key()) == {ring().current.name}


@pytest.mark.django_db
def test_while_it_is_under_way_a_row_is_found_under_either_key(furnished: Centre) -> None:
    keys.add(keys_file())
    link(furnished, digest="n" * 64, sent_to="ufficio3@example.org")
    assert MagicLink.objects.filter(sent_to_index__of="ufficio3@example.org").count() == 2


@pytest.mark.django_db
def test_what_stood_in_the_clear_is_closed_too(furnished: Centre) -> None:
    Authenticator.objects.update(data={"secret": "CLEAR"})
    assert decrypt("CLEAR") == "CLEAR"
    rotate(seconds_to_settle=0)
    (one,) = Authenticator.objects.all()
    assert keys.is_sealed(one.data["secret"])
    assert decrypt(one.data["secret"]) == "CLEAR"


@pytest.mark.django_db
def test_something_that_does_not_open_stops_it_and_the_old_key_stays(furnished: Centre) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_magiclink SET sent_to = 'aaaaaaaa:gAAAAABB' WHERE digest = %s",
            ["3" * 64],
        )
    old = ring().current
    with pytest.raises(RotationRefused, match="the old key stays"):
        rotate(seconds_to_settle=0)
    assert old in ring().keys
    assert any("aaaaaaaa" in said for said in what_does_not_open())


@pytest.mark.django_db
def test_two_at_once_are_one(furnished: Centre) -> None:
    with rotation._one_at_a_time(), pytest.raises(RotationRefused, match="already"):
        rotate(seconds_to_settle=0)


@pytest.mark.django_db
def test_who_has_lost_the_keys_is_told(furnished: Centre) -> None:
    assert something_is_closed()
    keys_file().unlink()
    with pytest.raises(keys.KeysUnusable, match="is missing"):
        MagicLink.objects.first()
    keys.make(keys_file())  # another key is no help
    assert all("put the right file back" in said for said in what_does_not_open())
    assert len(what_does_not_open()) == 3


def keys_file() -> Path:
    from django.conf import settings

    return settings.KEYS_FILE


@pytest.fixture
def kill_after(tmp_path: Path) -> Iterator[Any]:
    """Turn the keys in another process, killed after so many statements."""
    name = str(connection.settings_dict["NAME"])
    address = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mestieri.config.settings",
        "DATABASE_URL": address,
        "MESTIERI_DATA": str(tmp_path),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.kernel.encryption.rotation_that_dies"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None

        def kill(statements: int) -> str:
            process.stdin.write(f"{statements}\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        yield kill
        process.stdin.close()


def kill_and_go_on(kill: Any, rounds: int) -> None:
    before, chance = what_stands(), random.Random(7)
    for number in range(rounds):
        answer = kill(chance.randint(0, 60))
        assert answer in ("killed", "done"), number
        assert what_stands() == before, number
        assert what_does_not_open() == []
    turned = rotate(seconds_to_settle=0)
    assert set(rows_by_key()) == {turned.key}
    assert len(ring().keys) == 1
    assert what_stands() == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_at_any_moment_it_goes_on(furnished: Centre, kill_after: Any) -> None:
    kill_and_go_on(kill_after, 10)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_two_hundred_times_it_goes_on(furnished: Centre, kill_after: Any) -> None:
    kill_and_go_on(kill_after, 200)
