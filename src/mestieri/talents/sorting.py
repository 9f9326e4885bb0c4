"""What sorting and searching ask of the house when Django starts."""

from __future__ import annotations

from mestieri.kernel.work import RegularWork, do_regularly
from mestieri.talents.changes import when_cvs_change, when_cvs_go
from mestieri.talents.services.search import following


def start() -> None:
    """Follow every CV; write words under a new key by night."""
    when_cvs_change(following.follow)
    when_cvs_go(following.forget)
    do_regularly(
        RegularWork("talents-words", "mestieri.talents.services.search.following.catch_up")
    )
