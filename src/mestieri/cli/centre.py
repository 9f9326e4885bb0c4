"""`mestieri centre add`: open a centre in the installation."""

from __future__ import annotations

from typing import Annotated

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import print_json, refusals_as_sentences, say

centre_app = typer.Typer(no_args_is_help=True, help="Centres of the installation.")


@centre_app.callback()
def _root() -> None:
    """Keep `add` as a word of its own."""


@centre_app.command("add")
def add(
    slug: Annotated[str, typer.Argument(help="Short name, for addresses: letters and hyphens.")],
    name: Annotated[str, typer.Argument(help="Name as people say it.")],
    kind: Annotated[
        list[str], typer.Option(help="citta_mestieri, tavoli or job_center; may be repeated.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Create a centre, still planned, with one point where visits can be counted."""
    start_django()
    require_database()
    from mestieri.kernel.services.centres import create_centre

    with refusals_as_sentences():
        centre = create_centre(slug, name, _kinds(kind))
    if as_json:
        print_json({"slug": centre.slug, "name": centre.name, "status": centre.status})
    else:
        say(f"{centre.name} is there, planned. Its desk: /banco/{centre.slug}/")


def _kinds(words: list[str]) -> list:  # type: ignore[type-arg]
    from django.core.exceptions import ValidationError

    from mestieri.kernel.vocabulary import CentreKind

    unknown = sorted(set(words) - set(CentreKind.values))
    if unknown:
        known = ", ".join(CentreKind.values)
        raise ValidationError(f"There is no kind “{unknown[0]}”. Known: {known}.")
    return [CentreKind(word) for word in words]


def register(app: typer.Typer) -> None:
    app.add_typer(centre_app, name="centre")
