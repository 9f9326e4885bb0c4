"""What guidance lets people find, and lets others count."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mestieri.guidance.models import Edition, EditionState, TextKind
from mestieri.guidance.queries import shown
from mestieri.guidance.services.editions import search_key
from mestieri.guidance.services.retention import RULES
from mestieri.guidance.shipped import (
    guide_from,
    languages_of,
    questionnaire_from,
    shipped_questionnaire,
    shipped_texts,
)
from mestieri.kernel import exchange
from mestieri.kernel.acts import name_acts
from mestieri.kernel.models import Centre
from mestieri.kernel.retention import offer_retention_rule
from mestieri.kernel.roles import Right


def questionnaires_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """Every questionnaire, or some: the shipped ones, and those of the centres."""
    for code in shipped_texts(TextKind.QUESTIONNAIRE):
        if keys is None or code in keys:
            yield _shipped_questionnaire(code)
    for edition in _own(TextKind.QUESTIONNAIRE):
        if keys is None or search_key(edition) in keys:
            read = questionnaire_from(edition.published)
            needs = tuple(shown.PURPOSES[need] for need in read.needs)
            yield _own_searchable(edition, read.title, read.lead, needs)


def _shipped_questionnaire(code: str) -> exchange.Searchable:
    texts = [
        read
        for language in languages_of(code)
        if (read := shipped_questionnaire(code, language)) is not None
    ]
    return exchange.Searchable(
        kind=TextKind.QUESTIONNAIRE,
        key=code,
        titles={read.language: read.title for read in texts},
        names={"it": ["questionario", "test", "autovalutazione"], "en": ["questionnaire", "test"]},
        texts={
            read.language: "\n".join([read.lead, *(area.name for area in read.areas)])
            for read in texts
        },
        purposes=tuple(shown.PURPOSES[need] for need in texts[0].needs),
    )


def guides_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """Every guide, or some: the shipped ones, and those of the centres."""
    for code, text in shipped_texts(TextKind.GUIDE).items():
        if keys is None or code in keys:
            read = guide_from(text)
            yield exchange.Searchable(
                kind=TextKind.GUIDE,
                key=code,
                titles={"it": read.title},
                names={"it": ["guida", "che cosa fare", "passo per passo"]},
                texts={"it": "\n".join([read.lead, *(step.title for step in read.steps)])},
                purposes=tuple(shown.PURPOSES[need] for need in read.needs),
            )
    for edition in _own(TextKind.GUIDE):
        if keys is None or search_key(edition) in keys:
            read = guide_from(edition.published)
            needs = tuple(shown.PURPOSES[need] for need in read.needs)
            yield _own_searchable(edition, read.title, read.lead, needs)


def _own(kind: TextKind) -> Iterator[Edition]:
    """Published texts of the centres that take the place of no shipped one."""
    rows = Edition.objects.filter(kind=kind, state=EditionState.PUBLISHED)
    yield from rows.exclude(code__in=shipped_texts(kind)).select_related("centre")


def _own_searchable(
    edition: Edition, title: str, lead: str, needs: tuple[shown.Purpose, ...]
) -> exchange.Searchable:
    return exchange.Searchable(
        kind=edition.kind,
        key=search_key(edition),
        titles={"it": title},
        texts={"it": lead},
        purposes=needs,
        centre=edition.centre.slug,
    )


def _code(key: str) -> str:
    return key.rpartition(".")[2]


def questionnaire_address(centre_slug: str, key: str) -> str:
    """Path of a questionnaire in the active language."""
    return reverse("questionnaire", args=[centre_slug, _code(key)])


def guide_address(centre_slug: str, key: str) -> str:
    """Path of a guide in the active language."""
    return reverse("guide", args=[centre_slug, _code(key)])


def of_questionnaires(centre: Centre, keys: Collection[str]) -> dict[str, exchange.Particulars]:
    """Those that the public of the centre may still read. One query."""
    there = shown.texts_of(centre, TextKind.QUESTIONNAIRE)
    shipped = shipped_texts(TextKind.QUESTIONNAIRE)
    return {
        key: exchange.Particulars(
            kind=str(TextKind.QUESTIONNAIRE.label),
            languages=tuple(languages_of(code)) if there[code] == shipped.get(code) else ("it",),
        )
        for key in keys
        if (code := _code(key)) in there
    }


def of_guides(centre: Centre, keys: Collection[str]) -> dict[str, exchange.Particulars]:
    """Those that the public of the centre may still follow. One query."""
    there = shown.texts_of(centre, TextKind.GUIDE)
    told = exchange.Particulars(kind=str(TextKind.GUIDE.label), languages=("it",))
    return {key: told for key in keys if _code(key) in there}


def register() -> None:
    """Offer what this room has; called once, when Django starts."""
    exchange.offer_searchables(
        exchange.SearchableSource(
            TextKind.QUESTIONNAIRE,
            questionnaires_to_find,
            questionnaire_address,
            particulars=of_questionnaires,
            some=questionnaires_to_find,
        )
    )
    exchange.offer_searchables(
        exchange.SearchableSource(
            TextKind.GUIDE,
            guides_to_find,
            guide_address,
            particulars=of_guides,
            some=guides_to_find,
        )
    )
    exchange.offer_indicator(
        exchange.Indicator(
            code="guidance.completions",
            label=_("Questionnaires and guides finished today"),
            unit=_("times"),
            value=shown.completions_between,
        )
    )
    exchange.offer_indicator(
        exchange.Indicator(
            code="guidance.sheets",
            label=_("Project sheets opened today"),
            unit=_("times"),
            value=shown.openings_between,
        )
    )
    for rule in RULES:
        offer_retention_rule(rule)
    name_acts(
        {
            "guidance.begin": _("Began a questionnaire or a guide"),
            "guidance.publish": _("Published a questionnaire or a guide"),
            "guidance.hide": _("Hid a questionnaire or a guide from the public"),
            "guidance.discard": _("Threw away a text of the centre"),
        }
    )
    exchange.offer_desk_entry(
        exchange.DeskEntry(
            room="guidance",
            label=_("Questionnaires and guides"),
            explanation=_("Adapt them, write new ones, publish; how often they are finished."),
            url_name="guidance-editions",
            right=Right.WRITE_GUIDANCE,
            icon="it-list",
        )
    )
    exchange.offer_desk_entry(
        exchange.DeskEntry(
            room="guidance",
            label=_("The project of who is here"),
            explanation=_("They type their four words; you look at it together; it closes after."),
            url_name="project-desk",
            right=Right.ADVISE,
            icon="it-pencil",
        )
    )
