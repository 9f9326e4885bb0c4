"""What the library lets people find, and lets others count."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel import exchange
from mestieri.kernel.acts import name_acts
from mestieri.kernel.intake import offer_target
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Purpose, Way
from mestieri.kernel.work import RegularWork, do_regularly
from mestieri.library import offers_of_resources as resources
from mestieri.library import particulars, queries
from mestieri.library.forms.directory import ProposedEntryForm
from mestieri.library.forms.opportunities import ProposedOpportunityForm
from mestieri.library.intake import TARGETS
from mestieri.library.models import (
    DirectoryEntry,
    KeepingState,
    Kept,
    Occupation,
    Opportunity,
)
from mestieri.library.queries import directory, opportunities
from mestieri.library.queries.keeping import ACT_NAMES, number_of
from mestieri.library.services.directory import DIRECTORY_ENTRY, accept_proposed_entry
from mestieri.library.services.opportunities import (
    OPPORTUNITY,
    accept_proposed_opportunity,
    retire_opportunity,
)
from mestieri.library.services.retention import RULES

OCCUPATION = "occupation"
#: Needs that knowing a trade answers; starting a business is one step further.
PURPOSES_OF_AN_OCCUPATION = (Purpose.GUIDANCE, Purpose.TRAINING, Purpose.WORK)


def occupations_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """Every occupation, or some, with all the names by which people may look for it."""
    for occupation in queries.all_occupations(keys):
        yield exchange.Searchable(
            kind=OCCUPATION,
            key=occupation.key,
            titles=occupation.labels,
            names=_names(occupation),
            texts=_texts(occupation.summaries, _sheet(occupation), occupation.descriptions),
            purposes=PURPOSES_OF_AN_OCCUPATION,
            isco=occupation.group.code,
            is_trade=True,
        )


def _names(occupation: Occupation) -> dict[str, list[str]]:
    return {
        language: [
            *queries.other_names(occupation, language),
            *occupation.search_words.get(language, []),
        ]
        for language in {*occupation.labels, *occupation.everyday_names}
    }


def _sheet(occupation: Occupation) -> dict[str, str]:
    """What is told of the trade, by language; where to look is about us, not about the trade."""
    sheet = getattr(occupation, "sheet", None)
    if sheet is None:
        return {}
    return {sheet.language: f"{sheet.what_one_does}\n{sheet.way_in}"}


def _texts(*several: dict[str, str]) -> dict[str, str]:
    languages = {language for texts in several for language in texts}
    return {
        language: "\n".join(texts[language] for texts in several if texts.get(language))
        for language in languages
    }


def occupation_address(centre_slug: str, key: str) -> str:
    """Path of an occupation's sheet in the active language."""
    return reverse("occupation", args=[centre_slug, key])


def entries_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """Every published service, or some, in the words of its centre."""
    for entry in directory.entries_to_find(keys):
        words = [term.label for term in entry.terms.all()]
        place = [entry.address, entry.municipality, str(entry.district or "")]
        yield exchange.Searchable(
            kind=DIRECTORY_ENTRY,
            key=str(entry.pk),
            titles={"it": f"{entry.organisation} – {entry.service}"},
            names={"it": [entry.organisation, entry.service]},
            texts={"it": "\n".join(filter(None, [entry.description, *words, *place]))},
            purposes=tuple(Purpose(code) for code in entry.purposes),
            centre=entry.centre.slug,
        )


def opportunities_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """Every opportunity, or some, that is not over."""
    for opportunity in opportunities.opportunities_to_find(keys):
        words = [term.label for term in opportunity.terms.all()]
        texts = [opportunity.description, opportunity.provider, *words, opportunity.municipality]
        yield exchange.Searchable(
            kind=OPPORTUNITY,
            key=str(opportunity.pk),
            titles={"it": opportunity.title},
            texts={"it": "\n".join(filter(None, texts))},
            purposes=tuple(Purpose(code) for code in opportunity.purposes),
            centre=opportunity.centre.slug,
        )


def entry_address(centre_slug: str, key: str) -> str:
    """Path of a service's page in the active language."""
    return reverse("directory-entry", args=[centre_slug, key])


def opportunity_address(centre_slug: str, key: str) -> str:
    """Path of an opportunity's page in the active language."""
    return reverse("opportunity", args=[centre_slug, key])


def _row_of(model: type[Kept], centre: Centre, key: str) -> Any:
    """The record with this key in this centre, or None; retired ones are nobody's to correct."""
    rows = model._default_manager.filter(centre=centre).exclude(state=KeepingState.RETIRED)
    return rows.filter(pk=number_of(key)).first()


def _entry_form(centre: Centre, subject: Any, data: Any) -> ProposedEntryForm:
    instance = subject or DirectoryEntry(centre=centre)
    return ProposedEntryForm(data, instance=instance, centre=centre)


def _save_entry(centre: Centre, form: Any, account: Account | None, organisation: str) -> Model:
    entry = form.instance
    entry.source = organisation
    accept_proposed_entry(
        entry,
        form.terms,
        hours=form.new_hours,
        account=account,
        today=timezone.localdate(),
    )
    return entry


def _opportunity_form(centre: Centre, subject: Any, data: Any) -> ProposedOpportunityForm:
    instance = subject or Opportunity(centre=centre)
    return ProposedOpportunityForm(data, instance=instance, centre=centre)


def _save_opportunity(
    centre: Centre, form: Any, account: Account | None, organisation: str
) -> Model:
    opportunity = form.instance
    opportunity.source = organisation
    accept_proposed_opportunity(
        opportunity, form.terms, account=account, today=timezone.localdate()
    )
    return opportunity


def _withdraw_opportunity(centre: Centre, key: str, reason: str, account: Account | None) -> None:
    opportunity = _row_of(Opportunity, centre, key)
    if opportunity is not None:
        retire_opportunity(opportunity, reason, account=account)


PROPOSABLES = [
    exchange.Proposable(
        kind=DIRECTORY_ENTRY,
        label=_("a service of the directory"),
        right=Right.MANAGE_LIBRARY,
        subject=partial(_row_of, DirectoryEntry),
        form=_entry_form,
        save=_save_entry,
        address=lambda slug, key: reverse("library-entry", args=[slug, key]),
        is_complete=lambda entry: not entry.hours_to_write,
    ),
    exchange.Proposable(
        kind=resources.RESOURCE,
        label=_("a document or a website"),
        right=Right.MANAGE_LIBRARY,
        subject=resources.subject_of,
        form=resources.proposed_form,
        save=resources.save_proposed,
        address=lambda slug, key: reverse("library-resource", args=[slug, key]),
    ),
    exchange.Proposable(
        kind=OPPORTUNITY,
        label=_("an opportunity"),
        right=Right.MANAGE_LIBRARY,
        subject=partial(_row_of, Opportunity),
        form=_opportunity_form,
        save=_save_opportunity,
        address=lambda slug, key: reverse("library-opportunity", args=[slug, key]),
        withdraw=_withdraw_opportunity,
    ),
]


def _register_directory() -> None:
    exchange.offer_searchables(
        exchange.SearchableSource(
            DIRECTORY_ENTRY,
            entries_to_find,
            entry_address,
            Way.GO,
            particulars.of_entries,
            some=entries_to_find,
        )
    )
    exchange.offer_searchables(
        exchange.SearchableSource(
            OPPORTUNITY,
            opportunities_to_find,
            opportunity_address,
            Way.GO,
            particulars.of_opportunities,
            some=opportunities_to_find,
        )
    )
    for proposable in PROPOSABLES:
        exchange.offer_proposable(proposable)
    exchange.offer_desk_entry(
        exchange.DeskEntry(
            room="library",
            label=_("Directory of services"),
            explanation=_("Addresses, hours, what to bring; what is to be checked."),
            url_name="library-entries",
            right=Right.MANAGE_LIBRARY,
            icon="it-map-marker-circle",
        )
    )
    exchange.offer_desk_entry(
        exchange.DeskEntry(
            room="library",
            label=_("Board of opportunities"),
            explanation=_("Courses, notices, job offers and stages, each with its deadline."),
            url_name="library-opportunities",
            right=Right.MANAGE_LIBRARY,
            icon="it-calendar",
        )
    )
    name_acts(
        {
            f"library.{act}_{kind}": name
            for kind in (DIRECTORY_ENTRY, OPPORTUNITY)
            for act, name in ACT_NAMES.items()
        }
    )
    do_regularly(
        RegularWork(
            "library-expired",
            "mestieri.library.services.opportunities.retire_expired",
            at=datetime.time(0, 10),
        )
    )


def register() -> None:
    """Offer what this room has; called once, when Django starts."""
    _register_directory()
    resources.register()
    for target in TARGETS:
        offer_target(target)
    for rule in RULES:
        offer_retention_rule(rule)
    exchange.offer_searchables(
        exchange.SearchableSource(
            OCCUPATION,
            occupations_to_find,
            occupation_address,
            particulars=particulars.of_occupations,
            some=occupations_to_find,
        )
    )
    exchange.offer_indicator(
        exchange.Indicator(
            code="library.searches",
            label=_("Searches today"),
            unit=_("searches"),
            value=queries.searches_between,
        )
    )
    name_acts(
        {
            "library.publish_poster": _("Published the poster “What is missing”"),
            "library.withdraw_poster": _("Took the poster “What is missing” from the public page"),
        }
    )
    do_regularly(
        RegularWork(
            "library-posters",
            "mestieri.library.services.posters.prepare_posters",
            at=datetime.time(4, 10),
        )
    )
    exchange.offer_desk_entry(
        exchange.DeskEntry(
            room="library",
            label=_("What is missing"),
            explanation=_("The week's poster for the door and the table: edit, print, publish."),
            url_name="library-posters",
            right=Right.MANAGE_LIBRARY,
            icon="it-print",
        )
    )
    exchange.offer_desk_entry(
        exchange.DeskEntry(
            room="library",
            label=_("What people look for"),
            explanation=_("The words most asked this month, and those that found nothing."),
            url_name="library-asked",
            right=Right.SEE_ASKED,
            icon="it-search",
        )
    )
