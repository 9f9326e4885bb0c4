"""An older CV, to begin with: read in memory, by a process that is bounded and writes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mestieri.engines.europass import ReaderPool, Status
from mestieri.guidance.first_cv.draft import Draft
from mestieri.kernel.refused_cvs import refusal_in_words
from mestieri.kernel.transient import LARGEST_POST


def read(content: bytes | None) -> tuple[Draft, str]:
    """What is in a file, and nothing; or an empty draft, and why it was refused.

    Args:
        content: of the file; None where it was too large to be read at all.
    """
    if content is None or len(content) > LARGEST_POST:
        return Draft(), refusal_in_words(Status.TOO_LARGE)
    with ReaderPool(workers=1) as pool:
        outcome = pool.read(content)
    if outcome.status == Status.SCAN:
        return Draft(), _(
            "This file holds photographs of pages, and we cannot read them. Keep it beside you "
            "and write the CV here, a page at a time."
        )
    if outcome.record is None or not outcome.record.holds_data:
        return Draft(), refusal_in_words(outcome.status)
    return Draft.of_record(outcome.record), ""
