"""Where CVs are taken."""

from __future__ import annotations

from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import CentreStatus


def where_to_leave_a_cv(centre: Centre) -> Centre | None:
    """This centre if it is a job center, else the first open one here. At most one query."""
    if centre.is_job_center and centre.is_open:
        return centre
    there = Centre.objects.filter(status=CentreStatus.OPEN, is_job_center=True)
    return there.order_by("name", "pk").first()
