"""Fields of the index, and how each language's words are cut and reduced to their stem."""

from __future__ import annotations

import functools

import tantivy

#: Raise it when fields or analysers change: an index of another format is built again.
FORMAT = 3

#: Language → name of its stemmer and stop words. A language added here is searched.
LANGUAGES: dict[str, str] = {"it": "italian", "en": "english"}

LONGEST_WORD = 60

#: What stands in `owner` when a document is everybody's.
EVERYBODY = "*"


@functools.cache
def schema() -> tantivy.Schema:
    """The fields of a document.

    `number`: its row (see `rows`). `id`, `kind`, `key`, `purpose`, `isco`, `owner`: whole
    values. For each language: `title_`, `names_`, `texts_` hold stems; `title_words_`,
    `names_words_` hold words as they are, for beginnings of words and typing mistakes;
    `whole_title_`, `whole_name_` hold whole names, so that who types one exactly finds it
    first. `kept` is the document as it is shown.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True, indexed=True, fast=True)
    for name in ("id", "kind", "key", "purpose", "isco", "owner"):
        builder.add_text_field(
            name, stored=name in ("kind", "key"), tokenizer_name="raw", index_option="basic"
        )
    builder.add_text_field("kept", stored=True, tokenizer_name="raw", index_option="basic")
    for language in LANGUAGES:
        for part in ("title", "names", "texts"):
            builder.add_text_field(
                f"{part}_{language}", tokenizer_name=f"stems_{language}", index_option="freq"
            )
        for part in ("title", "names"):
            builder.add_text_field(
                f"{part}_words_{language}", tokenizer_name="words", index_option="freq"
            )
        for part in ("title", "name"):
            builder.add_text_field(
                f"whole_{part}_{language}", tokenizer_name="raw", index_option="basic"
            )
    return builder.build()


@functools.cache
def words_analyzer() -> tantivy.TextAnalyzer:
    """Cuts a text in words, lower-cased and without accents."""
    return _plain().build()


@functools.cache
def stems_analyzer(language: str) -> tantivy.TextAnalyzer:
    """Cuts a text in stems of a language, leaving out the words that say nothing."""
    name = LANGUAGES[language]
    return (
        _plain().filter(tantivy.Filter.stopword(name)).filter(tantivy.Filter.stemmer(name)).build()
    )


def _plain() -> tantivy.TextAnalyzerBuilder:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )


def register_analyzers(index: tantivy.Index) -> None:
    """Tell an index how its fields are cut; needed each time it is made or opened."""
    index.register_tokenizer("words", words_analyzer())
    for language in LANGUAGES:
        index.register_tokenizer(f"stems_{language}", stems_analyzer(language))


@functools.lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """Words of a text, lower-cased and without accents."""
    return tuple(words_analyzer().analyze(_encodable(text)))


@functools.lru_cache(maxsize=20_000)
def stems_of(text: str, language: str) -> tuple[str, ...]:
    """Stems of a text in a language, without the words that say nothing."""
    return tuple(stems_analyzer(language).analyze(_encodable(text)))


def _encodable(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
