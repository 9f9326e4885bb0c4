"""A record's columns as JSON, to put it back and to see whether somebody changed it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

Columns = dict[str, Any]


def columns_of(row: models.Model, *, without: Collection[str] = ()) -> Columns:
    """Name of each column → its value, in words that JSON keeps; keys to others as they are."""
    return {
        field.attname: _kept(field, row)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in without
    }


def _kept(field: models.Field, row: models.Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, str | int | bool | list):
        return value
    return field.value_to_string(row)


def put_back(row: models.Model, columns: Columns) -> None:
    """Write kept columns on a row in memory; nothing is saved."""
    fields = {field.attname: field for field in row._meta.concrete_fields}
    for name, value in columns.items():
        setattr(row, name, None if value is None else fields[name].to_python(value))
