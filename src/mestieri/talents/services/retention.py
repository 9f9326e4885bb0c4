"""When CVs end: asked for at 11 months, found by nobody at 12, erased at 13."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.retention import Notice, Owner, RetentionRule, deleting, start_of
from mestieri.kernel.services.letters import Letter
from mestieri.kernel.services.retention.notices import DAYS_OF_A_NOTICE, warned
from mestieri.talents.models import (
    CV,
    MONTHS_TO_ERASE,
    MONTHS_TO_HIDE,
    CVDocument,
    CVImport,
    CVImportFile,
    CVView,
    FileOutcome,
    ImportState,
)
from mestieri.talents.services import files, keeping, states
from mestieri.talents.services.doors import UNCONFIRMED
from mestieri.talents.services.erasing import erase
from mestieri.talents.vocabulary import CVState, DocumentState

DAYS_OF_A_DRAFT = 7
DAYS_OF_FILES = 30
IN_USE = (CVState.ACTIVE, CVState.HIDDEN)


# Hidden at twelve months ---------------------------------------------------------------------


def unconfirmed(today: datetime.date) -> QuerySet[CV]:
    """CVs whose owner has said nothing for twelve months, and that can still be found or shown."""
    day = today - relativedelta(months=MONTHS_TO_HIDE)
    return CV.objects.filter(state__in=IN_USE, confirmed_on__lt=day)


def _still_so(rows: QuerySet[CV], limit: int) -> list[CV]:
    """The first of some CVs, held: who confirmed or changed theirs meanwhile is not among them."""
    numbers = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    held = rows.filter(pk__in=numbers).select_for_update(of=("self",)).order_by("pk")
    return list(held)


@transaction.atomic
def _hide_some(today: datetime.date, limit: int) -> int:
    found = _still_so(unconfirmed(today), limit)
    for cv in found:
        states.pass_to(cv, CVState.EXPIRED, "expired")
    return len(found)


def to_be_asked(today: datetime.date) -> QuerySet[CV]:
    """CVs to be hidden within a month whose owner has not been asked since they were confirmed."""
    soon = unconfirmed(today + datetime.timedelta(days=DAYS_OF_A_NOTICE))
    return soon.filter(~warned(UNCONFIRMED))


def _row(key: str) -> CV | None:
    rows = CV.objects.select_related("member", "centre")
    return rows.filter(pk=key).first() if key.isdecimal() else None


def _owner(cv: CV) -> Owner:
    return Owner(cv.member.email, cv.centre)  # who left no address is told in person


def _who(cv: CV) -> str:
    return f"{cv.member.given_name} {cv.member.family_name}".strip()


def _in_words(cv: CV) -> str:
    return _("your CV of %(day)s") % {"day": day_in_words(cv.received_on)}


def _letter(cv: CV, centre: Centre, address: str) -> Letter:
    with translation.override("en" if cv.member.language == "en" else "it"):
        words = {
            "centre": centre.name,
            "address": address,
            "name": cv.member.given_name,
            "hidden": day_in_words(cv.hidden_from),
            "erased": day_in_words(cv.erased_from),
        }
        body = _(
            "Hello %(name)s,\n\nyour CV has been at %(centre)s for almost a year. Does it still "
            "hold? One click keeps it:\n%(address)s\n\nIf you do nothing, from %(hidden)s nobody "
            "finds it, and on %(erased)s it is erased. If you found work: well done!"
        )
        return Letter(_("%(centre)s: do you confirm your CV?") % words, body % words)


NOTICE = Notice(
    DAYS_OF_A_NOTICE,
    rows=to_be_asked,
    row=_row,
    owner=_owner,
    letter=_letter,
    what=_in_words,
    renew=keeping.confirm,
    who=_who,
)


# Erased at thirteen, and what is never finished -----------------------------------------------


def over(today: datetime.date) -> QuerySet[CV]:
    """CVs whose owner has said nothing for thirteen months."""
    day = today - relativedelta(months=MONTHS_TO_ERASE)
    return CV.objects.exclude(state=CVState.DRAFT).filter(confirmed_on__lt=day)


def drafts_over(today: datetime.date) -> QuerySet[CV]:
    """CVs that somebody began to leave a week ago and did not finish."""
    day = today - datetime.timedelta(days=DAYS_OF_A_DRAFT)
    return CV.objects.filter(state=CVState.DRAFT, received_on__lt=day)


@transaction.atomic
def _erase_some(rows: QuerySet[CV], limit: int) -> int:
    found = _still_so(rows, limit)
    if found:
        erase(found)
    return len(found)


def earlier_files(today: datetime.date) -> QuerySet[CVDocument]:
    """Files that another took the place of a year ago."""
    day = today - relativedelta(months=12)
    return CVDocument.objects.filter(state=DocumentState.EARLIER, ended_on__lt=day)


def _drop_earlier_files(today: datetime.date, limit: int) -> int:
    found = list(earlier_files(today).order_by("pk")[:limit])
    files.remove_once_written(document.token for document in found)
    CVDocument.objects.filter(pk__in=[document.pk for document in found]).delete()
    return len(found)


def old_views(today: datetime.date) -> QuerySet[CVView]:
    """Looks of a year ago."""
    return CVView.objects.filter(viewed_on__lt=today - relativedelta(months=12))


def old_files_of_imports(today: datetime.date) -> QuerySet[CVImportFile]:
    """What became of files of a month ago, and files of imports nobody ever started."""
    before = start_of(today - datetime.timedelta(days=DAYS_OF_FILES))
    is_over = Q(batch__state__in=(ImportState.DONE, ImportState.GIVEN_UP))
    never_started = Q(batch__state=ImportState.RECEIVED)
    return CVImportFile.objects.filter(is_over | never_started, batch__touched_at__lt=before)


@transaction.atomic
def _drop_files_of_imports(today: datetime.date, limit: int) -> int:
    found = list(old_files_of_imports(today).order_by("pk")[:limit])
    waiting = [one.token for one in found if one.outcome == FileOutcome.WAITING]
    files.remove_once_written(waiting)
    CVImportFile.objects.filter(pk__in=[one.pk for one in found]).delete()
    never_started = CVImport.objects.filter(state=ImportState.RECEIVED, files__isnull=True)
    never_started.filter(
        touched_at__lt=start_of(today - datetime.timedelta(days=DAYS_OF_FILES))
    ).delete()
    return len(found)


RULES = (
    RetentionRule(
        UNCONFIRMED,
        ("talents.CV",),
        gettext_lazy("CVs that their owners did not confirm: hidden"),
        gettext_lazy("12 months after the last confirmation nobody finds them any more."),
        gettext_lazy("The CV itself for another month, so that its owner can confirm it."),
        unconfirmed,
        _hide_some,
        NOTICE,
    ),
    RetentionRule(
        "talents.cvs_over",
        ("talents.CV", "talents.Member", "talents.CVDocument", "talents.CVPassage"),
        gettext_lazy("CVs, with their files and all that was read"),
        gettext_lazy("13 months after the last confirmation."),
        gettext_lazy("Nothing of the person."),
        over,
        lambda today, limit: _erase_some(over(today), limit),
    ),
    RetentionRule(
        "talents.drafts",
        ("talents.CV",),
        gettext_lazy("CVs that somebody began to leave"),
        gettext_lazy("7 days after they were begun, if they were not finished."),
        gettext_lazy("Nothing."),
        drafts_over,
        lambda today, limit: _erase_some(drafts_over(today), limit),
    ),
    RetentionRule(
        "talents.earlier_files",
        ("talents.CVDocument",),
        gettext_lazy("Earlier files of CVs"),
        gettext_lazy("12 months after a newer file took their place."),
        gettext_lazy("That a newer file took its place, and when."),
        earlier_files,
        _drop_earlier_files,
    ),
    deleting(
        "talents.views",
        ("talents.CVView",),
        gettext_lazy("Who saw a CV"),
        gettext_lazy("12 months."),
        gettext_lazy("Nothing."),
        over=old_views,
    ),
    RetentionRule(
        "talents.import_files",
        ("talents.CVImportFile", "talents.CVImport"),
        gettext_lazy("Names of the files that were brought in"),
        gettext_lazy("30 days after the import."),
        gettext_lazy("How many files there were, and what became of them."),
        old_files_of_imports,
        _drop_files_of_imports,
    ),
)
