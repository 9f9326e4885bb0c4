"""However an import is killed, every file is read once; nothing is lost, no file is left over."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from mestieri.engines.europass import write_xml
from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVDocument, CVImport, ImportState, Member
from mestieri.talents.services import files, importing
from mestieri.talents.services.importing.receiving import Bringing
from tests.talents.making import a_person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROOT = Path(__file__).resolve().parents[2]
FILES = 12
MOST_SIGNS_OF_LIFE = 120
Advance = Callable[[CVImport, int], str]


@pytest.fixture
def advance(settings: Settings, tmp_path: Path) -> Iterator[Advance]:
    """Read an import in another process, killed after so many signs of life; 0: never."""
    settings.PRIVATE_FOLDER = tmp_path / "private"
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
        "MESTIERI_KEYS_FILE": str(settings.KEYS_FILE),
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, str(ROOT / "tests/talents/import_that_dies.py")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def go(batch: CVImport, moment: int) -> str:
            process.stdin.write(f"{batch.pk} {moment}\n")
            process.stdin.flush()
            return process.stdout.readline().strip()

        yield go
        process.stdin.close()


def rounds_of_death(centre: Centre, advance: Advance, rounds: int) -> int:
    """Imports killed at moments that chance chooses, each then read to its end; how many died."""
    chance = random.Random(14)
    died = 0
    for number in range(rounds):
        if number % 5 == 0:
            batch = importing.begin(centre, account=None)
            made = [Bringing(f"{one}.xml", write_xml(a_person())) for one in range(FILES - 1)]
            importing.receive(batch, [*made, Bringing("vuoto.pdf", b"")])
            importing.start(batch)
        died += advance(batch, chance.randrange(1, MOST_SIGNS_OF_LIFE)) == "killed"
        if number % 5 == 4 or number == rounds - 1:
            assert advance(batch, 0) == "done"
            batch.refresh_from_db()
            assert (batch.state, batch.cursor) == (ImportState.DONE, FILES)
    return died


def everything_is_there_once(imports: int) -> None:
    expected = imports * (FILES - 1)
    assert (CV.objects.count(), Member.objects.count()) == (expected, expected)
    assert CVDocument.objects.count() == expected
    files.sweep(older_than=-1)
    for document in CVDocument.objects.all():
        assert files.content_of(document.token, document.file_key).startswith(b"<")
    on_disk = [path for path in files.folder().glob("*/*") if path.is_file()]
    assert len(on_disk) == expected


@pytest.mark.S14
def test_ten_times_killed_every_file_is_read_once(centre: Centre, advance: Advance) -> None:
    assert rounds_of_death(centre, advance, 10) > 3
    everything_is_there_once(imports=2)


@pytest.mark.soak
def test_two_hundred_times_killed(centre: Centre, advance: Advance) -> None:
    assert rounds_of_death(centre, advance, 200) > 60
    everything_is_there_once(imports=40)
