"""4,000 rows brought in – read, checked, written – beside the plainest program that could.

The peer reads the same file with openpyxl, cleans each row with the same rules, and saves
resource after resource: no check beforehand, no duplicates, no report, no way back.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from mestieri.cli.benches.library.catalogue import write_catalogue

LIMIT_S = 20


def measure() -> dict[str, Any]:
    """Bring the same file into two centres: by the wizard's services, by the peer.

    Returns:
        `seconds, limit_s, cpu_seconds, rows, created, refused, peer_seconds,
        peer_cpu_seconds, ratio` (ours / peer).
    """
    from mestieri.kernel.services.centres import create_centre
    from mestieri.kernel.vocabulary import CentreKind

    ours, theirs = (
        create_centre(slug, slug, [CentreKind.CITTA_MESTIERI]) for slug in ("ours", "peer")
    )
    with tempfile.TemporaryDirectory() as folder:
        file = write_catalogue(Path(folder) / "catalogue.xlsx")
        start, worked = time.perf_counter(), time.process_time()
        report = _bring_in(ours, file)
        taken, work = time.perf_counter() - start, time.process_time() - worked
        start, worked = time.perf_counter(), time.process_time()
        saved = _plainly(theirs, file)
        peer, peer_work = time.perf_counter() - start, time.process_time() - worked
    if saved != report["created"]:
        raise RuntimeError(f"The peer saved {saved} rows, we {report['created']}.")
    return {
        "seconds": round(taken, 1),
        "limit_s": LIMIT_S,
        "cpu_seconds": round(work, 1),
        "rows": report["read"],
        "created": report["created"],
        "refused": report["refused_count"],
        "peer_seconds": round(peer, 1),
        "peer_cpu_seconds": round(peer_work, 1),
        "ratio": round(taken / peer, 2),
    }


def _bring_in(centre: Any, file: Path) -> dict[str, Any]:
    from mestieri.kernel.intake import target_named
    from mestieri.kernel.intake.reports import report_of
    from mestieri.kernel.models.intake import DuplicateDecision
    from mestieri.kernel.services.intake import receiving, running

    intake = receiving.receive_file(
        centre, target_named("resources"), file, file.name, account=None
    )
    columns = receiving.guessed_columns(intake, intake.sheet, intake.header_row)
    receiving.choose_columns(
        intake, columns, sheet=intake.sheet, header_row=intake.header_row, account=None
    )
    running.start_check(intake, account=None)
    running.run_for(intake.pk, 600)
    running.start_import(intake, DuplicateDecision.SKIP, account=None)
    return report_of(running.run_for(intake.pk, 600))


def _plainly(centre: Any, file: Path) -> int:
    """openpyxl, a cleaned row, a `save()` at a time."""
    from openpyxl import load_workbook

    from mestieri.engines.tables import guess_columns, holds_formula
    from mestieri.kernel.intake import target_named
    from mestieri.library.services.resource_rows import RowRefusal, resource_row_cleaner
    from mestieri.library.services.resources import create_resource

    clean = resource_row_cleaner(centre)
    rows = load_workbook(file).active.iter_rows(values_only=True)
    columns = guess_columns(list(next(rows)), [], target_named("resources").wanted)
    saved = 0
    for row in rows:
        said = {name: str(row[index] or "") for index, name in columns.items()}
        data = clean(said)
        if isinstance(data, RowRefusal) or any(map(holds_formula, said.values())):
            continue
        create_resource(data, centre=centre, account=None)
        saved += 1
    return saved
