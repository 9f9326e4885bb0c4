"""How long people give to a campaign: from the first sign of work to the last, without pauses."""

from __future__ import annotations

import datetime

from mestieri.demand.models import CallSession, Campaign
from mestieri.kernel.models import Account

#: Who does nothing for so long has stopped; what comes then is another stretch.
PAUSE = datetime.timedelta(minutes=15)


def note_work(campaign: Campaign, account: Account, now: datetime.datetime) -> None:
    """Lengthen the stretch of calls under way, or begin one."""
    held = CallSession.objects.filter(
        campaign=campaign, account=account, last_seen_at__gte=now - PAUSE
    )
    last = held.order_by("-id").values_list("pk", flat=True).first()
    if last is None:
        CallSession.objects.create(
            campaign=campaign, account=account, started_at=now, last_seen_at=now
        )
    else:
        CallSession.objects.filter(pk=last, last_seen_at__lt=now).update(last_seen_at=now)
