"""Verbs of the library: the only code here that writes."""
