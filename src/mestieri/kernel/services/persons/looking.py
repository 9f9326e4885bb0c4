"""What is held of a person, room after room, before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.kernel.models import Account, Centre, RoleAssignment
from mestieri.kernel.services.persons.mentions import Mention, Words, mentions


@dataclass(frozen=True)
class Holding:
    """What one offering of a room holds of a person.

    Attributes:
        offered: the offering.
        rows: its questions, those without rows left out.
        count: how many rows.
    """

    offered: PersonalData
    rows: list[QuerySet[Any]]
    count: int


@dataclass(frozen=True)
class Found:
    """Everything that is held of a person.

    Attributes:
        subject: the person, in the widest scope that touches no other centre.
        account: the account, if there is one.
        holdings: what the rooms hold, the empty left out.
        mentions: columns of others in which the address stands, with how often.
    """

    subject: Subject
    account: Account | None
    holdings: list[Holding]
    mentions: list[tuple[Mention, int]]

    @property
    def is_nothing(self) -> bool:
        return not self.holdings and not self.mentions

    @property
    def count(self) -> int:
        return sum(holding.count for holding in self.holdings)


def subject_of(email: str, centre: Centre | None = None) -> Subject:
    """The person with an address. A centre acts for itself alone where others hold something."""
    email = email.strip().lower()
    if centre is not None and not _others_hold(email, centre):
        return Subject(email)
    return Subject(email, centre)


def _others_hold(email: str, centre: Centre) -> bool:
    account = account_of(Subject(email))
    if account is not None and account.is_superuser:
        return True
    roles = RoleAssignment.objects.filter(account=account).exclude(centre=centre)
    if account is not None and roles.exists():
        return True
    elsewhere = mentions(Words(email), centre, elsewhere=True)
    return any(mention.rows.exists() for mention in elsewhere)


def account_of(subject: Subject) -> Account | None:
    """The account with the address, where the subject's centre has to do with it."""
    accounts = Account.objects.filter(email__iexact=subject.email)
    if subject.centre is not None:
        accounts = accounts.filter(role_assignments__centre=subject.centre)
    return accounts.first()


def words_of(subject: Subject) -> Words:
    """What is looked for outside the rows that are the person's own."""
    account = account_of(subject)
    name = account.name.strip() if account is not None else ""
    return Words(subject.email, (name,) if " " in name else ())


def look_up(subject: Subject) -> Found:
    """Everything that is held of a person; writes nothing."""
    holdings = []
    answered: set[str] = set()
    for offered in exchange.personal_data():
        answered.update(offered.models)
        counted = [(rows, rows.count()) for rows in offered.rows(subject)]
        kept = [rows for rows, count in counted if count]
        if kept:
            holdings.append(Holding(offered, kept, sum(count for _rows, count in counted)))
    others = [
        (mention, count)
        for mention in mentions(Words(subject.email), subject.centre)
        if mention.model._meta.label not in answered and (count := mention.rows.count())
    ]
    return Found(subject, account_of(subject), holdings, others)


def why_not(found: Found, by: Account | None) -> str:
    """Why this person cannot be erased or hidden here, in plain words; empty if they can."""
    if found.account is None:
        return ""
    if by is not None and found.account.pk == by.pk:
        return _("This is you: ask a colleague to do it.")
    if found.account.is_superuser:
        return _("This account keeps the whole installation: name another keeper first.")
    return ""
