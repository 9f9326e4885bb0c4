"""Keep the board of opportunities; what is past its deadline retires by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Term
from mestieri.library.models import (
    KeepingState,
    Kept,
    Opportunity,
    OpportunityTerm,
    Revision,
)
from mestieri.library.services import keeping, revisions
from mestieri.library.services.revisions import Snapshot

#: The word under which opportunities are found.
OPPORTUNITY = "opportunity"
ROWS_AT_ONCE = 200


class _OpportunityKeeper:
    kind = OPPORTUNITY

    def snapshot(self, row: Kept) -> Snapshot:
        """Its columns and its words."""
        if row.pk is None:
            return {}
        opportunity = Opportunity.objects.get(pk=row.pk)
        return revisions.snapshot(
            opportunity, {"terms": [term.label for term in opportunity.terms.all()]}
        )

    def set_terms(self, row: Kept, terms: list[Term]) -> None:
        held = OpportunityTerm.objects.filter(opportunity_id=row.pk)
        held.exclude(term__in=terms).delete()
        known = set(held.values_list("term_id", flat=True))
        OpportunityTerm.objects.bulk_create(
            OpportunityTerm(opportunity_id=row.pk, term=term)
            for term in terms
            if term.pk not in known
        )


KEEPER = _OpportunityKeeper()


def save_opportunity(
    opportunity: Opportunity,
    *,
    terms: Iterable[Term] | None = None,
    account: Account | None,
) -> Revision | None:
    """Add or correct an opportunity. A new one is a draft.

    Returns:
        The revision, or None where nothing changed.

    Raises:
        ValidationError: it breaks a rule of its model, or names something of another centre.
    """
    return keeping.save(KEEPER, opportunity, terms=terms, account=account)


def verify_opportunity(
    opportunity: Opportunity, *, today: datetime.date, account: Account | None
) -> Revision | None:
    """«I checked it today»."""
    return keeping.verify(KEEPER, opportunity, today=today, account=account)


def publish_opportunity(
    opportunity: Opportunity, *, today: datetime.date, account: Account | None
) -> None:
    """Put an opportunity on the board.

    Raises:
        ValidationError: it is there already, or its deadline is past.
    """
    if opportunity.deadline < today:
        raise ValidationError(_("Its deadline is past: change the deadline first."))
    keeping.publish(KEEPER, opportunity, account=account)


def retire_opportunity(opportunity: Opportunity, reason: str, *, account: Account | None) -> None:
    """Take an opportunity off the board, with the reason.

    Raises:
        ValidationError: the reason is missing, or it is retired already.
    """
    keeping.retire(KEEPER, opportunity, reason, account=account)


@transaction.atomic
def accept_proposed_opportunity(
    opportunity: Opportunity,
    terms: Iterable[Term],
    *,
    account: Account | None,
    today: datetime.date,
) -> None:
    """Let a proposed opportunity take effect: saved, checked today, live.

    Raises:
        ValidationError: its deadline is past, or it breaks a rule of its model.
    """
    opportunity.assured_on = today
    save_opportunity(opportunity, terms=terms, account=account)
    if opportunity.state != KeepingState.PUBLISHED:
        publish_opportunity(opportunity, today=today, account=account)


def retire_expired(today: datetime.date | None = None) -> int:
    """Retire what is past its deadline; done every night. The pages hide it from midnight on.

    Returns:
        How many were retired now.
    """
    today = today or timezone.localdate()
    retired = 0
    while True:
        expired = Opportunity.objects.filter(state=KeepingState.PUBLISHED, deadline__lt=today)
        batch = list(expired.order_by("id")[:ROWS_AT_ONCE])
        for opportunity in batch:
            keeping.expire(KEEPER, opportunity)
        retired += len(batch)
        if len(batch) < ROWS_AT_ONCE:
            return retired
