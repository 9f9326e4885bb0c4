"""Who looked at the contacts of a person. Whoever shows a contact says so here.

A GET writes nothing, so a contact is shown by a POST («show me the telephone»), which calls
`note_view` in its transaction.
"""

from __future__ import annotations

from django.db import models

from mestieri.kernel.models import Account, Centre, ContactView
from mestieri.kernel.models.rights import ViewReason


def note_view(
    centre: Centre, account: Account, reason: ViewReason, subject: models.Model | None
) -> ContactView:
    """Write down that somebody of the staff looked at the contacts of a person.

    Args:
        reason: why.
        subject: whose they are; None when nothing was found under the address.
    """
    return ContactView.objects.create(
        centre=centre,
        account=account,
        reason=reason,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_key=str(subject.pk) if subject is not None else "",
    )
