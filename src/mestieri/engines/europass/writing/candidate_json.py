"""The tree of the XML as JSON."""

from __future__ import annotations

import json

from mestieri.engines.europass.candidate_json import as_tree
from mestieri.engines.europass.record import Candidate
from mestieri.engines.europass.writing.candidate_xml import candidate_element


def candidate_json(record: Candidate, language: str = "") -> bytes:
    """The record as JSON, UTF-8."""
    tree = as_tree(candidate_element(record, language))
    return json.dumps(tree, ensure_ascii=False, indent=1).encode()
