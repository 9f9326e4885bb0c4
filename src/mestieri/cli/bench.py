"""`mestieri bench NAME`: the project's own benchmarks, each against a peer in the same run."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Annotated

import typer

from mestieri.cli import benches
from mestieri.cli.output import CommandFailure, print_json, say


def bench_names() -> list[str]:
    """Names of the benches that ship, in alphabetical order."""
    return sorted(info.name for info in pkgutil.iter_modules(benches.__path__))


def bench(
    name: Annotated[str, typer.Argument(help="Which bench to run.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Measure one part of the product against a named peer, in the same run."""
    if name not in bench_names():
        known = ", ".join(bench_names())
        raise CommandFailure(f"There is no bench called «{name}». Known: {known}.")
    module = importlib.import_module(f"{benches.__name__}.{name}")
    result = module.run()
    if as_json:
        print_json(result)
    else:
        say(module.as_text(result))


def register(app: typer.Typer) -> None:
    app.command("bench")(bench)
