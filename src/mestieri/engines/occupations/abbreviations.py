"""Abbreviations that people write in job titles, and what they stand for.

Our own short list, from everyday Italian, French, Spanish, German, English and Romanian
usage; a word cut with a full stop («magazz.») is looked up among the words of the labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from mestieri.engines.occupations.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")

_EVERYWHERE = {
    "ceo": "chief executive officer",
    "cfo": "chief financial officer",
    "cto": "chief technology officer",
    "hr": "human resources",
}

_BY_LANGUAGE: dict[str, dict[str, str]] = {
    "it": {
        "add": "addetto",
        "amm": "amministrativo",
        "amm.ne": "amministrazione",
        "amm.vo": "amministrativo",
        "asa": "ausiliario socio assistenziale",
        "ass": "assistente",
        "aut": "autista",
        "coll": "collaboratore",
        "comm": "commerciale",
        "cond": "conducente",
        "dir": "direttore",
        "dott": "dottore",
        "imp": "impiegato",
        "ing": "ingegnere",
        "mag": "magazziniere",
        "man": "manutentore",
        "mec": "meccanico",
        "op": "operatore",
        "oss": "operatore socio sanitario",
        "prof": "professore",
        "resp": "responsabile",
        "rspp": "responsabile del servizio di prevenzione e protezione",
        "seg": "segretario",
        "tec": "tecnico",
        "tecn": "tecnico",
        "uff": "ufficio",
    },
    "fr": {
        "adj": "adjoint",
        "aes": "accompagnant éducatif et social",
        "agt": "agent",
        "ass": "assistant",
        "atsem": "agent territorial spécialisé des écoles maternelles",
        "cdi": "",
        "dir": "directeur",
        "ing": "ingénieur",
        "op": "opérateur",
        "resp": "responsable",
        "rh": "ressources humaines",
        "tech": "technicien",
    },
    "es": {
        "adm": "administrativo",
        "admvo": "administrativo",
        "aux": "auxiliar",
        "dir": "director",
        "enc": "encargado",
        "ing": "ingeniero",
        "op": "operador",
        "resp": "responsable",
        "rrhh": "recursos humanos",
        "tec": "técnico",
    },
    "de": {
        "ang": "angestellter",
        "ass": "assistent",
        "dipl": "diplom",
        "ing": "ingenieur",
        "kfm": "kaufmännisch",
        "kfz": "kraftfahrzeug",
        "lkw": "lastkraftwagen",
        "ltg": "leitung",
        "masch": "maschinen",
        "ma": "mitarbeiter",
        "tech": "technischer",
    },
    "en": {
        "acct": "accountant",
        "admin": "administrative",
        "asst": "assistant",
        "dev": "developer",
        "dir": "director",
        "eng": "engineer",
        "exec": "executive",
        "hgv": "heavy goods vehicle",
        "mgr": "manager",
        "op": "operator",
        "rep": "representative",
        "sr": "senior",
        "jr": "junior",
        "supt": "superintendent",
        "svc": "service",
        "tech": "technician",
    },
    "ro": {
        "adm": "administrativ",
        "asist": "asistent",
        "dir": "director",
        "ing": "inginer",
        "op": "operator",
        "resp": "responsabil",
        "ru": "resurse umane",
        "teh": "tehnician",
    },
}
_LONGEST = 7
_SHORTEST_CUT = 3


def spelled_out(title: str, language: str | None, vocabulary: Mapping[str, int]) -> str:
    """The title with its abbreviations written out, as far as they are known.

    A listed abbreviation is read with or without its full stop; any other word cut by a
    full stop becomes the most frequent word of the labels that starts with it.

    Args:
        title: a title as written.
        language: its ISO 639-1 code, or None to try every language's list.
        vocabulary: folded words of the labels with their frequency, sorted by word.

    Returns:
        The title itself where it has no known abbreviation.
    """
    listed = _listed(language)
    ordered: list[str] = []

    def full(match: re.Match[str]) -> str:
        written = match.group()
        short = fold(written).rstrip(".")
        if short in listed and len(short) <= _LONGEST:
            return listed[short]
        # A full stop at the very end closes the title, unless it cuts the word short.
        if written.endswith(".") and len(short) >= _SHORTEST_CUT and short not in vocabulary:
            ordered[:] = ordered or list(vocabulary)
            return _longer(short, ordered, vocabulary) or written
        return written

    return _WORD.sub(full, title)


def _listed(language: str | None) -> dict[str, str]:
    if language in _BY_LANGUAGE:
        return _EVERYWHERE | _BY_LANGUAGE[language]
    if language is not None:
        return _EVERYWHERE
    # Without a language only what means one thing everywhere is safe.
    return _EVERYWHERE | {"resp": "responsabile", "mgr": "manager", "rrhh": "recursos humanos"}


def _longer(short: str, ordered: Sequence[str], vocabulary: Mapping[str, int]) -> str:
    """The most frequent word that starts with `short`; empty if there is none."""
    start = bisect_left(ordered, short)
    end = bisect_left(ordered, short + "\uffff")
    return max(ordered[start:end], key=lambda word: vocabulary[word], default="")
