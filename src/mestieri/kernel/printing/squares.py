"""Squares that a telephone reads (QR codes)."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def qr_square(address: str) -> str:
    """An address as a QR code in SVG, with the quiet border that readers need (ISO/IEC 18004)."""
    square = qrcode.make(
        address, image_factory=SvgPathImage, error_correction=ERROR_CORRECT_M, border=4
    )
    return str(square.to_string(encoding="unicode"))
