"""The only way by which a CV goes from one state to another, or has a change written down."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account
from mestieri.talents import changes
from mestieri.talents.models import CV, PASSAGES, CVPassage
from mestieri.talents.vocabulary import CVState


def locked(cv: CV) -> CV:
    """The CV as it stands now, with its member, held until the transaction ends."""
    rows = CV.objects.select_for_update(of=("self",)).select_related("member", "centre")
    return rows.get(pk=cv.pk)


def pass_to(
    cv: CV, state: CVState, cause: str, *, account: Account | None = None, reason: str = ""
) -> None:
    """Carry a locked CV to a state and save it; call it in a transaction.

    Args:
        cause: code of `acts.CAUSES`.
        account: who of the staff did it; None for its owner and for time itself.

    Raises:
        ValidationError: a CV cannot go from where it is to there.
    """
    if state not in PASSAGES[cv.state]:
        raise ValidationError(
            _("This cannot be done: the CV is “%(state)s”.") % {"state": cv.get_state_display()}
        )
    old, cv.state, cv.since = cv.state, state, timezone.now()
    cv.save()
    note(cv, cause, account=account, reason=reason, old_state=old)
    changes.announce([cv.pk])


def note(
    cv: CV,
    cause: str,
    *,
    account: Account | None = None,
    reason: str = "",
    old_state: str | None = None,
) -> None:
    """Write down what was done with a CV."""
    CVPassage.objects.create(
        cv=cv,
        old_state=cv.state if old_state is None else old_state,
        new_state=cv.state,
        cause=cause,
        made_by=account,
        reason=reason[:300],
    )
