"""How long one Europass PDF of 2020 takes: ours, the bare libraries, and two peers."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from mestieri.cli.output import CommandFailure
from mestieri.engines.europass import (
    Candidate,
    Coded,
    Education,
    Employment,
    Language,
    Period,
    Status,
    read,
    write_pdf,
    write_xml,
)

ROUNDS = 60
PHOTO = 110_000
"""Bytes of the photo, so that the XML weighs what one with a photo does (about 170 kB)."""
PICTURE = 120_000


def measure() -> list[dict[str, Any]]:
    """Milliseconds of processor time a file, median of rounds taken in turn, and how many
    times the bare one. `MESTIERI_BENCH_CV` names a real CV to measure with beside the made-up.

    All four read in one process, which has done nothing before but load its libraries.

    Raises:
        CommandFailure: that process failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.pdf"
        path.write_bytes(make_cv())
        real = os.environ.get("MESTIERI_BENCH_CV")
        return [_apart(one) for one in (path, *([Path(real)] if real else []))]


def _apart(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", __name__, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise CommandFailure(f"The speed could not be measured: {reason[0]}")
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def measure_file(path: Path) -> dict[str, Any]:
    """The same for one file, in this process."""
    ways: dict[str, Callable[[Path], object]] = {
        "bare pikepdf + lxml": _bare,
        "mestieri": _ours,
        **_peers(),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.process_time()
            way(path)
            taken[name].append((time.process_time() - began) * 1_000)
    bare = statistics.median(taken["bare pikepdf + lxml"])
    return {
        "file": path.name,
        "bytes": path.stat().st_size,
        "rounds": ROUNDS,
        "ways": [
            {
                "way": name,
                "median_ms": round(statistics.median(times), 2),
                "times_bare": round(statistics.median(times) / bare, 2),
            }
            for name, times in taken.items()
        ],
    }


def make_cv() -> bytes:
    """A made-up CV of some pages, with a photo in its XML, as the portal's own."""
    chance = random.Random(2020)  # noqa: S311 - always the same photo
    story = "<p>" + "Saldatura, taglio e collaudo di tubi in acciaio. " * 40 + "</p>"
    jobs = tuple(
        Employment(
            position=f"Lavoro {number}",
            employer="Officine Prova",
            city="Rho",
            country=Coded("IT"),
            sector=Coded("C"),
            period=Period(f"{1995 + number}"),
            description=story,
        )
        for number in range(8)
    )
    record = Candidate(
        "Anna",
        "Prova",
        summary=story,
        employment=jobs,
        education=(Education("Diploma", "ITIS Immaginario", description=story),),
        languages=(Language(Coded("it"), True), Language(Coded("en"), False, "B1", "B1")),
        locale="it",
    )
    xml = write_xml(record)
    photo = base64.b64encode(base64.b64encode(chance.randbytes(PHOTO * 3 // 4)))
    picture = b"<Attachment><EmbeddedData>" + photo + b"</EmbeddedData></Attachment>"
    xml = xml.replace(b"</CandidateProfile>", picture + b"</CandidateProfile>")
    with pikepdf.open(io.BytesIO(write_pdf(record))) as pdf:
        specification = pdf.Root.Names.EmbeddedFiles.Names[1]
        specification.EF.F = pikepdf.Stream(pdf, xml)
        pdf.Root.PieceInfo = pikepdf.Dictionary(
            Picture=pikepdf.Stream(pdf, chance.randbytes(PICTURE))
        )
        file = io.BytesIO()
        pdf.save(file, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return file.getvalue()


def _ours(path: Path) -> None:
    assert read(path).status is Status.READ


def _bare(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        etree.fromstring(next(iter(pdf.attachments.values())).get_file().read_bytes())


def _peers() -> dict[str, Callable[[Path], object]]:
    """The peers that are installed: they are needed for nothing else."""
    peers: dict[str, Callable[[Path], object]] = {}
    try:
        import pypdf
    except ImportError:
        pass
    else:
        peers[f"pypdf {pypdf.__version__} + lxml"] = _pypdf
    try:
        import pdfminer
    except ImportError:
        pass
    else:
        peers[f"pdfminer.six {pdfminer.__version__} + lxml"] = _pdfminer
    return peers


def _pypdf(path: Path) -> None:
    from pypdf import PdfReader

    etree.fromstring(next(iter(PdfReader(path).attachments.values()))[0])


def _pdfminer(path: Path) -> None:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    with path.open("rb") as file:
        catalog = PDFDocument(PDFParser(file)).catalog
        names = resolve1(resolve1(resolve1(catalog["Names"])["EmbeddedFiles"])["Names"])
        stream = resolve1(resolve1(resolve1(names[1])["EF"])["F"])
        etree.fromstring(stream.get_data())


if __name__ == "__main__":
    print(json.dumps(measure_file(Path(sys.argv[1]))))
