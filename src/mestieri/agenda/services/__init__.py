"""Verbs of the calendar: the only code of this room that writes."""
