"""The layouts: each a function from a person to HTML that LibreOffice Writer sets."""

from __future__ import annotations

from cv_layouts.europass import europass_2013, europass_2020
from cv_layouts.europass_2005 import europass_2005
from cv_layouts.formato import formato_2002
from cv_layouts.plain import plain_date_first, plain_title_first, sidebar

#: Name of the layout: what it is, two columns of 2002 or not, its languages, how it is made.
LAYOUTS = {
    "formato-2002-ruled": (
        "Formato europeo 2002, rule between the columns, bullets",
        True,
        ("it", "it", "it", "en"),
        lambda p, n: formato_2002(p, True, "• ", n % 2 == 0),
    ),
    "formato-2002-plain": (
        "Formato europeo 2002, narrow type, no rule, no bullets",
        True,
        ("it", "it", "fr", "es"),
        lambda p, n: formato_2002(p, False, "", n % 3 == 0),
    ),
    "europass-2005": (
        "Europass of 2005: labels on the left",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        europass_2005,
    ),
    "europass-2013": (
        "Europass of 2013: dates and headings on the left",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        europass_2013,
    ),
    "europass-2020": (
        "Europass of 2020, printed without its data",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        europass_2020,
    ),
    "plain-title-first": (
        "One column, position, employer, dates",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        plain_title_first,
    ),
    "plain-date-first": (
        "One column, a line an experience",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        plain_date_first,
    ),
    "sidebar": (
        "A sidebar with contacts, languages and skills",
        False,
        ("it", "it", "en", "fr", "es", "de", "ro"),
        sidebar,
    ),
}
