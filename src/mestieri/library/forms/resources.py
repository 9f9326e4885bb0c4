"""Forms of resources and of the places where they stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.forms import DayInput, TakesRefusals
from mestieri.kernel.models import Centre, SpaceItem
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.library.facet_words import (
    FACET_PARAMETERS,
    FACET_QUESTIONS,
    FacetWords,
    facet_words,
)
from mestieri.library.models import Holding, LibrarySettings, Occupation, Resource
from mestieri.library.queries.occupations import OCCUPATION_ADDRESS
from mestieri.library.queries.resources import sides_of
from mestieri.library.services.files import attach_file, attach_subtitles
from mestieri.library.services.resource_data import Facets, tidy
from mestieri.library.vocabulary import Facet, ResourceKind


class ResourceForm(TakesRefusals, forms.ModelForm):
    """A resource with its sides. Which file it is and what it is worth, the services say."""

    occupation_keys = forms.CharField(
        label=_("Professions"),
        required=False,
        help_text=_("Addresses of the sheets of the professions it is about, one a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    url = forms.URLField(
        label=_("Address on the web"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Resource
        fields = [
            "kind", "title", "authors", "publisher", "year", "issue", "published_on", "isbn",
            "issn", "reference", "summary", "url", "file", "minutes", "transcript", "subtitles",
            "verified_on", "review_by",
        ]  # fmt: skip
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "transcript": forms.Textarea(attrs={"rows": 5}),
            "published_on": DayInput,
            "verified_on": DayInput,
            "review_by": DayInput,
            "file": forms.FileInput,
            "subtitles": forms.FileInput,
        }
        help_texts = {
            "review_by": _("Leave it empty: each kind has its usual time."),
            "transcript": _("A video or an audio needs it before everybody sees it."),
            "subtitles": _("A WebVTT file (.vtt)."),
            "minutes": _("For videos and audios."),
        }

    def __init__(self, *args: Any, words: FacetWords, sides: Facets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "review_by" in self.fields:
            self.fields["review_by"].required = False
        for facet, question in FACET_QUESTIONS.items():
            self.fields[FACET_PARAMETERS[facet]] = forms.MultipleChoiceField(
                label=question,
                required=False,
                choices=_with_kept(words, facet, sides),
                widget=forms.CheckboxSelectMultiple,
                initial=sorted(sides.get(facet, ())),
            )
        if self.instance.pk:
            keys = self.instance.occupations.values_list("uri", flat=True)
            self.fields["occupation_keys"].initial = "\n".join(
                uri.removeprefix(OCCUPATION_ADDRESS) for uri in keys
            )

    @property
    def facets(self) -> dict[Facet, frozenset[str]]:
        """The sides that were chosen."""
        return {
            facet: frozenset(self.cleaned_data[name]) for facet, name in FACET_PARAMETERS.items()
        }

    @property
    def occupations(self) -> list[Occupation]:
        return self.cleaned_data["occupation_keys"]

    def clean_occupation_keys(self) -> list[Occupation]:
        keys = [
            line.strip().rstrip("/").rpartition("/")[2]
            for line in self.cleaned_data["occupation_keys"].splitlines()
            if line.strip()
        ][:20]
        found = list(Occupation.objects.filter(uri__in=[OCCUPATION_ADDRESS + key for key in keys]))
        if len(found) < len(set(keys)):
            raise ValidationError(_("One of these is not the sheet of a profession."))
        return found

    def validate_constraints(self) -> None:
        """The service checks them on the whole row, and says it once."""

    def _post_clean(self) -> None:
        """Files are known by their content before they are put on the resource."""
        uploads = {
            name: self.cleaned_data.pop(name, None)
            for name in ("file", "subtitles")
            if name in self.files
        }
        super()._post_clean()
        for name, attach in (("file", attach_file), ("subtitles", attach_subtitles)):
            if uploads.get(name):
                try:
                    attach(self.instance, uploads[name])
                except ValidationError as error:
                    self.refuse(error)

    def _get_validation_exclusions(self) -> set[str]:
        return {field.name for field in self._meta.model._meta.fields}


#: What a form sent by a link cannot carry (a film and its transcript), or only the staff writes.
NOT_PROPOSED = frozenset({ResourceKind.AUDIOVISUAL, ResourceKind.PROFESSION_SHEET})
PROPOSED_SIDES = (Facet.PURPOSE, Facet.THEME, Facet.AUDIENCE, Facet.LANGUAGE)


class ProposedResourceForm(ResourceForm):
    """What an organisation writes about a document or a website: no files, four of the sides."""

    class Meta(ResourceForm.Meta):
        fields = [
            "kind", "title", "authors", "publisher", "year", "isbn", "summary", "url",
        ]  # fmt: skip
        help_texts = {
            "authors": _("Who signs it in print: an office, or the names on the cover."),
            "summary": _("What one finds in it and for whom it is, in a few plain sentences."),
        }

    def __init__(self, *args: Any, instance: Resource, **kwargs: Any) -> None:
        sides = sides_of(instance) or {Facet.LANGUAGE: frozenset({"it"})}
        super().__init__(*args, instance=instance, words=facet_words(), sides=sides, **kwargs)
        del self.fields["occupation_keys"]
        for facet in Facet:
            if facet not in PROPOSED_SIDES:
                del self.fields[FACET_PARAMETERS[facet]]
        kinds = [kind for kind in ResourceKind if kind not in NOT_PROPOSED]
        if instance.pk:
            kinds = list(dict.fromkeys([*kinds, ResourceKind(instance.kind)]))
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["url"].help_text = _("Of the page that everybody can open, if there is one.")

    @property
    def facets(self) -> dict[Facet, frozenset[str]]:
        """The sides that were chosen, and those that are not asked for as they are."""
        held = sides_of(self.instance)
        kept = {facet: side for facet, side in held.items() if facet not in PROPOSED_SIDES}
        chosen = {
            facet: frozenset(self.cleaned_data[FACET_PARAMETERS[facet]]) for facet in PROPOSED_SIDES
        }
        return kept | chosen

    @property
    def free_texts(self) -> list[str]:
        """What was written freely: where a person might be named by mistake."""
        names = ("title", "authors", "publisher", "summary")
        return [self.cleaned_data.get(name, "") for name in names]

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            try:
                tidy(self.instance)
            except ValidationError as error:
                self.refuse(error)


def _with_kept(words: FacetWords, facet: Facet, sides: Facets) -> list[tuple[str, str]]:
    """The values to choose from, and those that the resource has although they were retired."""
    offered = words.offered[facet]
    kept = sides.get(facet, frozenset()) - {code for code, _word in offered}
    return [*offered, *((code, words.word(facet, code)) for code in sorted(kept))]


class HoldingForm(TakesRefusals, forms.ModelForm):
    """Where a resource stands; its choices never reach into another centre."""

    class Meta:
        model = Holding
        fields = ["shelf_mark", "shelf", "site", "copies", "stock", "threshold"]
        help_texts = {"shelf_mark": _("As it is written on the label, such as B3.")}

    def __init__(self, *args: Any, centre: Centre, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = centre.sites.all()
        self.fields["shelf"].queryset = SpaceItem.objects.filter(
            site__centre=centre, kind=SpaceItemKind.SHELF
        )

    def validate_constraints(self) -> None:
        """The service checks them on the whole row, and says it once."""


class RetireForm(TakesRefusals, forms.Form):
    """Why a resource is retired."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stays in the history; the public does not see it."),
    )


class LinkSettingsForm(TakesRefusals, forms.ModelForm):
    """Which internal servers the link checker may ask."""

    class Meta:
        model = LibrarySettings
        fields = ["internal_hosts"]
