"""Words of any script, brought to a form in which people's ways of writing them meet."""

from __future__ import annotations

import functools
import re
import unicodedata

#: Letters that keyboards exchange: Ukrainian, and the Arabic letters of Urdu and Arabic.
_SAME = str.maketrans(
    {
        "ґ": "г",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ہ": "ه",
        "ھ": "ه",
        "ة": "ه",
        "ۃ": "ه",
        "ـ": "",
        "\u02bc": " ",
    }
)

LATIN, CYRILLIC, ARABIC, BENGALI, HAN, OTHER = "latin", "cyrillic", "arabic", "bengali", "han", ""
_RANGES = (
    ("\u0041", "\u024f", LATIN),
    ("\u0400", "\u052f", CYRILLIC),
    ("\u0600", "\u06ff", ARABIC),
    ("\u0980", "\u09ff", BENGALI),
    ("\u3400", "\u9fff", HAN),
)

#: Ending a word may lose, after the letters that must remain.
_ENDING = {
    LATIN: re.compile("(?<=.{4})(ului|ilor|elor|ul|es|[saeio])$"),
    CYRILLIC: re.compile(
        "(?<=.{4})([ая]ми|ого|ому|ими|[оеє]ю|[оеєиая]м|[ая]х|ів|ии|ка|[аяуюіиеєоь])$"
    ),
    BENGALI: re.compile("(?<=.{3})(গুলো|দের|ের|কে|তে|টা|টি|ে|র)$"),
}
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")


def cut(text: str) -> list[str]:
    """Words of a text: lower-cased, without accents; a Chinese character is a word of its own.

    Signs over and under letters are dropped where people leave them out (Latin, Cyrillic,
    Arabic), and kept where they are vowels (Bengali).
    """
    words: list[str] = []
    word = ""
    for sign in unicodedata.normalize("NFKD", text.casefold()).translate(_SAME):
        category = unicodedata.category(sign)
        if category == "Cf" or (category == "Mn" and script_of(word[-1:]) != BENGALI):
            continue
        is_letter = category[0] in "LNM"
        if is_letter and script_of(sign) != HAN:
            word += sign
            continue
        words += [word, sign] if is_letter else [word]
        word = ""
    return [known for known in [*words, word] if known]


def script_of(word: str) -> str:
    """Script of the first letter."""
    return _script_of_letter(word[:1])


@functools.cache
def _script_of_letter(letter: str) -> str:
    return next((name for low, high, name in _RANGES if low <= letter <= high), OTHER)


def stem_of(word: str) -> str:
    """A word of `cut` without its ending, or its Arabic article."""
    script = script_of(word)
    if script == ARABIC:
        for article in _ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= 3:
                return word[len(article) :]
        return word
    ending = _ENDING.get(script)
    return ending.sub("", word, count=1) if ending else word
