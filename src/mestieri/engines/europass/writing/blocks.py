"""A long text as blocks and runs, which the template can set without reading HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

_STYLES = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "u": "em"}
_BLOCKS = {"p", "blockquote", "ul", "ol", "li", "br"}


class _Blocks(HTMLParser):
    """Paragraphs and items; nested lists become one list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[dict[str, Any]] = []
        self.styles: list[str] = []
        self.item = False
        self._open()

    def _open(self) -> None:
        self.runs: list[dict[str, Any]] = []

    def _close(self) -> None:
        if any(run["text"].strip() for run in self.runs):
            self.blocks.append({"item": self.item, "runs": self.runs})
        self._open()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _BLOCKS:
            self._close()
            self.item = self.item if tag in ("br", "p") else tag == "li"
        elif tag in _STYLES:
            self.styles.append(_STYLES[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._close()
            self.item = False if tag in ("li", "ul", "ol") else self.item
        elif tag in _STYLES and _STYLES[tag] in self.styles:
            self.styles.remove(_STYLES[tag])

    def handle_data(self, data: str) -> None:
        strong, em = "strong" in self.styles, "em" in self.styles
        self.runs.append({"text": " ".join(data.split("\n")), "strong": strong, "em": em})


def blocks_of(rich: str) -> list[dict[str, Any]]:
    """Blocks `{item, runs: [{text, strong, em}]}` of a long text."""
    parser = _Blocks()
    parser.feed(rich)
    parser.close()
    parser._close()
    return parser.blocks
