"""Synthetic things for the tests; nobody in them exists."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from mestieri.agenda.models import Event, EventFormat, EventKind, EventState, PartnerFeed
from mestieri.kernel.models import (
    Account,
    Area,
    AreaPurpose,
    Centre,
    District,
    Point,
    RoleAssignment,
    Site,
    SpaceItem,
)
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.library.models import (
    DirectoryEntry,
    Holding,
    KeepingState,
    Opportunity,
    OpportunityKind,
    Resource,
)
from mestieri.library.services.resource_data import sort_title
from mestieri.library.vocabulary import ResourceKind, ResourceState
from mestieri.reception.models import (
    AdviceSession,
    Desk,
    Duty,
    RemoteMessage,
    RemoteQuestion,
    Ticket,
    Visit,
)
from mestieri.reception.models.afar import Speaker

HALF_A_YEAR = datetime.timedelta(days=180)
PASSWORD = "una frase lunga e inventata"


class CentreFactory(factory.django.DjangoModelFactory):
    """An open centre with a city's look."""

    class Meta:
        model = Centre
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"centro-{number}")
    name = factory.Sequence(lambda number: f"Centro di prova {number}")
    is_citta_mestieri = True
    status = CentreStatus.OPEN
    opened_on = datetime.date(2009, 6, 1)


class SiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Site

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda number: f"Sede {number}")
    address = "via di Prova 1"
    municipality = "Prova"


class PointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Point

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda number: f"Punto {number}")


class AreaFactory(factory.django.DjangoModelFactory):
    """An area with the needs given in `purposes`."""

    class Meta:
        model = Area
        skip_postgeneration_save = True

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda number: f"Area {number}")

    @factory.post_generation
    def purposes(self, create: bool, extracted: list[Purpose] | None, **kwargs: object) -> None:
        for purpose in extracted or []:
            AreaPurpose.objects.create(centre=self.centre, area=self, purpose=purpose)


class AccountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Account
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"persona{number}@example.org")
    name = factory.Sequence(lambda number: f"Persona Inventata {number}")
    password = factory.django.Password(PASSWORD)


class RoleAssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoleAssignment

    account = factory.SubFactory(AccountFactory)
    centre = factory.SubFactory(CentreFactory)
    role = Role.RECEPTIONIST
    since = factory.LazyFunction(timezone.localdate)
    authorised_on = factory.LazyFunction(timezone.localdate)


class DeskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Desk

    centre = factory.SubFactory(CentreFactory)
    point = factory.SubFactory(PointFactory, centre=factory.SelfAttribute("..centre"))
    area = factory.SubFactory(AreaFactory, centre=factory.SelfAttribute("..centre"))
    name = factory.Sequence(lambda number: f"Sportello {number}")


class DutyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Duty

    desk = factory.SubFactory(DeskFactory)
    weekday = 0
    starts = datetime.time(10)
    ends = datetime.time(13)
    valid_from = datetime.date(2020, 1, 1)


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    centre = factory.SubFactory(CentreFactory)
    point = factory.SubFactory(PointFactory, centre=factory.SelfAttribute("..centre"))
    purpose = Purpose.WORK
    day = factory.LazyFunction(timezone.localdate)
    half_hour = 20


class TicketFactory(factory.django.DjangoModelFactory):
    """A number that waits since this moment."""

    class Meta:
        model = Ticket

    centre = factory.SubFactory(CentreFactory)
    area = factory.SubFactory(AreaFactory, centre=factory.SelfAttribute("..centre"))
    letter = factory.Sequence(lambda number: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number // 900 % 26])
    number = factory.Sequence(lambda number: number % 900 + 1)
    day = factory.LazyFunction(timezone.localdate)
    since = factory.LazyFunction(timezone.now)
    arrived_at = factory.LazyFunction(timezone.now)


class AdviceSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AdviceSession

    centre = factory.SubFactory(CentreFactory)
    area = factory.SubFactory(AreaFactory, centre=factory.SelfAttribute("..centre"))
    day = factory.LazyFunction(timezone.localdate)
    half_hour = 20


class RemoteQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RemoteQuestion

    centre = factory.SubFactory(CentreFactory)
    code_digest = factory.Sequence(lambda number: f"{number:064d}")
    since = factory.LazyFunction(timezone.localdate)


class RemoteMessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RemoteMessage

    conversation = factory.SubFactory(RemoteQuestionFactory)
    speaker = Speaker.CITIZEN
    text = "Come si fa a prendere il diploma da persona adulta?"
    day = factory.LazyFunction(timezone.localdate)
    half_hour = 20


class ResourceFactory(factory.django.DjangoModelFactory):
    """A live book, right for another year."""

    class Meta:
        model = Resource

    centre = factory.SubFactory(CentreFactory)
    kind = ResourceKind.BOOK
    state = ResourceState.LIVE
    title = factory.Sequence(lambda number: f"Manuale di prova {number}")
    sort_title = factory.LazyAttribute(lambda made: sort_title(made.title))
    review_by = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=365))


class HoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Holding

    resource = factory.SubFactory(ResourceFactory)
    shelf_mark = "B3"
    copies = 2


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda number: f"Circoscrizione {number}")


class DirectoryEntryFactory(factory.django.DjangoModelFactory):
    """A published service, checked today."""

    class Meta:
        model = DirectoryEntry

    centre = factory.SubFactory(CentreFactory)
    organisation = factory.Sequence(lambda number: f"Ente inventato {number}")
    service = "Sportello"
    state = KeepingState.PUBLISHED
    source = "Ufficio dell’ente"
    assured_on = factory.LazyFunction(timezone.localdate)
    review_by = factory.LazyAttribute(lambda entry: entry.assured_on + HALF_A_YEAR)


class OpportunityFactory(factory.django.DjangoModelFactory):
    """A published opportunity, checked today, that lasts a month more."""

    class Meta:
        model = Opportunity

    centre = factory.SubFactory(CentreFactory)
    kind = OpportunityKind.COURSE
    title = factory.Sequence(lambda number: f"Corso inventato {number}")
    provider = "Scuola inventata"
    state = KeepingState.PUBLISHED
    source = "Sito della scuola"
    deadline = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))
    assured_on = factory.LazyFunction(timezone.localdate)
    review_by = factory.LazyAttribute(lambda one: one.assured_on + HALF_A_YEAR)


def account_with_role(role: Role, centre: Centre, **fields: object) -> Account:
    """An account that holds one role in a centre."""
    return RoleAssignmentFactory(role=role, centre=centre, account=AccountFactory(**fields)).account


class RoomFactory(factory.django.DjangoModelFactory):
    """A meeting room of a centre's only site."""

    class Meta:
        model = SpaceItem
        skip_postgeneration_save = True

    class Params:
        centre = factory.SubFactory(CentreFactory)

    site = factory.SubFactory(SiteFactory, centre=factory.SelfAttribute("..centre"))
    kind = SpaceItemKind.ROOM
    name = factory.Sequence(lambda number: f"Sala {number}")


class EventFormatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EventFormat

    centre = factory.SubFactory(CentreFactory)
    title = factory.Sequence(lambda number: f"Laboratorio di prova {number}")
    capacity = 20


class EventFactory(factory.django.DjangoModelFactory):
    """A published lab of the day after tomorrow, two hours, twenty seats, elsewhere."""

    class Meta:
        model = Event

    centre = factory.SubFactory(CentreFactory)
    kind = EventKind.LAB
    title = factory.Sequence(lambda number: f"Incontro di prova {number}")
    summary = "Si prova tutto due volte."
    place = "Sala della biblioteca"
    starts_at = factory.LazyFunction(lambda: in_two_days(10))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + datetime.timedelta(hours=2))
    capacity = 20
    state = EventState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class PartnerFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerFeed

    centre = factory.SubFactory(CentreFactory)
    partner = factory.Sequence(lambda number: f"Biblioteca inventata {number}")
    address = factory.Sequence(lambda number: f"https://example.org/eventi-{number}.ics")


def in_two_days(hour: int) -> datetime.datetime:
    """An hour on the wall of the day after tomorrow."""
    day = timezone.localdate() + datetime.timedelta(days=2)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
