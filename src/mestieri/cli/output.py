"""What every verb uses to speak: one sentence for people, one JSON value for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import track as rich_track

Item = TypeVar("Item")

people = Console(stderr=True, highlight=False)


class CommandFailure(Exception):
    """A refusal with a sentence for the person at the keyboard.

    Args:
        sentence: what went wrong and what to do, in plain words.
        exit_status: process exit status, never 0.
    """

    def __init__(self, sentence: str, exit_status: int = 1) -> None:
        super().__init__(sentence)
        self.exit_status = exit_status


def say(sentence: str) -> None:
    """Say a sentence to the person (stderr, so that stdout stays for data)."""
    people.print(sentence)


def say_failure(sentence: str) -> None:
    """Say why the command refuses."""
    people.print(f"[bold red]✗[/] {sentence}")


def print_json(value: object) -> None:
    """Write one JSON value, and nothing else, to stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def progress(items: Iterable[Item], description: str, total: int | None = None) -> Iterable[Item]:
    """Yield `items` with a progress bar on stderr."""
    yield from rich_track(items, description=description, total=total, console=people)


@contextmanager
def refusals_as_sentences() -> Iterator[None]:
    """Turn what a service refuses into one sentence for the person at the keyboard.

    Raises:
        CommandFailure: with everything the service said.
    """
    from django.core.exceptions import ValidationError

    try:
        yield
    except ValidationError as error:
        if hasattr(error, "message_dict"):
            said = [
                f"{field}: {' '.join(words)}" if field != "__all__" else " ".join(words)
                for field, words in error.message_dict.items()
            ]
        else:
            said = error.messages
        raise CommandFailure(" ".join(said)) from None
