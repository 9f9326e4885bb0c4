"""What a room lets people bring in from a spreadsheet.

A room offers an `IntakeTarget` in its `exchange.py`; the wizard of the Banco and the command
line then bring tables of it in, with the same checks, the same report and the same way back.
The room writes an `Importer`: what a row means, what is already there, how it is written.
"""

from mestieri.kernel.intake.importer import Existing, Importer, digest_of
from mestieri.kernel.intake.targets import (
    IntakeField,
    IntakeTarget,
    all_targets,
    offer_target,
    target_named,
    targets_for,
)

__all__ = [
    "Existing",
    "Importer",
    "IntakeField",
    "IntakeTarget",
    "all_targets",
    "digest_of",
    "offer_target",
    "target_named",
    "targets_for",
]
