"""What lets somebody into the page of a CV: links that were sent, browsers that keep it open."""

from __future__ import annotations

import uuid

from django.db import transaction

from mestieri.kernel.encryption.fields import with_indexes
from mestieri.kernel.models import MagicLink
from mestieri.kernel.services import links
from mestieri.kernel.services.retention.notices import RENEW
from mestieri.talents.models import CV

OPEN = "open-cv"
SUBJECT = "talents.cv"
#: Code of the rule whose letters ask whether a CV still holds.
UNCONFIRMED = "talents.cvs_unconfirmed"


@transaction.atomic
def withdraw_links(cv: CV) -> None:
    """No link about a CV opens anything any more, nor is it sent again to where it went."""
    key, number = str(cv.key), str(cv.pk)
    links.withdraw(OPEN, SUBJECT, key)
    links.withdraw(RENEW, UNCONFIRMED, number)
    for kind, subject in ((SUBJECT, key), (UNCONFIRMED, number)):
        letters = MagicLink.objects.filter(subject_kind=kind, subject_key=subject)
        letters.update(**with_indexes(MagicLink, "sent_to", ""))


@transaction.atomic
def close(cv: CV) -> None:
    """Whoever had the page open has not any more, and no link that was sent opens it again."""
    withdraw_links(cv)
    cv.access_key = uuid.uuid4()
    cv.save(update_fields=["access_key"])
