"""Made-up people and their CVs, for the demo, the bench and the tests. Nobody in them exists."""

from mestieri.cli.demonstration.cvs.files import thousand, write_folder
from mestieri.cli.demonstration.cvs.people import people

__all__ = ["people", "thousand", "write_folder"]
