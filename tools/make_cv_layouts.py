"""Make the CVs of `tests/engines/europass/layouts_seen`: made-up people, set by LibreOffice.

    python tools/make_cv_layouts.py [FOLDER] [LAYOUT…]

Needs LibreOffice Writer (Debian: `libreoffice-writer`) and, for the coloured band, Chromium;
nothing else of Mestieri needs LibreOffice.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cv_layouts.cells import CELLS
from cv_layouts.designs import LAYOUTS
from cv_layouts.people import person

SEEN = Path(__file__).parents[1] / "tests" / "engines" / "europass" / "layouts_seen"
FILES = {"formato-2002-ruled": 12, "formato-2002-plain": 12, "tables-ruled": 12}
BY_BROWSER = {"side-band-graphic"}
OTHERWISE = 10


def main(folder: Path, *wanted: str) -> None:
    layouts = {**LAYOUTS, **CELLS}
    for index, (name, (title, two_columns, languages, design)) in enumerate(layouts.items()):
        if wanted and name not in wanted:
            continue
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        made_with = "Chromium" if name in BY_BROWSER else "LibreOffice Writer"
        about = {"title": title, "made_with": made_with, "two_columns_2002": two_columns}
        write_json(target / "layout.json", about)
        with tempfile.TemporaryDirectory() as scratch:
            for number in range(1, FILES.get(name, OTHERWISE) + 1):
                someone = person(index * 100 + number, languages[number % len(languages)])
                html, precision = design(someone, number)
                (Path(scratch) / f"{number:02d}.html").write_text(html, encoding="utf-8")
                write_json(target / f"{number:02d}.json", someone.truth(precision))
            print_to_pdf = print_by_browser if name in BY_BROWSER else print_by_writer
            print_to_pdf(sorted(Path(scratch).glob("*.html")), target)


def write_json(file: Path, value: dict) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def print_by_browser(pages: list[Path], target: Path) -> None:
    for page in pages:
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
        command.append("--no-pdf-header-footer")
        command.append(f"--print-to-pdf={target / page.with_suffix('.pdf').name}")
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)


def print_by_writer(pages: list[Path], target: Path) -> None:
    off = {"type": "boolean", "value": "false"}
    options = json.dumps({"UseTaggedPDF": off, "ExportBookmarks": off})
    command = ["soffice", "--headless", "--infilter=HTML (StarWriter)"]
    command += ["--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", str(target)]
    subprocess.run([*command, *map(str, pages)], check=True, capture_output=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SEEN, *sys.argv[2:])
