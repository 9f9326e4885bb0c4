"""What is wrong with a file, in words: one sentence a fault, with the line and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as gettext
from django.utils.translation import gettext_lazy as _

from mestieri.engines.declared import Fault

SENTENCES: dict[str, Any] = {
    "too_long": _("The text is too long: at most %(most)s characters."),
    "alias": _("Signs such as & and * at the beginning of a value have another meaning here: "
               "write the value between double quotes."),
    "unreadable": _("This line cannot be read: look at spaces at its beginning, at colons, and "
                    "put between double quotes what holds a colon."),
    "empty_file": _("There is nothing here yet."),
    "too_deep": _("There are too many levels, one inside the other."),
    "repeated_key": _("“%(key)s” is written twice in the same place."),
    "not_a_mapping": _("Here “%(where)s” wants lines such as “word: value”."),
    "unknown_key": _("“%(key)s” is not known here. Possible: %(allowed)s."),
    "missing_key": _("“%(key)s” is missing."),
    "not_a_text": _("“%(key)s” wants a text."),
    "too_long_text": _("“%(key)s” is too long: at most %(most)s characters."),
    "not_a_number": _("“%(key)s” wants a whole number from %(least)s to %(most)s."),
    "not_yes_or_no": _("“%(key)s” wants yes or no (sì, no)."),
    "not_a_day": _("“%(key)s” wants a day written as 2026-11-23."),
    "not_a_list": _("“%(key)s” wants a list: a line for each, with a dash."),
    "unknown_word": _("“%(key)s” does not know “%(word)s”. Possible: %(allowed)s."),
    "not_a_code": _("“%(key)s” wants letters without accents, digits and dashes only: “%(word)s”."),
    "levels_not_rising": _("Levels begin at 0 and rise: each “da” is greater than the one before."),
    "too_many_questions": _("There are too many questions: at most %(most)s."),
    "repeated_code": _("The code “%(word)s” is already at line %(first)s."),
    "unknown_area": _("There is no area “%(word)s”. There are: %(allowed)s."),
    "scale_not_distinct": _("A scale has at least two answers, each with a different “valore”."),
    "area_without_questions": _("No question asks about the area “%(word)s”."),
    "area_without_short_questions": _(
        "In the short version no question asks about the area “%(word)s”."
    ),
    "not_the_hexagon": _("The hexagon wants these six areas, in this order: %(codes)s."),
    "scale_not_the_same": _("The translated scale wants %(number)s answers."),
    "too_many_steps": _("There are too many steps: at most %(most)s."),
    "unknown_step": _("The step “%(step)s” leads to “%(word)s”, which does not exist."),
    "dead_end": _("The step “%(step)s” is a dead end: give it an answer, or say that the guide "
                  "ends there."),
    "end_with_answers": _("The step “%(step)s” ends the guide and has answers: one or the other."),
    "ways_without_words": _("The step “%(step)s” has several ways out: it wants a question, and "
                            "words for each answer."),
    "loop": _("From the step “%(step)s” one goes round in circles: %(around)s."),
    "unreached_step": _("Nobody reaches the step “%(step)s”: no answer leads to it."),
}  # fmt: skip


def in_words(fault: Fault) -> str:
    """«Line 12: …»."""
    sentence = str(SENTENCES[fault.code]) % fault.values
    return gettext("Line %(line)s: %(sentence)s") % {"line": fault.line, "sentence": sentence}
