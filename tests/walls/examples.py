"""An example of each thing that an address names, made in a given centre.

`EXAMPLES` maps the name of an address to a function (centre) → the parameters of the
address besides the centre's slug. An address without parameters needs no line.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from mestieri.kernel.models import (
    Centre,
    Closure,
    OpeningHours,
    Partner,
    Proposal,
    Service,
    SpaceItem,
    Term,
)
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.models import Occupation, OccupationGroup
from mestieri.reception.models import Device, HistoryImport, MonthlyTotal, TallySheet
from mestieri.kernel.services.proposals import invite
from mestieri.library.models import (
    Occupation,
    OccupationGroup,
    Schedule,
    ScheduleException,
)
from mestieri.reception.models import Device
from mestieri.reception.models import Device, TicketState
from mestieri.www.purposes import PURPOSE_BY_SLUG
from tests import factories
from tests.reception import territory

Example = Callable[[Centre], dict[str, Any]]
numbers = itertools.count()
WELDER = "00030d09-2b3a-4efd-87cc-c4ea39d27c34"


def hours(centre: Centre) -> OpeningHours:
    return OpeningHours.objects.create(
        site=factories.SiteFactory(centre=centre),
        weekday=0,
        opens=datetime.time(9),
        closes=datetime.time(13),
    )


def closure(centre: Centre) -> Closure:
    day = datetime.date(2030, 8, 15)
    return Closure.objects.create(
        site=factories.SiteFactory(centre=centre), first_day=day, last_day=day, reason="Ferie"
    )


def item(centre: Centre) -> SpaceItem:
    return SpaceItem.objects.create(
        site=factories.SiteFactory(centre=centre),
        area=factories.AreaFactory(centre=centre),
        kind=SpaceItemKind.SEATS,
        name=f"Sala {next(numbers)}",
    )


def service(centre: Centre) -> Service:
    return Service.objects.create(centre=centre, name=f"Ascolto {next(numbers)}")


def partner(centre: Centre) -> Partner:
    return Partner.objects.create(
        centre=centre, name=f"Ente di prova {next(numbers)}", nature="public"
    )


def device(centre: Centre) -> Device:
    return Device.objects.create(
        centre=centre,
        point=factories.PointFactory(centre=centre),
        label=f"All'ingresso {(number := next(numbers))}",
        token_digest=f"digest {number}",
    )


def sheet(centre: Centre) -> TallySheet:
    made = TallySheet.objects.create(
        centre=centre,
        point=factories.PointFactory(centre=centre),
        day=timezone.localdate() - datetime.timedelta(days=1),
    )
    factories.VisitFactory(centre=centre, point=made.point, day=made.day, sheet=made)
    return made


def history(centre: Centre) -> HistoryImport:
    made = HistoryImport.objects.create(centre=centre, source=f"Archivio {next(numbers)}")
    month = datetime.date(1990 + next(numbers) % 20, 1, 1)
    if not MonthlyTotal.objects.filter(centre=centre, month=month).exists():
        MonthlyTotal.objects.create(centre=centre, batch=made, month=month, visits=612)
    return made


def duty(centre: Centre) -> Model:
    return factories.DutyFactory(desk=factories.DeskFactory(centre=centre))


def ticket(centre: Centre) -> Model:
    """A number that waits, and another one called at its desk."""
    called_number(centre)
    return factories.TicketFactory(centre=centre)


def called_number(centre: Centre) -> dict[str, Any]:
    made = factories.TicketFactory(
        centre=centre, state=TicketState.CALLED, desk=factories.DeskFactory(centre=centre)
    )
    return {"desk_id": made.desk_id, "ticket_id": made.pk}


def talk(centre: Centre) -> Model:
    desk = factories.DeskFactory(centre=centre)
    number = factories.TicketFactory(
        centre=centre, area=desk.area, desk=desk, state=TicketState.IN_ADVICE
    )
    return factories.AdviceSessionFactory(
        centre=centre, area=desk.area, desk=desk, ticket=number, question="Come si apre un chiosco?"
    )


def slip_of_a_talk(centre: Centre) -> dict[str, Any]:
    made = talk(centre)
    destination = territory.service(centre, service=f"Ascolto {next(numbers)}")
    made.destinations.add(destination)
    return {"session_id": made.pk, "entry_id": destination.pk}


def question_from_afar(centre: Centre) -> Model:
    made = factories.RemoteQuestionFactory(centre=centre)
    factories.RemoteMessageFactory(conversation=made)
    return made


def assignment(centre: Centre) -> Model:
    return factories.RoleAssignmentFactory(centre=centre)


def occupation(centre: Centre) -> Occupation:
    group, _new = OccupationGroup.objects.get_or_create(code="7212")
    made, _new = Occupation.objects.get_or_create(
        uri=f"http://data.europa.eu/esco/occupation/{WELDER}",
        defaults={
            "group": group,
            "code": "7212.3",
            "labels": {"it": "saldatore/saldatrice", "en": "welder"},
            "descriptions": {"it": "Unisce pezzi di metallo.", "en": "Joins pieces of metal."},
        },
    )
    return made


def key_of_occupation(centre: Centre) -> dict[str, Any]:
    return {"key": occupation(centre).uri.rsplit("/", 1)[-1]}


def term(centre: Centre) -> dict[str, Any]:
    made, _new = Term.objects.get_or_create(
        vocabulary=Vocabulary.AUDIENCE, code="prova", label="Prova"
    )
    return {"code": made.vocabulary, "pk": made.pk}


def word(centre: Centre) -> dict[str, Any]:
    return {"code": Vocabulary.AUDIENCE.value}


def slip_language(centre: Centre) -> dict[str, Any]:
    """A slip right to left, in a language that the site does not speak."""
    return {"slip_language": "ar"}


def key(make: Callable[..., Model], name: str = "pk") -> Example:
    """The primary key of a new thing of the centre, under the parameter's name."""
    return lambda centre: {name: make(centre=centre).pk}


def schedule(centre: Centre) -> Schedule:
    return Schedule.objects.create(
        entry=factories.DirectoryEntryFactory(centre=centre),
        recurrence="FREQ=WEEKLY;BYDAY=MO",
        opens=datetime.time(9),
        closes=datetime.time(13),
    )


def schedule_exception(centre: Centre) -> ScheduleException:
    day = datetime.date(2030, 8, 15)
    return ScheduleException.objects.create(
        entry=factories.DirectoryEntryFactory(centre=centre),
        first_day=day,
        last_day=day,
        reason="Ferie",
    )


def proposal(centre: Centre) -> Proposal:
    made, _issued = invite(
        centre,
        "directory_entry",
        organisation=f"Ente che scrive {(number := next(numbers))}",
        email=f"ufficio{number}@example.org",
        account=None,
    )
    return made


def token_of_a_link(centre: Centre) -> dict[str, Any]:
    _made, issued = invite(
        centre,
        "directory_entry",
        organisation="Ente che scrive",
        email=f"ufficio{next(numbers)}@example.org",
        account=None,
    )
    return {"token": issued.address.rstrip("/").rpartition("/")[2]}


EXAMPLES: dict[str, Example] = {
    "purpose": lambda centre: {"purpose_slug": next(iter(PURPOSE_BY_SLUG))},
    "media": lambda centre: {"path": "no-such-image.png"},
    "occupation": key_of_occupation,
    "occupation-pdf": key_of_occupation,
    "directory-entry": key(factories.DirectoryEntryFactory),
    "opportunity": key(factories.OpportunityFactory),
    "proposal": token_of_a_link,
    "proposal-send": token_of_a_link,
    "link-again": token_of_a_link,
    "kernel-district-change": key(factories.DistrictFactory),
    "kernel-district-remove": key(factories.DistrictFactory),
    "kernel-proposal-invite": lambda centre: {"kind": "directory_entry"},
    "kernel-proposal-correct": lambda centre: {
        "kind": "directory_entry",
        "key": factories.DirectoryEntryFactory(centre=centre).pk,
    },
    "kernel-proposal": key(proposal),
    "kernel-proposal-decline": key(proposal),
    "kernel-proposal-again": key(proposal),
    "kernel-proposal-withdraw": key(proposal),
    "library-entry": key(factories.DirectoryEntryFactory),
    "library-entry-change": key(factories.DirectoryEntryFactory),
    "library-entry-verify": key(factories.DirectoryEntryFactory),
    "library-entry-publish": key(factories.DirectoryEntryFactory),
    "library-entry-retire": key(factories.DirectoryEntryFactory),
    "library-schedule-add": key(factories.DirectoryEntryFactory),
    "library-schedule-change": key(schedule),
    "library-schedule-remove": key(schedule),
    "library-exception-add": key(factories.DirectoryEntryFactory),
    "library-exception-remove": key(schedule_exception),
    "library-opportunity": key(factories.OpportunityFactory),
    "library-opportunity-change": key(factories.OpportunityFactory),
    "library-opportunity-verify": key(factories.OpportunityFactory),
    "library-opportunity-publish": key(factories.OpportunityFactory),
    "library-opportunity-retire": key(factories.OpportunityFactory),
    "kernel-site": key(factories.SiteFactory),
    "kernel-site-change": key(factories.SiteFactory),
    "kernel-site-remove": key(factories.SiteFactory),
    "kernel-hours-add": key(factories.SiteFactory),
    "kernel-hours-remove": key(hours),
    "kernel-closure-add": key(factories.SiteFactory),
    "kernel-closure-remove": key(closure),
    "kernel-point-change": key(factories.PointFactory),
    "kernel-point-use": key(factories.PointFactory),
    "kernel-point-remove": key(factories.PointFactory),
    "kernel-area-change": key(factories.AreaFactory),
    "kernel-area-remove": key(factories.AreaFactory),
    "kernel-item-change": key(item),
    "kernel-item-remove": key(item),
    "kernel-service-change": key(service),
    "kernel-service-remove": key(service),
    "kernel-partner-change": key(partner),
    "kernel-partner-remove": key(partner),
    "kernel-role-give": lambda centre: {"pk": assignment(centre).account_id},
    "kernel-link": lambda centre: {"pk": assignment(centre).account_id},
    "kernel-role-end": key(assignment),
    "kernel-words": word,
    "kernel-term-add": word,
    "kernel-term-change": term,
    "kernel-term-retire": term,
    "reception-device-revoke": key(device, "device_id"),
    "reception-sheet": key(sheet, "sheet_id"),
    "reception-sheet-withdraw": key(sheet, "sheet_id"),
    "reception-history-take-back": key(history, "batch_id"),
    "reception-desk-edit": key(factories.DeskFactory, "desk_id"),
    "reception-desk-remove": key(factories.DeskFactory, "desk_id"),
    "reception-duty-add": key(factories.DeskFactory, "desk_id"),
    "reception-duty-edit": key(duty, "duty_id"),
    "reception-duty-remove": key(duty, "duty_id"),
    "reception-ticket-pass": key(ticket, "ticket_id"),
    "reception-advice-desk": key(factories.DeskFactory, "desk_id"),
    "reception-desk-now": key(factories.DeskFactory, "desk_id"),
    "reception-desk-open": key(factories.DeskFactory, "desk_id"),
    "reception-desk-close": key(factories.DeskFactory, "desk_id"),
    "reception-begin-at-once": key(factories.DeskFactory, "desk_id"),
    "reception-begin": called_number,
    "reception-session": key(talk, "session_id"),
    "reception-session-hand-over": key(talk, "session_id"),
    "reception-session-slip": slip_of_a_talk,
    "reception-afar-answer": key(question_from_afar, "question_id"),
    "referral-outcome": slip_language,
    "referral-outcome-answer": slip_language,
    "referral-outcome-correct": slip_language,
    "slip": key(territory.service, "entry_id"),
    "slip-print": key(territory.service, "entry_id"),
    "reception-refer": key(territory.service, "entry_id"),
}

#: Addresses whose parameters name something that all the centres of a house share.
SHARED = {
    "purpose",
    "media",
    "occupation",
    "occupation-pdf",
    "referral-outcome",
    "referral-outcome-answer",
    "referral-outcome-correct",
    "kernel-proposal-invite",
    "kernel-words",
    "kernel-term-add",
    "kernel-term-change",
    "kernel-term-retire",
}
