"""Put a person's data out of use without erasing it, and in use again (GDPR, article 18)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from mestieri.kernel import exchange
from mestieri.kernel.exchange import Subject
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit
from mestieri.kernel.services.persons.looking import look_up, why_not


@transaction.atomic
def hide(subject: Subject, *, by: Account | None = None) -> int:
    """Put out of use what can be: it stays, and nobody works with it.

    Returns:
        How many rows are out of use now.

    Raises:
        ValidationError: this person cannot be hidden (`looking.why_not`).
    """
    found = look_up(subject)
    if refusal := why_not(found, by):
        raise ValidationError(refusal)
    hidden = sum(offered.hide(subject) for offered in exchange.personal_data())
    _note("kernel.hide_person", subject, by, hidden)
    return hidden


@transaction.atomic
def show(subject: Subject, *, by: Account | None = None) -> int:
    """Put in use again what was hidden; how many rows.

    Raises:
        ValidationError: this person cannot be hidden, nor shown (`looking.why_not`).
    """
    if refusal := why_not(look_up(subject), by):
        raise ValidationError(refusal)
    shown = sum(offered.show(subject) for offered in exchange.personal_data())
    _note("kernel.show_person", subject, by, shown)
    return shown


def _note(action: str, subject: Subject, by: Account | None, rows: int) -> None:
    account = look_up(subject).account
    audit.record(action, centre=subject.centre, account=by, subject=account, rows=rows)
