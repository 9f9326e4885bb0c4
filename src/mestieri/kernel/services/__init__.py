"""Verbs of the foundations: the only code here that writes."""
