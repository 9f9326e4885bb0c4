"""Made-up documents of every dialect, as others write them; nobody in them exists."""

from __future__ import annotations

from pathlib import Path

DOCUMENTS = Path(__file__).parent / "documents"

LEARNERINFO_1 = (DOCUMENTS / "learnerinfo-1.0.xml").read_bytes()
SKILLSPASSPORT_3 = (DOCUMENTS / "skillspassport-3.4.xml").read_bytes()
SKILLSPASSPORT_JSON = (DOCUMENTS / "skillspassport-3.3.json").read_bytes()
CANDIDATE = (DOCUMENTS / "candidate-4.0.xml").read_bytes()
