"""The canary: what anybody types at the door is nowhere when the door is shut.

A real server, on a new folder and a new database; every field of every form, every
parameter, the headers that browsers send: each gets a word of its own. Then the server is
stopped, and the words are looked for in every file, in what was said, in the database.
Words searched in five different half hours are kept on purpose
(docs/decisions/2026-11-23-search-words.md):
each canary is typed once.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlencode, urljoin, urlsplit

import psycopg
import pytest
from django.db import connection

from mestieri.kernel.middleware import is_staff_address
from mestieri.kernel.vocabulary import Purpose
from tests.database import ROOT, copy_postgresql, migrated_sqlite
from tests.postgres import find_binaries
from tests.walls.page_checks import Document, Element

CENTRE = "canarini"
FIRST_PAGES = [f"/it/{CENTRE}/", f"/en/{CENTRE}/", "/tablet/", f"/it/{CENTRE}/cerca/?q=saldatore"]
#: Parameters that some page may read besides those of forms.
PARAMETERS = ("q", "lang", "next", "page", "name", "email", "utm_source")
MOST_PAGES = 120


@dataclass
class Canaries:
    """Words that nobody has ever typed, and where each was typed."""

    typed: dict[str, str] = field(default_factory=dict)

    def new(self, where: str) -> str:
        word = f"canarino{len(self.typed):04d}{secrets.token_hex(6)}"
        self.typed[word] = where
        return word


@dataclass
class Answer:
    status: int
    content: bytes
    headers: http.client.HTTPMessage

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


@dataclass
class Installation:
    """A folder, a database, and the environment that names them.

    Attributes:
        folder: data of the installation.
        said: file with everything that the server said.
        environment: of its processes.
        address: of its PostgreSQL database, or empty.
        port: where it is served.
    """

    folder: Path
    said: Path
    environment: dict[str, str]
    address: str
    port: int
    canaries: Canaries = field(default_factory=Canaries)
    planted: str = field(default_factory=lambda: f"piantato{secrets.token_hex(8)}")
    token: str = ""
    answers: dict[str, int] = field(default_factory=dict)

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request, with a canary in every header that a browser sends by itself."""
        canaries = {
            "User-Agent": self.canaries.new(f"User-Agent of {path}"),
            "Referer": f"http://{CENTRE}.example/?q={self.canaries.new(f'Referer of {path}')}",
            "Accept-Language": f"it,{self.canaries.new(f'Accept-Language of {path}')};q=0.5",
            "Cookie": f"memory={self.canaries.new(f'Cookie of {path}')}",
            "X-Forwarded-For": self.canaries.new(f"X-Forwarded-For of {path}"),
        }
        sent = {**canaries, **{name.replace("_", "-"): value for name, value in headers.items()}}
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            server.request("GET" if body is None else "POST", path, body=body, headers=sent)
            response = server.getresponse()
            answer = Answer(response.status, response.read(), response.headers)
        finally:
            server.close()
        self.answers[path] = answer.status
        return answer

    def one_number(self, statement: str) -> int:
        """What the database answers, asked without Django."""
        if self.address:
            with psycopg.connect(self.address) as database:
                return int(database.execute(statement).fetchone()[0] or 0)
        database = sqlite3.connect(self.folder / "mestieri.sqlite3")
        try:
            return int(database.execute(statement).fetchone()[0] or 0)
        finally:
            database.close()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def new_installation(folder: Path) -> Installation:
    """An installation migrated and furnished, on the kind of database of this run."""
    data = folder / "data"
    data.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MESTIERI_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    environment = {**kept, "MESTIERI_DATA": str(data), "PYTHONWARNINGS": "default"}
    address = ""
    if connection.vendor == "postgresql":
        name = f"canary_{uuid.uuid4().hex[:12]}"
        copy_postgresql(os.environ["DATABASE_URL"], name)
        address = environment["DATABASE_URL"] = (
            os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        )
    else:
        (data / "mestieri.sqlite3").write_bytes(migrated_sqlite().read_bytes())
    house = Installation(data, folder / "said", environment, address, free_port())
    furnished = subprocess.run(
        [sys.executable, "-m", "tests.walls.canary_house", house.planted],
        env={**environment, "DJANGO_SETTINGS_MODULE": "mestieri.config.settings"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert furnished.returncode == 0, furnished.stderr
    house.token = furnished.stdout.splitlines()[-1]  # after the letters on the terminal
    return house


@contextmanager
def served(house: Installation) -> Iterator[None]:
    """Serve the installation as an administrator would, and stop it as one would."""
    with house.said.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "mestieri", "serve", "--port", str(house.port)],
            env=house.environment, cwd=house.folder, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            wait_for(house, server)
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=120)


def wait_for(house: Installation, server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            house.ask("/tablet/")
            return
        except OSError:
            signal.sigtimedwait([], 0.2)
    raise AssertionError(house.said.read_text())


# What one does at the door --------------------------------------------------------------


def visit(house: Installation) -> list[tuple[str, Element, Document]]:
    """Read every page that the links lead to, once plainly; every form that is met."""
    waiting, seen, forms = list(FIRST_PAGES), set(FIRST_PAGES), {}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = house.ask(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        document = Document(answer.text)
        for form in document.all("form"):
            action = urljoin(path, form.attributes.get("action") or path)
            forms.setdefault((action, form.attributes.get("method", "get")), (path, form, document))
        links = [urlsplit(urljoin(path, link)) for link in document.values_of("a", "href")]
        for link in links:
            here = link._replace(fragment="").geturl()
            if (
                not (link.scheme or link.netloc)
                and not is_staff_address(link.path)
                and here not in seen
            ):
                seen.add(here)
                waiting.append(here)
    return list(forms.values())


def fill_in(house: Installation, path: str, form: Element, document: Document) -> None:
    """Send a form with a canary in every field: each field alone, then all together."""
    fields = [
        element.attributes["name"]
        for element in document.elements
        if form in element.ancestors() and element.attributes.get("name")
    ]
    action = urljoin(path, form.attributes.get("action") or path)
    is_post = form.attributes.get("method", "get").lower() == "post"
    for names in [*([name] for name in fields), fields]:
        where = f"{{}} of the form of {path}"
        said = urlencode({name: house.canaries.new(where.format(name)) for name in names})
        if is_post:
            for origin in ("same-origin", "cross-site"):
                house.ask(
                    action, said.encode(), Sec_Fetch_Site=origin,
                    Content_Type="application/x-www-form-urlencoded",
                )  # fmt: skip
        else:
            house.ask(f"{action}?{said}")


def add_parameters(house: Installation, paths: list[str]) -> None:
    """Ask each page again with parameters that nobody offered."""
    for path in paths:
        said = {name: house.canaries.new(f"{name} of {path}") for name in PARAMETERS}
        house.ask(f"{path.partition('?')[0]}?{urlencode(said)}")


def ask_questions(house: Installation) -> None:
    """Searches as people write them: in vain, with a story, with an address, too long."""
    for language in ("it", "en"):
        where = f"a question in {language}"
        for shape in ("{}", "sono {} e cerco lavoro", "{}@example.org", "saldatore {}", "{} " * 2,
                      "+39 347 000 0000 {}", "{}" + " lungo" * 60):  # fmt: skip
            words = shape.replace("{}", house.canaries.new(where))
            house.ask(f"/{language}/{CENTRE}/cerca/?{urlencode({'q': words})}")


def say_how_it_went(house: Installation) -> None:
    """Codes of slips that nobody gave, answers that nobody offers, in every place of the posts."""
    for path, names in (
        ("risposta/", ("codice", "esito")),
        ("correzione/", ("correzione", "esito")),
    ):
        for chosen in ("served", house.canaries.new(f"esito of {path}")):
            said = {name: house.canaries.new(f"{name} of {path}") for name in names}
            house.ask(
                f"/ar/{CENTRE}/esito/{path}", urlencode({**said, "esito": chosen}).encode(),
                Sec_Fetch_Site="same-origin", Content_Type="application/x-www-form-urlencoded",
            )  # fmt: skip
    for shape in ("{}", "BBB BBB {}", "K7RM4X"):
        typed = shape.replace("{}", house.canaries.new("codice of the address"))
        house.ask(f"/bn/{CENTRE}/esito/?{urlencode({'codice': typed})}")


def tap(house: Installation) -> int:
    """Taps of the tablet, good and bad, with canaries in every place of the JSON.

    Returns:
        How many are good and must be counted.
    """
    new, tap_id = house.canaries.new, lambda: str(uuid.uuid4())
    now = int(time.time() * 1000)
    attributes = ("audience", "age_band", "first_time", "residence_zone")
    work, at = {"purpose": Purpose.WORK}, {"at": now}
    good = [
        {"tap": tap_id(), **work, **at, "note": new("note of a good tap")},
        {"tap": tap_id(), **work, **at, new("a key of a good tap"): 1},
        {"tap": tap_id(), **work, **at, **{name: new(f"{name} of a tap") for name in attributes}},
    ]
    bad = [
        {"tap": new("tap"), **work, **at},
        {"tap": tap_id(), "purpose": new("purpose"), **at},
        {"tap": tap_id(), "purpose": [new("purpose in a list")], **at},
        {"tap": {"deep": new("tap in an object")}, **work, **at},
        *(
            {"tap": tap_id(), **work, **at, name: new(f"{name} of a tap")}
            for name in ("at", "offset", "changed_at", "taken_back_at")
        ),
    ]
    posts: list[dict[str, object]] = [{"now": now, "taps": [one]} for one in (*good, *bad)]
    posts += [
        {"now": now, "taps": bad},
        {"now": new("now of a post"), "taps": bad},
        {"now": now, "taps": new("taps of a post")},
        {"now": now, "taps": [{"tap": tap_id()}], "place": new("place of a post")},
    ]
    bodies = [json.dumps(post) for post in posts]
    bodies += [new("text that is no JSON"), '{"tap": "' + new("broken JSON")]
    for body in bodies:
        house.ask(
            f"/tablet/visits/?{urlencode({'tap': new('query of a tap')})}", body.encode(),
            Authorization=f"Bearer {house.token}", Content_Type="application/json",
        )  # fmt: skip
    for path, body in (("/tablet/visits/", b"{}"), ("/tablet/me/", None)):
        house.ask(path, body, Authorization=f"Bearer {new('a guessed token')}")
    house.ask(f"/tablet/me/?q={new('query of the setting')}",
              Authorization=f"Bearer {house.token}")  # fmt: skip
    return len(good)


@pytest.fixture(scope="module")
def after_a_day(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: object
) -> Installation:
    """An installation where everything has been typed everywhere, then stopped."""
    house = new_installation(tmp_path_factory.mktemp("canary"))
    with served(house):
        forms = visit(house)
        read = list(house.answers)
        for path, form, document in forms:
            fill_in(house, path, form, document)
        add_parameters(house, read)
        ask_questions(house)
        say_how_it_went(house)
        house.good_taps = tap(house)  # type: ignore[attr-defined]
        house.forms = forms  # type: ignore[attr-defined]
    return house


# What is left ---------------------------------------------------------------------------


def everything_kept(house: Installation) -> dict[str, bytes]:
    """Every file of the folder, what the server said, the database as text."""
    left = {
        str(path.relative_to(house.folder)): path.read_bytes()
        for path in house.folder.rglob("*")
        if path.is_file() and "static" not in path.relative_to(house.folder).parts
    }
    left["what the server said"] = house.said.read_bytes()
    left["the database, row by row"] = dump(house)
    return left


def dump(house: Installation) -> bytes:
    if house.address:
        parts = urlsplit(house.address)
        return subprocess.run(
            [find_binaries() / "pg_dump", "--host", unquote(parts.hostname or ""), "--username",
             "mestieri", "--dbname", parts.path.lstrip("/")],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
    database = sqlite3.connect(house.folder / "mestieri.sqlite3")
    try:
        return "\n".join(database.iterdump()).encode()
    finally:
        database.close()


def where_found(words: dict[str, str], left: dict[str, bytes]) -> list[str]:
    """Words that are somewhere, whatever their case."""
    lowered = {name: content.lower() for name, content in left.items()}
    return [
        f"what was typed in {typed} is in {name}"
        for name, content in lowered.items()
        for word, typed in words.items()
        if word.encode() in content
    ]


def is_handed_over(where: str) -> bool:
    """Whether a word was written to the centre on purpose: a question from afar is answered."""
    return where.startswith("text of the form of ") and where.endswith("/domanda/")


def test_nothing_that_was_typed_is_kept_anywhere(after_a_day: Installation) -> None:
    typed = after_a_day.canaries.typed
    words = {word: where for word, where in typed.items() if not is_handed_over(where)}
    found = where_found(words, everything_kept(after_a_day))
    assert found == [], "\n".join(found[:40])


def tables_with(words: dict[str, str], dumped: str) -> set[str]:
    """Tables of a dump (rows after `COPY table`, or `INSERT INTO "table"`) that hold a word."""
    found, table = set(), ""
    for row in dumped.splitlines():
        if row.startswith("COPY "):
            table = row.split()[1].rpartition(".")[2]
        elif row.startswith("INSERT INTO "):
            table = row.split('"')[1]
        if any(word in row for word in words):
            found.add(table)
    return found


def test_a_question_from_afar_is_kept_in_its_table_and_nowhere_else(
    after_a_day: Installation,
) -> None:
    typed = after_a_day.canaries.typed
    words = {word: where for word, where in typed.items() if is_handed_over(where)}
    left = everything_kept(after_a_day)
    kept = tables_with(words, left.pop("the database, row by row").decode())
    assert kept == {"reception_remotemessage"}
    outside = {name: said for name, said in left.items() if not name.startswith("mestieri.sqlite3")}
    assert where_found(words, outside) == []


def test_everything_was_really_typed(after_a_day: Installation) -> None:
    house = after_a_day
    assert len(house.canaries.typed) > 500
    assert {form.attributes.get("method") for _path, form, _page in house.forms} == {"get", "post"}  # type: ignore[attr-defined]
    wrong = {path: status for path, status in house.answers.items() if status >= 500}
    assert wrong == {}
    assert house.answers[f"/it/{CENTRE}/"] == 200


def test_the_counts_were_written_when_the_server_stopped(after_a_day: Installation) -> None:
    """So the searches did reach the database, without their words."""
    house = after_a_day
    asked = "SELECT sum(searches) FROM library_searchtally WHERE language = 'en'"
    assert house.one_number(asked) > 5
    assert house.one_number("SELECT count(*) FROM library_searchphrase WHERE words = ''") > 5
    from_furnishing = 8  # one a need, twice
    assert house.one_number("SELECT count(*) FROM reception_visit WHERE sheet_id IS NULL") == (
        from_furnishing + house.good_taps  # type: ignore[attr-defined]
    )


def test_a_canary_planted_in_the_notice_is_found(after_a_day: Installation) -> None:
    found = where_found({after_a_day.planted: "the notice"}, everything_kept(after_a_day))
    assert "what was typed in the notice is in the database, row by row" in found
    if not after_a_day.address:
        assert any(said.endswith("is in mestieri.sqlite3") for said in found)
