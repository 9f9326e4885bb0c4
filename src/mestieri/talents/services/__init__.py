"""Verbs of the CV bank, one module a verb."""
