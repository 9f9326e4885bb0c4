"""By what right a centre presents people. Until it is recorded nothing is sent (§3.1)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.models import IntermediationTitle
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit

MOST_BYTES = 5 * 1024 * 1024
PDF = b"%PDF-"


def title_of(centre: Centre) -> IntermediationTitle | None:
    """The title of a centre that holds today, or None."""
    found = IntermediationTitle.objects.filter(centre=centre, ended_on__isnull=True)
    return found.filter(valid_from__lte=timezone.localdate()).first()


def why_nothing_leaves() -> str:
    """Why «send» is closed where there is no title, and what opens it."""
    return _(
        "Nothing can be sent to companies yet. Showing CVs to companies is intermediation: who "
        "does it needs a title (d.lgs. 276/2003, article 6). The director records it here: what "
        "the centre is, the number and date of the act, the act itself. Until then you can "
        "practise with made-up people."
    )


@transaction.atomic
def record_title(title: IntermediationTitle, file: UploadedFile, *, account: Account) -> None:
    """Record the title of a centre; the one before ends, and stays in the history.

    Args:
        file: the act, a PDF of 5 MB at most.

    Raises:
        ValidationError: it breaks a rule of its model, or the file is no such PDF.
    """
    if file.size is None or file.size > MOST_BYTES:
        raise ValidationError({"file": _("The file is larger than 5 MB.")})
    start = file.read(len(PDF))
    file.seek(0)
    if start != PDF:
        raise ValidationError({"file": _("The act is a PDF file: save or scan it as one.")})
    today = timezone.localdate()
    if title.dated_on and title.dated_on > today:
        raise ValidationError({"dated_on": _("The act cannot be of a day to come.")})
    centre = Centre.objects.select_for_update().get(pk=title.centre_id)
    IntermediationTitle.objects.filter(centre=centre, ended_on__isnull=True).update(ended_on=today)
    title.recorded_by, title.file_title = account, (file.name or "")[:120]
    file.name = "atto.pdf"
    title.file = file  # type: ignore[assignment]
    title.full_clean()
    title.save()
    audit.record("demand.record_title", centre=centre, account=account, subject=title)


@transaction.atomic
def end_title(centre: Centre, *, account: Account) -> None:
    """The title holds no more: from now on nothing is sent.

    Raises:
        ValidationError: there is none.
    """
    today = timezone.localdate()
    ended = IntermediationTitle.objects.filter(centre=centre, ended_on__isnull=True).update(
        ended_on=today
    )
    if not ended:
        raise ValidationError(_("There is no title in force."))
    audit.record("demand.end_title", centre=centre, account=account)
