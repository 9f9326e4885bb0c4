"""Charts drawn on the server, as SVG that stands in the page and in print.

A chart never says more than the table beside it: it has one colour, or shades with their
number written on them, so that nothing is told by colour alone. The drawing carries no
style, script, link or font of its own, and so passes the strictest policy; its letters are
those of the page. Nothing is fetched while drawing.
"""

from __future__ import annotations

import functools
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import get_language

from mestieri.engines.typesetting.fonts import THEME_FAMILY, THEME_FONTS

if TYPE_CHECKING:
    import altair as alt

#: Width of a drawing, in its own units: narrow, so that its letters can be read on a phone.
WIDTH = 380
LETTERS = 12
INK, PALE_INK, BLUE, GRID = "#17324d", "#455a70", "#4a90d9", "#d9e2ec"
#: Dark to light; each takes letters that contrast with it by more than 4.5.
SHADES = (("#0b4a8f", "#ffffff"), ("#a8cdf5", INK), ("#e6ecf2", INK))
MOST_LABELS = 8
#: More marks than these are dust, and are left to the table.
MOST_MARKS = 60

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = frozenset({"svg", "g", "path", "rect", "line", "text", "tspan", "circle"})
ATTRIBUTES = frozenset(
    {"d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height"}
    | {"transform", "fill", "stroke", "stroke-width", "stroke-miterlimit", "stroke-dasharray"}
    | {"opacity", "display", "text-anchor", "font-family", "font-size", "font-weight"}
    | {"fill-opacity", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "viewBox"}
)


@dataclass(frozen=True)
class Bar:
    """One bar: what it is, how long, and a mark to compare it with, if any."""

    label: str
    value: float
    mark: float | None = None


def in_digits(number: float) -> str:
    """A number as the reader's language writes it: 1.234 or 1,234."""
    return str(number_format(number, use_l10n=True, force_grouping=True))


def bars(items: Sequence[Bar]) -> str:
    """Bars that lie, one a line, each with its number; a mark is a line across the bar."""
    import altair as alt

    order = [item.label for item in items]
    label = alt.Y("label:N", sort=order, title=None, axis=_words(190))
    reach = max([item.value for item in items] + [item.mark or 0 for item in items] + [1])
    value = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, reach * 1.18]))
    base = alt.Chart(_data(items)).encode(y=label)
    drawn: list[Any] = [
        base.mark_bar(color=BLUE, height=15).encode(x=value),
        base.mark_text(align="left", dx=4, color=INK, fontSize=LETTERS).encode(
            x=value, text="digits:N"
        ),
    ]
    if any(item.mark is not None for item in items):
        tick = base.mark_tick(color=INK, opacity=1, thickness=2.5, size=22)
        drawn.insert(1, tick.encode(x=alt.X("mark:Q", axis=None)))
    return _drawn(alt.layer(*drawn).properties(width=WIDTH - 190, height=alt.Step(26)))


def columns(items: Sequence[Bar]) -> str:
    """Bars that stand, in the order of time; a mark is a line above or inside the bar.

    Not every label is written where there are many; no two are the same.
    """
    import altair as alt

    labels = [item.label for item in items]
    every = max(1, -(-len(items) // MOST_LABELS))
    shown = labels[::every]
    label = alt.X(
        "label:O",
        sort=labels,
        title=None,
        axis=alt.Axis(
            values=shown,
            labelAngle=-35 if max(map(len, shown), default=0) > 5 else 0,
            labelFontSize=LETTERS,
            labelColor=INK,
            labelOverlap=False,
            ticks=False,
            domainColor=PALE_INK,
        ),
    )
    value = alt.Y(
        "value:Q",
        title=None,
        axis=alt.Axis(
            tickCount=4, format=",d", labelFontSize=LETTERS, labelColor=INK, gridColor=GRID,
            domain=False, ticks=False, tickMinStep=1,
        ),
    )  # fmt: skip
    base = alt.Chart(_data(items)).encode(x=label)
    drawn: list[Any] = [base.mark_bar(color=BLUE).encode(y=value)]
    if len(items) <= MOST_MARKS and any(item.mark is not None for item in items):
        marks = base.transform_filter("isValid(datum.mark)").encode(y="mark:Q")
        drawn.append(marks.mark_tick(color=INK, opacity=1, thickness=2))
    return _drawn(alt.layer(*drawn).properties(width=WIDTH - 50, height=190))


def stacked(items: Sequence[tuple[str, Sequence[int]]], series: Sequence[str]) -> str:
    """Bars that lie, divided in up to three shades, each part with its number on it."""
    import altair as alt

    values = [
        {"label": label, "series": name, "part": part, "value": number, "digits": in_digits(number)}
        for label, numbers in items
        for part, (name, number) in enumerate(zip(series, numbers, strict=True))
    ]
    order = [label for label, _numbers in items]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("label:N", sort=order, title=None, axis=_words(190)), order="part:O"
    )
    width = alt.X("value:Q", axis=None, stack="zero")
    fills, inks = zip(*SHADES[: len(series)], strict=True)
    legend = alt.Legend(
        title=None, orient="bottom", direction="vertical", labelFontSize=LETTERS, labelColor=INK,
        labelLimit=WIDTH, symbolType="square", symbolStrokeColor=PALE_INK, symbolStrokeWidth=1,
    )  # fmt: skip
    parts = base.mark_bar(height=18, stroke=PALE_INK, strokeWidth=0.5).encode(
        x=width,
        color=alt.Color(
            "series:N", sort=list(series), legend=legend,
            scale=alt.Scale(domain=list(series), range=list(fills)),
        ),
    )  # fmt: skip
    numbers = (
        base.transform_filter("datum.value > 0")
        .mark_text(fontSize=LETTERS, align="center")
        .encode(
            x=alt.X("value:Q", axis=None, stack="zero", bandPosition=0.5),
            text="digits:N",
            color=alt.Color(
                "series:N", legend=None, scale=alt.Scale(domain=list(series), range=list(inks))
            ),
        )
    )
    drawn = alt.layer(parts, numbers).resolve_scale(color="independent")
    return _drawn(drawn.properties(width=WIDTH - 190, height=alt.Step(28)))


def _words(limit: int) -> alt.Axis:
    import altair as alt

    return alt.Axis(
        labelFontSize=LETTERS, labelColor=INK, labelLimit=limit - 10, ticks=False, domain=False,
        labelPadding=6,
    )  # fmt: skip


def _data(items: Sequence[Bar]) -> alt.Data:
    import altair as alt

    return alt.Data(
        values=[
            {
                "label": item.label,
                "value": item.value,
                "digits": in_digits(item.value),
                "mark": item.mark,
            }
            for item in items
        ]
    )


def _drawn(chart: alt.LayerChart) -> str:
    dressed = chart.configure(
        font=f"{THEME_FAMILY}, sans-serif", background="transparent"
    ).configure_view(stroke=None)
    locale = "it-IT" if get_language() == "it" else "en-US"
    return _as_svg(json.dumps(dressed.to_dict(), sort_keys=True), locale)


@functools.lru_cache(maxsize=256)
def _as_svg(specification: str, locale: str) -> str:
    """The drawing of a chart; the same chart is drawn once."""
    return _only_drawing(
        _painter().vegalite_to_svg(json.loads(specification), format_locale=locale)
    )


@functools.cache
def _painter() -> Any:
    """The renderer, which measures words with the page's own letters."""
    import vl_convert

    vl_convert.register_font_directory(str(THEME_FONTS / "Titillium_Web"))
    return vl_convert


def _only_drawing(svg: str) -> str:
    """Nothing but lines, shapes and words: no style, no link, no identifier, no role."""
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)  # noqa: S314
    _strip(root)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.set("focusable", "false")
    root.set("aria-hidden", "true")
    return ET.tostring(root, encoding="unicode")


def _strip(element: ET.Element) -> None:
    for name in [name for name in element.attrib if name not in ATTRIBUTES]:
        del element.attrib[name]
    for child in list(element):
        if child.tag.removeprefix(f"{{{SVG}}}") in ELEMENTS and child.get("display") != "none":
            _strip(child)
        else:
            element.remove(child)
