"""A document or a website that an organisation proposed, once the staff said yes."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from mestieri.kernel.models import Account
from mestieri.library.models import Resource
from mestieri.library.services.resource_data import Facets, usual_review
from mestieri.library.services.resources import PUBLISHED, save_resource
from mestieri.library.vocabulary import ResourceKind, ResourceState


def accept_proposed_resource(
    resource: Resource,
    facets: Facets,
    *,
    organisation: str,
    account: Account | None,
    today: datetime.date,
) -> None:
    """Let a proposed resource take effect: saved, looked at today, live.

    Args:
        facets: all its sides.
        organisation: who proposed it; it stays in the history.

    Raises:
        ValidationError: something said is not right.
    """
    was_a_draft = resource.pk is not None and resource.state == ResourceState.DRAFT
    resource.state = ResourceState.LIVE
    resource.verified_on = today
    resource.review_by = usual_review(ResourceKind(resource.kind), today)
    save_resource(
        resource,
        facets=facets,
        account=account,
        act=PUBLISHED if was_a_draft else "",
        reason=_("Proposed by %(organisation)s") % {"organisation": organisation},
    )
