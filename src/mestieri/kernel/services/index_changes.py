"""Old announcements of changes are forgotten."""

from __future__ import annotations

from mestieri.kernel.index_changes import KEPT
from mestieri.kernel.models import IndexChange


def forget_old_changes(*, kept: int = KEPT) -> int:
    """Forget all but the latest rows; a host that is further behind builds its index again.

    Returns:
        How many were forgotten.
    """
    latest = IndexChange.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return IndexChange.objects.filter(id__lte=latest - kept).delete()[0]
