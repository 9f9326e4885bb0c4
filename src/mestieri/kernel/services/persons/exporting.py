"""Everything that is held of a person in one file: to be read by people and by programs."""

from __future__ import annotations

import base64
import datetime
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import models
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.kernel.privacy import classification_of
from mestieri.kernel.services.persons.looking import Found, look_up

MOST_ROWS = 20_000  # of one kind: an archive somebody can open


def export(subject: Subject, *, by: str = "") -> bytes:
    """A ZIP file: `index.html` for people, `data.json` for programs, `files/` as they are.

    Passwords, tokens and digests are not in it: they say nothing of the person and would open
    something to whoever finds the file.

    Args:
        by: which centre answers, for the heading.
    """
    found = look_up(subject)
    parts = [_part(holding.offered, holding.rows) for holding in found.holdings]
    kept = _mentioned(found)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            for name, path in part.pop("paths"):
                archive.write(path, name)
        head = {
            "email": subject.email,
            "answered_by": by,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "is_partial": subject.centre is not None,
        }
        told = {**head, "held": parts, "mentioned": kept}
        archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
        archive.writestr("index.html", render_to_string("kernel/person_export.html", told))
    return target.getvalue()


def _mentioned(found: Found) -> list[dict[str, Any]]:
    return [{"where": mention.name, "times": count} for mention, count in found.mentions]


def _part(offered: PersonalData, questions: list[QuerySet[Any]]) -> dict[str, Any]:
    paths: list[tuple[str, Path]] = []
    kinds = []
    for rows in questions:
        model = rows.model
        declared = classification_of(model)
        fields = [field for field in model._meta.local_fields if field.name not in offered.secret]
        kinds.append(
            {
                "model": model._meta.label,
                "what": str(model._meta.verbose_name_plural),
                "why": str(declared.purpose) if declared else "",
                "how_long": str(declared.retention) if declared else "",
                "rows": [_row(row, fields, paths) for row in rows.order_by("pk")[:MOST_ROWS]],
            }
        )
    return {"code": offered.code, "what": str(offered.label), "kinds": kinds, "paths": paths}


def _row(
    row: Any, fields: list[models.Field[Any, Any]], paths: list[tuple[str, Path]]
) -> dict[str, Any]:
    """The columns of a row: what they are called, and what they say."""
    return {
        str(field.verbose_name): _value(getattr(row, field.attname), row, field, paths)
        for field in fields
    }


def _value(value: Any, row: Any, field: Any, paths: list[tuple[str, Path]]) -> Any:
    if isinstance(value, File):
        return _file(value, row, paths)
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if field.choices and isinstance(value, str):
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, dict | list | str | int | float | bool) or value is None:
        return value
    return str(value)


def _file(value: Any, row: Any, paths: list[tuple[str, Path]]) -> str:
    if not value:
        return ""
    path = Path(value.path)
    if not path.is_file():
        return _("The file is not there any more.")
    name = f"files/{row._meta.label_lower}-{row.pk}-{Path(value.name).name}"
    paths.append((name, path))
    return name
