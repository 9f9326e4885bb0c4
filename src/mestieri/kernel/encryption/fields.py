"""Columns that the database keeps closed: text, an e-mail, JSON, bytes; and a way to look up.

In Python they are what they always are; in the database a text that only the keys open
(`kernel.encryption.keys`). An empty value stays empty: whether something is there can be seen.
Nothing can be looked for in them: beside one that must be found stands a `BlindIndexField`.
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import EmailValidator, MaxLengthValidator
from django.db import models
from django.db.models.lookups import Exact, In
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption import keys


def ring() -> keys.KeyRing:
    """The keys of this installation.

    Raises:
        KeysUnusable: with a sentence that says what to do.
    """
    return keys.ring_in(settings.KEYS_FILE)


class AsItIs(str):
    """A text that goes into a closed column as it is: migrations and rotations use it."""


class _OnlyEmpty(Exact):
    """Of a closed column one may ask only whether it is empty."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if rhs not in ("", lhs.output_field.empty()):
            raise FieldError(
                f"{lhs.output_field.name} is a closed column: nothing can be looked for in it. "
                "Put a BlindIndexField beside it."
            )
        super().__init__(lhs, AsItIs(""))


class ClosedField(models.TextField):
    """What the closed columns share; use one of the fields below."""

    def to_bytes(self, value: Any) -> bytes:
        """A value that is not empty, as bytes to close."""
        return str(value).encode()

    def from_bytes(self, data: bytes) -> Any:
        """The opposite."""
        return data.decode()

    def empty(self) -> Any:
        """The value that stands for nothing."""
        return ""

    def get_internal_type(self) -> str:
        return "TextField"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return _OnlyEmpty
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        return None

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        return self.from_bytes(ring().open(value)) if value else self.empty()

    def get_prep_value(self, value: Any) -> Any:
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or isinstance(value, AsItIs):
            return value
        return ring().seal(self.to_bytes(value)) if value != self.empty() else ""


class EncryptedTextField(ClosedField):
    """A text, closed. With `max_length` a longer one is refused, by forms and `full_clean`."""

    @property
    def validators(self) -> list[Any]:
        bound = [MaxLengthValidator(self.max_length)] if self.max_length is not None else []
        return [*super().validators, *bound]


class EncryptedEmailField(EncryptedTextField):
    """An e-mail address, closed."""

    default_validators = [EmailValidator()]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": forms.EmailField, "widget": None, **kwargs})


class EncryptedJSONField(ClosedField):
    """A value of JSON, closed; an empty dictionary is the empty value."""

    # For the type checker (django-stubs): any value of JSON.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode()

    def from_bytes(self, data: bytes) -> Any:
        return json.loads(data)

    def empty(self) -> Any:
        return {}

    def to_python(self, value: Any) -> Any:
        return value

    def validate(self, value: Any, model_instance: Any) -> None:
        try:
            self.to_bytes(value)
        except TypeError:
            raise ValidationError(_("Value must be valid JSON."), code="invalid") from None
        super().validate(value, model_instance)

    def value_to_string(self, obj: Any) -> Any:
        return self.value_from_object(obj)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.JSONField, **kwargs})


class EncryptedBinaryField(ClosedField):
    """Some bytes, closed; fit for what is small, a key or a signature. Files are no columns."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    empty_values = [None, b""]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", bytes)
        super().__init__(*args, **kwargs)

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, data: bytes) -> Any:
        return data

    def empty(self) -> Any:
        return b""

    def to_python(self, value: Any) -> Any:
        return base64.b64decode(value) if isinstance(value, str) else value

    def value_to_string(self, obj: Any) -> str:
        return base64.b64encode(bytes(self.value_from_object(obj))).decode("ascii")


class BlindIndexField(models.CharField):
    """A keyed digest beside a closed column, by which its value is found again, never read.

    It follows the column when the row is saved; the case and the blanks around do not count.
    `Model.objects.filter(email_index__of="who@example.org")` finds the rows. Who has the
    database alone sees which rows hold the same value, and no value.

    Args:
        of: name of the closed column.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", keys.NAME_LENGTH + 1 + 64)
        kwargs.update(editable=False, blank=True, db_index=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "blank", "db_index", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def digest(self, value: str, key: keys.DataKey) -> str:
        """What stands in the column for a value, under one key."""
        if not value:
            return ""
        column = f"{self.model._meta.label_lower}.{self.of}"
        said = f"{column}\0{value.strip().casefold()}".encode()
        return f"{key.name}:{hmac.digest(key.index_key, said, 'sha256').hex()}"

    def candidates(self, value: str) -> list[str]:
        """Under every key: while a rotation is under way a row may be under any."""
        return [self.digest(value, key) for key in ring().keys] if value else [""]

    def pre_save(self, model_instance: Any, add: bool) -> str:
        value = getattr(model_instance, self.of)
        digest = self.digest(value, ring().current) if value else ""
        setattr(model_instance, self.attname, digest)
        return digest


@BlindIndexField.register_lookup
class _Of(In):
    """Rows whose closed column holds a value."""

    lookup_name = "of"

    def __init__(self, lhs: Any, rhs: str) -> None:
        super().__init__(lhs, lhs.output_field.candidates(rhs))


def closed_fields(model: type[models.Model]) -> Iterable[ClosedField]:
    """The closed columns of a model."""
    return [field for field in model._meta.local_fields if isinstance(field, ClosedField)]


def with_indexes(model: type[models.Model], name: str, value: Any) -> dict[str, Any]:
    """A closed column's value and what its blind indexes say then, for `QuerySet.update`."""
    fields = model._meta.local_fields
    indexes = [f for f in fields if isinstance(f, BlindIndexField) and f.of == name]
    digests = {f.name: f.digest(value, ring().current) if value else "" for f in indexes}
    return {name: value, **digests}
