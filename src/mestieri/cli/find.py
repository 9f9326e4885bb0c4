"""`mestieri find "TEXT"…`: what the site answers to some words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.import_ import database_sentence
from mestieri.cli.output import CommandFailure, people, print_json

if TYPE_CHECKING:
    from mestieri.www.following import FollowingIndex

SECONDS_FOR_MEANINGS = 60.0
FIELDS = ("kind", "title", "url", "purposes", "isco", "reasons")


def find(
    texts: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with a text a line.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the answers.")] = "it",
    centre: Annotated[
        str, typer.Option(help="Centre whose pages are linked; the first open one otherwise.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=100, help="Most answers to a text.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Answer texts with what the centre has: a list a text."""
    wanted = [*(texts or []), *(_lines(file) if file else [])]
    if not any(text.strip() for text in wanted):
        raise CommandFailure("Write what to look for, or name a file with --file.")
    start_django()
    require_database()
    answers = _answers(wanted, lang, centre, limit)
    if as_json:
        print_json(answers)
        return
    for text, hits in zip(wanted, answers, strict=True):
        print(f"{text}:")
        for hit in hits:
            print(f"  {hit['title']}  ({hit['isco']})  {hit['url']}  {'; '.join(hit['reasons'])}")
        if not hits:
            print("  -")


def _lines(file: Path) -> list[str]:
    try:
        return [line.strip() for line in file.read_text("utf-8").splitlines()]
    except OSError as error:
        raise CommandFailure(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeError:
        raise CommandFailure(f"{file} cannot be read: it is not text in UTF-8.") from None


def _answers(texts: list[str], language: str, slug: str, limit: int) -> list[list[dict[str, Any]]]:
    from django.conf import settings
    from django.db import DatabaseError

    from mestieri.engines.find import IndexUnusable
    from mestieri.www import finding, following

    languages = [code for code, _name in settings.LANGUAGES]
    if language not in languages:
        raise CommandFailure(f"There is no language «{language}». Known: {', '.join(languages)}.")
    try:
        slug = _slug(slug)
        _prepare(following.the_index())
        found = [finding.find(text, language, slug, limit=limit) for text in texts]
    except DatabaseError as error:
        raise CommandFailure(database_sentence(error)) from None
    except (OSError, IndexUnusable) as error:
        raise CommandFailure(f"The index cannot be made: {error}.") from None
    return [
        [{name: asdict(hit)[name] for name in FIELDS} for hit in answer.hits] for answer in found
    ]


def _prepare(index: FollowingIndex) -> None:
    """Everything there is answers, meanings included: nobody waits for a page here."""
    index.catch_up()
    with people.status("Reading what the words mean"):
        index.warm_up()
        index.encode_waiting(SECONDS_FOR_MEANINGS)


def _slug(slug: str) -> str:
    """The centre asked, or the first open one; empty when there is none yet."""
    from django.db.models import Case, When

    from mestieri.kernel.models import Centre
    from mestieri.kernel.vocabulary import CentreStatus

    if slug and not Centre.objects.filter(slug=slug).exists():
        raise CommandFailure(f"There is no centre «{slug}».")
    by_openness = Centre.objects.order_by(
        Case(When(status=CentreStatus.OPEN, then=0), default=1), "-is_citta_mestieri", "name", "id"
    )
    first = by_openness.values_list("slug", flat=True).first()
    return slug or first or ""


def register(app: typer.Typer) -> None:
    app.command("find")(find)
