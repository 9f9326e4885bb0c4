"""What is done with one CV: the notice, who may see it, what it says, when it is in use."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.engines.europass import Candidate
from mestieri.kernel.models import Account
from mestieri.talents import changes
from mestieri.talents.models import CV, Member
from mestieri.talents.people import LONGEST_NAME, normal_phone
from mestieri.talents.services import doors, states
from mestieri.talents.vocabulary import (
    AgeStatement,
    CVState,
    NoticeWay,
    Reading,
    Visibility,
)


@transaction.atomic
def give_notice(
    cv: CV, way: NoticeWay, *, account: Account | None = None, today: datetime.date | None = None
) -> None:
    """Write down that the owner had the notice of the first contact (art. 111-bis)."""
    held = states.locked(cv)
    if held.notice_on is not None:
        return
    held.notice_on, held.notice_way = today or timezone.localdate(), way
    held.notice_by = account
    held.save()
    states.note(held, "notice", account=account)
    changes.announce([held.pk])
    cv.refresh_from_db()


@transaction.atomic
def state_age(
    member: Member,
    age: AgeStatement,
    *,
    responsible_act: str = "",
    responsible_act_on: datetime.date | None = None,
) -> None:
    """Write down what was said of a person's age; never the date of birth.

    Raises:
        ValidationError: somebody of 16 or 17 without the act of who is responsible.
    """
    if age == AgeStatement.MINOR and (not responsible_act.strip() or responsible_act_on is None):
        raise ValidationError(
            {
                "responsible_act": _(
                    "Somebody of 16 or 17 needs the act of a parent or guardian: say who signed "
                    "it, and when."
                )
            }
        )
    is_minor = age == AgeStatement.MINOR
    member.age = age
    member.responsible_act = responsible_act.strip()[:300] if is_minor else ""
    member.responsible_act_on = responsible_act_on if is_minor else None
    member.save()
    changes.announce(_number_of(member))


def _number_of(member: Member) -> list[int]:
    return list(CV.objects.filter(member=member).values_list("pk", flat=True))


@transaction.atomic
def choose_visibility(
    cv: CV, visibility: Visibility, sectors: list[str], *, account: Account | None = None
) -> None:
    """Say to whom a CV may be shown.

    Raises:
        ValidationError: chosen sectors without a sector.
    """
    if visibility == Visibility.SECTORS and not sectors:
        raise ValidationError({"sectors": _("Choose at least one sector.")})
    held = states.locked(cv)
    held.visibility = visibility
    chosen: Any = sectors if visibility == Visibility.SECTORS else []
    held.sectors = chosen
    held.save()
    states.note(held, "visibility", account=account, reason=held.get_visibility_display())
    changes.announce([held.pk])
    cv.refresh_from_db()


@transaction.atomic
def correct(cv: CV, record: Candidate, *, account: Account | None = None) -> None:
    """Write another record in the place of what was read; the name follows into the member.

    What is completed by hand needs no completing any more. A record that says the same leaves
    no trace.
    """
    held = states.locked(cv)
    is_completed = held.is_to_complete and bool(record.name)
    if held.record == record.as_dict() and not is_completed:
        return
    held.record, held.version = record.as_dict(), held.version + 1
    if is_completed or held.reading == Reading.HEADINGS:
        held.reading = Reading.COMPLETED
    held.save()
    member = held.member
    member.given_name = record.given_name[:LONGEST_NAME]
    member.family_name = record.family_name[:LONGEST_NAME]
    member.save()
    states.note(held, "completed" if is_completed else "corrected", account=account)
    changes.announce([held.pk])
    cv.refresh_from_db()


@transaction.atomic
def change_contacts(
    member: Member, *, email: str, phone: str, language: str, account: Account | None = None
) -> bool:
    """Write how a person is reached. Who read the mailbox of before opens the CV no more.

    Nobody who owns a CV learns by it whether an address has another: theirs stays unconfirmed
    until a link sent there is used. Only the curator is told.

    Args:
        account: the curator who writes it; None for the owner.

    Returns:
        Whether the e-mail is another one now.

    Raises:
        ValidationError: the curator writes the e-mail of another CV of the centre.
    """
    email = email.strip().lower()
    others = Member.objects.filter(centre_id=member.centre_id, email_index__of=email)
    others = others.exclude(pk=member.pk).exclude(cv__state=CVState.DRAFT)
    if account is not None and email and others.exists():
        raise ValidationError({"email": two_owners()})
    before = member.email
    if email != before:
        member.email_is_confirmed = False
    member.email, member.phone, member.language = email, normal_phone(phone), language
    member.save()
    cv = CV.objects.filter(member=member).first()
    if cv is not None:
        if before and email != before:
            doors.close(cv)
        states.note(cv, "contacts", account=account)
    return email != before


def two_owners() -> str:
    """Why one address cannot be two people's, and what to do."""
    return _(
        "This address is already that of another CV here, and it can open one CV alone. If two "
        "people share a mailbox, one of them leaves the e-mail empty: we reach them by telephone "
        "and give them the link on paper."
    )


@transaction.atomic
def hide(cv: CV) -> None:
    """Take a CV out of every search at once, at its owner's word."""
    states.pass_to(held := states.locked(cv), CVState.HIDDEN, "hidden")
    cv.state = held.state


@transaction.atomic
def show(cv: CV) -> None:
    """Let a CV be found again, at its owner's word, which confirms it too."""
    held = states.locked(cv)
    held.confirmed_on, held.employed_on = timezone.localdate(), None
    states.pass_to(held, CVState.ACTIVE, "shown")
    cv.refresh_from_db()


@transaction.atomic
def confirm(cv: CV) -> None:
    """The owner says that the CV still holds: another twelve months. An expired one is back."""
    held = states.locked(cv)
    held.confirmed_on = timezone.localdate()
    if held.state == CVState.EXPIRED:
        states.pass_to(held, CVState.ACTIVE, "confirmed")
    else:
        held.save()
        states.note(held, "confirmed")
        changes.announce([held.pk])
    cv.refresh_from_db()


@transaction.atomic
def finish_draft(
    cv: CV,
    age: AgeStatement,
    responsible_act: str,
    responsible_act_on: datetime.date | None,
    visibility: Visibility,
    sectors: list[str],
) -> None:
    """What somebody was leaving is left: it is in the bank, and the page was its notice.

    Raises:
        ValidationError: a minor without an act, sectors without one, or it is no draft.
    """
    state_age(
        cv.member, age, responsible_act=responsible_act, responsible_act_on=responsible_act_on
    )
    choose_visibility(cv, visibility, sectors)
    held = states.locked(cv)
    held.notice_on, held.notice_way = timezone.localdate(), NoticeWay.PAGE
    states.pass_to(held, CVState.ACTIVE, "left")
    cv.refresh_from_db()


def restrict(cvs: list[CV]) -> int:
    """Put CVs out of use (GDPR, article 18); how many were not yet."""
    return _each(cvs, lambda cv: cv.state != CVState.RESTRICTED, _restrict)


def _restrict(cv: CV) -> None:
    states.pass_to(cv, CVState.RESTRICTED, "restricted")


def restore(cvs: list[CV]) -> int:
    """Put CVs in use again, each as it was before; how many there were."""
    return _each(cvs, lambda cv: cv.state == CVState.RESTRICTED, _restore)


def _restore(cv: CV) -> None:
    # What was noted meanwhile went from restricted to restricted: it says nothing of before.
    ways_in = cv.passages.filter(new_state=CVState.RESTRICTED).exclude(old_state=CVState.RESTRICTED)
    last = ways_in.order_by("-pk").first()
    before = last.old_state if last is not None else CVState.HIDDEN
    states.pass_to(cv, CVState(before), "restored")


@transaction.atomic
def _each(cvs: list[CV], wanted: Callable[[CV], bool], act: Callable[[CV], Any]) -> int:
    held = [one for cv in cvs if wanted(one := states.locked(cv))]
    for cv in held:
        act(cv)
    return len(held)
