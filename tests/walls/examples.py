"""An example of each thing that an address names, made in a given centre.

`EXAMPLES` maps the name of an address to a function (centre) → the parameters of the
address besides the centre's slug. An address without parameters needs no line.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model

from mestieri.kernel.intake import target_named
from mestieri.kernel.models import (
    Centre,
    Closure,
    Intake,
    OpeningHours,
    Partner,
    Service,
    SpaceItem,
    Term,
)
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.services.intake.receiving import choose_columns, receive_text
from mestieri.kernel.services.intake.running import advance, start_check
from mestieri.library.models import (
    Occupation,
    OccupationGroup,
    Revision,
    SearchPhrase,
    StockMovement,
)
from mestieri.reception.models import Device
from mestieri.www.purposes import PURPOSE_BY_SLUG
from tests import factories

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


def duty(centre: Centre) -> Model:
    return factories.DutyFactory(desk=factories.DeskFactory(centre=centre))


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


EXAMPLES: dict[str, Example] = {
    "purpose": lambda centre: {"purpose_slug": next(iter(PURPOSE_BY_SLUG))},
    "media": lambda centre: {"path": "no-such-image.png"},
    "occupation": key_of_occupation,
    "occupation-pdf": key_of_occupation,
    "theme": theme,
    "resource": key(resource),
    "resource-open": key(resource),
    "resource-file": key(resource),
    "resource-subtitles": key(resource),
    "resource-pdf": key(resource),
    "library-resource": key(resource),
    "library-resource-change": key(resource),
    "library-resource-retire": key(resource),
    "library-resource-publish": key(resource),
    "library-resource-copy": key(resource),
    "library-resource-act": lambda centre: {"pk": resource(centre).pk, "action": "verifica"},
    "library-holding-add": key(resource),
    "library-holding-change": key(holding),
    "library-holding-remove": key(holding),
    "library-holding-act": lambda centre: {"pk": holding(centre).pk, "action": "manca"},
    "library-phrase-answer": key(phrase),
    "library-undo": key(revision),
    "library-undo-stock": key(movement),
    "library-shelf-tap": key(resource),
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
    "kernel-intake-new": intake_target,
    "kernel-intake-template": intake_target,
    "kernel-intake": key(intake),
    "kernel-intake-columns": key(received_intake),
    "kernel-intake-preview": key(received_intake),
    "kernel-intake-progress": key(intake),
    "kernel-intake-duplicates": key(intake),
    "kernel-intake-start": key(intake),
    "kernel-intake-undo": key(intake),
    "kernel-intake-discard": key(intake),
    "kernel-intake-refused": key(intake),
    "kernel-intake-refused-csv": key(intake),
    "kernel-words": word,
    "kernel-term-add": word,
    "kernel-term-change": term,
    "kernel-term-retire": term,
    "reception-device-revoke": key(device, "device_id"),
    "reception-desk-edit": key(factories.DeskFactory, "desk_id"),
    "reception-desk-remove": key(factories.DeskFactory, "desk_id"),
    "reception-duty-add": key(factories.DeskFactory, "desk_id"),
    "reception-duty-edit": key(duty, "duty_id"),
    "reception-duty-remove": key(duty, "duty_id"),
}

#: Addresses whose parameters name something that all the centres of a house share.
SHARED = {
    "purpose",
    "media",
    "occupation",
    "occupation-pdf",
    "kernel-intake-new",
    "kernel-intake-template",
    "theme",
    "kernel-words",
    "kernel-term-add",
    "kernel-term-change",
    "kernel-term-retire",
}
