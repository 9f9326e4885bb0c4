"""Verbs of the reception: the only code here that writes."""
