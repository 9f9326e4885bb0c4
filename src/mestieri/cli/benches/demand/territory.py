"""A centre with companies, a script and a campaign under way, for the parts of the bench."""

from __future__ import annotations

import random
from typing import Any

SEED = 20120531
PLACES = (("Pregnana Milanese", "015179"), ("Rho", "015182"), ("Milano", "015146"))


def a_centre() -> Any:
    from django.utils import timezone

    from mestieri.kernel.services import centres
    from mestieri.kernel.vocabulary import CentreKind, CentreStatus

    centre = centres.create_centre("bench", "Bench", [CentreKind.JOB_CENTER])
    centres.change_status(centre, CentreStatus.OPEN, reason="Bench", since=timezone.localdate())
    return centre


def callers(centre: Any, number: int) -> list[Any]:
    from django.utils import timezone

    from mestieri.kernel.roles import Role
    from mestieri.kernel.services import accounts

    made = []
    for one in range(number):
        account = accounts.create_account(f"caller{one}@example.org", f"Caller {one}")
        accounts.assign_role(account, centre, Role.CALLER, authorised_on=timezone.localdate())
        made.append(account)
    return made


def companies(centre: Any, number: int) -> None:
    from mestieri.demand.identity import name_key
    from mestieri.demand.models import Company

    chance = random.Random(SEED)  # noqa: S311
    rows = []
    for one in range(number):
        name, (place, istat) = f"Azienda {one:06d}", chance.choice(PLACES)
        rows.append(
            Company(
                centre=centre, legal_name=name, name_key=name_key(name), ateco="62.10.00",
                section="K", municipality=place, istat=istat, phone=f"02 93{one:06d}",
                source="Bench",
            )
        )  # fmt: skip
    Company.objects.bulk_create(rows, batch_size=500)


def a_campaign(centre: Any, name: str = "Bench") -> Any:
    """A campaign under way on every company of the centre."""
    from mestieri.demand.models import CallScript, Campaign
    from mestieri.demand.services import campaigns, words
    from mestieri.demand.starter import starter_steps
    from mestieri.demand.vocabulary import CampaignState

    script = CallScript(centre=centre, name=name)
    words.publish(words.save_script(script, starter_steps(), account=None), account=None)
    campaign = Campaign(centre=centre, name=name, script=script)
    campaigns.save_campaign(campaign, account=None)
    campaigns.pass_to(campaign, CampaignState.RUNNING, account=None)
    return Campaign.objects.get(pk=campaign.pk)
