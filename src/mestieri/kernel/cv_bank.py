"""What passes between the CV bank and the requests of companies, rooms that do not know each other.

The bank says who somebody is, whether a company may see the CV, and hands over what the company
reads of it. Requests say for which of them one is choosing. Each room tells the other what has
happened to a CV: hidden, gone, its owner back to work. A CV is known by its key alone.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Account, Centre


class WhyNot(models.TextChoices):
    """Why a CV may not be presented to a company (d.lgs. 276/2003, articles 8–10)."""

    GONE = "gone", _("this CV is not in the bank any more")
    HIDDEN = "hidden", _("this CV is hidden, or not ready yet")
    GROUP = "group", _("the person shows the CV to our group only, not to companies")
    SECTOR = "sector", _("the person chose companies of other sectors")


class BackToWork(enum.StrEnum):
    """How somebody who has a CV here found work."""

    PRESENTED = "presented"  # a company that we presented them to
    TOLD_BY_OWNER = "owner"  # they told us on their own page
    TOLD_BY_STAFF = "staff"  # they told somebody of the group


@dataclass(frozen=True)
class PersonCard:
    """Who owns a CV, as far as requests have to know.

    Attributes:
        key: key of the CV.
        name: name and surname, for the staff alone.
        given_name: how a letter addresses them.
        email: where a question is sent; empty for who is asked by voice.
        language: code of the language in which they read.
    """

    key: str
    name: str
    given_name: str = ""
    email: str = ""
    language: str = "it"


class CVBank(Protocol):
    """What requests ask of a bank of CVs; all by centre, another centre's keys are unknown."""

    def cards(self, centre: Centre, keys: Collection[str]) -> Mapping[str, PersonCard]:
        """Who owns some CVs; those that are not there are left out. One question."""

    def why_not(self, centre: Centre, keys: Collection[str], ateco: str) -> Mapping[str, WhyNot]:
        """Which CVs may not be presented to a company of this trade, and why. One question."""

    def hold(self, centre: Centre, keys: Collection[str]) -> None:
        """Nobody hides, changes or erases these CVs before the transaction ends."""

    def company_copy(self, centre: Centre, key: str) -> bytes:
        """The CV as a company reads it, in PDF: nothing in it that §3.2 leaves out."""

    def note_look(self, centre: Centre, key: str, account: Account, why: str) -> None:
        """Somebody of the staff looked at what a company would read; its owner is told."""

    def back_to_work(self, centre: Centre, key: str, account: Account | None) -> bool:
        """Its owner was hired: the CV leaves searches and lists. Whether that was news."""

    def not_back_to_work(self, centre: Centre, key: str, account: Account | None) -> bool:
        """That was a mistake: the CV is as it was. Whether anything was taken back."""


@dataclass(frozen=True)
class RequestToChooseFor:
    """A request of a company for which somebody chooses among the CVs.

    Attributes:
        number: its number, which its pages carry.
        title: company and words.
        families: codes of families that it asks for, with blanks between.
        ateco: trade of the company, by which «chosen sectors» are judged.
        address: its page; `choose_address` takes the chosen ones by POST: `cv` are keys,
            `reason` why, `searched` what was asked in words, `found` how many there were.
        chosen: keys of those who are in it already.
    """

    number: int
    title: str
    families: str
    ateco: str
    address: str
    choose_address: str
    chosen: frozenset[str]


#: (centre, number) → the request, if it is one and open.
RequestFinder = Callable[[Centre, int], RequestToChooseFor | None]
#: (centre, number of the request, account, what was asked in words, how many were found).
SearchNoter = Callable[[Centre, int, Account, str, int], None]
#: Code of an index → what is asked of it, as the search takes it.
Wanted = Mapping[str, Mapping[str, Any]]
#: (centre, number of the request, codes of families, indexes) → the search that carries it.
SearchAddress = Callable[[Centre, int, str, Wanted], str]
#: (subject) → keys of the CVs of a person.
KeysOf = Callable[[Any], list[str]]

_banks: dict[str, CVBank] = {}
_addresses: dict[str, SearchAddress] = {}
_keys: dict[str, KeysOf] = {}
_requests: dict[str, tuple[RequestFinder, SearchNoter]] = {}
_hidden: list[Callable[[Collection[str]], None]] = []
_gone: list[Callable[[Collection[str]], None]] = []
_at_work: list[Callable[[Centre, str, BackToWork], None]] = []
_mistakes: list[Callable[[Centre, datetime.date], None]] = []
_THE = "the"


def offer_bank(bank: CVBank, search_address: SearchAddress, keys_of: KeysOf) -> None:
    """Let requests ask the CV bank."""
    _banks[_THE], _addresses[_THE], _keys[_THE] = bank, search_address, keys_of


def the_bank() -> CVBank:
    """The bank of the installation."""
    return _banks[_THE]


def search_address(
    centre: Centre, request: int, families: str, wanted: Wanted | None = None
) -> str:
    """Where one searches for a request; empty where there is no bank.

    Args:
        families: codes of the families that are chosen already, with blanks between.
        wanted: what is asked of the indexes already.
    """
    if _THE not in _addresses:
        return ""
    return _addresses[_THE](centre, request, families, wanted or {})


def keys_of(subject: Any) -> list[str]:
    """Keys of the CVs of a person who asks about their own data."""
    return _keys[_THE](subject) if _THE in _keys else []


def offer_requests(finder: RequestFinder, noter: SearchNoter) -> None:
    """Let the search among CVs know for which request one is choosing."""
    _requests[_THE] = (finder, noter)


def request_to_choose_for(centre: Centre, number: int) -> RequestToChooseFor | None:
    """An open request of a centre, or None."""
    return _requests[_THE][0](centre, number) if _THE in _requests else None


def note_search(centre: Centre, request: int, account: Account, asked: str, found: int) -> None:
    """Keep with a request that somebody searched for it; written soon, a GET writes nothing."""
    if _THE in _requests:
        _requests[_THE][1](centre, request, account, asked, found)


def when_a_cv_is_hidden(listener: Callable[[Collection[str]], None]) -> None:
    """Be told of CVs that may not be presented any more, in the transaction that hides them."""
    if listener not in _hidden:
        _hidden.append(listener)


def announce_hidden(keys: Collection[str]) -> None:
    """CVs with these keys may be presented to nobody now."""
    for listener in _hidden if keys else ():
        listener(keys)


def when_a_cv_is_gone(listener: Callable[[Collection[str]], None]) -> None:
    """Be told of CVs that are erased, in the transaction that erases them."""
    if listener not in _gone:
        _gone.append(listener)


def announce_gone(keys: Collection[str]) -> None:
    """CVs with these keys are being erased."""
    for listener in _gone if keys else ():
        listener(keys)


def when_somebody_finds_work(listener: Callable[[Centre, str, BackToWork], None]) -> None:
    """Be told that the owner of a CV works again, in the transaction that writes it."""
    if listener not in _at_work:
        _at_work.append(listener)


def when_work_was_a_mistake(listener: Callable[[Centre, datetime.date], None]) -> None:
    """Be told that somebody counted on a day does not work after all."""
    if listener not in _mistakes:
        _mistakes.append(listener)


def announce_mistake(centre: Centre, day: datetime.date) -> None:
    """Somebody counted on a day as back to work is not; it does not say who."""
    for listener in _mistakes:
        listener(centre, day)


def announce_work(centre: Centre, key: str, how: BackToWork) -> None:
    """The owner of a CV works again."""
    for listener in _at_work:
        listener(centre, key, how)
