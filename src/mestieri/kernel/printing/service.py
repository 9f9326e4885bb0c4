"""The one print service: a Typst template and its data become a tagged PDF."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import typst

from mestieri.engines.typesetting import cleaned, font_families, fonts, printable

#: A printed document is PDF/UA-1 (ISO 14289-1): title, language, headings, tags.
STANDARD = "ua-1"
LAYOUT = Path(__file__).parent / "layout.typ"


class PrintFailure(RuntimeError):
    """A template is at fault: data alone never makes printing fail."""


def print_pdf(template: Path, data: dict[str, Any], *, title: str, language: str = "it") -> bytes:
    """Make a PDF/UA-1 document.

    Args:
        template: a Typst file that defines `body(data)`; it may use what `layout.typ` offers.
        data: strings, numbers, booleans, lists and dictionaries of them, None.
        title: title of the document; if empty after cleaning, the product's name stands in.
        language: ISO 639-1 code of the document's language.

    Returns:
        The PDF file.

    Raises:
        PrintFailure: the template cannot be set.
    """
    document = {
        "title": printable(title).strip() or "Mestieri",
        "language": language,
        "fonts": font_families(),
        "data": cleaned(data),
    }
    source = f"{LAYOUT.read_text()}\n{template.read_text()}\n#show-document(body)\n"
    try:
        pdf = typst.compile(
            source.encode(),
            font_paths=fonts(),
            format="pdf",
            sys_inputs={"document": json.dumps(document)},
            pdf_standards=STANDARD,
            timestamp=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise PrintFailure(f"{template.name}: {error}") from error
    assert isinstance(pdf, bytes)
    return pdf
