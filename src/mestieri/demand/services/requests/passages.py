"""How a request goes from a state to the next. Each passage is written down: who, when, why."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.discretion import refuse_discrimination, refuse_persons
from mestieri.demand.models import Request, RequestPassage
from mestieri.demand.services.requests.publishing import withdraw_opportunity
from mestieri.demand.vocabulary import (
    LIVE_REQUESTS,
    REASONED_REQUESTS,
    RequestState,
)
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit


def must_be_approved(request: Request) -> None:
    """Let nothing be searched for a request before a person has approved it, or once it is closed.

    Raises:
        ValidationError: nobody approved it yet, or it is closed.
    """
    if request.state == RequestState.AWAITING:
        raise ValidationError(
            _("Nobody has approved this request yet: nothing is searched before a person does.")
        )
    if not request.is_approved:
        raise ValidationError(_("This request is closed: open it again first."))


@transaction.atomic
def begin_search(request: Request, *, account: Account) -> None:
    """Somebody begins to look among the CVs; a search that is under way goes on.

    Raises:
        ValidationError: nobody approved it yet, or it is closed.
    """
    held = held_request(request)
    must_be_approved(held)
    if held.state == RequestState.OPEN:
        move(held, RequestState.SEARCHING, account=account)


@transaction.atomic
def pass_request(
    request: Request, state: RequestState, *, account: Account | None, reason: str = ""
) -> None:
    """Say where a request stands; a closed one is owed by nobody and shown to nobody.

    A request that waits is approved or refused, never simply moved: see `approving`.

    Raises:
        ValidationError: it is so already, that state cannot follow, or the reason is missing.
    """
    held = held_request(request)
    if held.state == RequestState.AWAITING and state == RequestState.OPEN:
        raise ValidationError(_("It waits: say of which company it is, and approve it."))
    if held.state == RequestState.AWAITING and state not in held.next_states:
        must_be_approved(held)
    move(held, state, account=account, reason=reason)


@transaction.atomic
def take_over(request: Request, *, account: Account) -> None:
    """The next step is owed by somebody else from now on.

    Raises:
        ValidationError: it is closed.
    """
    held = held_request(request)
    if not held.is_live:
        raise ValidationError(_("This request is closed: open it again first."))
    if held.owner_id != account.pk:
        held.owner, held.since = account, timezone.localdate()
        held.save(update_fields=["owner", "since"])


def held_request(request: Request) -> Request:
    """A request as it stands, kept from whoever moves it at the same moment."""
    return Request.objects.select_for_update(of=("self",)).get(pk=request.pk)


def first_passage(request: Request, *, account: Account | None) -> None:
    """Write down how a request began."""
    RequestPassage.objects.create(request=request, after=request.state, made_by=account)


def move(
    request: Request, state: RequestState, *, account: Account | None, reason: str = ""
) -> None:
    """Move a request that is held, with everything that follows from it.

    Raises:
        ValidationError: it is so already, that state cannot follow, or the reason is missing.
    """
    if request.state == state:
        raise ValidationError(_("It is so already."))
    if state not in request.next_states:
        raise ValidationError(
            _("From “%(before)s” a request cannot pass to “%(after)s”.")
            % {"before": request.get_state_display(), "after": state.label}
        )
    reason = clean_reason(request, reason)
    if state in REASONED_REQUESTS and not reason:
        raise ValidationError({"reason": _("Say why: it stays in the log.")})
    today = timezone.localdate()
    before, request.state = request.state, state
    is_live = state in LIVE_REQUESTS
    request.closed_on = None if is_live else today
    request.owner = (request.owner or account) if is_live else None
    request.since = today
    if not is_live:
        withdraw_opportunity(request, account=account)
    request.save()
    RequestPassage.objects.create(
        request=request, before=before, after=state, reason=reason, made_by=account
    )
    audit.record(
        "demand.pass_request",
        centre=request.centre,
        account=account,
        subject=request,
        before=before,
        after=state.value,
    )


def clean_reason(request: Request, reason: str) -> str:
    """A reason in which nobody is named and nothing is asked that may not be.

    Raises:
        ValidationError: with the words that cannot stay.
    """
    refuse_discrimination("reason", reason)
    limit = RequestPassage._meta.get_field("reason").max_length or 0
    return refuse_persons("reason", reason, (request.whose, request.workplace))[:limit]
