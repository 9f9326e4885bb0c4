"""Printed things are tagged PDF/UA-1, and no text makes them fail."""

import io

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.kernel.printing import print_pdf
from mestieri.kernel.staff.areas import SPACE_PLAN_FOR_PRINT
from mestieri.kernel.staff.records import REGISTER_FOR_PRINT

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


def printed(text, title="Pianta", language="it"):
    data = {
        "title": text,
        "date": text,
        "heads": ["Che cosa", text],
        "rows": [[text, "1"]],
        "empty": "",
        "footer": text,
    }
    return print_pdf(SPACE_PLAN_FOR_PRINT, data, title=title, language=language)


@settings(max_examples=25, deadline=None)
@given(text=ANY_TEXT)
def test_any_unicode_is_printed(text):
    assert printed(text, title=text).startswith(b"%PDF")


def test_a_printed_page_is_tagged_and_names_its_language_and_title():
    with pikepdf.open(io.BytesIO(printed("Città dei mestieri", language="en"))) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert str(root.Lang).startswith("en")
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Pianta"
            assert metadata["pdfuaid:part"] == "1"


def test_the_register_is_printed_with_a_heading_for_each_row():
    data = {
        "title": "Registro",
        "lead": "Generato",
        "date": "oggi",
        "controller": "Ente",
        "heads": ["Che cosa", "Perché"],
        "rows": [["Visite", "Contare"], ["Punti", "Dire dove"]],
        "footer": "",
    }
    assert print_pdf(REGISTER_FOR_PRINT, data, title="Registro").startswith(b"%PDF")
