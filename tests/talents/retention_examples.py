"""For each rule of the CV bank: the earliest day it keeps, and how something of a day is made."""

from __future__ import annotations

import datetime
from typing import Any

from mestieri.kernel.models import Centre
from mestieri.kernel.retention import start_of
from mestieri.talents.models import (
    CV,
    CVDocument,
    CVImport,
    CVImportFile,
    CVView,
    FileOutcome,
    ImportState,
)
from mestieri.talents.vocabulary import CVState, DocumentState, Origin, ViewManner
from tests.talents.making import a_cv


def confirmed(centre: Centre, day: datetime.date, state: str = CVState.ACTIVE) -> CV:
    cv = a_cv(centre)
    CV.objects.filter(pk=cv.pk).update(confirmed_on=day, state=state)
    return CV.objects.get(pk=cv.pk)


def forgotten(centre: Centre, day: datetime.date) -> CV:
    """Nobody finds it any more: only its end is still to come."""
    return confirmed(centre, day, CVState.EXPIRED)


def draft(centre: Centre, day: datetime.date) -> CV:
    cv = a_cv(centre, origin=Origin.OWNER)
    CV.objects.filter(pk=cv.pk).update(received_on=day)
    return cv


def earlier_file(centre: Centre, day: datetime.date) -> CVDocument:
    document = a_cv(centre).documents.get()
    document.state, document.ended_on = DocumentState.EARLIER, day
    document.save()
    return document


def view(centre: Centre, day: datetime.date) -> CVView:
    return CVView.objects.create(cv=a_cv(centre), viewed_on=day, manner=ViewManner.CARD)


def file_of_an_import(centre: Centre, day: datetime.date) -> Any:
    batch = CVImport.objects.create(
        centre=centre,
        state=ImportState.DONE,
        touched_at=start_of(day) + datetime.timedelta(hours=12),
    )
    return CVImportFile.objects.create(
        batch=batch, number=1, file_name="cv.pdf", outcome=FileOutcome.REFUSED
    )
