"""What every page of the CV writer that asks something has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from mestieri.engines.europass.words import from_plain, line, plain
from mestieri.guidance.first_cv.draft import Draft

LONGEST = 120
LONGEST_TEXT = 2_000
TOO_LONG = gettext_lazy(
    "This is too long: %(show_value)s signs, and there is room for %(limit_value)s. Shorten it: "
    "nothing of it is lost."
)


def short_text(label: Any, **more: Any) -> forms.CharField:
    """One line of one's own words."""
    attributes = {"autocomplete": more.pop("autocomplete", "off"), **more.pop("attrs", {})}
    more.setdefault("required", False)
    more.setdefault("max_length", LONGEST)
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(
        label=label, widget=widget, error_messages={"max_length": TOO_LONG}, **more
    )


def long_text(label: Any, **more: Any) -> forms.CharField:
    """Some lines of one's own words; who writes too much sees all of it again."""
    widget = LongText(attrs={"rows": 5, "autocomplete": "off"})
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        required=False,
        widget=widget,
        error_messages={"max_length": TOO_LONG},
        **more,
    )


class LongText(forms.Textarea):
    """It lets one write, or paste, more than there is room for: the page says so, and keeps it."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attributes = super().build_attrs(base_attrs, extra_attrs)
        attributes.pop("maxlength", None)
        return attributes


class Page(forms.Form):
    """A page that asks something. What is missing is said by us, in words."""

    use_required_attribute = False

    def said(self, name: str, before: str = "") -> str:
        """What a field says in one line; what was there before, where it is not in order."""
        if name not in self.cleaned_data:
            return before
        return line(str(self.cleaned_data[name]))

    def long(self, name: str, before: str) -> str:
        """What a long field says; its form stays as it was where nobody changed a word."""
        if name not in self.cleaned_data:
            return before
        written = self.cleaned_data[name].replace("\r\n", "\n")
        return before if written.strip() == plain(before).strip() else from_plain(written)


class PageOfDraft(Page):
    """A page about the person, of which there is one."""

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft


class PageOfItem(Page):
    """A page about one of several things of a kind."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
