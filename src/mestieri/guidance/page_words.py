"""The words around a questionnaire: of the site's catalogue, or of a file of translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mestieri.engines.questionnaires import Questionnaire

#: code → words in the language of the page (lazy). {minutes}, {done} and {all} are filled in.
WORDS: dict[str, Any] = {
    "back": _("Back to the site"),
    "minutes": _("It takes about {minutes} minutes."),
    "nothing_kept": _(
        "Your answers stay on this page alone: they are not sent and not kept. "
        "When you close it, they are gone."
    ),
    "short": _("Short version"),
    "long": _("Full version"),
    "paper": _("The same on paper (PDF)"),
    "answered": _("{done} answers of {all}"),
    "see": _("See my result"),
    "missing": _("Answer at least half of the questions of each group. Still open:"),
    "result": _("Your result"),
    "first": _("Your strongest interests"),
    "all": _("All of them, in order"),
    "try": _("What you can do now"),
    "think": _("To think it over"),
    "trades": _("Trades worth getting to know"),
    "trades_about": _(
        "They are in order of likeness with your interests. It is indicative: an idea of what "
        "to read, not advice on what to do."
    ),
    "source": _(
        "Interests of occupations: O*NET 29.3, U.S. Department of Labor, CC BY 4.0, adapted; "
        "linked to ESCO by the ESCO–O*NET crosswalk."
    ),
    "even": _(
        "Your interests are all level: no order of trades would mean anything. Try the full "
        "version, or talk it over with an adviser."
    ),
    "like": _("above all:"),
    "print": _("Print"),
    "take": _("Take it away with you"),
    "take_about": _(
        "This link holds your answers inside it: we do not have them. Whoever opens it sees "
        "your result."
    ),
    "copy": _("Copy the link"),
    "copied": _("Copied"),
    "finished": _("I have finished: clear everything"),
    "cleared": _("Cleared. Nothing of yours is left here."),
    "change": _("Change the answers"),
    "hexagon": _("Hexagon of interests"),
    "by_hand": _("Count it yourself"),
    "by_hand_how": _(
        "Each answer has its points in brackets. For each group add up the points of its "
        "questions: the highest groups are your strongest."
    ),
    "group": _("Group"),
    "points": _("Points"),
    "questions": _("Questions"),
    "old_link": _(
        "This link comes from another version of the questionnaire: its answers cannot be read "
        "any more."
    ),
    "language": _("Language"),
    "again": _("Start again"),
    "asking": _("Still there? The screen starts again in a few seconds."),
}
CODES = tuple(WORDS)


def words_of(questionnaire: Questionnaire) -> Mapping[str, str]:
    """The words for a page: the questionnaire's own, else the site's in its language."""
    if questionnaire.page_words:
        return questionnaire.page_words
    with override(questionnaire.language):
        return {code: str(words) for code, words in WORDS.items()}
