"""Finding what says who somebody is in free text, so that it is not kept."""

from mestieri.engines.discretion.detector import Finding, find_personal_data

__all__ = ["Finding", "find_personal_data"]
