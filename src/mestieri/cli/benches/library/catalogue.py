"""A documentalist's catalogue of 4,000 rows, made by chance from a fixed seed; 12 are faulty.

The bench measures with it, and the browser tests of S5 bring it in.
"""

from __future__ import annotations

import datetime
import random
from pathlib import Path

from openpyxl import Workbook

ROWS = 4_000
TITLES = [
    "Titolo",
    "Tipo materiale",
    "Inventario",
    "Autore",
    "Editore",
    "Anno",
    "ISBN",
    "Descrizione",
    "Link",
    "Lingua",
    "Esigenze",
    "Collocazione",
    "Copie",
    "Da rivedere entro",
]
KINDS = ["Libro", "Opuscolo", "Guida", "Rivista", "Sito web", "Scheda professionale"]
WORDS = [
    "lavoro",
    "apprendistato",
    "colloquio",
    "curriculum",
    "impresa",
    "bando",
    "mestiere",
    "corso",
    "officina",
    "cucina",
    "cantiere",
    "sartoria",
    "orto",
    "magazzino",
    "assistenza",
    "vendita",
    "saldatura",
    "idraulica",
]

#: Row of the file → title of the column → what is wrong there.
FAULTS: dict[int, dict[str, str]] = {
    57: {"Titolo": ""},
    311: {"Tipo materiale": ""},
    648: {"Tipo materiale": "pergamena"},
    902: {"Anno": "duemila"},
    1205: {"ISBN": "978-88-04-66823-0"},
    1502: {"Titolo": '=HYPERLINK("http://example.org")'},
    1777: {"Da rivedere entro": "31/02/2027"},
    2048: {"Link": "non è un indirizzo", "Tipo materiale": "Sito web"},
    2500: {"Anno": "1066"},
    3003: {"Lingua": "klingon"},
    3456: {"Esigenze": "dormire"},
    3999: {"Copie": "tre"},
}


def rows() -> list[list[str]]:
    """Titles and 4,000 rows; the first row of the file is 1, the titles."""
    chance = random.Random(2009)  # noqa: S311
    made = [TITLES]
    for number in range(1, ROWS + 1):
        row = dict(zip(TITLES, _row(number, chance), strict=True))
        row.update(FAULTS.get(number + 1, {}))
        made.append(list(row.values()))
    return made


def _row(number: int, chance: random.Random) -> list[str]:
    kind = KINDS[number % len(KINDS)]
    title = " ".join(chance.choices(WORDS, k=4)).capitalize()
    due = datetime.date(2027, 1, 1) + datetime.timedelta(days=chance.randrange(700))
    return [
        f"{title} {number}", kind, f"INV-{number:05d}", f"Autrice {number % 97}",
        f"Edizioni {number % 31}", str(chance.randrange(1990, 2026)), "",
        f"Una descrizione di {title.lower()}.",
        f"https://example.org/{number}" if kind == "Sito web" else "",
        chance.choice(["italiano", "it; en", "francese"]),
        chance.choice(["lavoro", "formazione; orientamento", "impresa"]),
        f"{chance.choice('ABCD')}{chance.randrange(1, 9)}", "1", due.strftime("%d/%m/%Y"),
    ]  # fmt: skip


def write_catalogue(path: Path) -> Path:
    """The catalogue as a spreadsheet, every cell written as text."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Catalogo"
    for line, cells in enumerate(rows(), start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(line, column, text or None)
            if text.startswith("="):
                cell.data_type = "s"
    workbook.save(path)
    return path
