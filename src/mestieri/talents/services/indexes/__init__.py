"""Macro-indexes: what the group searches by, and what each CV says."""
