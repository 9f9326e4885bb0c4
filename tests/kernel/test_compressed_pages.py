"""What anybody may keep is sent compressed; what holds a secret is not."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role

ASKED = {"Accept-Encoding": "gzip"}


def test_a_public_page_is_compressed_for_who_understands_it(client: Client, centre: Centre) -> None:
    path = reverse("home", args=[centre.slug])
    page = client.get(path, headers=ASKED)
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert centre.name in gzip.decompress(page.content).decode()
    assert "Content-Encoding" not in client.get(path).headers


def test_what_no_cache_may_keep_is_not(client: Client, centre: Centre) -> None:
    page = client.post(
        reverse("project-begin", args=[centre.slug]),
        headers={**ASKED, "Sec-Fetch-Site": "same-origin"},
    )
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert "Content-Encoding" not in page.headers


def test_nor_are_the_pages_of_the_banco(as_role: Callable[[Role], Client], centre: Centre) -> None:
    page = as_role(Role.DIRECTOR).get(reverse("banco-centre", args=[centre.slug]), headers=ASKED)
    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers
