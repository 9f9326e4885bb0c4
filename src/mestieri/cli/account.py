"""`mestieri account add`: the first people of a centre, who then invite the others."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, print_json, refusals_as_sentences, say

account_app = typer.Typer(no_args_is_help=True, help="Accounts of the staff.")


@account_app.callback()
def _root() -> None:
    """Keep `add` as a word of its own."""


@account_app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="E-mail with which the person signs in.")],
    name: Annotated[str, typer.Argument(help="Name and surname.")],
    centre: Annotated[str, typer.Option(help="Short name of the centre.")],
    role: Annotated[str, typer.Option(help="Role in the centre, such as director.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Give a role to somebody; without a password, print a link to choose one (works once)."""
    start_django()
    require_database()
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with refusals_as_sentences():
        account, path = _invite(email, name, _centre(centre), _role(role), password)
    address = _whole_address(path)
    if as_json:
        print_json({"email": account.email, "centre": centre, "role": role, "link": address})
        return
    say(f"{account.name} is now {role} of {centre}.")
    if address:
        say("To choose a password (the link works once, for three days):")
        sys.stdout.write(f"{address}\n")


def _invite(email: str, name: str, centre: Any, role: Any, password: str | None) -> tuple[Any, str]:
    """The account with its role, and the path of a link where it has no password yet."""
    from django.db import transaction
    from django.utils import timezone

    from mestieri.kernel.services import accounts

    with transaction.atomic():
        invitation = accounts.invite(
            email, name, centre, role, authorised_on=timezone.localdate(), by=None
        )
        account = invitation.assignment.account
        if password is not None:
            accounts.choose_first_password(account, password)
        if account.has_usable_password():
            return account, ""
        return account, accounts.password_path(account, centre=centre, by=None)


def _centre(slug: str) -> Any:
    from mestieri.kernel.models import Centre

    found = Centre.objects.filter(slug=slug).first()
    if found is None:
        raise CommandFailure(f"There is no centre “{slug}”: add it with `mestieri centre add`.")
    return found


def _role(word: str) -> Any:
    from mestieri.kernel.roles import Role

    if word not in Role.values:
        raise CommandFailure(f"There is no role “{word}”. Known: {', '.join(Role.values)}.")
    return Role(word)


def _whole_address(path: str) -> str:
    from django.conf import settings

    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}" if path else ""


def register(app: typer.Typer) -> None:
    app.add_typer(account_app, name="account")
