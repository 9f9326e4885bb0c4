"""`mestieri retention`: delete what has had its time; first, if asked, only say what."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, print_json, say


def retention(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and delete nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Delete, empty or roll up what has had its time; safe to stop and to repeat.

    Owners of what is about to go are told, as the worker does every day.
    """
    start_django()
    require_database()
    from django.utils import timezone, translation

    from mestieri.kernel.services.retention.notices import send_notices
    from mestieri.kernel.services.retention.telling import to_be_told

    today = timezone.localdate()
    with translation.override("en"):  # as every other word of the command line
        lines = _go(today, dry_run)
    if not dry_run:
        send_notices(today)
    waiting = len(to_be_told(today))
    if as_json:
        told = {"today": today.isoformat(), "dry_run": dry_run, "to_be_told": waiting}
        print_json({**told, "rules": lines})
        return
    _tell(lines, dry_run)
    if waiting:
        say(f"To be told in person before something of theirs goes: {waiting}; see the Banco.")


def _go(today: datetime.date, dry_run: bool) -> list[dict[str, Any]]:
    from mestieri.kernel.services import retention as services

    try:
        services.check_clock(today)
        due = services.what_is_due(today)
        went = {} if dry_run else _apply(today, due)
    except services.ClockSetBack as refusal:
        raise CommandFailure(str(refusal)) from None
    except services.RulesFailed as failure:
        sentence = f"Could not be applied: {failure}. The other rules were. {failure.__cause__}"
        raise CommandFailure(sentence) from None
    return [_line(each, went.get(each.rule.code, 0)) for each in due]


def _apply(today: datetime.date, due: list[Any]) -> dict[str, int]:
    """Apply every rule with a progress bar; code → how many went in this run."""
    from rich.progress import Progress

    from mestieri.kernel.services.retention import apply_rules

    went = {each.rule.code: 0 for each in due}
    with Progress(console=people) as bars:
        bar = bars.add_task("Retention", total=sum(each.count for each in due))

        def told(rule: Any, count: int) -> None:
            went[rule.code] += count
            bars.update(bar, advance=count, description=str(rule.label))

        apply_rules(today, told=told)
    return went


def _line(due: Any, went: int) -> dict[str, Any]:
    rule = due.rule
    return {
        "rule": rule.code,
        "models": list(rule.models),
        "what": str(rule.label),
        "why": str(rule.reason),
        "stays": str(rule.keeps),
        "due": due.count,
        "done": went,
    }


def _tell(lines: list[dict[str, Any]], dry_run: bool) -> None:
    concerned = [line for line in lines if line["due"] or line["done"]]
    for line in concerned:
        count = line["due"] if dry_run else line["done"]
        say(f"[bold]{count}[/]  {line['what']}")
        say(f"     why: {line['why']}")
        say(f"     stays: {line['stays']}")
    if not concerned:
        say("Nothing has had its time.")
    elif dry_run:
        say("Nothing was deleted: this was a dry run.")


def register(app: typer.Typer) -> None:
    app.command("retention")(retention)
