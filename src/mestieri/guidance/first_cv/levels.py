"""Levels of the common European framework in plain words: what one can do, not letters."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

NOT_SAID = ("", _("I would rather not say"))

#: Part of the record → the question, and a sentence a level.
CAN_DO: dict[str, tuple[Any, dict[str, Any]]] = {
    "listening": (
        _("When others speak"),
        {
            "A1": _("I understand a few words, if they speak slowly"),
            "A2": _("I understand simple sentences about everyday things"),
            "B1": _("I understand the gist, when they speak clearly of things I know"),
            "B2": _("I understand long talks and almost all the news"),
            "C1": _("I understand films and fast conversations without effort"),
            "C2": _("I understand everything, as in my own language"),
        },
    ),
    "spoken_interaction": (
        _("When I speak"),
        {
            "A1": _("I say who I am and ask simple things"),
            "A2": _("I manage in shops, at the bus stop, with simple questions"),
            "B1": _("I tell what I have done and say what I think, with some mistakes"),
            "B2": _("I talk at length with those who have always spoken it"),
            "C1": _("I speak with ease about almost everything, at work too"),
            "C2": _("I speak as in my own language"),
        },
    ),
    "reading": (
        _("When I read"),
        {
            "A1": _("I read signs, names and short notices"),
            "A2": _("I read short messages, timetables, simple adverts"),
            "B1": _("I read letters and texts about my work"),
            "B2": _("I read articles and instructions, also long ones"),
            "C1": _("I read difficult texts, contracts and manuals too"),
            "C2": _("I read everything, as in my own language"),
        },
    ),
    "writing": (
        _("When I write"),
        {
            "A1": _("I fill in a form with my details"),
            "A2": _("I write a short message"),
            "B1": _("I write a letter or an e-mail about things I know"),
            "B2": _("I write clear and detailed texts"),
            "C1": _("I write long texts, well put, for work too"),
            "C2": _("I write as in my own language"),
        },
    ),
}


def choices(part: str) -> list[tuple[str, Any]]:
    """What one may answer about a part: nothing, or a sentence a level."""
    return [NOT_SAID, *CAN_DO[part][1].items()]
