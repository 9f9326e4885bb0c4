"""What changed since an index was built: the reading side of `exchange.announce_change`.

Rows are numbered when they are written and seen when their transaction ends, so a lower
number may appear after a higher one. A `Position` therefore says the latest number seen, and
which of the last ones had not appeared yet.
"""

from __future__ import annotations

from dataclasses import dataclass

from mestieri.kernel.models import IndexChange

#: So many numbers before the latest may still appear: more than a transaction announces.
MAY_STILL_APPEAR = 1_000
#: So many rows are kept: a host that is further behind builds its index again.
KEPT = 10_000


@dataclass(frozen=True)
class Position:
    """How far the changes have been read.

    Attributes:
        latest: greatest number seen, 0 for none.
        missing: of the numbers shortly before it, those that were not there.
    """

    latest: int
    missing: frozenset[int]

    def __str__(self) -> str:
        return f"{self.latest}:{','.join(map(str, sorted(self.missing)))}"

    @classmethod
    def read(cls, text: str) -> Position:
        """The position as `str` wrote it. Raises ValueError."""
        latest, _colon, missing = text.partition(":")
        return cls(int(latest), frozenset(map(int, filter(None, missing.split(",")))))


def present_position() -> Position:
    """How far one who has read everything is. One query."""
    numbers = IndexChange.objects.order_by("-id").values_list("id", flat=True)
    recent = list(numbers[: MAY_STILL_APPEAR + 1])
    if not recent:
        return Position(0, frozenset())
    expected = range(max(1, recent[0] - MAY_STILL_APPEAR), recent[0])
    return Position(recent[0], frozenset(expected).difference(recent))


def changes_between(old: Position, new: Position) -> list[tuple[str, str]] | None:
    """Kind and key of what changed from one position to another, each once.

    Returns:
        None where that is no longer known: rows were forgotten, or the database is another.
        A key is empty where everything of the kind may have changed.
    """
    if old.latest > new.latest:
        return None
    appeared = old.missing - new.missing
    oldest = IndexChange.objects.order_by("id").values_list("id", flat=True).first() or 0
    if old.latest + 1 < oldest and old.latest < new.latest:
        return None
    after = IndexChange.objects.filter(id__gt=old.latest, id__lte=new.latest)
    late = IndexChange.objects.filter(id__in=appeared)
    rows = [*late.values_list("kind", "key"), *after.values_list("kind", "key")]
    return list(dict.fromkeys(rows))
