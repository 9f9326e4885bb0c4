"""What inside the room follows a CV: whoever derives something from it is told in time.

`announce` is called in the transaction in which CVs are written, `announce_gone` in the one
in which they are erased, before their rows go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Listener = Callable[[Sequence[int]], None]

_changed: list[Listener] = []
_gone: list[Listener] = []


def when_cvs_change(listener: Listener) -> None:
    """Let something derived from CVs be brought up to date; it gets their numbers."""
    if listener not in _changed:
        _changed.append(listener)


def when_cvs_go(listener: Listener) -> None:
    """Let something derived from CVs be taken away with them; it gets their numbers."""
    if listener not in _gone:
        _gone.append(listener)


def announce(numbers: Sequence[int]) -> None:
    """CVs with these numbers are new, or say or allow something else now."""
    for listener in _changed if numbers else ():
        listener(numbers)


def announce_gone(numbers: Sequence[int]) -> None:
    """CVs with these numbers are about to be erased."""
    for listener in _gone if numbers else ():
        listener(numbers)
