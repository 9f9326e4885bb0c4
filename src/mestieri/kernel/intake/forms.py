"""Forms of «Porta i tuoi Excel»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mestieri.engines.tables import UNCOMPUTED, Limits, Row, TableProblem
from mestieri.kernel.intake import IntakeTarget
from mestieri.kernel.intake.previews import Pair
from mestieri.kernel.models import Intake
from mestieri.kernel.models.intake import DuplicateDecision
from mestieri.kernel.services.intake import files, receiving

MOST_CHARACTERS = 400_000
SAMPLES = 3
LONGEST_SAMPLE = 60
ROWS_OFFERED_AS_TITLES = 25


class TableForm(forms.Form):
    """A file, or cells pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt,.tsv"}),
        help_text=_("Excel, LibreOffice or CSV, up to 20 MB and 50,000 rows."),
    )
    cells = forms.CharField(
        label=_("Or paste the cells here"),
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("Select them in the spreadsheet, titles included, copy and paste."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is None and not (cleaned.get("cells") or "").strip() and not self.errors:
            raise forms.ValidationError(gettext("Choose a file, or paste some cells."))
        if upload is not None and upload.size > Limits().bytes:
            problem = TableProblem("too_big", megabytes=Limits().bytes // 1_000_000)
            raise forms.ValidationError(gettext(problem.sentence) % problem.values)
        return cleaned


class ColumnsForm(forms.Form):
    """What each column means. Sheet and row of the titles come from the address.

    Attributes:
        sheet, header_row: where the titles are.
        head: name, rows and width of each sheet.
        first_rows: rows from which the titles are chosen.
        lines: for each column its title, some of its cells, its field.
    """

    def __init__(
        self,
        where: Mapping[str, str],
        posted: Mapping[str, str],
        *,
        intake: Intake,
        target: IntakeTarget,
    ) -> None:
        super().__init__(posted or None)
        self.head = files.sheets(intake.token)
        given = posted if posted else where
        self.sheet = _number(given.get("sheet"), len(self.head), intake.sheet)
        rows = self.head[self.sheet]["rows"] if self.head else 0
        usual = intake.header_row if self.sheet == intake.sheet else 0
        self.header_row = _number(given.get("header"), rows, usual)
        self.first_rows = [
            (index, row.number, _shortened(row))
            for index, row in enumerate(
                files.rows(intake.token, self.sheet, 0, ROWS_OFFERED_AS_TITLES)
            )
        ]
        self.labels = receiving.labels_of(intake, self.sheet, self.header_row)
        is_same = (self.sheet, self.header_row) == (intake.sheet, intake.header_row)
        guessed = (
            {int(index): name for index, name in intake.columns.items()}
            if intake.columns and is_same
            else receiving.guessed_columns(intake, self.sheet, self.header_row)
        )
        self._add_fields(target, guessed)
        start = self.header_row + 1
        self._samples = list(files.rows(intake.token, self.sheet, start, start + 40))

    def _add_fields(self, target: IntakeTarget, guessed: Mapping[int, str]) -> None:
        choices = [("", gettext("Leave it out"))] + [
            (field.name, capfirst(str(field.label)) + (" *" if field.is_required else ""))
            for field in target.fields
        ]
        for index, label in enumerate(self.labels):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=guessed.get(index, "")
            )

    @property
    def lines(self) -> list[tuple[Any, list[str]]]:
        """Each column's field with some of its cells."""
        return [
            (self[f"column_{index}"], _samples_of(self._samples, index))
            for index in range(len(self.labels))
        ]

    @property
    def chosen(self) -> dict[int, str]:
        """Index of the column → name of the field."""
        return {
            index: self.cleaned_data[f"column_{index}"]
            for index in range(len(self.labels))
            if self.cleaned_data.get(f"column_{index}")
        }


def _number(text: str | None, below: int, usual: int) -> int:
    """A number from an address, within bounds."""
    number = int(text) if text is not None and text.isascii() and text.isdigit() else usual
    return number if 0 <= number < max(1, below) else 0


def _shortened(row: Row) -> str:
    filled = [cell for cell in row.cells if cell]
    return " · ".join(filled)[:LONGEST_SAMPLE]


def _samples_of(rows: list[Row], index: int) -> list[str]:
    cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index]]
    said = [gettext("(formula)") if cell == UNCOMPUTED else cell for cell in cells]
    return [cell[:LONGEST_SAMPLE] for cell in dict.fromkeys(said)][:SAMPLES]


class StartForm(forms.Form):
    """What becomes of all the rows about what is already there."""

    duplicates = forms.ChoiceField(
        label=_("Rows about what is already there"),
        choices=DuplicateDecision.choices,
        initial=DuplicateDecision.SKIP,
        widget=forms.RadioSelect,
        help_text=_(
            "Where you have not decided row by row. If several rows of the file are about the "
            "same and you update, the last one counts."
        ),
    )


class DuplicatesForm(forms.Form):
    """What becomes of single rows about what is already there."""

    def __init__(self, *args: Any, pairs: list[Pair], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = pairs
        choices = [("", gettext("As for the others")), *DuplicateDecision.choices]
        for pair in pairs:
            self.fields[f"row_{pair.row.number}"] = forms.ChoiceField(
                label=gettext("Row %(number)s") % {"number": pair.row.number},
                choices=choices,
                required=False,
                initial=pair.row.decision,
                widget=forms.RadioSelect,
            )

    @property
    def lines(self) -> list[tuple[Pair, Any]]:
        return [(pair, self[f"row_{pair.row.number}"]) for pair in self.pairs]

    @property
    def decisions(self) -> dict[int, str]:
        """Number of the row → what was decided, empty for the common decision."""
        return {pair.row.number: self.cleaned_data[f"row_{pair.row.number}"] for pair in self.pairs}
