"""Forms of the referrals' pages at the Banco."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.vocabulary import Purpose
from mestieri.library.slip_words import ITALIAN, language_names
from mestieri.reception.queries import referrals as queries


class ReferForm(forms.Form):
    """What the slip needs: its language. The rest is only counted, and only if one likes."""

    language = forms.ChoiceField(
        label=_("Language of the slip"),
        choices=lambda: list(language_names().items()),
        widget=forms.RadioSelect,
        initial=ITALIAN,
        help_text=_("Italian always stands beside it."),
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=None, required=False, empty_label=_("None in particular")
    )
    purpose = forms.ChoiceField(
        label=_("Need"),
        choices=lambda: [("", _("Not said")), *Purpose.choices],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = queries.topics()
