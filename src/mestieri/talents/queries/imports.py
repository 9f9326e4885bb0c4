"""Questions about what was brought in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Centre
from mestieri.kernel.refused_cvs import refusal_in_words
from mestieri.talents.models import CVImport, CVImportFile, FileOutcome, ImportState

MOST_REFUSED_TOLD = 1_000


def unfinished(centre: Centre) -> QuerySet[CVImport]:
    """Imports of a centre that are being read, or should be."""
    return CVImport.objects.filter(centre=centre, state=ImportState.RUNNING).order_by("pk")


def imports_of(centre: Centre) -> QuerySet[CVImport]:
    """What was brought into a centre, the latest first."""
    rows = CVImport.objects.filter(centre=centre).exclude(state=ImportState.RECEIVED)
    return rows.select_related("created_by").order_by("-id")


def refused_files(batch: CVImport) -> QuerySet[CVImportFile]:
    """Files that were refused, in their order."""
    return batch.files.filter(outcome=FileOutcome.REFUSED).order_by("number")


def statuses_of(batch: CVImport) -> dict[str, int]:
    """How many files ended with each status of the engine; doubles are not counted again."""
    told: dict[str, int] = {}
    for key, number in sorted(batch.counts.items()):
        _outcome, colon, status = key.partition(":")
        if colon:
            told[status] = told.get(status, 0) + number
    return told


def report_of(batch: CVImport) -> dict[str, Any]:
    """The contract of `mestieri import cvs … --json`. A row is named by its file."""
    refused = refused_files(batch)
    return {
        "read": batch.cursor,
        "created": batch.counts.get(FileOutcome.CREATED, 0),
        "unchanged": batch.counts.get(FileOutcome.UNCHANGED, 0),
        "duplicates": batch.counts.get(FileOutcome.DUPLICATE, 0),
        "refused": [
            {"row": file.file_name, "reason": refusal_in_words(file.status)}
            for file in refused[:MOST_REFUSED_TOLD]
        ],
        "refused_count": batch.counts.get(FileOutcome.REFUSED, 0),
        "statuses": statuses_of(batch),
        "state": batch.state,
    }


#: What the report of the page counts, in its order: keys of `CVImport.counts` → words.
LINES = (
    ("created:read", _("Read from the data in the file")),
    ("created:read-by-headings", _("Read from the text: to be checked")),
    ("created:incomplete", _("Only in part: to be completed by hand")),
    ("created:scan", _("Scans: to be completed by hand")),
    ("duplicate", _("Perhaps of somebody who is there already: to compare")),
    ("unchanged", _("The same file is there already")),
    ("refused", _("Refused, with what to do")),
)


def lines_of(batch: CVImport) -> list[tuple[str, int]]:
    """How many files came to what, in words; what is none is left out."""
    return [(str(words), batch.counts[key]) for key, words in LINES if batch.counts.get(key)]
