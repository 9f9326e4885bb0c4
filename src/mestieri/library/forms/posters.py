"""The form of the poster «Che cosa manca»: a few sentences, and what is left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.forms import TakesRefusals
from mestieri.library.models import MissingPoster


class PosterForm(TakesRefusals, forms.ModelForm):
    """Sentences of a poster, and the words that are not printed."""

    left_out = forms.MultipleChoiceField(
        label=_("Leave out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Words that say nothing to who passes by, or that are better not on a door."),
    )
    field_order = ["introduction", "done", "call", "left_out"]

    class Meta:
        model = MissingPoster
        fields = ["introduction", "done", "call"]
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 2}),
            "done": forms.Textarea(attrs={"rows": 4}),
            "call": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "introduction": _("Such as: what you looked for here in the last weeks."),
            "done": _("Such as: a course came, we asked the employment centre."),
            "call": _("Such as: do you hold such a course? Tell the desk."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        poster = self.instance
        words = [
            *(words for words, _times in [*poster.in_vain, *poster.asked]),
            *poster.answered,
            *poster.unowned,
        ]
        choices = list(dict.fromkeys([*words, *poster.left_out]))
        self.fields["left_out"].choices = [(one, one) for one in choices]
        self.fields["left_out"].initial = poster.left_out
        if not choices:
            del self.fields["left_out"]
