"""Every cookie is named in the manual of data protection; who opens which page: test_addresses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from mestieri.reception.staff.advice import SLIP_COOKIE
from mestieri.talents.access import OWNER_COOKIE
from tests.walls.cookies import ROOT, named_cookies

SOURCES = ROOT / "src" / "mestieri"


def test_the_manual_names_the_cookies_that_there_are() -> None:
    there_are = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        CookieStorage.cookie_name,
        SLIP_COOKIE,
        OWNER_COOKIE,
    }
    assert named_cookies() == there_are


def test_no_other_cookie_is_written_in_our_code() -> None:
    written = {(str(path.relative_to(SOURCES)), name) for path, name in _written()}
    assert written == {
        ("reception/staff/advice.py", "SLIP_COOKIE"),
        ("talents/access.py", "OWNER_COOKIE"),
    }


def _written() -> Iterator[tuple[Path, str]]:
    """Each call that writes a cookie: in which file, and how it names it."""
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "set_cookie" not in text and "set_signed_cookie" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in (
                "set_cookie",
                "set_signed_cookie",
            ):
                yield path, ast.unparse(node.args[0]) if node.args else ast.unparse(node)
