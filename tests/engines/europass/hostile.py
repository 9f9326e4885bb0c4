"""Files that somebody might send, by mistake or not; and what becomes of a good file that is cut
and stirred."""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from mestieri.engines.europass import Status, write_json, write_pdf, write_xml
from tests.engines.europass.records import EVERYTHING

SEEN = Path(__file__).parent / "layouts_seen"


def saved(pdf: pikepdf.Pdf, **how: object) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **how)
    return file.getvalue()


def blank(pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    return pdf


def encrypted() -> bytes:
    return saved(blank(), encryption=pikepdf.Encryption(owner="o", user="u"))


def locked() -> bytes:
    allow = pikepdf.Permissions(extract=False)
    return saved(blank(), encryption=pikepdf.Encryption(owner="o", user="", allow=allow))


def with_loop() -> bytes:
    pdf = blank()
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    return saved(pdf)


def with_script() -> bytes:
    pdf = pikepdf.open(io.BytesIO(write_pdf(EVERYTHING)))
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('boo')")
    pdf.Root.OpenAction = action
    return saved(pdf)


def with_attachment(data: bytes, packed: bytes | None = None) -> bytes:
    """A PDF whose attachment is `data`, or unpacks from `packed`."""
    pdf = blank()
    stream = pikepdf.Stream(pdf, packed if packed is not None else data)
    if packed is not None:
        stream.Filter = pikepdf.Name.FlateDecode
    names = pikepdf.Array(["a", pikepdf.Dictionary(EF=pikepdf.Dictionary(F=stream), F="a")])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def annotated(data: bytes) -> bytes:
    """A PDF with a file attachment on its page, as those of 2007 to 2013."""
    pdf = blank()
    stream = pikepdf.Stream(pdf, data)
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FileAttachment,
        FS=pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="CV.xml", EF={"/F": stream}),
        Rect=[0, 0, 9, 9],
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([annotation]))
    return saved(pdf)


def that_draws_a_thousandfold() -> bytes:
    pdf = blank()
    packed = zlib.compress(b"0 0 m 9 9 l S\n" * 700_000, 9)
    stream = pikepdf.Stream(pdf, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    pdf.pages[0].Contents = pdf.make_indirect(stream)
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def scan() -> bytes:
    pdf = blank()
    picture = pikepdf.Stream(
        pdf, b"\x55" * 5_000, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=200,
        Height=200, BitsPerComponent=1, ColorSpace=pikepdf.Name.DeviceGray,
    )  # fmt: skip
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"q 500 0 0 700 0 0 cm /P Do Q")
    return saved(pdf)


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE Candidate [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8))
    + b"]><Candidate>&i;</Candidate>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Candidate>&f;</Candidate>'

#: What it is called: the file, and its status.
HOSTILE: dict[str, tuple[bytes, Status]] = {
    "an encrypted PDF": (encrypted(), Status.ENCRYPTED),
    "a PDF that forbids copying": (locked(), Status.LOCKED),
    "a PDF cut short": (write_pdf(EVERYTHING)[:900], Status.DAMAGED),
    "an empty file": (b"", Status.EMPTY_FILE),
    "a file of zeros": (bytes(9_000), Status.EMPTY_FILE),
    "a spreadsheet named .pdf": (zipped("[Content_Types].xml", "xl/book.xml"), Status.SPREADSHEET),
    "a Word document": (zipped("[Content_Types].xml", "word/document.xml"), Status.WORD_PROCESSOR),
    "an old Word document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        Status.WORD_PROCESSOR,
    ),
    "rich text": (b"{\\rtf1 hello}", Status.WORD_PROCESSOR),
    "a photograph": (b"\xff\xd8\xff\xe0" + bytes(200), Status.PICTURE),
    "a note": (b"hello, this is my CV", Status.UNKNOWN_FORMAT),
    "an archive": (zipped("cv.txt"), Status.UNKNOWN_FORMAT),
    "a billion laughs": (BOMB, Status.XML_ENTITIES),
    "a billion laughs in UTF-16": (BOMB.decode().encode("utf-16"), Status.XML_ENTITIES),
    "a look at another file": (OUTSIDE, Status.XML_ENTITIES),
    "a billion laughs inside a PDF": (with_attachment(BOMB), Status.XML_ENTITIES),
    "broken XML": (write_xml(EVERYTHING)[:-30], Status.MALFORMED_XML),
    "XML without end": (b"<Candidate>" + b"<a>" * 100_000, Status.MALFORMED_XML),
    "another XML": (b"<html><body>CV</body></html>", Status.NOT_A_CV),
    "broken JSON": (write_json(EVERYTHING)[:-30], Status.MALFORMED_JSON),
    "JSON without end": (b'{"Candidate": ' + b"[" * 200_000, Status.MALFORMED_JSON),
    "JSON that is deep": (
        b'{"Candidate": ' + b'{"a": ' * 200 + b"1" + b"}" * 201,
        Status.MALFORMED_JSON,
    ),
    "another JSON": (b'{"name": "Anna"}', Status.NOT_A_CV),
    "an attachment that unpacks a thousandfold": (
        with_attachment(b"", zlib.compress(b"<Candidate>" + b" " * 12_000_000, 9)),
        Status.EXPANDS,
    ),
    "a page that unpacks a thousandfold": (that_draws_a_thousandfold(), Status.EXPANDS),
    "a PDF of 301 pages": (saved(blank(301)), Status.TOO_MANY_PAGES),
    "pages that lead back to themselves": (with_loop(), Status.LOOP),
    "a scan": (scan(), Status.SCAN),
    "a blank page": (saved(blank()), Status.NO_DATA),
    "a form left empty": (b'<Candidate xmlns="http://www.europass.eu/1.0"/>', Status.NO_DATA),
}


def good_files() -> list[bytes]:
    """One of every kind that is read."""
    passport = {
        "SkillsPassport": {"LearnerInfo": {"Identification": {"PersonName": {"FirstName": "A"}}}}
    }
    layouts = ("formato-2002-ruled/01.pdf", "sidebar/02.pdf")
    return [
        write_xml(EVERYTHING),
        write_json(EVERYTHING),
        write_pdf(EVERYTHING),
        annotated(write_xml(EVERYTHING)),
        json.dumps(passport).encode(),
        *((SEEN / layout).read_bytes() for layout in layouts),
    ]


def mutants(count: int) -> Iterator[bytes]:
    """Good files with bytes changed, cut, doubled and moved; always the same ones."""
    chance = random.Random(8)
    good = good_files()
    for number in range(count):
        data = bytearray(good[number % len(good)])
        for _ in range(chance.choice([1, 1, 2, 5, 20])):
            chance.choice(_CHANGES)(data, chance)
        yield bytes(data)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.choice([1, 10, 1_000])]


def _end(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.2:
        del data[chance.randrange(len(data) + 1) :]


def _double(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice([3, 50, 2_000])]
    where = chance.randrange(len(data) + 1)
    data[where:where] = piece


def _number(data: bytearray, chance: random.Random) -> None:
    """Numbers make files go wrong: lengths, counts, places of objects."""
    places = [index for index, byte in enumerate(data) if 48 <= byte <= 57]
    if places:
        data[chance.choice(places)] = chance.choice(b"0129")


_CHANGES = (_flip, _flip, _cut, _end, _double, _number)
