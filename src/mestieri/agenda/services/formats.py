"""Keep the formats."""

from __future__ import annotations

from django.db import transaction

from mestieri.agenda.models import EventFormat
from mestieri.agenda.services.words import refuse_personal_data
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit


@transaction.atomic
def save_format(format: EventFormat, *, account: Account | None) -> EventFormat:
    """Add or correct a format; events already made from it stay as they are.

    Raises:
        ValidationError: it breaks a rule of its model, or says who somebody is.
    """
    refuse_personal_data(format, ("title", "summary", "aims", "materials", "trainer"))
    format.full_clean()
    is_new = format.pk is None
    format.save()
    audit.record(
        "agenda.add_format" if is_new else "agenda.change_format",
        centre=format.centre,
        account=account,
        subject=format,
        name=format.title,
    )
    return format


@transaction.atomic
def use_format(format: EventFormat, *, is_active: bool, account: Account | None) -> None:
    """Put a format out of use, or in use again; nothing is lost."""
    format.is_active = is_active
    format.save(update_fields=["is_active"])
    audit.record(
        "agenda.use_format" if is_active else "agenda.retire_format",
        centre=format.centre,
        account=account,
        subject=format,
        name=format.title,
    )
