"""Whether words of a person stand in something, as words: «anna@x.it» is not in «joanna@x.it»."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

#: What stands where a word of a person stood.
BLANK = "[…]"
_HOST = r"@[\w-]+(?:\.[\w-]+)+"
#: Addresses as they are met in a text, and with every sign that RFC 5322 allows before the @:
#: a quotation mark before an address is one of those signs, so both are read.
ADDRESSES = (
    re.compile(r"[\w.+-]+" + _HOST),
    re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+" + _HOST),
)


@functools.lru_cache(maxsize=64)
def as_word(word: str) -> re.Pattern[str]:
    """A word, an address or a whole name by itself, whatever its case."""
    before, after = r"(?<!\w)", r"(?!\w)"
    if "@" in word:
        before, after = r"(?<![\w.!#$%&*+/=?^`{|}~-])", r"(?![\w-]|\.\w)"
    return re.compile(before + re.escape(word) + after, re.IGNORECASE)


def is_said(value: Any, words: Iterable[str]) -> bool:
    """Whether one of the words stands in a text, or in any text of a JSON value."""
    texts = list(texts_of(value))
    return any(as_word(word).search(text) for word in words for text in texts)


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a value as JSON knows them, names of keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)


def blanked(value: Any, words: Iterable[str]) -> Any:
    """A value with `BLANK` where the words stood."""
    if isinstance(value, str):
        for word in words:
            value = as_word(word).sub(BLANK, value)
        return value
    if isinstance(value, dict):
        return {blanked(key, words): blanked(inner, words) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [blanked(inner, words) for inner in value]
    return value


def addresses_in(value: Any) -> set[str]:
    """E-mail addresses in a value, in small letters."""
    return {
        found.lower()
        for text in texts_of(value)
        for pattern in ADDRESSES
        for found in pattern.findall(text)
    }


def texts_of_json(text: str) -> list[str]:
    """The texts of a line of JSON; the line itself where it is none."""
    try:
        return list(texts_of(json.loads(text)))
    except ValueError:
        return [text]
