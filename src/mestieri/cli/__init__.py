"""The command line: one module a verb, each offering `register(app)`.

With `--json` a command writes exactly one JSON value to stdout; everything a person
reads (progress, sentences, warnings) goes to stderr. A `CommandFailure` is the only way
a verb says no: one sentence, exit status 1, no traceback.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from typing import NoReturn

import typer

from mestieri.cli.output import CommandFailure, say_failure

app = typer.Typer(
    name="mestieri",
    help="Il software di una Città dei Mestieri e delle Professioni.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None:
    """Keep the verbs as subcommands even while there is only one of them."""


def _register_verbs() -> None:
    """Import every verb module beside this one and let it add itself."""
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        register = getattr(module, "register", None)
        if register is not None:
            register(app)


def run() -> NoReturn:
    """Run the command line and exit with its status."""
    _register_verbs()
    try:
        app()
    except CommandFailure as failure:
        say_failure(str(failure))
        raise SystemExit(failure.exit_status) from None
    except BrokenPipeError:
        # `mestieri … | head`: the reader has gone, which is not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    raise SystemExit(0)
