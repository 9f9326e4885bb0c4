"""Things that addresses name, made in a given centre, for the table of examples."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from mestieri.kernel.intake import target_named
from mestieri.kernel.models import (
    Account,
    Centre,
    Closure,
    Intake,
    OpeningHours,
    Partner,
    Proposal,
    RetentionNotice,
    Service,
    SpaceItem,
    Term,
)
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.roles import Role
from mestieri.kernel.services import links
from mestieri.kernel.services.intake.receiving import choose_columns, receive_text
from mestieri.kernel.services.intake.running import advance, start_check
from mestieri.kernel.services.proposals import invite
from mestieri.kernel.services.retention.notices import ACCOUNTS_UNUSED, RENEW
from mestieri.library.models import (
    Occupation,
    OccupationGroup,
    Revision,
    Schedule,
    ScheduleException,
    SearchPhrase,
    StockMovement,
)
from mestieri.library.services.posters import prepare_poster
from mestieri.reception.models import Device, HistoryImport, MonthlyTotal, TallySheet, TicketState
from tests import factories
from tests.reception import territory

Example = Callable[[Centre], dict[str, Any]]


numbers = itertools.count()


def week_of_a_poster(centre: Centre) -> dict[str, Any]:
    return {"week": prepare_poster(centre, timezone.localdate()).week.isoformat()}


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


def received_intake(centre: Centre) -> Intake:
    """A table whose columns are chosen and not yet checked."""
    text = "titolo;tipo\nGuida;libro\nSenza tipo;\nGuida;libro\n"
    made = receive_text(centre, target_named("resources"), text, account=None)
    choose_columns(made, {0: "title", 1: "kind"}, sheet=0, header_row=0, account=None)
    return made


def intake(centre: Centre) -> Intake:
    """A table that was checked, with a refused row and a duplicate."""
    made = received_intake(centre)
    start_check(made, account=None)
    return advance(made.pk)


def intake_target(centre: Centre) -> dict[str, Any]:
    return {"code": "resources"}


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


def resource(centre: Centre) -> Model:
    """A resource with everything that an address of it may hand over."""
    made = factories.ResourceFactory(
        centre=centre,
        url="https://guida.example.org/",
        file_type="application/pdf",
        file_title="guida.pdf",
    )
    made.file.save("guida.pdf", ContentFile(b"%PDF-1.4"))
    made.subtitles.save("guida.vtt", ContentFile(b"WEBVTT"))
    return made


def holding(centre: Centre) -> Model:
    return factories.HoldingFactory(resource=factories.ResourceFactory(centre=centre), stock=5)


def phrase(centre: Centre) -> Model:
    return SearchPhrase.objects.create(
        centre=centre,
        month=datetime.date(2030, 1, 1),
        language="it",
        digest=f"digest {next(numbers)}",
        words="patentino muletto",
    )


def revision(centre: Centre) -> Model:
    made = factories.ResourceFactory(centre=centre)
    return Revision.objects.create(
        centre=centre, subject_kind="resource", subject_key=str(made.pk), act="changed",
        changes={"title": ["Titolo di prima", made.title]},
    )  # fmt: skip


def movement(centre: Centre) -> Model:
    return StockMovement.objects.create(holding=holding(centre), change=2)


def theme(centre: Centre) -> dict[str, Any]:
    made, _new = Term.objects.get_or_create(
        vocabulary=Vocabulary.THEME, code="professioni", label="Mestieri e professioni"
    )
    return {"code": made.code}


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


def token_of_a_notice(centre: Centre) -> dict[str, Any]:
    """The link by which somebody keeps an account that nobody uses."""
    owner = factories.account_with_role(Role.ADVISER, centre)
    issued = links.issue(
        RENEW,
        centre=centre,
        subject_kind=ACCOUNTS_UNUSED,
        subject_key=str(owner.pk),
        send_to=owner.email,
    )
    return {"token": issued.address.rstrip("/").rpartition("/")[2]}


def notice(centre: Centre) -> dict[str, Any]:
    """Somebody whose account is about to go, and whom no message reached."""
    owner = factories.account_with_role(Role.ADVISER, centre)
    long_ago = timezone.now() - datetime.timedelta(days=720)
    Account.objects.filter(pk=owner.pk).update(joined_at=long_ago)
    made = RetentionNotice.objects.create(
        centre=centre,
        rule=ACCOUNTS_UNUSED,
        subject_key=str(owner.pk),
        tried_at=timezone.now() - datetime.timedelta(days=1),
    )
    return {"pk": made.pk}


def token_of_a_link(centre: Centre) -> dict[str, Any]:
    _made, issued = invite(
        centre,
        "directory_entry",
        organisation="Ente che scrive",
        email=f"ufficio{next(numbers)}@example.org",
        account=None,
    )
    return {"token": issued.address.rstrip("/").rpartition("/")[2]}
