"""A day at a house of its own: everything that can be typed is typed, each word of its own."""

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
from urllib.parse import urlencode, urljoin, urlsplit

import psycopg
from django.db import connection

from mestieri.kernel.encryption import keys
from mestieri.kernel.middleware import is_staff_address
from mestieri.kernel.vocabulary import Purpose
from tests.database import ROOT, copy_postgresql, migrated_sqlite
from tests.walls.furnished import kind_of_page
from tests.walls.page_checks import Document, Element

CENTRE = "canarini"


FIRST_PAGES = [f"/it/{CENTRE}/", f"/en/{CENTRE}/", "/tablet/", f"/it/{CENTRE}/cerca/?q=saldatore"]


#: Parameters that some page may read besides those of forms.
PARAMETERS = ("q", "lang", "next", "page", "name", "email", "utm_source")


MOST_PAGES = 400  # more than there are: a day that has an end all the same


@dataclass
class Canaries:
    """Words that nobody has ever typed, and where each was typed."""

    typed: dict[str, str] = field(default_factory=dict)

    def new(self, where: str) -> str:
        word = f"canarino{len(self.typed):05d}{secrets.token_hex(6)}"
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
    keys.make(data / keys.FILE)
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
            with socket.create_connection(("127.0.0.1", house.port)):
                return
        except OSError:
            signal.sigtimedwait([], 0.2)
    raise AssertionError(house.said.read_text())


def visit(house: Installation) -> list[tuple[str, Element, Document]]:
    """Read a page of each kind that the links lead to; every form that is met."""
    waiting, seen, forms = list(FIRST_PAGES), {kind_of_page(path) for path in FIRST_PAGES}, {}
    for _page in range(MOST_PAGES):
        if not waiting:
            break
        path = waiting.pop(0)
        answer = house.ask(path)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        document = Document(answer.text)
        for form in document.all("form"):
            action = urljoin(path, form.attributes.get("action") or path)
            kind = (kind_of_page(action)[:2], form.attributes.get("method", "get"))
            forms.setdefault(kind, (path, form, document))
        links = [urlsplit(urljoin(path, link)) for link in document.values_of("a", "href")]
        for link in links:
            here = link._replace(fragment="").geturl()
            if (
                not (link.scheme or link.netloc)
                and not is_staff_address(link.path)
                and (kind := kind_of_page(here)) not in seen
                and len(kind[2]) < 2  # filters one at a time
            ):
                seen.add(kind)
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
