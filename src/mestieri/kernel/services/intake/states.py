"""The states of an intake, and the log of its passages."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Intake, IntakePassage
from mestieri.kernel.models.intake import IntakeState

#: From each state, those to which an intake may pass.
PASSAGES: dict[IntakeState, frozenset[IntakeState]] = {
    IntakeState.RECEIVED: frozenset({IntakeState.CHECKING, IntakeState.DISCARDED}),
    IntakeState.CHECKING: frozenset({IntakeState.CHECKED, IntakeState.DISCARDED}),
    IntakeState.CHECKED: frozenset(
        {IntakeState.RECEIVED, IntakeState.IMPORTING, IntakeState.DISCARDED}
    ),
    IntakeState.IMPORTING: frozenset({IntakeState.DONE}),
    IntakeState.DONE: frozenset({IntakeState.UNDOING}),
    IntakeState.UNDOING: frozenset({IntakeState.UNDONE}),
    IntakeState.UNDONE: frozenset(),
    IntakeState.DISCARDED: frozenset(),
}


def pass_to(intake: Intake, state: IntakeState, *, account: Account | None) -> None:
    """Carry an intake to a state and write who did it; the caller saves the intake's row.

    Raises:
        ValidationError: there is no such passage.
    """
    old = intake.state
    is_first = not intake.passages.exists()
    if not is_first and state not in PASSAGES[IntakeState(old)]:
        raise ValidationError(
            _("This cannot be done now: the table is “%(state)s”.")
            % {"state": IntakeState(old).label}
        )
    intake.state = state
    intake.touched_at = timezone.now()
    IntakePassage.objects.create(
        intake=intake, old_state="" if is_first else old, new_state=state, made_by=account
    )
    intake.save()
