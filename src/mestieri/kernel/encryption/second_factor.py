"""The secrets of the second factor lie inside the JSON of allauth's authenticators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Change = Callable[[str], str]
SECRETS = ("secret", "seed")  # of an app on a telephone, of the recovery codes
LISTS = ("migrated_codes",)


def secrets_in(data: dict[str, Any]) -> Iterator[str]:
    """Every secret of an authenticator, as it lies there."""
    yield from (str(data[name]) for name in SECRETS if data.get(name))
    for name in LISTS:
        yield from data.get(name) or ()


def with_secrets(data: dict[str, Any], change: Change) -> dict[str, Any]:
    """The same data with every secret changed."""
    changed = dict(data)
    changed |= {name: change(str(data[name])) for name in SECRETS if data.get(name)}
    changed |= {name: [change(code) for code in data[name]] for name in LISTS if data.get(name)}
    return changed
