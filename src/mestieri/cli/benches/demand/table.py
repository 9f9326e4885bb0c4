"""20,000 companies brought in by the wizard's services, beside a loop of `save()`.

The peer reads the same file with the standard library's `csv` and saves company after company:
no check of numbers, codes or places, no duplicates, no history, no report, no way back.
"""

from __future__ import annotations

import csv
import tempfile
import time
from pathlib import Path
from typing import Any

from mestieri.cli.benches.demand.territory import a_centre

ROWS, LIMIT_S = 20_000, 30
HEAD = ("Ragione sociale", "Partita IVA", "ATECO", "Comune", "Addetti", "Telefono", "Referente")
CODES = ("62.10.00", "26.11.00", "10.71.10", "25.53.00", "52.10.10")
PLACES = ("Pregnana Milanese", "Rho", "Milano", "Arluno", "Cornaredo")


def measure() -> dict[str, Any]:
    """Returns `seconds, limit_s, cpu_seconds, rows, created, again_created, peer_seconds`."""
    from mestieri.kernel.services import centres
    from mestieri.kernel.vocabulary import CentreKind

    ours = a_centre()
    theirs = centres.create_centre("peer", "Peer", [CentreKind.JOB_CENTER])
    with tempfile.TemporaryDirectory() as folder:
        file = _write(Path(folder) / "companies.csv")
        start, worked = time.perf_counter(), time.process_time()
        report = _bring_in(ours, file)
        taken, work = time.perf_counter() - start, time.process_time() - worked
        again = _bring_in(ours, file)
        start = time.perf_counter()
        _plainly(theirs, file)
        peer = time.perf_counter() - start
    return {
        "seconds": round(taken, 1),
        "limit_s": LIMIT_S,
        "cpu_seconds": round(work, 1),
        "rows": report["read"],
        "created": report["created"],
        "refused": report["refused_count"],
        "again_created": again["created"],
        "peer_seconds": round(peer, 1),
    }


def _write(path: Path) -> Path:
    from stdnum import luhn

    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEAD)
        for one in range(ROWS):
            number = f"{one:07d}015"
            code = number + luhn.calc_check_digit(number) if one % 3 else ""
            contact = f"Persona {one}" if one % 4 == 0 else ""
            writer.writerow(
                (f"Azienda {one:05d} S.r.l.", code, CODES[one % 5], PLACES[one % 5],
                 one % 300 + 1, f"02 93{one:06d}", contact)
            )  # fmt: skip
    return path


def _bring_in(centre: Any, file: Path) -> dict[str, Any]:
    from mestieri.kernel.intake import target_named
    from mestieri.kernel.intake.reports import report_of
    from mestieri.kernel.models.intake import DuplicateDecision
    from mestieri.kernel.services.intake import receiving, running

    target = target_named("companies")
    assert target is not None
    intake = receiving.receive_file(centre, target, file, file.name, account=None)
    columns = receiving.guessed_columns(intake, intake.sheet, intake.header_row)
    receiving.choose_columns(
        intake, columns, sheet=intake.sheet, header_row=intake.header_row, account=None
    )
    running.start_check(intake, account=None)
    running.run_for(intake.pk, 600)
    running.start_import(intake, DuplicateDecision.SKIP, account=None)
    return report_of(running.run_for(intake.pk, 600))


def _plainly(centre: Any, file: Path) -> None:
    from mestieri.demand.models import Company

    with file.open(newline="", encoding="utf-8") as table:
        for row in csv.DictReader(table, delimiter=";"):
            Company(
                centre=centre, legal_name=row["Ragione sociale"], tax_code=row["Partita IVA"],
                ateco=row["ATECO"], municipality=row["Comune"], phone=row["Telefono"],
                source="Peer",
            ).save()  # fmt: skip
