"""A server of this machine that answers well, badly, slowly, or without end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answers(BaseHTTPRequestHandler):
    """`/200`, `/404`… answer with that status; the others as their name says."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str, str]]
    over: threading.Event

    def log_message(self, *words: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        name = self.path.strip("/").split("?")[0]
        special = getattr(self, f"_{name.replace('-', '_')}", None)
        if special is not None:
            special()
        else:
            self._say(int(name) if name.isdigit() else 200)

    def _say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _moved(self) -> None:
        self._say(301, Location="/200")

    def _for_now(self) -> None:
        self._say(302, Location="/200")

    def _round(self) -> None:
        self._say(302, Location="/round")

    def _inwards(self) -> None:
        self._say(301, Location="http://169.254.169.254/latest/meta-data/")

    def _elsewhere(self) -> None:
        self._say(301, Location="file:///etc/passwd")

    def _only_get(self) -> None:
        self._say(200 if self.command == "GET" else 501)

    def _endless(self) -> None:
        """An answer that never ends, to GET alone."""
        if self.command == "HEAD":
            self._say(500)
            return
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            while not self.over.is_set():
                self.wfile.write(b"x" * 65536)
        except OSError:
            return

    def _slow(self) -> None:
        """A header begun, a letter now and then."""
        self.close_connection = True
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.over.wait(0.05):
                self.wfile.write(b"x")
                self.wfile.flush()
        except OSError:
            return


@contextmanager
def serving() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Address of the server, and what it was asked: (method, path, who asks)."""
    asked: list[tuple[str, str, str]] = []
    over = threading.Event()
    handler = type("Handler", (Answers,), {"asked": asked, "over": over})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
