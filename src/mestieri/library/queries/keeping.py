"""Questions about kept records: their history, what a filter asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.models import Kept, Revision

#: What the acts of the history are called.
ACT_NAMES: dict[str, Any] = {
    "created": _("Added"),
    "changed": _("Changed"),
    "verified": _("Checked"),
    "published": _("Published"),
    "retired": _("Retired"),
    "restored": _("Published again"),
    "expired": _("Retired by itself: the deadline is past"),
}
#: What the history calls the sides of a record that live in other tables.
OTHER_SIDES: dict[str, Any] = {
    "terms": _("words of the vocabularies"),
    "schedules": _("hours"),
    "exceptions": _("closures"),
}
#: Columns that follow from another: the history need not say them twice.
FOLLOWS_FROM_ANOTHER = frozenset({"review_by"})
LONGEST_WORDS = 100  # characters
WORDS_LOOKED_AT = 6


@dataclass(frozen=True)
class Choice:
    """One value of a filter, as a link.

    Attributes:
        value, label: what is chosen.
        query: the address's query with this value; without it where it is chosen already.
        is_chosen: it is the one in force.
    """

    value: str
    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One side by which a list is narrowed: its name in the address, and its values."""

    name: str
    label: Any
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        """The value in force, if any."""
        return next((choice for choice in self.choices if choice.is_chosen), None)


def make_filter(
    name: str, label: Any, values: Iterable[tuple[str, Any]], asked: Mapping[str, str]
) -> Filter:
    """A filter whose links keep what is asked by the other filters.

    Args:
        values: value and label of each choice.
        asked: what the address asks: name → value.
    """
    others = {key: value for key, value in asked.items() if key != name and value}
    current = asked.get(name, "")
    choices = [
        Choice(
            str(value),
            str(words),
            urlencode(others if str(value) == current else {**others, name: value}),
            str(value) == current,
        )
        for value, words in values
    ]
    return Filter(name, label, choices)


def has_words(words: str, *columns: str) -> Q:
    """Rows that have each of some words in one of some columns."""
    condition = Q()
    for word in words[:LONGEST_WORDS].split()[:WORDS_LOOKED_AT]:
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        condition &= anywhere
    return condition


def number_of(text: str) -> int:
    """The number of a row that an address names; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def terms_by_vocabulary(*vocabularies: Vocabulary) -> dict[str, list[Term]]:
    """Words that may be chosen from some vocabularies, in order. One query."""
    found: dict[str, list[Term]] = {vocabulary.value: [] for vocabulary in vocabularies}
    for term in Term.objects.filter(vocabulary__in=vocabularies, is_retired=False):
        found[term.vocabulary].append(term)
    return found


def terms_of(row: Any) -> dict[str, list[Term]]:
    """Words of a record by vocabulary; `terms` were prefetched, or it is one query."""
    found: dict[str, list[Term]] = {}
    for term in row.terms.all():
        found.setdefault(term.vocabulary, []).append(term)
    return found


def history_of(row: Model) -> QuerySet[Revision]:
    """Revisions of a record, the latest first."""
    return Revision.objects.filter(
        subject_kind=row._meta.model_name, subject_key=str(row.pk)
    ).select_related("made_by")


@dataclass(frozen=True)
class HistoryLine:
    """One revision as the history shows it.

    Attributes:
        revision: the row.
        act: what was done, in words.
        changes: name of each thing that changed, before, after; in words.
    """

    revision: Revision
    act: str
    changes: list[tuple[str, str, str]]


def history_lines(row: Kept, most: int = 50) -> list[HistoryLine]:
    """The history of a record in words. One query."""
    return [
        HistoryLine(
            revision,
            str(ACT_NAMES.get(revision.act, revision.act)),
            [
                _change(row, name, values)
                for name, values in revision.changes.items()
                if name not in FOLLOWS_FROM_ANOTHER
            ],
        )
        for revision in history_of(row)[:most]
    ]


def _change(row: Kept, name: str, values: list[Any]) -> tuple[str, str, str]:
    field = next((f for f in row._meta.get_fields() if f.name == name), None)
    label = str(OTHER_SIDES.get(name) or getattr(field, "verbose_name", name))
    before, after = (_in_words(field, value) for value in values)
    return label, before, after


def _in_words(field: Any, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, list):
        words = getattr(field, "words", lambda codes: codes)
        return ", ".join(str(word) for word in words(value))
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))
