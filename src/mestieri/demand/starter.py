"""An example of a call script, in Italian: companies are called in the language of the place."""

from __future__ import annotations

from typing import Any

from mestieri.demand.vocabulary import StepKind


def starter_steps() -> list[dict[str, Any]]:
    """Opening, three questions, two objections, two closings; it can be used as it is."""
    return [
        _step(
            "1", StepKind.OPENING, "Chi siamo",
            "Buongiorno, chiamo dal Job Center. Siamo persone che cercano lavoro e si aiutano: "
            "non vendiamo niente, il servizio è gratuito. Ha due minuti?",
            [("Sì", "2"), ("Adesso no", "6"), ("Dove avete preso il numero?", "5")],
        ),
        _step(
            "2", StepKind.QUESTION, "Di quali mestieri avete bisogno?",
            "Quali mestieri o competenze mancano oggi da voi, o mancheranno nei prossimi mesi?",
            [("Ne dice almeno uno", "3"), ("Nessuno", "4")],
        ),
        _step(
            "3", StepKind.QUESTION, "Entro quando?",
            "Entro quando servirebbe qualcuno, e con quale orario?",
            [("Lo dice", "8"), ("Non lo sa ancora", "4")],
        ),
        _step(
            "4", StepKind.QUESTION, "Possiamo mandare due righe?",
            "Possiamo mandarvi due righe che dicono chi siamo e che cosa sappiamo fare?",
            [("Sì", "8"), ("No", "7")],
        ),
        _step(
            "5", StepKind.OBJECTION, "Da dove viene il numero",
            "La fonte è scritta qui accanto: la leggo. Se non volete essere chiamati, lo segno "
            "subito e nessuno di noi vi chiama più.",
            [("Va bene, continui", "2"), ("Non chiamateci più", "7")],
        ),
        _step(
            "6", StepKind.OBJECTION, "Non è il momento",
            "Capisco. Quando posso richiamare, che giorno e a che ora?",
            [("Dice un giorno", "8"), ("Mai", "7")],
        ),
        _step(
            "7", StepKind.CLOSING, "Grazie lo stesso",
            "Grazie del tempo. Buon lavoro.", [],
        ),
        _step(
            "8", StepKind.CLOSING, "Che cosa succede adesso",
            "Grazie. Ripeto che cosa facciamo noi, e entro quando. Buon lavoro.", [],
        ),
    ]  # fmt: skip


def _step(
    code: str, kind: StepKind, title: str, text: str, answers: list[tuple[str, str]]
) -> dict[str, Any]:
    return {
        "code": code,
        "kind": kind.value,
        "title": title,
        "text": text,
        "answers": [{"label": label, "to": to} for label, to in answers],
    }
