"""What changes in guidance: texts, and counts."""
