"""The form by which somebody books: a nickname, and nothing else unless they wish."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.agenda.models.seats import LONGEST_NICKNAME
from mestieri.kernel.forms import TakesRefusals


class BookingForm(TakesRefusals, forms.Form):
    """Ask for a seat."""

    nickname = forms.CharField(
        label=_("What shall we call you?"),
        max_length=LONGEST_NICKNAME,
        help_text=_("A nickname is enough, such as “Blue umbrella”. Not your name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Only to tell you of changes. It is erased 7 days after the event."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
