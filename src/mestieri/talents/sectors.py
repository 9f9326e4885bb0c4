"""From the trade of a company to the sectors among which owners of CVs choose.

The letters of `vocabulary.SECTORS` are those of the classification of 2007; ATECO 2025 gave some
activities another letter, while the two figures of a division kept their meaning: by them a
code of either is read.
"""

from __future__ import annotations

#: First division, last division → letter.
DIVISIONS = (
    (1, 3, "A"), (5, 9, "B"), (10, 33, "C"), (35, 35, "D"), (36, 39, "E"), (41, 43, "F"),
    (45, 47, "G"), (49, 53, "H"), (55, 56, "I"), (58, 63, "J"), (64, 66, "K"), (68, 68, "L"),
    (69, 75, "M"), (77, 82, "N"), (84, 84, "O"), (85, 85, "P"), (86, 88, "Q"), (90, 93, "R"),
    (94, 96, "S"), (97, 98, "T"),
)  # fmt: skip


def sector_of(ateco: str) -> str:
    """Letter of the sector of a code such as `62.10.00`; empty where it is none."""
    figures = ateco.strip()[:2]
    if not figures.isdecimal():
        return ""
    division = int(figures)
    return next((letter for first, last, letter in DIVISIONS if first <= division <= last), "")
