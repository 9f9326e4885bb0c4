"""Examples of what the addresses of the CV bank name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mestieri.kernel.models import Centre
from mestieri.talents.models import CVImport
from mestieri.talents.services import owners
from tests.talents.making import a_cv, a_doubt


def _cv(centre: Centre) -> dict[str, Any]:
    return {"pk": a_cv(centre).pk}


def _token(centre: Centre) -> dict[str, Any]:
    issued = owners.give_link(a_cv(centre), by_mail=False)
    return {"token": issued.address.rstrip("/").rsplit("/", 1)[-1]}


CV_EXAMPLES: dict[str, Callable[[Centre], dict[str, Any]]] = {
    "talents-list": lambda centre: {"which": "tutti"},
    "talents-decide": lambda centre: {"pk": a_doubt(centre).pk},
    "talents-import": lambda centre: {"pk": CVImport.objects.create(centre=centre).pk},
    **{
        f"talents-{name}": _cv
        for name in (
            "cv", "contacts", "contacts-change", "file", "file-replace", "notice", "correct",
            "visibility", "link", "erase",
        )
    },
    "cv-enter": _token,
    "cv-enter-now": _token,
    "cv-owner-take": lambda centre: {"form": "pdf"},
}  # fmt: skip
