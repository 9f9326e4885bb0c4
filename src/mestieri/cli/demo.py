"""`mestieri demo`: an embedded installation with three synthetic centres, ready in a minute."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, say

DEMO_MARK = "demo"


def demo(
    port: Annotated[int, typer.Option(help="Port to serve on.", min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    fresh: Annotated[bool, typer.Option("--fresh", help="Start the demo over.")] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load only.")] = False,
) -> None:
    """Make the embedded database, load the three demo centres and serve them."""
    from mestieri.cli.serve import announce_address, ensure_port_is_free, serve_until_stopped
    from mestieri.cli.static_files import collect_if_needed
    from mestieri.cli.worker import a_worker_beside

    if not no_serve:
        ensure_port_is_free(host, port)
    folder = _demo_folder()
    if fresh:
        _start_over(folder)
    # Nobody trying the demo should need a telephone; the banner says it is not for real use.
    os.environ["MESTIERI_REQUIRE_TOTP"] = "0"
    announce_address(host, port)
    start_django()
    load(folder)
    if not no_serve:
        collect_if_needed()
    tell_the_way(host, port)
    if not no_serve:
        with a_worker_beside():
            serve_until_stopped(host, port)


def _demo_folder() -> Path:
    """The folder of the installation; refuses one that holds a real installation."""
    from mestieri.config.environment import UnusableDataFolder, data_folder, ensure_writable

    folder = data_folder()
    try:
        ensure_writable(folder)
    except UnusableDataFolder as error:
        raise CommandFailure(str(error)) from None
    is_real = (folder / "mestieri.sqlite3").exists() and not (folder / DEMO_MARK).exists()
    if is_real or os.environ.get("DATABASE_URL"):
        raise CommandFailure(
            f"{'DATABASE_URL is set' if not is_real else f'{folder} holds a real installation'}: "
            "the demo never touches one. Name another folder in MESTIERI_DATA."
        )
    return folder


def _start_over(folder: Path) -> None:
    """Remove what an earlier demo left, and nothing else."""
    for name in ("mestieri.sqlite3", "mestieri.sqlite3-wal", "mestieri.sqlite3-shm", DEMO_MARK):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "index", ignore_errors=True)
    shutil.rmtree(folder / "media", ignore_errors=True)


def load(folder: Path) -> None:
    """Load what is missing; a demo interrupted half-way starts over by itself."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    mark = folder / DEMO_MARK
    if not mark.exists() or mark.read_text() != "loaded":
        if mark.exists():
            _start_over(folder)
        mark.write_text("loading")
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=people) as bars:
        for description, step in steps():
            task = bars.add_task(description, total=1)
            step()
            bars.update(task, completed=1)
    mark.write_text("loaded")


def steps():  # type: ignore[no-untyped-def]
    """The steps of loading, each a description and a call; all can be repeated."""
    from django.core.management import call_command
    from django.utils import timezone

    from mestieri.cli.data_keys import ensure_data_keys, note_data_key
    from mestieri.cli.demonstration import (
        asking,
        demand,
        events,
        guidance,
        loading,
        presenting,
        queue,
        referrals,
        rights,
        sheets,
        sorting,
        talents,
        territory,
    )
    from mestieri.cli.demonstration import resources as documentation
    from mestieri.cli.setup import close_the_folder
    from mestieri.kernel.models import Centre
    from mestieri.kernel.services.retention import apply_rules
    from mestieri.kernel.services.vocabularies import load_starter_terms
    from mestieri.library.services.starter import load_starter_occupations

    yield "Folder for its owner alone", close_the_folder
    yield "Keys of the closed columns", ensure_data_keys
    yield "Database", lambda: call_command("migrate", verbosity=0)
    yield "Name of the key", note_data_key
    yield "Vocabularies", load_starter_terms
    yield "Trades and professions", load_starter_occupations
    if loading.is_loaded():
        return
    yield "Keeper of the installation", loading.create_installation_keeper
    today = timezone.localdate()
    for sheet in sheets.CENTRES:
        yield f"{sheet.name}: rooms, desks, pages", lambda sheet=sheet: loading.load_centre(sheet)
    yield "Tuscolo: services and opportunities", lambda: territory.load_territory("tuscolo", today)
    yield (
        "Tuscolo: the documentation",
        lambda: documentation.load_resources(Centre.objects.get(slug="tuscolo")),
    )
    yield "Lanterna: 100,400 visits", lambda: loading.load_visits("lanterna", today)
    yield "Tuscolo: the last six months", lambda: loading.load_visits("tuscolo", today)
    yield "Tuscolo: who came last quarter", lambda: loading.publish_last_quarter("tuscolo", today)
    yield "Tuscolo: a sheet of paper, older totals", lambda: loading.load_other_counts(today)
    yield "Tuscolo: people sent on", lambda: referrals.load_referrals("tuscolo", today)
    yield "Tuscolo: the queue and the talks", lambda: queue.load_queue("tuscolo")
    yield "Tuscolo: two months of the calendar", lambda: events.load_events("tuscolo", today)
    yield "Tuscolo: questionnaires and guides", lambda: guidance.load_guidance("tuscolo", today)
    yield "Tuscolo: who looked at contacts", lambda: rights.load_rights("tuscolo", today)
    yield "What has had its time", lambda: apply_rules(today)
    yield (
        "Laboratorio Aperto: forty CVs",
        lambda: talents.load_cvs("laboratorio-aperto", loading.PASSWORD),
    )
    yield "Laboratorio: companies and calls", lambda: demand.load_demand(today)
    yield (
        "Laboratorio Aperto: families and indexes",
        lambda: sorting.sort_cvs("laboratorio-aperto"),
    )
    yield (
        "Laboratorio Aperto: a shortlist half answered",
        lambda: presenting.load_shortlist("laboratorio-aperto", today),
    )
    yield "Laboratorio: what companies ask", lambda: asking.load_requests(today)


def tell_the_way(host: str, port: int) -> None:
    """Say where to look and how to sign in."""
    from mestieri.cli.demonstration.loading import PASSWORD
    from mestieri.cli.serve import address_of

    address = address_of(host, port)
    say("")
    say(f"[bold]Mestieri[/] · {address}/")
    say(f"  Città aperta    {address}/it/tuscolo/")
    say(f"  Banco           {address}/banco/   direzione@example.org")
    say(f"                  password: {PASSWORD}")
    say("  [dim]Demo: synthetic centres, no second factor. Not for real use.[/]")
    say("")


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)
