"""Somebody who has not signed in for almost two years, and who looked at whose contacts."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.retention import start_of
from mestieri.kernel.roles import Role
from mestieri.kernel.services import accounts
from mestieri.kernel.services.contacts import note_view

IDLE = ("delfina.olmi@example.org", "Delfina Olmi")
LAST_USED = relativedelta(months=23)


def load_rights(slug: str, today: datetime.date) -> None:
    """An account about to be asked whether it is still needed; two looks at contacts."""
    centre = Centre.objects.get(slug=slug)
    idle = accounts.create_account(*IDLE)
    accounts.assign_role(idle, centre, Role.ADVISER, authorised_on=timezone.localdate())
    Account.objects.filter(pk=idle.pk).update(joined_at=start_of(today - LAST_USED))
    director = Account.objects.get(
        role_assignments__centre=centre, role_assignments__role=Role.DIRECTOR
    )
    for subject in (idle, None):
        note_view(centre, director, ViewReason.RIGHTS, subject)
