"""Columns of our own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class CodesField(models.CharField):
    """A short list of codes of a closed vocabulary, such as languages or needs.

    In Python a list of codes, in the vocabulary's order; in the database one text with a
    space around each code (` it fr `), so that both databases find a code with the lookup
    `languages__has="fr"`.

    Args:
        codes: from where the codes come: a `TextChoices`, pairs code and label, or a function
            that gives such pairs in the active language. They are no part of the migrations: a
            new word needs none.
    """

    default_error_messages = {"unknown_code": _("“%(code)s” is not one of the choices.")}

    def __init__(self, *args: Any, codes: Any = (), **kwargs: Any) -> None:
        self.codes = codes
        kwargs.setdefault("max_length", 400)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    @property
    def pairs(self) -> list[tuple[str, Any]]:
        """Code and label of each word, in order."""
        if hasattr(self.codes, "choices"):
            return list(self.codes.choices)
        return list(self.codes() if callable(self.codes) else self.codes)

    def to_python(self, value: Any) -> list[str]:
        if value is None:
            return []
        codes = value.split() if isinstance(value, str) else [str(code) for code in value]
        order = [code for code, _label in self.pairs]
        return sorted(
            dict.fromkeys(codes),
            key=lambda code: order.index(code) if code in order else len(order),
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[str]:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> str:
        codes = self.to_python(value)
        return f" {' '.join(codes)} " if codes else ""

    def value_to_string(self, obj: models.Model) -> str:
        return " ".join(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        known = {code for code, _label in self.pairs}
        for code in value:
            if code not in known:
                raise ValidationError(
                    self.error_messages["unknown_code"], "unknown_code", {"code": code}
                )

    def run_validators(self, value: list[str]) -> None:
        super().run_validators(self.get_prep_value(value))

    def words(self, codes: Iterable[str]) -> list[str]:
        """The labels of some codes in the active language; an unknown code as it is."""
        labels = dict(self.pairs)
        return [str(labels.get(code, code)) for code in codes]

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=lambda: self.pairs,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            widget=kwargs.get("widget") or forms.CheckboxSelectMultiple,
        )


@CodesField.register_lookup
class Has(models.Lookup):
    """Whether the list holds a code."""

    lookup_name = "has"

    def get_prep_lookup(self) -> str:
        return str(self.rhs)

    def get_db_prep_lookup(self, value: str, connection: Any) -> tuple[str, list[str]]:
        return "%s", [f"%{connection.ops.prep_for_like_query(f' {value} ')}%"]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        # Codes are lower or upper case by their vocabulary, and written by the code alone.
        return f"{left} LIKE {right} ESCAPE '\\'", [*left_params, *right_params]
