"""Columns that the database keeps closed, and the keys that open them, kept outside it."""
