"""Bring tables in: receive, say what the columns mean, check, write, undo."""
