"""How long the import of ESCO takes, and whether a second one changes nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

LIMIT_S = 90
FOLDERS = ("v1.1.1-official", "derived", "v1.1-it-iscogroups")


def measure() -> dict[str, Any]:
    """Import the official download twice.

    Returns:
        `seconds, limit_s, cpu_seconds, occupations, skills, relations, refused,
        again_seconds, again_changed`, or `not_measured` where the data are absent.
    """
    folder = Path(os.environ.get("MESTIERI_BENCH_DATA", "../shared/data")) / "esco"
    paths = [folder / name for name in FOLDERS if (folder / name).is_dir()]
    if not paths:
        return {"not_measured": f"{folder} is not there: name it in MESTIERI_BENCH_DATA"}
    from mestieri.library.models import Occupation, OccupationSkill, Skill
    from mestieri.library.services.esco import import_esco

    start, worked = time.perf_counter(), time.process_time()
    report = import_esco(paths)
    taken, work = time.perf_counter() - start, time.process_time() - worked
    start = time.perf_counter()
    again = import_esco(paths)
    return {
        "seconds": round(taken, 1),
        "limit_s": LIMIT_S,
        "cpu_seconds": round(work, 1),
        "occupations": Occupation.objects.count(),
        "skills": Skill.objects.count(),
        "relations": OccupationSkill.objects.count(),
        "refused": report.refused_count,
        "again_seconds": round(time.perf_counter() - start, 1),
        "again_changed": again.changed_something,
    }
