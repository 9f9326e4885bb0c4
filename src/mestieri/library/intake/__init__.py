"""What the library lets people bring in from a spreadsheet."""

from mestieri.library.intake.directory import DIRECTORY
from mestieri.library.intake.opportunities import OPPORTUNITIES
from mestieri.library.intake.resources import RESOURCES

TARGETS = (RESOURCES, DIRECTORY, OPPORTUNITIES)

__all__ = ["DIRECTORY", "OPPORTUNITIES", "RESOURCES", "TARGETS"]
