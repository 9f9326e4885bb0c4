"""A number of the queue on a small slip of paper: big, with its area and when it was taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf
from mestieri.reception.models import Ticket

TEMPLATE = Path(__file__).parent / "print" / "number.typ"
ITALIAN = "it"
#: «Your number» in the languages spoken at desks: all that needs words on this slip.
YOUR_NUMBER = {
    "it": "Il tuo numero",
    "en": "Your number",
    "fr": "Votre numéro",
    "es": "Tu número",
    "ro": "Numărul tău",
    "ar": "رقمك",
    "zh": "您的号码",
    "uk": "Ваш номер",
    "sq": "Numri yt",
    "bn": "আপনার নম্বর",
    "ur": "آپ کا نمبر",
}
FROM_THE_RIGHT = frozenset({"ar", "ur"})


def number_pdf(centre: Centre, ticket: Ticket) -> bytes:
    """The slip of a number, 80 mm wide and as long as it needs, tagged PDF/UA.

    It says nothing of who takes it: number, area, language and moment, as the board shows them.
    """
    with translation.override(ITALIAN):
        data = _data(centre, ticket)
        title = _("Number %(number)s") % {"number": ticket.code}
    return print_pdf(TEMPLATE, data, title=title, language=ITALIAN)


def _data(centre: Centre, ticket: Ticket) -> dict[str, Any]:
    taken = timezone.localtime(ticket.arrived_at)
    desk = ticket.for_desk
    return {
        "centre": centre.name,
        "said": [
            {
                "language": language,
                "direction": "rtl" if language in FROM_THE_RIGHT else "ltr",
                "words": YOUR_NUMBER[language],
            }
            for language in dict.fromkeys([ticket.language, ITALIAN])
            if language in YOUR_NUMBER
        ],
        "code": ticket.code,
        "area": str(ticket.area),
        "lines": [desk.name] if desk is not None else [],
        "when": f"{day_in_words(taken.date())}, {taken:%H:%M}",
    }
