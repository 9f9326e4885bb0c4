"""Courses, notices, vacancies and stages, from a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mestieri.engines.tables import ColumnKind
from mestieri.kernel.intake import IntakeField, IntakeTarget
from mestieri.kernel.models import Term
from mestieri.kernel.roles import Right
from mestieri.library.intake.directory import PURPOSE_WORDS
from mestieri.library.intake.kept import KeptImporter, KeptRow
from mestieri.library.models import Opportunity
from mestieri.library.services import opportunities as service

#: Other words for the kinds, as tables have them.
KIND_WORDS = {
    "corso": "course", "stage": "stage",
    "bando": "notice", "avviso": "notice", "concorso": "notice", "offerta": "vacancy",
    "offerta di lavoro": "vacancy", "annuncio": "vacancy", "lavoro": "vacancy",
    "tirocinio": "stage", "corso di formazione": "course", "formazione": "course",
}  # fmt: skip


class OpportunityImporter(KeptImporter):
    """Kind, title, who offers it and the deadline, together, say which one it is."""

    model = Opportunity
    searchable = service.OPPORTUNITY
    identifying = ("title", "kind", "provider", "deadline")
    words = {"purposes": PURPOSE_WORDS, "kind": KIND_WORDS}

    def clean(self, values: Mapping[str, str]) -> KeptRow:
        row = super().clean(values)
        if row.columns["deadline"] < timezone.localdate():
            raise ValidationError(
                {"deadline": gettext("It is past: nobody can take part any more.")}
            )
        return row

    def save(self, row: Any, terms: Iterable[Term] | None) -> None:
        service.save_opportunity(row, terms=terms, account=self.account)

    def publish(self, row: Any) -> None:
        service.publish_opportunity(row, today=timezone.localdate(), account=self.account)


OPPORTUNITIES = IntakeTarget(
    code="opportunities",
    label=_("Courses, notices, job offers and stages"),
    explanation=_("The board of opportunities, each with its deadline"),
    fields=(
        IntakeField(
            "kind", _("kind"), ("tipo", "tipologia", "type"), is_required=True, example="Corso"
        ),
        IntakeField(
            "title",
            _("title"),
            ("titolo", "nome", "denominazione", "opportunita", "corso"),
            is_required=True,
            example="Corso base di saldatura",
        ),
        IntakeField(
            "provider",
            _("who offers it"),
            ("ente", "organizzatore", "chi lo offre", "azienda"),
            is_required=True,
            example="Ente di formazione Beta",
        ),
        IntakeField(
            "deadline",
            _("deadline"),
            ("scadenza", "scade il", "termine", "entro il"),
            is_required=True,
            kind=ColumnKind.DATE,
            example="31/12/2027",
        ),
        IntakeField("description", _("what it is"), ("descrizione", "contenuto")),
        IntakeField(
            "starts_on", _("starts on"), ("inizio", "data inizio", "dal"), kind=ColumnKind.DATE
        ),
        IntakeField("where", _("where"), ("luogo", "dove", "sede", "indirizzo")),
        IntakeField("municipality", _("municipality"), ("comune", "citta", "città")),
        IntakeField("district", _("district"), ("circoscrizione", "quartiere", "municipio")),
        IntakeField(
            "places",
            _("places"),
            ("posti", "numero posti", "posti disponibili"),
            kind=ColumnKind.NUMBER,
            example="12",
        ),
        IntakeField(
            "website",
            _("where to apply"),
            ("link", "url", "sito", "sito web"),
            kind=ColumnKind.ADDRESS,
            example="https://example.org/corso",
        ),
        IntakeField(
            "is_free",
            _("free of charge"),
            ("gratuito", "gratis"),
            kind=ColumnKind.BOOLEAN,
            example="sì",
        ),
        IntakeField("cost_note", _("what it costs"), ("costo", "prezzo", "quota")),
        IntakeField("purposes", _("needs"), ("esigenze", "esigenza"), example="formazione"),
        IntakeField("terms", _("words of the vocabularies"), ("categoria", "temi", "destinatari")),
        IntakeField("source", _("who said it"), ("fonte", "source")),
        IntakeField(
            "assured_on",
            _("checked on"),
            ("verificato il", "aggiornato al"),
            kind=ColumnKind.DATE,
            help=_("Today, where it is not said"),
        ),
    ),
    right=Right.MANAGE_LIBRARY,
    importer=OpportunityImporter,
    list_url_name="library-opportunities",
)
