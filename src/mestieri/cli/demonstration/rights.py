"""An account about to go, whose owner is to be told; who looked at contacts; what the DPO wrote."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.retention import start_of
from mestieri.kernel.roles import Role
from mestieri.kernel.services import accounts, impact
from mestieri.kernel.services.contacts import note_view
from mestieri.kernel.services.retention.notices import send_notices

IDLE = ("delfina.olmi@example.org", "Delfina Olmi")
LAST_USED = relativedelta(months=23, days=15)
#: Some questions of the impact assessment have an answer, the others are open.
ANSWERS = {
    "machines": "Il server è nella sede di via Tuscolana; le copie, chiuse, in municipio.",
    "upkeep": "L’ufficio informatico del Comune. Chi lo sostituisce ha la carta con la chiave.",
    "training": "Ogni gennaio, due ore con il DPO. Il foglio su che cosa fare dopo una violazione "
    "è nel cassetto dell’accoglienza.",
}


def load_rights(slug: str, today: datetime.date) -> None:
    """An account whose owner is to be told in person; two looks at contacts; some answers."""
    centre = Centre.objects.get(slug=slug)
    idle = accounts.create_account(*IDLE)
    accounts.assign_role(idle, centre, Role.ADVISER, authorised_on=timezone.localdate())
    Account.objects.filter(pk=idle.pk).update(joined_at=start_of(today - LAST_USED))
    director = Account.objects.get(
        role_assignments__centre=centre, role_assignments__role=Role.DIRECTOR
    )
    for subject in (idle, None):
        note_view(centre, director, ViewReason.RIGHTS, subject)
    send_notices(today)  # no message leaves the demo: it becomes work for a person
    impact.answer(centre, ANSWERS, by=director)
