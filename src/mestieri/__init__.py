"""Mestieri: the software that runs a *Città dei Mestieri e delle Professioni*."""

__version__ = "0.1.0"
