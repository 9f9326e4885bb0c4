"""Questions that help to think about one's own project: no right answer, no verdict, no score."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: Code → question, our own. A code stays for ever: sheets keep answers by it.
QUESTIONS = {
    "proud": _("Which thing that you did are you content with, even if nobody noticed?"),
    "time": _("When does time fly for you? What are you doing then?"),
    "help": _("What do people ask you to help them with?"),
    "day": _("How would a working day look after which you go home content?"),
    "enough": _(
        "What do you need in order to say “it is enough for me”: hours, pay, place, people?"
    ),
    "never": _("What do you not want to do any more, whatever happens?"),
    "learn": _("What would you like to learn, if nobody gave you a mark?"),
    "obstacle": _("What stands in the way? Which part of it depends on you, and which does not?"),
    "people": _("Who could lend a hand, or tell you how things really are?"),
    "first": _("Which is the smallest step that you could take by the end of the week?"),
    "year": _("In a year, from which sign would you see that it is going well?"),
}
