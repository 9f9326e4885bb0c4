"""Charts are lines, shapes and words, whatever the words are; nothing else reaches the page."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.utils import translation

from mestieri.kernel.charts import SHADES, Bar, bars, columns, stacked

NASTY = '<script>alert(1)</script>\' onload="x" }} </svg> … Nähe 部'


DRAWINGS = {
    "bars": lambda: bars([Bar(NASTY, 12_345, 9_000), Bar("b", 0)]),
    "columns": lambda: columns([Bar(f"{NASTY} {number}", number, 3) for number in range(40)]),
    "stacked": lambda: stacked([(NASTY, (3, 0, 9)), ("b", (1, 1, 1))], ["x", "y", "z"]),
}


@pytest.mark.parametrize("kind", list(DRAWINGS))
def test_a_chart_passes_the_strictest_policy(kind):
    svg = DRAWINGS[kind]()
    root = ET.fromstring(svg)
    tags = {element.tag.split("}")[1] for element in root.iter()}
    names = {name for element in root.iter() for name in element.attrib}
    assert tags <= {"svg", "g", "path", "rect", "line", "text", "tspan", "circle"}
    assert not names & {"style", "href", "id", "class", "onload"}
    assert "<script" not in svg
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", svg)


@pytest.mark.parametrize(("language", "digits"), [("it", "12.345"), ("en", "12,345")])
def test_numbers_are_written_in_the_readers_language(language, digits):
    with translation.override(language):
        assert digits in bars([Bar("a", 12_345)])


def test_every_part_of_a_stack_has_its_number_but_nothing():
    words = [e.text for e in ET.fromstring(DRAWINGS["stacked"]()).iter() if e.text]
    assert words.count("3") == 1
    assert "0" not in words


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_letters_on_each_shade_can_be_read():
    for fill, ink in SHADES:
        light, dark = sorted((luminance(fill), luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
