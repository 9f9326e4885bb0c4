"""What words only begun may become, and what is nearest to words that found nothing."""

from __future__ import annotations

from mestieri.engines.find import words_of
from mestieri.www import finding

HITS_LOOKED_AT, MOST_BEGINNINGS = 40, 6
LONGEST_BEGINNING, SHORTEST_BEGINNING = 7, 3  # letters of a word looked for by its beginning


def begun(words: str, language: str, centre_slug: str) -> list[str]:
    """Titles and names that have the words typed so far, the last of which may be only begun.

    Raises:
        IndexUnusable, OSError: the index can neither be used nor built.
    """
    follower = finding.the_index()
    follower.keep_in_step()
    hits = follower.search(words, language, HITS_LOOKED_AT, centre_slug).hits
    names = [
        hit.match.words
        for hit in hits
        if hit.match.is_exact and hit.match.words and hit.match.language == language
    ]
    return list({name.casefold(): name for name in names}.values())[:MOST_BEGINNINGS]


def nearest(words: str, language: str, centre_slug: str) -> list[str]:
    """Titles and names that begin as the longest word of a question that found nothing does.

    Raises:
        IndexUnusable, OSError: the index can neither be used nor built.
    """
    longest = max(words_of(words), key=len, default="")[:LONGEST_BEGINNING]
    for letters in range(len(longest), SHORTEST_BEGINNING - 1, -1):
        if names := begun(longest[:letters], language, centre_slug):
            return names
    return []
