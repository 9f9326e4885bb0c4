"""Flat OpenDocument text: as much of it as a CV typed in a word processor needs."""

from __future__ import annotations

from xml.sax.saxutils import escape

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
PAGE = '<text:page-number text:select-page="current">1</text:page-number>'


def inline(text: str) -> str:
    """Text with tabs, line ends, `**bold**` and `{page}` (the number of the page)."""
    halves = escape(text).split("**")
    bold = '<text:span text:style-name="bold">{}</text:span>'
    marked = "".join(bold.format(half) if at % 2 else half for at, half in enumerate(halves))
    marked = marked.replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
    return marked.replace("{page}", PAGE)


def p(text: str, style: str = "body") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{inline(text)}</text:p>'


def cell(content: str, style: str) -> str:
    """A cell of a table; `content` is paragraphs."""
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"{content}</table:table-cell>"
    )


def row(cells: list[str]) -> str:
    """A row of a table, which may break over two pages."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def table(columns: list[str], rows: list[str]) -> str:
    """A table whose columns have the widths given, such as `5cm`; see `column_styles`."""
    named = "".join(f'<table:table-column table:style-name="{column_name(w)}"/>' for w in columns)
    return f'<table:table table:style-name="whole">{named}{"".join(rows)}</table:table>'


def column_name(width: str) -> str:
    """The style of a column as wide as that."""
    return "column" + width.replace(".", "-")


def column_styles(widths: set[str]) -> str:
    """The styles of the columns."""
    return "".join(
        f'<style:style style:name="{column_name(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for width in sorted(widths)
    )


def paragraph_style(name: str, paragraph: str = "", text: str = "", tabs: str = "") -> str:
    """A style of paragraphs; `paragraph` and `text` are attributes, `tabs` stops in centimetres."""
    stops = "".join(f'<style:tab-stop style:position="{at}cm"/>' for at in tabs.split())
    inner = f"<style:tab-stops>{stops}</style:tab-stops>" if stops else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f"<style:paragraph-properties {paragraph}>{inner}</style:paragraph-properties>"
        f"<style:text-properties {text}/></style:style>"
    )


def cell_style(name: str, attributes: str) -> str:
    """A style of cells."""
    return (
        f'<style:style style:name="{name}" style:family="table-cell">'
        f"<style:table-cell-properties {attributes}/></style:style>"
    )


def document(
    body: str, styles: str, font: str, size: int, margins: str, header: str = "", footer: str = ""
) -> str:
    """The whole file; `margins` are attributes of the page, header and footer are paragraphs."""
    names = " ".join(f'xmlns:{short}="{name}"' for short, name in NAMESPACES.items())
    head = f"<style:header>{header}</style:header>" if header else ""
    foot = f"<style:footer>{footer}</style:footer>" if footer else ""
    gap = '<style:header-footer-properties fo:min-height="0.9cm" fo:margin-{}="0.4cm"/>'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {names} office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph">
<style:text-properties fo:font-family="{font}" fo:font-size="{size}pt" fo:language="none"/>
</style:default-style>
<style:style style:name="bold" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
{styles}
<style:style style:name="whole" style:family="table">
<style:table-properties table:align="left" table:border-model="collapsing"/></style:style>
<style:page-layout style:name="page">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" {margins}/>
<style:header-style>{gap.format("bottom") if header else ""}</style:header-style>
<style:footer-style>{gap.format("top") if footer else ""}</style:footer-style>
</style:page-layout>
</office:automatic-styles>
<office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="page">{head}{foot}
</style:master-page>
</office:master-styles>
<office:body><office:text>{body}</office:text></office:body>
</office:document>
"""
