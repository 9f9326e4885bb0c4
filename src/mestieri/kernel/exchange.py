"""The typed messages by which rooms speak to each other without importing one another.

A room registers what it offers when Django starts (`exchange.py` of the room, loaded by
its AppConfig); other rooms ask this module, never that room.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from mestieri.kernel.models import Account, Centre, IndexChange
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Mode, Purpose, Way


@dataclass(frozen=True)
class Searchable:
    """Something a citizen may find.

    Attributes:
        kind: what it is, the same word as in `IndexChange.kind` (such as `occupation`).
        key: its identity within the kind.
        titles: language → title.
        names: language → other names people use for it.
        texts: language → longer text.
        purposes: needs it answers; empty means any.
        isco: ISCO-08 code, where it is about an occupation.
        centre: slug of the centre whose it is; empty when every centre's public finds it.
        is_trade: its titles name a trade, in both genders divided by a slash.
    """

    kind: str
    key: str
    titles: Mapping[str, str]
    names: Mapping[str, list[str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    purposes: tuple[Purpose, ...] = ()
    isco: str = ""
    centre: str = ""
    is_trade: bool = False


@dataclass(frozen=True)
class Particulars:
    """What a found thing is today: what its answer says besides the title, and is narrowed by.

    Attributes:
        kind: what it is, in the reader's language, such as «Course».
        languages: codes of the languages in which one can use it.
        municipality: where it is; empty when it is nowhere in particular.
        point: latitude and longitude, where they are known better than by the municipality.
        day: the day that counts: the deadline, the next opening, the next turn.
        note: one line, such as «until 3 December».
    """

    kind: str = ""
    languages: tuple[str, ...] = ()
    municipality: str = ""
    point: tuple[float, float] | None = None
    day: datetime.date | None = None
    note: str = ""


@dataclass(frozen=True)
class SearchableSource:
    """A room's offer of searchable things.

    Attributes:
        kind: the kind of all its things.
        everything: yields each of them; read again at every rebuilding of the index.
        address: (centre slug, key) → path of the page in the active language.
        way: what one can do with them.
        particulars: (centre, keys) → key → what it is today, in a bounded number of queries; a
            key that is left out is there no more. None where there is nothing to say.
        some: keys → those of its things that have them and may be found; None where only
            everything can be read.
    """

    kind: str
    everything: Callable[[], Iterable[Searchable]]
    address: Callable[[str, str], str]
    way: Way = Way.READ
    particulars: Callable[[Centre, Collection[str]], Mapping[str, Particulars]] | None = None
    some: Callable[[Collection[str]], Iterable[Searchable]] | None = None


@dataclass(frozen=True)
class Indicator:
    """A figure that a room lets others read.

    Attributes:
        code: stable name, `room.figure`.
        label: what it counts, in the reader's language (lazy).
        unit: unit of the value (lazy).
        value: (centre, first day, last day) → number.
    """

    code: str
    label: Any
    unit: Any
    value: Callable[[Centre, datetime.date, datetime.date], int]


@dataclass(frozen=True)
class DeskEntry:
    """A page of the Banco that a room offers to who holds a right.

    Attributes:
        room: code of the room, which groups entries in the menu.
        label, explanation: what one does there (lazy).
        url_name: name of the address; it takes the centre's slug.
        right: who sees it.
        icon: name of a Bootstrap Italia sprite, such as `it-chart-line`.
    """

    room: str
    label: Any
    explanation: Any
    url_name: str
    right: Right
    icon: str


@dataclass(frozen=True)
class Proposable:
    """Records of a room that an organisation may propose, new or corrected.

    Attributes:
        kind: stable name, such as `directory_entry`.
        label: what it is, in the reader's language (lazy).
        right: who may invite and decide.
        subject: (centre, key) → the record with this key in this centre, or None.
        form: (centre, record or None, data or None) → the bound or unbound form of the
            record, with the fields an organisation may write and no other. It offers
            `refuse` (see `kernel.forms.TakesRefusals`) and `free_texts`, what was written
            freely, where a person might be named.
        save: (centre, valid form, account, organisation) → the record, live. Raises
            ValidationError for what it refuses.
        address: (centre slug, key) → path of the record's page at the Banco.
        is_complete: record → whether the public reads all that was proposed; else the staff
            still has to write some of it, and says so on the record's page.
        withdraw: (centre, key, reason, account) → the public sees the record no more; nothing
            where it is there no more. None where only the staff of the room takes away.
    """

    kind: str
    label: Any
    right: Right
    subject: Callable[[Centre, str], Model | None]
    form: Callable[[Centre, Model | None, Any], Any]
    save: Callable[[Centre, Any, Account | None, str], Model]
    address: Callable[[str, str], str]
    is_complete: Callable[[Any], bool] = lambda _record: True
    withdraw: Callable[[Centre, str, str, Account | None], None] | None = None


@dataclass(frozen=True)
class ModeCount:
    """How often a centre was used in one of the three ways (*modalità d'uso*).

    A room counts what it alone knows: tickets are ADVICE, heads at an event are MEETING.

    Attributes:
        mode: which use.
        unit: what is counted (lazy), such as "tickets": units are never added together.
        value: (centre, first day, last day) → number.
    """

    mode: Mode
    unit: Any
    value: Callable[[Centre, datetime.date, datetime.date], int]


@dataclass(frozen=True)
class Subject:
    """A person who asks about their own data, known by the e-mail address.

    Never by name alone: two people may bear one.

    Attributes:
        email: the address, in small letters.
        centre: whose data is asked for; None for the whole installation.
    """

    email: str
    centre: Centre | None = None


def _nothing(_subject: Subject) -> int:
    return 0


def _no_addresses() -> Iterable[str]:
    return ()


def _says_nothing(_subject: Subject) -> bool:
    return False


@dataclass(frozen=True)
class PersonalData:
    """What a room holds of people, and how it gives it back, hides it and erases it.

    Attributes:
        code: stable name, `room.what`.
        models: labels of the models for which it answers, such as `kernel.Account`.
        label: what it is, in the reader's language (lazy).
        keeps: what stays of it after an erasure (lazy).
        rows: subject → questions whose rows are about the person.
        erase: subject → erases them, files first, and says how many rows. It is called in a
            transaction and may be called again: what is erased stays erased.
        secret: columns that open something (passwords, tokens) and leave in no export.
        hide: subject → puts the data out of use without erasing it (GDPR, article 18).
        show: subject → puts it in use again.
        addresses: every e-mail address held outside the database, such as in files.
        says_elsewhere: subject of a centre → whether something outside the database that
            belongs to another centre mentions the person.
    """

    code: str
    models: tuple[str, ...]
    label: Any
    keeps: Any
    rows: Callable[[Subject], list[QuerySet[Any]]]
    erase: Callable[[Subject], int]
    secret: frozenset[str] = frozenset()
    hide: Callable[[Subject], int] = _nothing
    show: Callable[[Subject], int] = _nothing
    addresses: Callable[[], Iterable[str]] = _no_addresses
    says_elsewhere: Callable[[Subject], bool] = _says_nothing


CentreListener = Callable[[Centre], None]

_centre_listeners: list[CentreListener] = []
_searchable_sources: dict[str, SearchableSource] = {}
_indicators: dict[str, Indicator] = {}
_mode_counts: dict[Mode, ModeCount] = {}
_desk_entries: dict[str, DeskEntry] = {}
_proposables: dict[str, Proposable] = {}
_personal_data: dict[str, PersonalData] = {}
_erasure_listeners: list[Callable[[], None]] = []


def when_a_centre_is_created(listener: CentreListener) -> None:
    """Let a room furnish a new centre; called in the transaction that creates it."""
    if listener not in _centre_listeners:
        _centre_listeners.append(listener)


def announce_centre(centre: Centre) -> None:
    """Tell the rooms that a centre has been created."""
    for listener in _centre_listeners:
        listener(centre)


def offer_searchables(source: SearchableSource) -> None:
    """Let citizens find what a room holds."""
    _searchable_sources[source.kind] = source


def all_searchables() -> Iterator[Searchable]:
    """Everything that can be found, room after room."""
    for source in _searchable_sources.values():
        yield from source.everything()


def can_read_some(kind: str) -> bool:
    """Can things of a kind be read by their keys?"""
    source = _searchable_sources.get(kind)
    return source is not None and source.some is not None


def searchables_of(kind: str, keys: Collection[str] | None = None) -> Iterable[Searchable]:
    """Everything of a kind that can be found, or what has some keys; nothing of no room's kind."""
    source = _searchable_sources.get(kind)
    if source is None:
        return []
    if keys is None or source.some is None:
        return source.everything()
    return source.some(keys)


def searchable_kinds() -> list[str]:
    """Kinds of things that some room lets people find, sorted."""
    return sorted(_searchable_sources)


def searchable_address(kind: str, centre_slug: str, key: str) -> str:
    """Path of the page of a found thing."""
    return _searchable_sources[kind].address(centre_slug, key)


def way_of(kind: str) -> Way:
    """What one can do with things of a kind."""
    return _searchable_sources[kind].way


def particulars_of(
    centre: Centre, found: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Particulars]:
    """What found things are today, by (kind, key); a thing that is there no more is left out."""
    keys: dict[str, list[str]] = {}
    for kind, key in found:
        keys.setdefault(kind, []).append(key)
    told: dict[tuple[str, str], Particulars] = {}
    for kind, of_kind in keys.items():
        read = _searchable_sources[kind].particulars
        known = read(centre, of_kind) if read else dict.fromkeys(of_kind, Particulars())
        told.update({(kind, key): one for key, one in known.items()})
    return told


def announce_change(kind: str, key: str = "") -> None:
    """Note that something searchable changed; call it in the transaction of the change.

    Args:
        kind: kind of the searchable.
        key: its key; empty when everything of the kind may have changed.
    """
    IndexChange.objects.create(kind=kind, key=key)


def latest_change() -> int:
    """Number of the latest change, 0 if there is none."""
    return IndexChange.objects.order_by("-id").values_list("id", flat=True).first() or 0


def offer_indicator(indicator: Indicator) -> None:
    """Let other rooms count what this room holds."""
    _indicators[indicator.code] = indicator


def indicators() -> list[Indicator]:
    return list(_indicators.values())


def offer_proposable(proposable: Proposable) -> None:
    """Let organisations propose records of a room."""
    _proposables[proposable.kind] = proposable


def proposable(kind: str) -> Proposable | None:
    """What a room said of a kind of record, or None."""
    return _proposables.get(kind)


def proposables(rights: frozenset[Right]) -> list[Proposable]:
    """Kinds of records for which who holds these rights may invite and decide."""
    return [one for one in _proposables.values() if one.right in rights]


def offer_personal_data(offered: PersonalData) -> None:
    """Let who asks about their own data be answered for what a room holds."""
    _personal_data[offered.code] = offered


def personal_data() -> list[PersonalData]:
    """What the rooms hold of people, by code: what leans on something else is named after it."""
    return sorted(_personal_data.values(), key=lambda offered: offered.code)


def when_somebody_is_erased(listener: Callable[[], None]) -> None:
    """Let a room forget what it derived from the data of people, such as an index of this host.

    Called after the transaction; it can be repeated. Who was erased is not said.
    """
    if listener not in _erasure_listeners:
        _erasure_listeners.append(listener)


def announce_erasure() -> None:
    """Tell the rooms that somebody has been erased."""
    for listener in _erasure_listeners:
        listener()


def offer_mode_count(count: ModeCount) -> None:
    """Say how a use is counted; a use that no room counts is not known."""
    _mode_counts[count.mode] = count


def mode_counts() -> dict[Mode, ModeCount]:
    return dict(_mode_counts)


def offer_desk_entry(entry: DeskEntry) -> None:
    """Put a page of the room in the Banco's menu."""
    _desk_entries[entry.url_name] = entry


def desk_entries(rights: frozenset[Right]) -> list[DeskEntry]:
    """Pages of the Banco for who holds these rights."""
    return [entry for entry in _desk_entries.values() if entry.right in rights]
