"""Questions about what the library holds and what people look for."""

from mestieri.library.queries.occupations import (
    OccupationSheet,
    Related,
    all_occupations,
    occupation_by_key,
    occupation_sheet,
    other_names,
)
from mestieri.library.queries.searches import Asked, asked_in_month, searches_between

__all__ = [
    "Asked",
    "OccupationSheet",
    "Related",
    "all_occupations",
    "asked_in_month",
    "occupation_by_key",
    "occupation_sheet",
    "other_names",
    "searches_between",
]
