"""Partners of a centre, from a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from mestieri.engines.tables import normalised
from mestieri.kernel.intake.importer import Existing, Importer, Snapshot
from mestieri.kernel.intake.targets import IntakeField, IntakeTarget
from mestieri.kernel.models import Partner
from mestieri.kernel.models.partners import PartnerNature
from mestieri.kernel.roles import Right
from mestieri.kernel.services import sheet

#: Other words for the natures, as tables have them.
NATURE_WORDS = {
    "ente pubblico": PartnerNature.PUBLIC,
    "pubblica amministrazione": PartnerNature.PUBLIC,
    "azienda": PartnerNature.PRIVATE,
    "impresa": PartnerNature.PRIVATE,
    "associazione": PartnerNature.THIRD_SECTOR,
    "cooperativa sociale": PartnerNature.THIRD_SECTOR,
    "ets": PartnerNature.THIRD_SECTOR,
}


@dataclass(frozen=True)
class PartnerData:
    """What a row says of a partner; `nature` is empty where it does not say."""

    name: str
    nature: str


class PartnerImporter(Importer[PartnerData]):
    """Partners are the same when their names are, whatever the capitals."""

    def clean(self, values: Mapping[str, str]) -> PartnerData:
        data = PartnerData(" ".join(values["name"].split()), self._nature(values))
        Partner(centre=self.centre, name=data.name, nature=data.nature).clean_fields(
            exclude=["centre"]
        )
        return data

    def _nature(self, values: Mapping[str, str]) -> str:
        written = values["nature"]
        known = {word: nature.value for word, nature in NATURE_WORDS.items()}
        for language in ("it", "en"):
            with override(language):
                known |= {normalised(str(label)): code for code, label in PartnerNature.choices}
        nature = known.get(normalised(written))
        if nature is None:
            raise ValidationError(
                {"nature": _("We do not know “%(word)s”.") % {"word": written[:40]}}
            )
        return nature

    def identity(self, data: PartnerData) -> str:
        return data.name.casefold()

    def find(self, batch: Sequence[PartnerData]) -> list[Existing | None]:
        there = {
            partner.name.casefold(): partner
            for partner in Partner.objects.filter(centre=self.centre)
        }
        found: list[Existing | None] = []
        for data in batch:
            partner = there.get(self.identity(data))
            is_same = partner is not None and (partner.name, partner.nature) == (
                data.name,
                data.nature,
            )
            found.append(partner and Existing(str(partner.pk), partner.name, is_same))
        return found

    def create(self, batch: Sequence[PartnerData]) -> list[str]:
        keys = []
        for data in batch:
            partner = Partner(centre=self.centre, name=data.name, nature=data.nature)
            sheet.save(partner, self.centre, self.account)
            keys.append(str(partner.pk))
        return keys

    def update(self, key: str, data: PartnerData) -> None:
        self.restore(key, {"name": data.name, "nature": data.nature})

    def snapshots(self, keys: Sequence[str]) -> dict[str, Snapshot]:
        rows = Partner.objects.filter(centre=self.centre, pk__in=keys)
        return {str(row.pk): {"name": row.name, "nature": row.nature} for row in rows}

    def restore(self, key: str, before: Snapshot) -> None:
        partner = Partner.objects.get(centre=self.centre, pk=key)
        partner.name, partner.nature = before["name"], before["nature"]
        sheet.save(partner, self.centre, self.account, ["name", "nature"])

    def remove(self, key: str) -> None:
        sheet.remove(Partner.objects.get(centre=self.centre, pk=key), self.centre, self.account)

    def described(self, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        rows = Partner.objects.filter(centre=self.centre, pk__in=keys)
        return {str(row.pk): {"name": row.name, "nature": row.get_nature_display()} for row in rows}


PARTNERS = IntakeTarget(
    code="partners",
    label=gettext_lazy("Partners"),
    explanation=gettext_lazy("Organisations of the alliance: name and nature"),
    fields=(
        IntakeField(
            "name",
            gettext_lazy("name"),
            ("nome", "ente", "organizzazione", "denominazione", "ragione sociale", "partner"),
            is_required=True,
            example="Ente di formazione Alfa",
        ),
        IntakeField(
            "nature",
            gettext_lazy("nature"),
            ("natura", "tipo", "tipologia", "natura giuridica", "type"),
            is_required=True,
            help=gettext_lazy("Public, private or third sector"),
            example="Terzo settore",
        ),
    ),
    right=Right.MANAGE_CENTRE,
    importer=PartnerImporter,
    list_url_name="kernel-partners",
)
