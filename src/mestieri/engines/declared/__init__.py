"""Texts that people write as files, read strictly: each fault says its line."""

from mestieri.engines.declared.reading import (
    Fault,
    Faulty,
    Item,
    Reader,
    is_code,
    parse,
    plain,
    written,
)

__all__ = ["Fault", "Faulty", "Item", "Reader", "is_code", "parse", "plain", "written"]
