"""Services of the territory, from a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from mestieri.engines.tables import ColumnKind
from mestieri.kernel.intake import IntakeField, IntakeTarget
from mestieri.kernel.models import Term
from mestieri.kernel.roles import Right
from mestieri.library.intake.kept import KeptImporter
from mestieri.library.models import DirectoryEntry
from mestieri.library.services import directory as service

PURPOSE_WORDS = {
    "lavoro": "WORK", "formazione": "TRAINING", "orientamento": "GUIDANCE",
    "impresa": "ENTERPRISE", "autoimpresa": "ENTERPRISE",
}  # fmt: skip

LANGUAGE_WORDS = {
    "italiano": "it", "inglese": "en", "francese": "fr", "spagnolo": "es", "rumeno": "ro",
    "romeno": "ro", "arabo": "ar", "cinese": "zh", "ucraino": "uk", "albanese": "sq",
    "bengalese": "bn", "bangla": "bn", "urdu": "ur",
}  # fmt: skip


class DirectoryImporter(KeptImporter):
    """Organisation, service and address, together, say which entry it is."""

    model = DirectoryEntry
    searchable = service.DIRECTORY_ENTRY
    identifying = ("organisation", "service", "address")
    words = {"purposes": PURPOSE_WORDS, "languages": LANGUAGE_WORDS}

    def save(self, row: Any, terms: Iterable[Term] | None) -> None:
        service.save_entry(row, terms=terms, account=self.account)

    def publish(self, row: Any) -> None:
        service.publish_entry(row, account=self.account)


DIRECTORY = IntakeTarget(
    code="directory",
    label=_("Services of the territory"),
    explanation=_("The directory: organisations, addresses, what to bring"),
    fields=(
        IntakeField(
            "organisation",
            _("organisation"),
            ("ente", "organizzazione", "denominazione", "ragione sociale", "nome"),
            is_required=True,
            example="Cooperativa Alfa",
        ),
        IntakeField(
            "service",
            _("service"),
            ("servizio", "sportello", "attivita", "attività"),
            is_required=True,
            example="Sportello di ascolto",
        ),
        IntakeField(
            "description",
            _("what it is for"),
            ("descrizione", "cosa offre"),
            example="Primo colloquio e orientamento",
        ),
        IntakeField(
            "address", _("address"), ("indirizzo", "via", "sede"), example="via di Prova 1"
        ),
        IntakeField("municipality", _("municipality"), ("comune", "citta", "città", "city")),
        IntakeField(
            "district", _("district"), ("circoscrizione", "quartiere", "municipio", "zona")
        ),
        IntakeField(
            "phone", _("telephone of the office"), ("telefono", "tel", "phone", "recapito")
        ),
        IntakeField(
            "email",
            _("e-mail of the office"),
            ("email", "e-mail", "mail", "posta elettronica"),
            kind=ColumnKind.EMAIL,
            example="ascolto@example.org",
        ),
        IntakeField(
            "website",
            _("website"),
            ("sito", "sito web", "web", "url", "link"),
            kind=ColumnKind.ADDRESS,
            example="https://example.org/",
        ),
        IntakeField(
            "languages", _("languages spoken"), ("lingue", "lingua"), example="italiano; francese"
        ),
        IntakeField("purposes", _("needs"), ("esigenze", "esigenza", "bisogno"), example="lavoro"),
        IntakeField(
            "access_modes",
            _("how one gets in"),
            ("accesso", "modalita di accesso", "come si accede"),
        ),
        IntakeField(
            "documents",
            _("what to bring"),
            ("documenti", "documenti richiesti", "cosa portare"),
        ),
        IntakeField(
            "is_free",
            _("free of charge"),
            ("gratuito", "gratis", "free"),
            kind=ColumnKind.BOOLEAN,
            example="sì",
        ),
        IntakeField("cost_note", _("what it costs"), ("costo", "prezzo", "tariffa")),
        IntakeField(
            "terms", _("words of the vocabularies"), ("categoria", "categorie", "temi", "target")
        ),
        IntakeField("source", _("who said it"), ("fonte", "source"), example="Sito dell'ente"),
        IntakeField(
            "assured_on",
            _("checked on"),
            ("verificato il", "aggiornato al", "data verifica"),
            kind=ColumnKind.DATE,
            help=_("Today, where it is not said"),
            example="01/09/2026",
        ),
    ),
    right=Right.MANAGE_LIBRARY,
    importer=DirectoryImporter,
    list_url_name="library-directory",
)
