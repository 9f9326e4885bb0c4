"""For each rule of retention: the earliest day it keeps, and how something of a day is made."""

from __future__ import annotations

import datetime
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_q.models import Task

from mestieri.agenda.models import EventState
from mestieri.guidance.models import Completion, SealedSheet, SheetOpenings, TextKind
from mestieri.kernel.models import (
    Account,
    AuditEntry,
    Centre,
    ContactView,
    Intake,
    IntakePassage,
    IntakeRow,
    MagicLink,
    Proposal,
    RetentionNotice,
    RetentionRun,
)
from mestieri.kernel.models.intake import IntakeState, RowOutcome
from mestieri.kernel.models.links import LinkEnding
from mestieri.kernel.models.proposals import ProposalState
from mestieri.kernel.models.retention import NoticeWay
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.retention import start_of
from mestieri.kernel.roles import Role
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.retention.notices import ACCOUNTS_UNUSED
from mestieri.library.models import (
    ConsultationTally,
    MissingPoster,
    SearchPhrase,
    SearchTally,
    StockMovement,
)
from mestieri.library.queries.posters import monday_of
from mestieri.library.vocabulary import ConsultationMode
from mestieri.reception.models import (
    DeskOpening,
    Device,
    NameCorrection,
    Referral,
    ReferralCode,
    TakenBack,
    TallySheet,
    TicketPassage,
    TicketState,
)
from mestieri.reception.models.advice import CorrectionReason
from mestieri.reception.services.roll_up import first_month_with_rows
from mestieri.talents.models import CVSearch
from tests import factories
from tests.demand import retention_examples as demand
from tests.talents import retention_examples as cvs

DAY = datetime.timedelta(days=1)
LONG_AGO = datetime.date(2015, 1, 1)


@dataclass(frozen=True)
class Example:
    """A rule, seen from both sides of its limit.

    Attributes:
        kept: today → the earliest day that the rule keeps; the day before goes.
        make: (centre, day) → a row, or a file, whose time runs from that day.
    """

    kept: Callable[[datetime.date], datetime.date]
    make: Callable[[Centre, datetime.date], Any]


def days(number: int) -> Callable[[datetime.date], datetime.date]:
    return lambda today: today - datetime.timedelta(days=number)


def months(number: int) -> Callable[[datetime.date], datetime.date]:
    return lambda today: today - relativedelta(months=number)


def whole_months(number: int) -> Callable[[datetime.date], datetime.date]:
    return lambda today: months(number)(today).replace(day=1)


def noon(day: datetime.date) -> datetime.datetime:
    return start_of(day) + datetime.timedelta(hours=12)


def dated(row: Any, **moments: datetime.datetime) -> Any:
    """Write moments that the database would set by itself."""
    type(row)._default_manager.filter(pk=row.pk).update(**moments)
    return row


def role_that_ended(centre: Centre, day: datetime.date, account: Account | None = None) -> Any:
    return factories.RoleAssignmentFactory(
        centre=centre,
        role=Role.ADVISER,
        account=account or factories.AccountFactory(),
        since=LONG_AGO,
        authorised_on=LONG_AGO,
        until=day,
    )


def account(centre: Centre, day: datetime.date) -> Any:
    return role_that_ended(centre, day).account


def role(centre: Centre, day: datetime.date) -> Any:
    """Of somebody who still works here in another role."""
    return role_that_ended(centre, day, factories.account_with_role(Role.DIRECTOR, centre))


def sheet(centre: Centre, day: datetime.date) -> Any:
    """A project sheet last opened on a day; it is of no centre."""
    place = uuid.uuid4().bytes
    return SealedSheet.objects.create(lookup=place, sealed=b"closed", last_used_on=day)


def act(centre: Centre, day: datetime.date) -> Any:
    return dated(AuditEntry.objects.create(centre=centre, action="x"), recorded_at=noon(day))


def intake(centre: Centre, day: datetime.date, state: IntakeState = IntakeState.DONE) -> Intake:
    return Intake.objects.create(
        centre=centre, target="partners", state=state, file_name="enti.csv", form="csv",
        file_is_there=False, touched_at=noon(day), finished_at=noon(day),
    )  # fmt: skip


def intake_row(centre: Centre, day: datetime.date) -> Any:
    return IntakeRow.objects.create(
        intake=intake(centre, day), number=1, outcome=RowOutcome.CREATED
    )


def intake_passage(centre: Centre, day: datetime.date) -> Any:
    made = IntakePassage.objects.create(intake=intake(centre, day), new_state=IntakeState.DONE)
    return dated(made, made_at=noon(day))


def stray_file(centre: Centre, day: datetime.date) -> Any:
    path = files.folder() / f"{uuid.uuid4()}.jsonl"
    path.write_text("{}")
    os.utime(path, (noon(day).timestamp(),) * 2)
    return path


def link(centre: Centre, day: datetime.date) -> Any:
    return MagicLink.objects.create(
        digest=uuid.uuid4().hex, action="propose", centre=centre, subject_kind="proposal",
        subject_key="1", issued_at=noon(LONG_AGO), expires_at=noon(day), ended_at=noon(day),
        ending=LinkEnding.EXPIRED,
    )  # fmt: skip


def proposal(centre: Centre, day: datetime.date) -> Any:
    return Proposal.objects.create(
        centre=centre, kind="opportunity", organisation="Ente", email="ente@example.org",
        state=ProposalState.WITHDRAWN, since=noon(day),
    )  # fmt: skip


def session(centre: Centre, day: datetime.date) -> Any:
    return Session.objects.create(
        session_key=uuid.uuid4().hex, session_data="", expire_date=noon(day)
    )


def failed_task(centre: Centre, day: datetime.date) -> Any:
    return Task.objects.create(
        id=uuid.uuid4().hex, name="x", func="x", started=noon(day), stopped=noon(day),
        success=False,
    )  # fmt: skip


def code(centre: Centre, day: datetime.date) -> Any:
    return ReferralCode.objects.create(
        digest=uuid.uuid4().hex,
        centre=centre,
        destination=factories.DirectoryEntryFactory(centre=centre),
        referred_on=LONG_AGO,
        expires_on=day,
    )


def referral(centre: Centre, day: datetime.date) -> Any:
    destination = factories.DirectoryEntryFactory(centre=centre)
    return Referral.objects.create(centre=centre, destination=destination, language="it", day=day)


def number(centre: Centre, day: datetime.date) -> Any:
    return moved(factories.TicketFactory(centre=centre, day=day))


def moved(ticket: Any) -> Any:
    TicketPassage.objects.create(
        ticket=ticket, state=TicketState.WAITING, at=noon(ticket.day), area=ticket.area
    )
    return ticket


def device(centre: Centre, day: datetime.date) -> Any:
    return Device.objects.create(
        centre=centre, point=factories.PointFactory(centre=centre), label="Porta",
        token_digest=uuid.uuid4().hex, revoked_on=day,
    )  # fmt: skip


def desk_opening(centre: Centre, day: datetime.date) -> Any:
    return DeskOpening.objects.create(
        desk=factories.DeskFactory(centre=centre), day=day, opened_at=noon(day), until=noon(day)
    )


def correction(centre: Centre, day: datetime.date) -> Any:
    return NameCorrection.objects.create(
        centre=centre, month=day.replace(day=1), reason=CorrectionReason.values[0], times=1
    )


def paper(centre: Centre, day: datetime.date) -> Any:
    return TallySheet.objects.create(
        centre=centre, point=factories.PointFactory(centre=centre), day=day
    )


def phrase(centre: Centre, day: datetime.date) -> Any:
    return SearchPhrase.objects.create(
        centre=centre, month=day.replace(day=1), language="it", digest="x", times=1
    )


def use(centre: Centre, day: datetime.date) -> Any:
    return ConsultationTally.objects.create(
        centre=centre, resource=factories.ResourceFactory(centre=centre), day=day,
        mode=ConsultationMode.SHELF, times=2,
    )  # fmt: skip


def movement(centre: Centre, day: datetime.date) -> Any:
    holding = factories.HoldingFactory(resource=factories.ResourceFactory(centre=centre))
    return dated(StockMovement.objects.create(holding=holding, change=5), made_at=noon(day))


def told(centre: Centre, rule: str, key: str, at: datetime.datetime) -> Any:
    return RetentionNotice.objects.create(
        centre=centre, rule=rule, subject_key=key, tried_at=at, told_at=at, way=NoticeWay.MAIL
    )


def unused_account(centre: Centre, day: datetime.date) -> Any:
    """Last used on a day; its owner was told in time, and said nothing."""
    made = factories.account_with_role(Role.ADVISER, centre)
    told(centre, ACCOUNTS_UNUSED, str(made.pk), timezone.now() - 40 * DAY)
    return dated(made, joined_at=noon(day))


def look_at_contacts(centre: Centre, day: datetime.date) -> Any:
    made = ContactView.objects.create(centre=centre, reason=ViewReason.CONTACT, subject_kind="x")
    return dated(made, viewed_at=noon(day))


def seat(centre: Centre, day: datetime.date) -> Any:
    """A seat of an event that ended on a day."""
    event = event_of(centre, day, EventState.PUBLISHED)
    return event.bookings.create(
        nickname="Ombrello blu", state="booked", code_digest=uuid.uuid4().hex
    )


def event_of(centre: Centre, day: datetime.date, state: EventState) -> Any:
    starts = noon(day)
    return factories.EventFactory(centre=centre, starts_at=starts, state=state)


EXAMPLES = {
    "talents.searches": Example(
        months(12),
        lambda centre, day: CVSearch.objects.create(centre=centre, searched_at=noon(day)),
    ),
    "demand.calls": Example(months(24), demand.call),
    "demand.contacts": Example(months(24), demand.contact),
    "demand.letters": Example(months(24), demand.letter),
    "demand.reminders": Example(months(12), demand.reminder),
    "demand.request_searches": Example(months(24), demand.search),
    "demand.shortlists": Example(months(24), demand.shortlist),
    "demand.requests": Example(months(24), demand.request),
    "demand.senders": Example(months(6), demand.sender),
    "demand.sessions": Example(months(24), demand.session),
    "demand.signals": Example(months(12), demand.signal),
    "agenda.bookings": Example(days(6), seat),
    "agenda.proposed": Example(
        months(6), lambda centre, day: event_of(centre, day, EventState.PROPOSED)
    ),
    "guidance.sheets": Example(months(12), sheet),
    "guidance.sheet_openings": Example(
        whole_months(24),
        lambda centre, day: SheetOpenings.objects.create(centre=centre, day=day, times=3),
    ),
    "kernel.accounts": Example(months(6), account),
    "kernel.accounts_unused": Example(months(24), unused_account),
    "kernel.audit": Example(months(12), act),
    "kernel.contact_views": Example(months(12), look_at_contacts),
    "kernel.intake_files": Example(days(0), stray_file),
    "kernel.intake_passages": Example(days(365), intake_passage),
    "kernel.intake_rows": Example(days(30), intake_row),
    "kernel.intake_unfinished": Example(
        days(7), lambda centre, day: intake(centre, day, IntakeState.CHECKED)
    ),
    "kernel.links": Example(days(90), link),
    "kernel.notices": Example(
        days(90),
        lambda centre, day: told(centre, "x", uuid.uuid4().hex, noon(day)),
    ),
    "guidance.completions": Example(
        whole_months(24),
        lambda centre, day: Completion.objects.create(
            centre=centre, day=day, kind=TextKind.GUIDE, code="rientro", times=2
        ),
    ),
    "kernel.proposals": Example(months(24), proposal),
    "kernel.retention_runs": Example(
        months(24),
        lambda centre, day: RetentionRun.objects.create(rule="x", day=day, started_at=noon(day)),
    ),
    "kernel.roles": Example(months(12), role),
    "kernel.sessions": Example(days(0), session),
    "kernel.tasks": Example(days(90), failed_task),
    "library.opportunities": Example(
        months(24),
        lambda centre, day: factories.OpportunityFactory(centre=centre, deadline=day),
    ),
    "library.phrases": Example(whole_months(3), phrase),
    "library.posters": Example(
        lambda today: monday_of(months(12)(today)),
        lambda centre, day: MissingPoster.objects.create(
            centre=centre, week=monday_of(day), since=day, prepared_at=noon(day)
        ),
    ),
    "library.searches": Example(
        whole_months(24),
        lambda centre, day: SearchTally.objects.create(
            centre=centre, day=day, language="it", searches=3
        ),
    ),
    "library.stock": Example(months(24), movement),
    "library.uses": Example(whole_months(24), use),
    "reception.codes": Example(days(0), code),
    "reception.conversations": Example(
        months(3), lambda centre, day: factories.RemoteQuestionFactory(centre=centre, since=day)
    ),
    "reception.corrections": Example(whole_months(24), correction),
    "reception.devices": Example(months(12), device),
    "reception.numbers": Example(months(12), number),
    "reception.openings": Example(months(12), desk_opening),
    "reception.questions": Example(
        months(12),
        lambda centre, day: factories.AdviceSessionFactory(
            centre=centre, day=day, question="Come si diventa fornaio?"
        ),
    ),
    "reception.referrals": Example(first_month_with_rows, referral),
    "reception.taken_back": Example(
        days(40), lambda centre, day: TakenBack.objects.create(tap=uuid.uuid4(), day=day)
    ),
    "reception.visits": Example(
        first_month_with_rows,
        lambda centre, day: factories.VisitFactory(centre=centre, day=day),
    ),
    "reception.visits_on_paper": Example(first_month_with_rows, paper),
    "talents.cvs_unconfirmed": Example(months(12), cvs.confirmed),
    "talents.cvs_over": Example(months(13), cvs.forgotten),
    "talents.drafts": Example(days(7), cvs.draft),
    "talents.earlier_files": Example(months(12), cvs.earlier_file),
    "talents.views": Example(months(12), cvs.view),
    "talents.import_files": Example(days(30), cvs.file_of_an_import),
}
