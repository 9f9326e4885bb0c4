"""`mestieri backup-key`: the pair of keys of the copies; the secret one goes on paper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mestieri.cli.output import CommandFailure, print_json, say
from mestieri.config.environment import UnusableDataFolder, data_folder, ensure_writable
from mestieri.kernel.services.backup import keys
from mestieri.kernel.services.backup.refusal import BackupRefused

app = typer.Typer(help="The keys of the copies.", no_args_is_help=True)


@app.command("new")
def new(
    replace: Annotated[
        bool, typer.Option("--replace", help="There is a key already: make another one.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Make the pair: the open key stays here, the secret one is shown once, for paper."""
    folder = data_folder()
    try:
        ensure_writable(folder)
        known = (folder / keys.FILE).exists()
    except (UnusableDataFolder, OSError) as error:
        raise CommandFailure(str(error)) from None
    if known and not replace:
        raise CommandFailure(
            "There is a key already. With --replace the next copies are closed with a new one; "
            "those made until now still need the old paper."
        )
    pair = keys.new_pair()
    # Shown first, kept after: a key kept that nobody saw would close copies for ever.
    if as_json:
        print_json({"public": pair.public, "secret": pair.secret, "words": pair.words})
    else:
        _show(pair)
    sys.stdout.flush()
    keys.keep_public(folder, pair.public)
    say(f"The open key is in {folder / keys.FILE}. Try the paper with `mestieri backup-key check`.")


def _show(pair: keys.KeyPair) -> None:
    say("Write this on paper, twice, and keep it far from the machine and from the copies.")
    say("Without it nobody opens the copies. It is not shown again.")
    typer.echo(f"\n  key of the copies «{pair.words}»\n  {pair.secret}\n")


@app.command("check")
def check(
    key_file: Annotated[
        Path | None, typer.Option("--key-file", help="A file with the secret key.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Does the key on this paper open the copies that are made here? Nothing is kept."""
    identity = read_identity(key_file)
    words = keys.words_of(str(identity.to_public()))
    try:
        kept = keys.kept_public(data_folder())
    except BackupRefused as refusal:
        raise CommandFailure(str(refusal)) from None
    if kept is None:
        raise CommandFailure("There is no key here yet: run `mestieri backup-key new`.")
    if kept != str(identity.to_public()):
        raise CommandFailure(
            f"This is the key «{words}»; copies are closed with «{keys.words_of(kept)}»."
        )
    if as_json:
        print_json({"opens": True, "words": words})
    else:
        say(f"Right: «{words}» opens the copies made here.")


def read_identity(key_file: Path | None) -> keys.pyrage.x25519.Identity:
    """The secret key: from a file, typed without being shown, or from standard input.

    Raises:
        CommandFailure: it cannot be read, or is no key.
    """
    try:
        if key_file is not None:
            text = key_file.read_text()
        elif sys.stdin.isatty():
            text = typer.prompt("Secret key (AGE-SECRET-KEY-1…)", hide_input=True, err=True)
        else:
            text = sys.stdin.read(4096)
        return keys.identity_of(text)
    except (OSError, UnicodeDecodeError):
        raise CommandFailure(f"The file {key_file} cannot be read.") from None
    except BackupRefused as refusal:
        raise CommandFailure(str(refusal)) from None


def register(root: typer.Typer) -> None:
    root.add_typer(app, name="backup-key")
