"""Titles of occupations in gendered pairs, as ESCO writes them in Italian."""

from __future__ import annotations


def gendered_forms(title: str) -> list[str]:
    """Split a title in its forms, each once, in their order.

    «saldatore di tubi/saldatrice di tubi» → both; «addetto/a» → «addetto», «addetta»; a title
    without a slash, or one whose slash does not part two forms («operatore CAD/CAM»), is
    one form.

    Args:
        title: a title in any language.
    """
    parts = [part.strip() for part in title.split("/")]
    if len(parts) < 2 or not all(parts) or not _parts_are_forms(parts):
        whole = " ".join(title.split())
        return [whole] if whole else []
    forms = [parts[0], *(_completed(parts[0], part) for part in parts[1:])]
    return list(dict.fromkeys(" ".join(form.split()) for form in forms))


def _parts_are_forms(parts: list[str]) -> bool:
    """Whether the parts begin alike, as two genders of a title do, or are endings."""
    return all(_is_ending(parts[0], part) or _begin_alike(parts[0], part) for part in parts[1:])


def _begin_alike(first: str, second: str) -> bool:
    one, other = first.split()[0].casefold(), second.split()[0].casefold()
    common = 0
    for letter, other_letter in zip(one, other, strict=False):
        if letter != other_letter:
            break
        common += 1
    return common >= min(3, len(one), len(other))


def _is_ending(first: str, part: str) -> bool:
    """«addetto/a»: a vowel or two after one word only."""
    return " " not in first and len(part) == 1 and part in "aeio"


def _completed(first: str, part: str) -> str:
    return first[:-1] + part if _is_ending(first, part) else part
