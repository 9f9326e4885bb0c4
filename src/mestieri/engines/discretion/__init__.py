"""Finding what says who somebody is in free text, so that it is not kept."""

from mestieri.engines.discretion.detector import find_personal_data
from mestieri.engines.discretion.discrimination import (
    Ground,
    Mention,
    find_discrimination,
    forbidden_index,
    mended,
    phrase_instead,
)
from mestieri.engines.discretion.finding import Finding
from mestieri.engines.discretion.names import find_names

__all__ = [
    "Finding",
    "Ground",
    "Mention",
    "find_discrimination",
    "find_names",
    "find_personal_data",
    "forbidden_index",
    "mended",
    "phrase_instead",
]
