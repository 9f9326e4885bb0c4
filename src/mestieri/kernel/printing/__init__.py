"""Printed things: Typst documents, tagged as PDF/UA-1, that never fail on data."""

from mestieri.kernel.printing.service import PrintFailure, print_pdf
from mestieri.kernel.printing.squares import qr_square

__all__ = ["PrintFailure", "print_pdf", "qr_square"]
