"""What the room lets people bring in from a spreadsheet."""

from mestieri.demand.intake.columns import COMPANIES

TARGETS = (COMPANIES,)

__all__ = ["COMPANIES", "TARGETS"]
