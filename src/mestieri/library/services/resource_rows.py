"""A row of a spreadsheet becomes the data of a resource, or a refusal that says why."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.engines.find import words_of
from mestieri.kernel.models import Centre, Term
from mestieri.kernel.vocabulary import Purpose, Sector
from mestieri.library.models import Resource
from mestieri.library.services.resource_data import HoldingData, ResourceData, apply, tidy
from mestieri.library.vocabulary import (
    FACET_VOCABULARIES,
    RESOURCE_LANGUAGES,
    Facet,
    ResourceKind,
)

LARGEST_NUMBER = 32_767
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")


@dataclass(frozen=True)
class Column:
    """A column that a spreadsheet of resources may have.

    Attributes:
        label: what it is called (lazy).
        headings: how spreadsheets call it, in small letters.
        is_required: a row without it is refused.
    """

    label: Any
    headings: tuple[str, ...] = ()
    is_required: bool = False


#: Name of the column → what it is; `clean_resource_row` reads rows keyed by these names.
RESOURCE_COLUMNS: dict[str, Column] = {
    "title": Column(gettext_lazy("title"), ("titolo", "title", "denominazione", "nome"), True),
    "kind": Column(gettext_lazy("kind"), ("tipo", "tipologia", "genere", "kind", "type"), True),
    "reference": Column(
        gettext_lazy("inventory number"),
        ("inventario", "n. inventario", "numero inventario", "codice", "id", "reference"),
    ),
    "authors": Column(gettext_lazy("authors"), ("autore", "autori", "author", "authors")),
    "publisher": Column(gettext_lazy("publisher"), ("editore", "casa editrice", "publisher")),
    "year": Column(gettext_lazy("year"), ("anno", "year", "anno di pubblicazione")),
    "issue": Column(gettext_lazy("issue"), ("numero", "fascicolo", "edizione", "issue")),
    "published_on": Column(gettext_lazy("date of issue"), ("data di uscita", "data", "uscita")),
    "isbn": Column("ISBN", ("isbn",)),
    "issn": Column("ISSN", ("issn",)),
    "summary": Column(
        gettext_lazy("what one finds in it"),
        ("descrizione", "sommario", "riassunto", "abstract", "summary"),
    ),
    "url": Column(gettext_lazy("address on the web"), ("url", "link", "sito", "indirizzo web")),
    "minutes": Column(gettext_lazy("duration in minutes"), ("durata", "minuti", "minutes")),
    "transcript": Column(gettext_lazy("transcript"), ("trascrizione", "transcript")),
    "languages": Column(gettext_lazy("languages"), ("lingua", "lingue", "language", "languages")),
    "purposes": Column(gettext_lazy("needs"), ("esigenza", "esigenze", "bisogno", "area", "needs")),
    "themes": Column(gettext_lazy("themes"), ("tema", "temi", "argomento", "theme", "themes")),
    "sectors": Column(gettext_lazy("sectors"), ("settore", "settori", "ateco", "sectors")),
    "audiences": Column(gettext_lazy("audiences"), ("pubblico", "destinatari", "audiences")),
    "life_moments": Column(
        gettext_lazy("moments of working life"), ("momento", "momenti", "momento di vita")
    ),
    "site": Column(gettext_lazy("site"), ("sede", "site")),
    "shelf_mark": Column(
        gettext_lazy("shelf mark"), ("collocazione", "scaffale", "posizione", "shelf")
    ),
    "copies": Column(gettext_lazy("copies to read here"), ("copie", "copies", "n. copie")),
    "stock": Column(gettext_lazy("copies to take away"), ("scorta", "giacenza", "stock")),
    "threshold": Column(
        gettext_lazy("order again below"), ("soglia", "scorta minima", "threshold")
    ),
    "verified_on": Column(gettext_lazy("verified on"), ("verificato il", "data verifica")),
    "review_by": Column(
        gettext_lazy("to be reviewed by"),
        ("da rivedere entro", "scadenza", "revisione", "data revisione", "review by"),
    ),
}

#: Other words for the kinds, as spreadsheets have them.
KIND_WORDS: dict[str, ResourceKind] = {
    "libro": ResourceKind.BOOK,
    "volume": ResourceKind.BOOK,
    "manuale": ResourceKind.BOOK,
    "scheda": ResourceKind.PROFESSION_SHEET,
    "scheda professione": ResourceKind.PROFESSION_SHEET,
    "scheda professionale": ResourceKind.PROFESSION_SHEET,
    "giornale": ResourceKind.NEWSPAPER,
    "rivista": ResourceKind.NEWSPAPER,
    "periodico": ResourceKind.NEWSPAPER,
    "quotidiano": ResourceKind.NEWSPAPER,
    "brochure": ResourceKind.BROCHURE,
    "opuscolo": ResourceKind.BROCHURE,
    "depliant": ResourceKind.BROCHURE,
    "volantino": ResourceKind.BROCHURE,
    "pieghevole": ResourceKind.BROCHURE,
    "elenco indirizzi": ResourceKind.ADDRESS_LIST,
    "elenco di indirizzi": ResourceKind.ADDRESS_LIST,
    "lista indirizzi": ResourceKind.ADDRESS_LIST,
    "lista di indirizzi": ResourceKind.ADDRESS_LIST,
    "indirizzario": ResourceKind.ADDRESS_LIST,
    "audiovisivo": ResourceKind.AUDIOVISUAL,
    "video": ResourceKind.AUDIOVISUAL,
    "audio": ResourceKind.AUDIOVISUAL,
    "dvd": ResourceKind.AUDIOVISUAL,
    "podcast": ResourceKind.AUDIOVISUAL,
    "questionario": ResourceKind.QUESTIONNAIRE,
    "test": ResourceKind.QUESTIONNAIRE,
    "guida": ResourceKind.GUIDE,
    "sito": ResourceKind.WEBSITE,
    "sito web": ResourceKind.WEBSITE,
    "pagina web": ResourceKind.WEBSITE,
}

#: One-word names of the four needs, as spreadsheets have them.
PURPOSE_WORDS: dict[str, Purpose] = {
    "lavoro": Purpose.WORK,
    "formazione": Purpose.TRAINING,
    "orientamento": Purpose.GUIDANCE,
    "impresa": Purpose.ENTERPRISE,
    "autoimpresa": Purpose.ENTERPRISE,
}

FACET_COLUMNS: dict[str, Facet] = {
    "languages": Facet.LANGUAGE,
    "purposes": Facet.PURPOSE,
    "themes": Facet.THEME,
    "sectors": Facet.SECTOR,
    "audiences": Facet.AUDIENCE,
    "life_moments": Facet.LIFE_MOMENT,
}


@dataclass(frozen=True)
class RowRefusal:
    """Why a row is refused: a sentence for each column that is not right."""

    reasons: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """All the reasons in one line, each after the name of its column."""
        parts = []
        for name, reason in self.reasons.items():
            column = RESOURCE_COLUMNS.get(name)
            parts.append(f"{column.label}: {reason}" if column else reason)
        return " ".join(parts)


RowCleaner = Callable[[Mapping[str, str]], ResourceData | RowRefusal]


def clean_resource_row(row: Mapping[str, str], centre: Centre) -> ResourceData | RowRefusal:
    """Read one row. For many rows make a `resource_row_cleaner` once."""
    return resource_row_cleaner(centre)(row)


def resource_row_cleaner(centre: Centre) -> RowCleaner:
    """What reads the rows of a spreadsheet of a centre.

    The vocabularies and the sites are read now, so that each row costs no query. A cell may
    hold several words, divided by `;`, `|` or `,`. Empty cells are as if the column were not
    there. Nothing is written.
    """
    facets = facet_words()
    kinds = {word: ResourceKind(code) for word, code in _choices(ResourceKind.choices).items()}
    kinds |= KIND_WORDS
    sites = {_plain(name): name for name in centre.sites.values_list("name", flat=True)}

    def clean(row: Mapping[str, str]) -> ResourceData | RowRefusal:
        return _Row(row, centre, kinds, facets, sites).read()

    return clean


def facet_words() -> dict[Facet, dict[str, str]]:
    """For each facet, how each of its values may be written → its code. One query."""
    words = {facet: dict[str, str]() for facet in Facet}
    words[Facet.PURPOSE] = _choices(Purpose.choices) | {
        word: purpose.value for word, purpose in PURPOSE_WORDS.items()
    }
    words[Facet.SECTOR] = _choices(Sector.choices)
    words[Facet.LANGUAGE] = _language_words()
    by_vocabulary = {vocabulary: facet for facet, vocabulary in FACET_VOCABULARIES.items()}
    for term in Term.objects.filter(vocabulary__in=by_vocabulary).order_by("-is_retired"):
        facet = next(f for v, f in by_vocabulary.items() if v == term.vocabulary)
        for word in (term.code, term.label, term.label_en):
            if word:
                words[facet][_plain(word)] = term.code
    return words


def _choices(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    words = {}
    for code, label in choices:
        words[_plain(code)] = code
        for language in ("it", "en"):
            with translation.override(language):
                words[_plain(str(label))] = code
    return words


def _language_words() -> dict[str, str]:
    words = {}
    for code in RESOURCE_LANGUAGES:
        information = _language_information(code)
        words[code] = code
        for name in (information["name"], information["name_local"]):
            words[_plain(name)] = code
        with translation.override("it"):
            words[_plain(translation.gettext(information["name"]))] = code
    return words


def _language_information(code: str) -> dict[str, str]:
    """Names of a language, as Django knows them."""
    return translation.get_language_info({"zh": "zh-hans"}.get(code, code))


def _plain(text: str) -> str:
    return " ".join(words_of(text)) or text.strip().casefold()


class _Row:
    """One row while it is read: what is right, and what is wrong with the rest."""

    def __init__(
        self,
        row: Mapping[str, str],
        centre: Centre,
        kinds: dict[str, ResourceKind],
        facets: dict[Facet, dict[str, str]],
        sites: dict[str, str],
    ) -> None:
        self.cells = {name: " ".join(str(value).split()) for name, value in row.items() if value}
        self.long = {name: str(value).strip() for name, value in row.items() if value}
        self.centre = centre
        self.kinds = kinds
        self.facets = facets
        self.sites = sites
        self.wrong: dict[str, str] = {}

    def read(self) -> ResourceData | RowRefusal:
        kind = self._kind()
        for name, column in RESOURCE_COLUMNS.items():
            if column.is_required and not self.cells.get(name) and name not in self.wrong:
                self.wrong[name] = _("It is missing.")
        data = ResourceData(
            kind=kind or ResourceKind.BOOK,
            title=self._text("title", 250),
            reference=self._text("reference", 40),
            authors=self._text("authors", 250),
            publisher=self._text("publisher", 160),
            year=self._number("year"),
            issue=self._text("issue", 60),
            published_on=self._day("published_on"),
            isbn=self.cells.get("isbn", ""),
            issn=self.cells.get("issn", ""),
            summary=self.long.get("summary", ""),
            url=self.cells.get("url", ""),
            minutes=self._number("minutes"),
            transcript=self.long.get("transcript", ""),
            verified_on=self._day("verified_on"),
            review_by=self._day("review_by"),
            facets={
                facet: self._facet(name, facet)
                for name, facet in FACET_COLUMNS.items()
                if self.cells.get(name)
            },
            holding=self._holding(),
        )
        self._check(data)
        return RowRefusal(self.wrong) if self.wrong else data

    def _check(self, data: ResourceData) -> None:
        """The rules of every resource, on one that is never saved."""
        try:
            tidy(apply(data, Resource(centre=self.centre)))
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                self.wrong.setdefault(name, " ".join(sentences))

    def _kind(self) -> ResourceKind | None:
        text = self.cells.get("kind", "")
        if not text:
            return None
        kind = self.kinds.get(_plain(text))
        if kind is None:
            self._refuse("kind", _("We do not know “%(word)s”.") % {"word": text[:40]})
        return kind

    def _text(self, name: str, longest: int) -> str:
        text = self.cells.get(name, "")
        if len(text) > longest:
            self._refuse(name, _("It is longer than %(most)s characters.") % {"most": longest})
            return text[:longest]
        return text

    def _number(self, name: str) -> int | None:
        text = self.cells.get(name, "")
        if not text:
            return None
        if re.fullmatch(r"[-−]\s*\d+(?:[.,]\d+)?", text):
            self._refuse(name, _("“%(text)s” cannot be below zero.") % {"text": text[:40]})
            return None
        match = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", text)
        if match is None or int(match[1]) > LARGEST_NUMBER:
            self._refuse(name, _("“%(text)s” is not a whole number.") % {"text": text[:40]})
            return None
        return int(match[1])

    def _day(self, name: str) -> datetime.date | None:
        text = re.sub(r"[T ]00:00(:00)?(\.0+)?$", "", self.cells.get(name, ""))
        if not text:
            return None
        for pattern in DAY_FORMATS:
            try:
                return datetime.datetime.strptime(text, pattern).date()
            except ValueError:
                continue
        self._refuse(name, _("“%(text)s” is not a date such as 31/12/2026.") % {"text": text[:40]})
        return None

    def _facet(self, name: str, facet: Facet) -> frozenset[str]:
        words = self.facets[facet]
        text = self.cells[name]
        whole = words.get(_plain(text))
        if whole:
            return frozenset({whole})
        codes = set()
        for part in filter(None, (part.strip() for part in re.split(r"[;|,]", text))):
            code = words.get(_plain(part)) or (facet is Facet.SECTOR and words.get(part[0].lower()))
            if code and (facet is not Facet.SECTOR or _is_sector(part, words)):
                codes.add(code)
            else:
                self._refuse(name, _("We do not know “%(word)s”.") % {"word": part[:40]})
        return frozenset(codes)

    def _holding(self) -> HoldingData | None:
        mark, site_name = self._text("shelf_mark", 40), self.cells.get("site", "")
        copies, stock, threshold = (self._number(name) for name in ("copies", "stock", "threshold"))
        site = self.sites.get(_plain(site_name), "")
        if site_name and not site:
            self._refuse("site", _("The centre has no site “%(name)s”.") % {"name": site_name[:40]})
        if threshold is not None and stock is None:
            self._refuse("threshold", _("A threshold needs the number of copies to take away."))
        if not mark and not site_name:
            if stock is not None or copies is not None:
                self._refuse("shelf_mark", _("There are copies, but not where they stand."))
            return None
        return HoldingData(mark, site, 1 if copies is None else copies, stock, threshold)

    def _refuse(self, name: str, reason: str) -> None:
        self.wrong.setdefault(name, reason)


def _is_sector(part: str, words: Mapping[str, str]) -> bool:
    """«F» and «F – Costruzioni» are sectors; «Fabbro» is not."""
    return _plain(part) in words or re.match(r"[A-Ua-u]\b", part) is not None
