"""The verbs of the command line: a sentence and a status, never a traceback."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from mestieri.cli.output import CommandFailure
from mestieri.cli.serve import announce_address, ensure_port_is_free

pytestmark = pytest.mark.one_database


@pytest.fixture
def environment(tmp_path):
    """The environment of a new installation on SQLite, in a folder of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MESTIERI_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    return {**kept, "MESTIERI_DATA": str(tmp_path), "COLUMNS": "400"}


@pytest.fixture
def mestieri(environment):
    """Run the command in a process of its own."""

    def run(*words, stdin=""):
        return subprocess.run(
            [sys.executable, "-m", "mestieri", *words],
            env=environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def test_a_port_in_use_is_refused_with_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandFailure, match="in use"):
            ensure_port_is_free("127.0.0.1", taken.getsockname()[1])


def test_an_address_of_another_machine_is_refused_with_a_sentence():
    with pytest.raises(CommandFailure, match="does not belong"):
        ensure_port_is_free("192.0.2.1", 8000)


def test_links_in_mail_lead_to_where_the_site_is_served(environment, monkeypatch):
    monkeypatch.delenv("MESTIERI_SERVED_AT", raising=False)
    announce_address("0.0.0.0", 8123)
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from mestieri.config import settings; print(settings.WAGTAILADMIN_BASE_URL)",
        ],
        env={**environment, "MESTIERI_SERVED_AT": os.environ["MESTIERI_SERVED_AT"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "http://localhost:8123"


def test_a_folder_that_cannot_be_written_is_a_sentence(environment, tmp_path, mestieri):
    file = tmp_path / "file"
    file.write_text("")
    environment["MESTIERI_DATA"] = str(file / "inside")
    for verb in (["setup"], ["doctor"], ["serve", "--port", str(free_port())]):
        done = mestieri(*verb)
        assert done.returncode != 0
        assert "cannot be used" in done.stderr
        assert "Traceback" not in done.stderr


def test_nothing_is_served_before_the_database_is_ready(mestieri):
    done = mestieri("serve", "--port", str(free_port()))
    assert (done.returncode, "mestieri setup" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr


def test_an_installation_from_nothing_to_a_page(environment, mestieri):
    """Set up, add a centre and its director, serve, ask for a page, stop: as a person would."""
    assert mestieri("setup").returncode == 0
    assert json.loads(mestieri("setup", "--json").stdout) == {
        "migrations": 0,
        "words": 0,
        "occupations": 0,
    }
    add = ("centre", "add", "molo", "Molo", "--kind", "citta_mestieri")
    assert mestieri(*add).returncode == 0
    again = mestieri(*add)
    assert (again.returncode, "Traceback" in again.stderr) == (1, False)
    person = ("account", "add", "dir@example.org", "Persona Direttrice", "--centre", "molo")
    made = mestieri(*person, "--role", "director")
    assert "/password/reset/key/" in made.stdout
    assert mestieri(*person, "--role", "king").returncode == 1
    weak = mestieri(*person, "--role", "director", "--password-stdin", stdin="12345\n")
    assert (weak.returncode, "Traceback" in weak.stderr) == (1, False)
    report = json.loads(mestieri("doctor", "--json").stdout)
    assert report["in_order"]
    assert {f["check"]: f["state"] for f in report["findings"]}["directors"] == "good"
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "mestieri", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        page = answer_of(f"http://127.0.0.1:{port}/banco/accesso/login/", server)
        assert "mestieri." in page
        assert "/static/www/mestieri.css" not in page  # its name bears a hash
        wait_for_the_worker(mestieri, server)
    finally:
        server.send_signal(signal.SIGTERM)
        said, _nothing = server.communicate(timeout=60)
    assert "Traceback" not in said
    assert "/banco/accesso/login/" not in said  # no access log


def wait_for_the_worker(mestieri, server):
    """Return once `doctor` says that the work in the background is being done."""
    while server.poll() is None:
        findings = json.loads(mestieri("doctor", "--json").stdout)["findings"]
        if {each["check"]: each["state"] for each in findings}["worker"] == "good":
            return
    raise AssertionError(server.stdout.read())


def answer_of(address, server):
    """The page at an address, once the server answers; fails if the server ends first."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address) as response:
                return response.read().decode()
        except OSError:
            signal.sigtimedwait([], 0.2)
    raise AssertionError(server.stdout.read())
