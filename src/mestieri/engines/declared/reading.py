"""Read a declared file (YAML) into items that remember their line.

Of YAML only what a person writes by hand: mappings, lists and text. No aliases, no tags, no
second meaning of «no» or «1e3»: every value is text until who reads it asks for something else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

LONGEST_FILE = 200_000  # characters
DEEPEST = 12
#: Six digits are more than any number here needs; `int` refuses some that are longer.
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,6}")
YES, NO = ("sì", "si", "yes", "true"), ("no", "false")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Fault:
    """Something wrong at a line.

    Attributes:
        line: number of the line, from 1.
        code: what is wrong, a stable word; who shows it has the sentence.
        values: what the sentence names.
    """

    line: int
    code: str
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.values.items())
        return f"{self.line}: {self.code} {said}".rstrip()


class Faulty(ValueError):
    """The file cannot be used; `faults` say why, in the order of their lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("; ".join(map(str, self.faults)))


@dataclass(frozen=True)
class Item:
    """A text, a list or a mapping, and the line where it begins."""

    line: int
    value: str | list[Item] | dict[str, Item]
    key_lines: dict[str, int] = field(default_factory=dict)


def parse(text: str) -> Item:
    """Read the file as items.

    Raises:
        Faulty: it is too long or too deep, is no YAML, repeats a key, or uses aliases or tags.
    """
    if len(text) > LONGEST_FILE:
        raise Faulty([Fault(1, "too_long", {"most": str(LONGEST_FILE)})])
    try:
        _refuse_what_is_not_by_hand(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Faulty([Fault(_line_of(mark), "unreadable")]) from error
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        raise Faulty([Fault(1, "unreadable")]) from error
    if node is None:
        raise Faulty([Fault(1, "empty_file")])
    return _item(node, 1)


def _refuse_what_is_not_by_hand(text: str) -> None:
    """Aliases and depths, seen as the file is read: nothing is built of them first."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise Faulty([Fault(_line_of(event.start_mark), "alias")])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise Faulty([Fault(_line_of(event.start_mark), "too_deep")])


def _line_of(mark: Any) -> int:
    return int(mark.line) + 1 if mark is not None else 1


def _item(node: yaml.Node, depth: int) -> Item:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise Faulty([Fault(line, "too_deep")])
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, line, depth)
    if isinstance(node, yaml.SequenceNode):
        return Item(line, [_item(one, depth + 1) for one in node.value])
    return Item(line, str(node.value).strip())


def _mapping(node: yaml.MappingNode, line: int, depth: int) -> Item:
    values: dict[str, Item] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        key_line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Faulty([Fault(key_line, "unreadable")])
        if key.value in values:
            raise Faulty([Fault(key_line, "repeated_key", {"key": key.value})])
        values[key.value] = _item(value, depth + 1)
        lines[key.value] = key_line
    return Item(line, values, lines)


class Reader:
    """Takes values out of items and gathers what is wrong, so that all is said at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def say(self, line: int, code: str, /, **values: object) -> None:
        """Note a fault."""
        self.faults.append(Fault(line, code, {name: str(value) for name, value in values.items()}))

    def finish(self) -> None:
        """Raises Faulty if anything was wrong."""
        if self.faults:
            raise Faulty(self.faults)

    def keys(self, item: Item, allowed: Collection[str], where: str) -> dict[str, Item]:
        """The values of a mapping that may only have these keys."""
        if not isinstance(item.value, dict):
            self.say(item.line, "not_a_mapping", where=where)
            return {}
        for key in item.value:
            if key not in allowed:
                self.say(item.key_lines[key], "unknown_key", key=key, where=where,
                         allowed=", ".join(allowed))  # fmt: skip
        return item.value

    def text(
        self, item: Item, key: str, *, required: bool = True, most: int = 4_000, default: str = ""
    ) -> str:
        """The text of a key."""
        values = item.value if isinstance(item.value, dict) else {}
        found = values.get(key)
        if found is None or found.value == "":
            if required:
                self.say(item.line, "missing_key", key=key)
            return default
        if not isinstance(found.value, str):
            self.say(found.line, "not_a_text", key=key)
            return default
        if len(found.value) > most:
            self.say(found.line, "too_long_text", key=key, most=most)
        return found.value

    def whole(self, item: Item, key: str, *, least: int, most: int, default: int = 0) -> int:
        """A whole number from `least` to `most`; `default` where the key is not there."""
        values = item.value if isinstance(item.value, dict) else {}
        if key not in values:
            return default
        written = values[key].value
        number = None
        if isinstance(written, str) and WHOLE_NUMBER.fullmatch(written):
            number = int(written)
        if number is None or not least <= number <= most:
            self.say(values[key].line, "not_a_number", key=key, least=least, most=most)
            return default
        return number

    def yes(self, item: Item, key: str) -> bool:
        """«sì» or «no»; no where the key is not there."""
        values = item.value if isinstance(item.value, dict) else {}
        if key not in values:
            return False
        written = str(values[key].value).casefold()
        if written not in YES + NO:
            self.say(values[key].line, "not_yes_or_no", key=key)
        return written in YES

    def day(self, item: Item, key: str) -> datetime.date | None:
        """A day written as 2026-11-23; required."""
        written = self.text(item, key)
        if not written:
            return None
        try:
            return datetime.date.fromisoformat(written)
        except ValueError:
            values = item.value if isinstance(item.value, dict) else {}
            self.say(values[key].line, "not_a_day", key=key)
            return None

    def items(self, item: Item, key: str, *, required: bool = True) -> list[Item]:
        """The items of a list."""
        values = item.value if isinstance(item.value, dict) else {}
        found = values.get(key)
        if found is None or found.value in ("", []):
            if required:
                self.say(item.line, "missing_key", key=key)
            return []
        if not isinstance(found.value, list):
            self.say(found.line, "not_a_list", key=key)
            return []
        return found.value

    def texts(self, item: Item, key: str) -> tuple[str, ...]:
        """A list of short texts; empty where the key is not there."""
        return tuple(self._texts(self.items(item, key, required=False), key))

    def _texts(self, items: list[Item], key: str) -> Iterator[str]:
        for one in items:
            if isinstance(one.value, str) and one.value:
                yield one.value
            else:
                self.say(one.line, "not_a_text", key=key)

    def words(self, item: Item, key: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of words, each one of those known."""
        for one in self.items(item, key, required=False):
            if one.value not in known:
                self.say(one.line, "unknown_word", key=key, word=one.value,
                         allowed=", ".join(known))  # fmt: skip
        return tuple(word for word in self.texts(item, key) if word in known)

    def code(self, item: Item, key: str = "codice") -> str:
        """A code: small letters, digits and dashes."""
        written = self.text(item, key, most=60)
        if written and not is_code(written):
            values = item.value if isinstance(item.value, dict) else {}
            self.say(values[key].line, "not_a_code", key=key, word=written)
        return written


def is_code(written: str) -> bool:
    """Whether a word can stand in an address: letters without accents, digits, dashes."""
    return (
        bool(written)
        and written.isascii()
        and all(sign.isalnum() or sign == "-" for sign in written)
    )


def plain(item: Item) -> Any:
    """The same as texts, lists and dictionaries."""
    if isinstance(item.value, dict):
        return {key: plain(value) for key, value in item.value.items()}
    if isinstance(item.value, list):
        return [plain(one) for one in item.value]
    return item.value


def written(value: Any) -> str:
    """A file that says `value`: what `plain` makes of it is `value` again."""
    text = yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=96)
    return str(text)


class _Writer(yaml.SafeDumper):
    """Writes paragraphs as a person does, each on its line."""


def _write_text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _write_text)
