"""A small file fetched: no more than asked for, and never from an internal door."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from mestieri.engines.links import fetch

HERE = frozenset({"127.0.0.1"})


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/altrove":
            self.send_response(302)
            self.send_header("Location", "/file")
            self.end_headers()
            return
        if self.path == "/dentro":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/file")
            self.end_headers()
            return
        self.send_response(200 if self.path == "/file" else 404)
        self.end_headers()
        self.wfile.write(b"x" * 100)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def place() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_file_comes_also_by_a_redirect(place: str) -> None:
    for path in ("/file", "/altrove"):
        fetched = fetch(f"{place}{path}", agent="prova", most_bytes=100, internal_hosts=HERE)
        assert (len(fetched.data), fetched.problem) == (100, "")


def test_a_larger_file_is_refused_and_a_missing_one_said(place: str) -> None:
    assert (
        fetch(f"{place}/file", agent="x", most_bytes=99, internal_hosts=HERE).problem == "too big"
    )
    assert fetch(f"{place}/no", agent="x", most_bytes=99, internal_hosts=HERE).problem == "HTTP 404"


def test_no_internal_door_not_even_by_a_redirect(place: str) -> None:
    assert "internal" in fetch(f"{place}/file", agent="x", most_bytes=99).problem
    inside = fetch(f"{place}/dentro", agent="x", most_bytes=99, internal_hosts=HERE)
    assert "internal" in inside.problem
    assert fetch("ftp://example.org/x", agent="x", most_bytes=99).problem
