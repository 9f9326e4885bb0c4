"""Forms of the CV bank."""
