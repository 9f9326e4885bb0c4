"""Make the CVs of `tests/engines/europass/layouts_unseen`, and the truth of each.

Who works on the CV reader does not read this file nor what it makes. Needs LibreOffice (`soffice`)
and Chromium on the machine, and typst from the environment:

    python tools/make_unseen_cv_layouts.py            # every layout
    python tools/make_unseen_cv_layouts.py NAME …     # some
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import typst
from playwright.sync_api import sync_playwright
from unseen_cv_layouts import formato_2002, side_band, typeset, word_processor
from unseen_cv_layouts.people import Person, make_person

HOME = Path(__file__).parent.parent / "tests/engines/europass/layouts_unseen"
LARGEST = 40_000  # bytes
Printer = Callable[[dict[Path, str]], None]


@dataclass(frozen=True)
class Layout:
    """How one folder is made: who is in it, what source a CV has, what prints the sources."""

    title: str
    made_with: str
    languages: str
    source: Callable[[Person], str]
    printer: Printer
    two_columns_2002: bool = False


def print_with_libreoffice(sources: dict[Path, str]) -> None:
    """Flat OpenDocument to PDF, all files in one start of LibreOffice."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for target, source in sources.items():
            (folder / f"{target.stem}.fodt").write_text(source)
        files = [str(folder / f"{target.stem}.fodt") for target in sources]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch]
        subprocess.run([*command, *files], check=True, capture_output=True)
        for target in sources:
            target.write_bytes((folder / f"{target.stem}.pdf").read_bytes())


def print_with_typst(sources: dict[Path, str]) -> None:
    """typst to PDF; its structure tree is large until it is packed."""
    for target, source in sources.items():
        with pikepdf.open(io.BytesIO(typst.compile(source.encode()))) as pdf:
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def print_with_chromium(sources: dict[Path, str]) -> None:
    """HTML to PDF, as «print to file» does."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        for target, source in sources.items():
            page.set_content(source)
            page.pdf(path=target, prefer_css_page_size=True, print_background=True, tagged=False)
        browser.close()


LAYOUTS = {
    "formato-europeo-2002-narrow": Layout(
        "Formato europeo 2002, narrow letters, a line between the columns",
        "LibreOffice Writer",
        "it it it it it it it it it it ro fr",
        formato_2002.narrow,
        print_with_libreoffice,
        two_columns_2002=True,
    ),
    "formato-europeo-2002-grey": Layout(
        "Formato europeo 2002, labels on grey, an experience a row",
        "LibreOffice Writer",
        "it it it it it it it it it it it it",
        formato_2002.grey,
        print_with_libreoffice,
        two_columns_2002=True,
    ),
    "word-chronological": Layout(
        "Typed from the newest job down: capitals, bullets, tabs, footers",
        "LibreOffice Writer",
        "it it it it it it it it it en en fr",
        word_processor.chronological,
        print_with_libreoffice,
    ),
    "ruled-tables": Layout(
        "A ruled table a section; period, firm and job in columns",
        "LibreOffice Writer",
        "it it it it it it it it ro ro de es",
        word_processor.tables,
        print_with_libreoffice,
    ),
    "side-band": Layout(
        "A coloured band at one side with what is not work",
        "Chromium",
        "it it it it it it it it en fr es de",
        side_band.band,
        print_with_chromium,
    ),
    "europass-2013-retyped": Layout(
        "Like the Europass of 2013, other languages, no data inside",
        "typst",
        "fr fr fr es es de de ro ro ro en en",
        typeset.europass,
        print_with_typst,
    ),
    "skills-first": Layout(
        "One plain page: skills first, jobs late and short",
        "typst",
        "it it it it it it it it en fr es ro",
        typeset.skills_first,
        print_with_typst,
    ),
}


def make(name: str, layout: Layout) -> None:
    """Write a folder; raises ValueError when a PDF is too large."""
    folder = HOME / name
    folder.mkdir(parents=True, exist_ok=True)
    sources: dict[Path, str] = {}
    about: dict[str, object] = {"title": layout.title, "made_with": layout.made_with}
    about["two_columns_2002"] = layout.two_columns_2002
    (folder / "layout.json").write_text(json.dumps(about, ensure_ascii=False) + "\n")
    for place, language in enumerate(layout.languages.split()):
        person = make_person(f"{name}/{place}", language, place)
        target = folder / f"{place + 1:02}.pdf"
        sources[target] = layout.source(person)
        truth = json.dumps(person.truth(), ensure_ascii=False, indent=1)
        target.with_suffix(".json").write_text(truth + "\n")
    layout.printer(sources)
    for target in sources:
        if (size := target.stat().st_size) > LARGEST:
            raise ValueError(f"{target} has {size} bytes")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or LAYOUTS:
        make(wanted, LAYOUTS[wanted])
