"""The kinds of record that can be brought in, and the columns they have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mestieri.engines.tables import ColumnKind, Wanted
from mestieri.kernel.intake.importer import Importer
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Right


@dataclass(frozen=True)
class IntakeField:
    """Something that a column of a table may say.

    Attributes:
        name: identity within the target.
        label: what people call it (lazy).
        headings: other titles under which tables keep it, in Italian and in English.
        is_required: a row without it is refused.
        kind: how its cells are read: a `DATE` reaches the importer as 2026-11-23, a `NUMBER`
            with a point for decimals, a `BOOLEAN` as `yes` or `no`.
        help: one sentence more (lazy).
        example: what a cell may hold, for the empty table.
    """

    name: str
    label: Any
    headings: tuple[str, ...] = ()
    is_required: bool = False
    kind: ColumnKind = ColumnKind.TEXT
    help: Any = ""
    example: str = ""

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.name, (str(self.label), self.name, *self.headings), self.kind)


@dataclass(frozen=True)
class IntakeTarget:
    """A kind of record that can be brought in.

    Attributes:
        code: identity, in addresses and on the command line.
        label, explanation: what it is (lazy).
        fields: what its columns may say, in the order of the empty table.
        right: who may bring it in.
        importer: (centre, account) → what reads and writes its rows; made anew a slice.
        list_url_name: address of the page where the records are found; takes the centre's slug.
    """

    code: str
    label: Any
    explanation: Any
    fields: tuple[IntakeField, ...]
    right: Right
    importer: Callable[[Centre, Account | None], Importer[Any]]
    list_url_name: str

    def field(self, name: str) -> IntakeField | None:
        return next((field for field in self.fields if field.name == name), None)

    @property
    def wanted(self) -> list[Wanted]:
        return [field.wanted for field in self.fields]


_targets: dict[str, IntakeTarget] = {}


def offer_target(target: IntakeTarget) -> None:
    """Let people bring in records of a room; said when Django starts."""
    _targets[target.code] = target


def all_targets() -> list[IntakeTarget]:
    return list(_targets.values())


def target_named(code: str) -> IntakeTarget | None:
    return _targets.get(code)


def targets_for(rights: frozenset[Right]) -> list[IntakeTarget]:
    """What who holds these rights may bring in."""
    return [target for target in _targets.values() if target.right in rights]
