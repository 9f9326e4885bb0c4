"""What is held of a person, room after room, before anything is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mestieri.kernel import exchange
from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.privacy import classification_of
from mestieri.kernel.privacy.third_party import every_model
from mestieri.kernel.services.persons.mentions import Mention, Words, mentions, of_others


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
        subject: the person, as far as whoever asks may reach (`subject_of`).
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
    """The person with an address, as far as whoever asks may reach.

    A centre reaches what is its own. It reaches the whole installation (the account, rows that
    belong to no centre) only for who works here, where no other centre holds anything; whoever
    keeps the installation is never reached so.
    """
    email = email.strip().lower()
    if centre is not None and _is_of_this_centre_alone(email, centre):
        return Subject(email)
    return Subject(email, centre)


def _is_of_this_centre_alone(email: str, centre: Centre) -> bool:
    account = account_of(Subject(email))
    if account is not None and account.is_superuser:
        return False
    if not Centre.objects.exclude(pk=centre.pk).exists():
        return True
    if account is None or not account.role_assignments.filter(centre=centre).exists():
        return False
    return not (
        _rows_of_others(email, centre)
        or _written_for_others(account, centre)
        or any(one.says_elsewhere(Subject(email, centre)) for one in exchange.personal_data())
        or any(one.rows.exists() for one in mentions(Words(email), centre, elsewhere=True))
    )


def _rows_of_others(email: str, centre: Centre) -> bool:
    """Whether some room holds rows of the person that belong to another centre."""
    everywhere = Subject(email)
    return any(
        of_others(rows, centre).exists()
        for offered in exchange.personal_data()
        for rows in offered.rows(everywhere)
    )


def _written_for_others(account: Account, centre: Centre) -> bool:
    """Whether rows of another centre name the account as who wrote them."""
    return any(
        of_others(model._default_manager.filter(**{name: account.pk}), centre).exists()
        for model in every_model()
        if (declared := classification_of(model)) is not None
        for name in declared.staff_author
    )


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
