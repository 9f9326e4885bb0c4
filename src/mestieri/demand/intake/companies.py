"""Companies and the people one speaks to there, from a table.

Two rows say of the same company when they have its VAT number, or else its name and place; a
second person of a company is another row of it, that adds a contact.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.identity import clean_phone
from mestieri.demand.models import Company, CompanyChange, CompanyContact
from mestieri.demand.services import companies as service
from mestieri.demand.services import contacts as contact_service
from mestieri.demand.vocabulary import SizeBand
from mestieri.engines.places import fold_name
from mestieri.kernel.intake import Existing, Importer
from mestieri.kernel.intake.importer import Snapshot

COLUMNS = service.TOLD
CONTACT_COLUMNS = {
    "contact_name": "name", "contact_role": "role", "contact_phone": "phone",
    "contact_email": "email",
}  # fmt: skip
EVERY_COLUMN = (*COLUMNS, "name_key", "section", "istat", "state", "do_not_call")


@dataclass(frozen=True)
class CompanyRow:
    """What a row says: the columns that it fills, and a person if it names one."""

    company: Company
    said: tuple[str, ...]
    contact: dict[str, str] = field(default_factory=dict)


class CompanyImporter(Importer[CompanyRow]):
    """Brings companies in; who asked not to be called stays so whatever a table says."""

    def clean(self, values: Mapping[str, str]) -> CompanyRow:
        words = {name: " ".join(values[name].split()) for name in COLUMNS if values.get(name)}
        if "size" in words:
            words["size"] = size_band(words["size"])
        company = Company(centre=self.centre, **words)
        company.source = company.source or self._usual_source
        wrong: dict[str, Any] = {}
        try:
            service.set_right(company)
        except ValidationError as error:
            wrong |= error.error_dict
        try:
            company.clean_fields(exclude=["centre", "merged_into", "owner", *wrong])
        except ValidationError as error:
            wrong |= error.error_dict
        contact = self._contact(values, wrong)
        if wrong:
            raise ValidationError(wrong)
        return CompanyRow(company, tuple(words), contact)

    def _contact(self, values: Mapping[str, str], wrong: dict[str, Any]) -> dict[str, str]:
        said = {
            name: " ".join(values[column].split())
            for column, name in CONTACT_COLUMNS.items()
            if values.get(column)
        }
        if not said:
            return {}
        if "name" not in said:
            wrong["contact_name"] = _("Say whose telephone or address this is.")
        for column, name, check in (
            ("contact_phone", "phone", clean_phone),
            ("contact_email", "email", validate_email),
        ):
            try:
                checked = check(said.get(name, "")) if said.get(name) else None
            except ValidationError as error:
                wrong[column] = error
            else:
                said[name] = checked or said.get(name, "").lower()
        if len(said.get("name", "")) > 120 or len(said.get("role", "")) > 120:
            wrong["contact_name"] = _("The name or the role is too long.")
        return said

    @functools.cached_property
    def _usual_source(self) -> str:
        today = timezone.localdate()
        return _("Table brought in on %(day)s") % {"day": today.strftime("%d/%m/%Y")}

    def identity(self, data: CompanyRow) -> str:
        company = data.company
        return company.tax_code or f"{company.name_key}|{place_of(company)}"

    def find(self, batch: Sequence[CompanyRow]) -> list[Existing | None]:
        codes = {data.company.tax_code for data in batch} - {""}
        names = {data.company.name_key for data in batch}
        rows = Company.objects.filter(Q(tax_code__in=codes) | Q(name_key__in=names))
        there = list(rows.filter(centre=self.centre).select_related("merged_into").order_by("-id"))
        by_code = {row.tax_code: row for row in there if row.tax_code}
        by_name = {(row.name_key, place_of(row)): row for row in there}
        found: list[Existing | None] = []
        for data in batch:
            one = data.company
            row = by_code.get(one.tax_code) if one.tax_code else None
            same = by_name.get((one.name_key, place_of(one)))
            if row is None and same is not None and not (same.tax_code and one.tax_code):
                row = same
            if row is not None and row.merged_into is not None:
                row = row.merged_into
            found.append(row and Existing(str(row.pk), str(row), self._is_same(row, data)))
        return found

    def _is_same(self, row: Company, data: CompanyRow) -> bool:
        return not data.contact and all(
            getattr(row, name) == getattr(data.company, name) for name in data.said
        )

    def create(self, batch: Sequence[CompanyRow]) -> list[str]:
        rows = Company.objects.bulk_create([data.company for data in batch], batch_size=200)
        CompanyChange.objects.bulk_create(
            [CompanyChange(company=row, made_by=self.account, act=service.CREATED) for row in rows],
            batch_size=200,
        )
        CompanyContact.objects.bulk_create(
            [
                self._new_contact(row, data)
                for row, data in zip(rows, batch, strict=True)
                if data.contact
            ],
            batch_size=200,
        )
        return [str(row.pk) for row in rows]

    def _new_contact(self, company: Company, data: CompanyRow) -> CompanyContact:
        return CompanyContact(
            company=company,
            source=data.company.source,
            last_contact_on=timezone.localdate(),
            added_by=self.account,
            **data.contact,
        )

    def update(self, key: str, data: CompanyRow) -> None:
        row = self._row(key)
        for name in data.said:
            setattr(row, name, getattr(data.company, name))
        service.save_company(row, account=self.account)
        if data.contact and not self._knows(row, data.contact):
            contact_service.save_contact(self._new_contact(row, data), account=self.account)

    def _knows(self, row: Company, contact: Mapping[str, str]) -> bool:
        return any(
            (contact.get("email") and one.email == contact["email"])
            or fold_name(one.name) == fold_name(contact["name"])
            for one in row.contacts.all()
        )

    def _row(self, key: str) -> Company:
        return Company.objects.get(centre=self.centre, pk=key)

    def snapshots(self, keys: Sequence[str]) -> dict[str, Snapshot]:
        rows = Company.objects.filter(centre=self.centre, pk__in=keys)
        return {
            str(row.pk): {
                "columns": {name: getattr(row, name) for name in EVERY_COLUMN},
                "contacts": sorted(one.pk for one in row.contacts.all()),
            }
            for row in rows.prefetch_related("contacts")
        }

    def restore(self, key: str, before: Snapshot) -> None:
        row = self._row(key)
        for name in COLUMNS:
            setattr(row, name, before["columns"][name])
        service.save_company(row, account=self.account)
        row.contacts.exclude(pk__in=before["contacts"]).delete()

    def remove(self, key: str) -> None:
        row = self._row(key)
        if row.do_not_call or row.calls.exists() or row.targets.exists():
            raise ValidationError(_("It is in a campaign, or was called, by now."))
        if row.requests.exists() or row.absorbed.exists():
            raise ValidationError(_("Other things hang on it by now."))
        row.delete()

    def described(self, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        rows = Company.objects.filter(centre=self.centre, pk__in=keys)
        return {
            str(row.pk): {
                **{name: str(getattr(row, name)) for name in COLUMNS},
                "size": str(row.get_size_display()) if row.size else "",
            }
            for row in rows
        }


def place_of(company: Company) -> str:
    """What tells the place of two companies of one name."""
    return company.istat or fold_name(company.municipality)


def size_band(text: str) -> str:
    """A number of people, or a word, as a band.

    Raises:
        ValidationError: it is neither.
    """
    known = {
        "micro": SizeBand.MICRO, "piccola": SizeBand.SMALL, "media": SizeBand.MEDIUM,
        "grande": SizeBand.LARGE, "small": SizeBand.SMALL, "medium": SizeBand.MEDIUM,
        "large": SizeBand.LARGE,
    }  # fmt: skip
    told = text.strip().lower().removesuffix(" impresa")
    if told in known or told.upper() in SizeBand.values:
        return str(known.get(told) or told.upper())
    if number := re.match(r"\d+", told.replace(".", "")):
        people = int(number[0])
        bands = ((10, SizeBand.MICRO), (50, SizeBand.SMALL), (250, SizeBand.MEDIUM))
        return str(next((band for most, band in bands if people < most), SizeBand.LARGE))
    raise ValidationError({"size": _("“%(text)s” is no size that we know.") % {"text": text[:40]}})
