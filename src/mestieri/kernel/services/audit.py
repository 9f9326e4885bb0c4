"""Write down what staff did."""

from __future__ import annotations

from typing import Any

from django.db import models

from mestieri.kernel.models import Account, AuditEntry, Centre


def record(
    action: str,
    *,
    centre: Centre | None,
    account: Account | None,
    subject: models.Model | None = None,
    **detail: Any,
) -> AuditEntry:
    """Record one act of staff.

    Args:
        action: stable word for the act, `room.verb`.
        centre: where it happened; None for the whole installation.
        account: who did it; None for the command line.
        subject: what it was done on.
        **detail: facts worth keeping. Never personal content.
    """
    return AuditEntry.objects.create(
        centre=centre,
        account=account,
        action=action,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_key=str(subject.pk) if subject is not None else "",
        detail=detail,
    )
