"""Which language a question is in, as far as its letters and its little words tell.

The lexicon recognises eleven languages by what it knows of them. This recognises others: by
their script, or by the words of `lexicon/other_languages.csv`, a file anybody can edit.
"""

from __future__ import annotations

import csv
import functools
import unicodedata
from collections import Counter
from dataclasses import dataclass

from mestieri.engines.find.lexicon import Reading, cut
from mestieri.engines.find.lexicon.reading import FOLDER, OTHER_LANGUAGES
from mestieri.engines.find.lexicon.reading import LANGUAGES as OF_THE_LEXICON

#: First word of Unicode's name of a letter → language that is written so. Scripts of several
#: languages that some voice knows (Latin, Cyrillic, Arabic) are told apart by words.
SCRIPTS = {
    "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "THAI": "th",
    "BENGALI": "bn", "DEVANAGARI": "hi", "GURMUKHI": "pa", "GUJARATI": "gu", "TAMIL": "ta",
    "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si", "ETHIOPIC": "am",
    "GEORGIAN": "ka", "ARMENIAN": "hy", "GREEK": "el", "HEBREW": "he", "KHMER": "km",
    "LAO": "lo", "MYANMAR": "my", "TIBETAN": "bo",
}  # fmt: skip


@dataclass(frozen=True)
class Spoken:
    """What is known of a question's language.

    Attributes:
        language: code, or empty if nothing tells.
        is_foreign: it is none of those of the lexicon.
    """

    language: str = ""
    is_foreign: bool = False


def spoken_in(text: str, reading: Reading) -> Spoken:
    """The language of a question.

    Args:
        text: any Unicode, already bounded in length.
        reading: what the lexicon made of it.
    """
    script = _script_of(text)
    if (language := SCRIPTS.get(script, "")) and script != "CJK":
        return Spoken(language, language not in OF_THE_LEXICON)
    words = cut(text)
    known = sum(len(one.words) for one in reading.recognised)
    known += sum(word in reading.small_words for word in words)
    votes = Counter(language for word in words for language in _other_words().get(word, ()))
    best = max(votes, key=lambda code: votes[code], default="")
    if best and votes[best] > known and votes[best] * 3 >= len(words):
        return Spoken(best, is_foreign=True)
    return Spoken(reading.language or language)


def _script_of(text: str) -> str:
    """The script most letters are of, as Unicode names its letters."""
    scripts = Counter(
        unicodedata.name(sign, "?").split(" ")[0].split("-")[0]
        for sign in text
        if unicodedata.category(sign)[0] == "L"
    )
    if scripts["HIRAGANA"] + scripts["KATAKANA"]:  # Japanese has Chinese characters too
        return "HIRAGANA"
    return max(scripts, key=lambda script: scripts[script], default="")


@functools.cache
def _other_words() -> dict[str, frozenset[str]]:
    """Folded word → languages that have it."""
    words: dict[str, set[str]] = {}
    with (FOLDER / OTHER_LANGUAGES).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for form in row["words"].split(";"):
                for word in cut(form):
                    words.setdefault(word, set()).add(row["language"])
    return {word: frozenset(languages) for word, languages in words.items()}
