"""What a room writes to let its records be brought in."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mestieri.kernel.models import Account, Centre

Data = TypeVar("Data")
Snapshot = dict[str, Any]


@dataclass(frozen=True)
class Existing:
    """A record that is already there.

    Attributes:
        key: its identity within the target.
        label: how people know it.
        is_same: whether the row would change nothing in it.
    """

    key: str
    label: str
    is_same: bool


class Importer(ABC, Generic[Data]):
    """Reads and writes the rows of one target in one centre.

    One is made for each slice of rows: what it reads once (vocabularies, sites) it may keep.
    Everything happens in the transaction of the slice. An empty cell says nothing: it never
    empties a field of what is already there.
    """

    def __init__(self, centre: Centre, account: Account | None) -> None:
        self.centre = centre
        self.account = account

    @abstractmethod
    def clean(self, values: Mapping[str, str]) -> Data:
        """What a row says, by the names of the fields; nothing is written.

        Raises:
            ValidationError: with a sentence for each field that is not right.
        """

    @abstractmethod
    def identity(self, data: Data) -> str:
        """What makes two rows say of the same thing; empty if nothing does."""

    @abstractmethod
    def find(self, batch: Sequence[Data]) -> list[Existing | None]:
        """What is already there of each row, in a bounded number of queries."""

    @abstractmethod
    def create(self, batch: Sequence[Data]) -> list[str]:
        """Write new records; their keys, in the same order."""

    @abstractmethod
    def update(self, key: str, data: Data) -> None:
        """Write on a record what a row says of it.

        Raises:
            ValidationError: the record cannot be so.
        """

    @abstractmethod
    def snapshots(self, keys: Sequence[str]) -> dict[str, Snapshot]:
        """Each record as it stands, as JSON: to put it back, and to see whether it changed."""

    @abstractmethod
    def restore(self, key: str, before: Snapshot) -> None:
        """Put a record back as a snapshot says.

        Raises:
            ValidationError: it cannot be so any more.
        """

    @abstractmethod
    def remove(self, key: str) -> None:
        """Remove a record that the import added.

        Raises:
            ValidationError: other things hang on it by now.
        """

    def announce(self) -> None:
        """Called once at the end of each slice that wrote something."""

    def shown(self, data: Data) -> dict[str, str]:
        """What a row will be, by the names of the fields, where it differs from its cells."""
        return {}

    def described(self, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        """What records say now, by the names of the fields, to compare them with rows."""
        return {}


def digest_of(content: Any) -> str:
    """A short word that changes with the content."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
