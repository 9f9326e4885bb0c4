"""From a group of ISCO-08 to a family: the longest code that the group's own begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Bridge:
    """Families by ISCO-08 code.

    Args:
        codes: codes of one to four figures a family, in the order of the families: of two with
            the same code the first answers to it.
    """

    def __init__(self, codes: Mapping[str, Iterable[str]]) -> None:
        self._family_of: dict[str, str] = {}
        for family, own in codes.items():
            for code in own:
                self._family_of.setdefault(code, family)

    def family(self, isco: str) -> str:
        """The family of an ISCO-08 code, or nothing."""
        for length in range(len(isco), 0, -1):
            found = self._family_of.get(isco[:length])
            if found:
                return found
        return ""
