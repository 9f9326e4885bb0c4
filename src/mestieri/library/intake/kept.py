"""What tables of the directory and of the board have in common: words, districts, freshness."""

from __future__ import annotations

import datetime
import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import override

from mestieri.engines.tables import normalised
from mestieri.kernel.exchange import announce_change
from mestieri.kernel.fields import CodesField
from mestieri.kernel.intake import Existing, Importer
from mestieri.kernel.intake.importer import Snapshot
from mestieri.kernel.models import District, Term
from mestieri.library.intake.columns import columns_of, put_back
from mestieri.library.models import Kept, Revision
from mestieri.library.services.keeping import refuse_internal_links

DIVIDERS = re.compile(r"[;,|/\n]")
NOT_OURS = frozenset({"centre", "review_by"})
LONGEST_QUOTATION = 40


@dataclass(frozen=True)
class KeptRow:
    """What a row says of a record.

    Attributes:
        columns: name of the column → its value; only those of which the row says something.
        terms: words of the vocabularies; None where the row says nothing of them.
    """

    columns: dict[str, Any]
    terms: tuple[Term, ...] | None


class KeptImporter(Importer[KeptRow]):
    """Brings in the records of one model of the documentation.

    Attributes:
        model: what is written.
        searchable: the word under which its records are found.
        identifying: columns that, together, say which record it is.
        words: column → other words for its codes, besides their labels.
    """

    model: type[Kept]
    searchable: str
    identifying: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]] = {}

    @abstractmethod
    def save(self, row: Any, terms: Iterable[Term] | None) -> None:
        """Save a record by its own service."""

    @abstractmethod
    def publish(self, row: Any) -> None:
        """Show a new record to the public by its own service."""

    def clean(self, values: Mapping[str, str]) -> KeptRow:
        columns: dict[str, Any] = {}
        terms: list[Term] = []
        wrong: dict[str, str] = {}
        for name, text in values.items():
            try:
                if name == "terms":
                    terms = self._terms(text)
                elif name == "district":
                    columns[name] = self._district(text)
                else:
                    columns[name] = self._value(name, text)
            except ValidationError as error:
                wrong[name] = " ".join(error.messages)
        self.complete(columns)
        wrong |= self._rules(columns, wrong)
        if wrong:
            raise ValidationError(wrong)  # type: ignore[arg-type]
        return KeptRow(columns, tuple(terms) if "terms" in values else None)

    def complete(self, columns: dict[str, Any]) -> None:
        """Say of a new record what its row leaves out."""

    def _rules(self, columns: Mapping[str, Any], wrong: Mapping[str, str]) -> dict[str, str]:
        """The rules of the model, on a record that is never saved."""
        row = self._new(columns)
        try:
            row.clean_fields(exclude=[*wrong, "centre", "review_by"])
            refuse_internal_links(row)
        except ValidationError as error:
            return {name: " ".join(said) for name, said in error.message_dict.items()}
        if row.assured_on > timezone.localdate():
            return {"assured_on": _("This day is still to come.")}
        return {}

    def _new(self, columns: Mapping[str, Any]) -> Any:
        said = {"assured_on": timezone.localdate(), **columns}
        said.setdefault("source", self.usual_source(columns))
        return self.model(centre=self.centre, **said)

    def usual_source(self, columns: Mapping[str, Any]) -> str:
        """Who said it, where the row does not say: the organisation itself."""
        return str(columns.get("organisation") or columns.get("provider") or "")[:160]

    def _value(self, name: str, text: str) -> Any:
        field = self.model._meta.get_field(name)
        if isinstance(field, CodesField):
            return self._codes(name, field, text)
        if field.choices:
            return self._code(name, text)
        kind = field.get_internal_type()
        if kind == "BooleanField":
            return text == "yes"
        if kind == "DateField":
            return datetime.date.fromisoformat(text)
        if kind in ("PositiveIntegerField", "PositiveSmallIntegerField"):
            return self._whole(text)
        return text.strip() if kind == "TextField" else " ".join(text.split())

    def _whole(self, text: str) -> int:
        number = Decimal(text)
        if number < 0:
            raise ValidationError(_("“%(text)s” cannot be below zero.") % {"text": text[:40]})
        if number != int(number):
            raise ValidationError(_("“%(text)s” is not a whole number.") % {"text": text[:40]})
        return int(number)

    def _code(self, name: str, text: str) -> str:
        code = self._vocabulary[name].get(normalised(text))
        if code is None:
            raise ValidationError(
                _("We do not know “%(word)s”.") % {"word": text[:LONGEST_QUOTATION]}
            )
        return code

    def _codes(self, name: str, field: CodesField, text: str) -> list[str]:
        whole = self._vocabulary[name].get(normalised(text))
        if whole is not None:
            return [whole]
        parts = [part for part in (part.strip() for part in DIVIDERS.split(text)) if part]
        return field.to_python([self._code(name, part) for part in parts])

    @cached_property
    def _vocabulary(self) -> dict[str, dict[str, str]]:
        """Column → how each of its codes may be written → the code."""
        known: dict[str, dict[str, str]] = {}
        for field in self.model._meta.concrete_fields:
            pairs = field.pairs if isinstance(field, CodesField) else list(field.choices or ())
            written: dict[str, str] = {}
            for language in ("it", "en"):
                with override(language):
                    written |= {normalised(str(label)): str(code) for code, label in pairs}
            written |= {normalised(str(code)): str(code) for code, _label in pairs}
            known[field.name] = written | dict(self.words.get(field.name, {}))
        return known

    def _district(self, text: str) -> District:
        district = self._districts.get(normalised(text))
        if district is None:
            raise ValidationError(
                _("The centre has no district “%(name)s”.") % {"name": text[:LONGEST_QUOTATION]}
            )
        return district

    @cached_property
    def _districts(self) -> dict[str, District]:
        return {normalised(row.name): row for row in District.objects.filter(centre=self.centre)}

    def _terms(self, text: str) -> list[Term]:
        whole = self._terms_by_word.get(normalised(text))
        if whole is not None:
            return [whole]
        terms = []
        for part in filter(None, (part.strip() for part in DIVIDERS.split(text))):
            term = self._terms_by_word.get(normalised(part))
            if term is None:
                raise ValidationError(
                    _("We do not know “%(word)s”.") % {"word": part[:LONGEST_QUOTATION]}
                )
            terms.append(term)
        return terms

    @cached_property
    def _terms_by_word(self) -> dict[str, Term]:
        terms: dict[str, Term] = {}
        for term in Term.objects.filter(is_retired=False).order_by("-id"):
            for word in (term.code, term.label_en, term.label):
                if word:
                    terms[normalised(word)] = term
        return terms

    def identity(self, data: KeptRow) -> str:
        return _identity(data.columns.get(name, "") for name in self.identifying)

    def find(self, batch: Sequence[KeptRow]) -> list[Existing | None]:
        first = self.identifying[0]
        wanted = {data.columns.get(first, "") for data in batch}
        there: dict[str, Any] = {}
        rows = self.model._default_manager.filter(centre=self.centre, **{f"{first}__in": wanted})
        for row in rows.order_by("-id").prefetch_related("terms"):
            there[_identity(getattr(row, name) for name in self.identifying)] = row
        found: list[Existing | None] = []
        for data in batch:
            row = there.get(self.identity(data))
            found.append(row and Existing(str(row.pk), str(row), _says_the_same(row, data)))
        return found

    def create(self, batch: Sequence[KeptRow]) -> list[str]:
        keys = []
        for data in batch:
            row = self._new(data.columns)
            self.save(row, data.terms or ())
            self.publish(row)
            keys.append(str(row.pk))
        return keys

    def update(self, key: str, data: KeptRow) -> None:
        row = self._row(key)
        for name, value in data.columns.items():
            setattr(row, name, value)
        self.save(row, data.terms)

    def snapshots(self, keys: Sequence[str]) -> dict[str, Snapshot]:
        rows = self.model._default_manager.filter(centre=self.centre, pk__in=keys)
        return {
            str(row.pk): {
                "columns": columns_of(row, without=NOT_OURS),
                "terms": sorted(term.pk for term in row.terms.all()),  # type: ignore[attr-defined]
            }
            for row in rows.prefetch_related("terms")
        }

    def restore(self, key: str, before: Snapshot) -> None:
        row = self._row(key)
        put_back(row, before["columns"])
        self.save(row, list(Term.objects.filter(pk__in=before["terms"])))

    def remove(self, key: str) -> None:
        row = self._row(key)
        Revision.objects.filter(
            centre=self.centre, subject_kind=row._meta.model_name, subject_key=key
        ).delete()
        row.delete()
        announce_change(self.searchable, key)

    def _row(self, key: str) -> Any:
        return self.model._default_manager.get(centre=self.centre, pk=key)

    def described(self, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        rows = self.model._default_manager.filter(centre=self.centre, pk__in=keys)
        return {str(row.pk): self._described(row) for row in rows.select_related("district")}

    def _described(self, row: Model) -> dict[str, str]:
        words = {}
        for field in self.model._meta.concrete_fields:
            value = getattr(row, field.name)
            if isinstance(field, CodesField):
                labels = {str(code): str(label) for code, label in field.pairs}
                words[field.name] = "; ".join(labels.get(code, code) for code in value)
            elif field.choices:
                words[field.name] = str(dict(field.flatchoices).get(value, value))
            else:
                words[field.name] = "" if value is None else str(value)
        return words


def _identity(words: Iterable[Any]) -> str:
    return "|".join(normalised(str(word or "")) for word in words)


def _says_the_same(row: Any, data: KeptRow) -> bool:
    """Whether everything that the row of the table says is already so."""
    if data.terms is not None and {term.pk for term in data.terms} != {
        term.pk for term in row.terms.all()
    }:
        return False
    return all((getattr(row, name) or "") == (value or "") for name, value in data.columns.items())
