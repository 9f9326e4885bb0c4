"""The columns of a table of companies, under the titles that lists of companies have."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mestieri.demand.intake.companies import CompanyImporter
from mestieri.engines.tables import ColumnKind
from mestieri.kernel.intake import IntakeField, IntakeTarget
from mestieri.kernel.roles import Right

FIELDS = (
    IntakeField(
        "legal_name", _("legal name"),
        ("ragione sociale", "denominazione", "azienda", "impresa", "nome", "company"),
        is_required=True, example="Officine di Prova S.r.l.",
    ),
    IntakeField(
        "tax_code", _("VAT number"),
        ("partita iva", "p.iva", "p iva", "piva", "codice fiscale", "vat"),
        example="00743110157",
    ),
    IntakeField(
        "ateco", _("ATECO 2025 code"), ("ateco", "codice ateco", "attivita", "attività"),
        help=_("A code of 2022 becomes its successor, where it has only one"), example="25.62",
    ),
    IntakeField(
        "size", _("size"), ("dimensione", "addetti", "dipendenti", "n. addetti", "employees"),
        help=_("How many people, or micro, small, medium, large"), example="14",
    ),
    IntakeField(
        "municipality", _("municipality"), ("comune", "citta", "città", "sede", "city"),
        example="Pregnana Milanese",
    ),
    IntakeField("address", _("address"), ("indirizzo", "via"), example="via di Prova 1"),
    IntakeField(
        "phone", _("telephone of the company"), ("telefono", "tel", "centralino", "phone"),
        example="02 1234567",
    ),
    IntakeField(
        "email", _("e-mail of the company"), ("email", "e-mail", "mail", "pec"),
        kind=ColumnKind.EMAIL, example="ufficio@example.org",
    ),
    IntakeField(
        "website", _("website"), ("sito", "sito web", "web", "url"), kind=ColumnKind.ADDRESS,
        example="https://example.org/",
    ),
    IntakeField(
        "families", _("trades that could interest it"),
        ("mestieri", "famiglie", "figure cercate", "profili"), example="tornitore, magazziniere",
    ),
    IntakeField(
        "best_time", _("best time to call"), ("orario", "quando chiamare", "orario migliore"),
        example="la mattina",
    ),
    IntakeField("note", _("note on the company"), ("note", "nota", "osservazioni")),
    IntakeField(
        "source", _("where its data come from"), ("fonte", "provenienza", "source"),
        example="Elenco delle imprese del Comune",
    ),
    IntakeField(
        "contact_name", _("contact: name and surname"),
        ("referente", "contatto", "nome referente", "persona di contatto", "contact"),
    ),
    IntakeField(
        "contact_role", _("contact: what they do there"), ("ruolo", "ruolo referente", "funzione"),
    ),
    IntakeField(
        "contact_phone", _("contact: direct telephone"),
        ("telefono referente", "cellulare", "interno", "tel referente"),
    ),
    IntakeField(
        "contact_email", _("contact: e-mail"), ("email referente", "mail referente"),
        kind=ColumnKind.EMAIL,
    ),
)  # fmt: skip

COMPANIES = IntakeTarget(
    code="companies",
    label=_("Companies"),
    explanation=_("Companies to call, with the people one speaks to there"),
    fields=FIELDS,
    right=Right.MANAGE_COMPANIES,
    importer=CompanyImporter,
    list_url_name="demand-companies",
)
