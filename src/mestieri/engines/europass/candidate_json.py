"""`Candidate` as JSON: the tree of the XML, element by element.

An element is an object: its children by their names with prefix, `@name` its attributes,
`#text` its text. An element with text alone is that text; a repeated one is a list. The XML
stays the one description of the dialect: what reads it, reads this.
"""

from __future__ import annotations

from typing import Any

from mestieri.engines.europass.outcome import Refusal, Status
from mestieri.engines.europass.trees import Element, local

NAMESPACES = {
    "hr": "http://www.hr-xml.org/3",
    "oa": "http://www.openapplications.org/oagis/9",
    "eures": "http://www.europass_eures.eu/1.0",
}
DEEPEST = 40


def as_element(tree: dict[str, Any]) -> Element:
    """The element of a JSON tree with one key, `Candidate`.

    Raises:
        Refusal: the tree is no such thing.
    """
    from lxml import etree

    root = etree.Element("Candidate")
    try:
        _fill(root, tree["Candidate"], 0)
    except ValueError:
        raise Refusal(Status.MALFORMED_JSON) from None
    return root


def _fill(element: Element, value: Any, depth: int) -> None:
    from lxml import etree

    if depth > DEEPEST:
        raise ValueError("too deep")
    if not isinstance(value, dict):
        element.text = "" if value is None or isinstance(value, list) else _written(value)
        return
    for name, below in value.items():
        if name == "#text":
            element.text = _written(below)
        elif name.startswith("@"):
            element.set(name[1:], _written(below))
        else:
            for one in below if isinstance(below, list) else [below]:
                _fill(etree.SubElement(element, name.rpartition(":")[2]), one, depth + 1)


def _written(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def as_tree(root: Element) -> dict[str, Any]:
    """The JSON tree of an element."""
    return {local(root): _tree(root)}


def _tree(element: Element) -> Any:
    tree: dict[str, Any] = {
        f"@{name}": value for name, value in element.attrib.items() if not name.startswith("{")
    }
    if not len(element) and not tree:
        return element.text or ""
    if element.text and element.text.strip():
        tree["#text"] = element.text
    for one in element:
        name = _prefixed(one)
        if name in tree:
            before = tree[name]
            tree[name] = [*(before if isinstance(before, list) else [before]), _tree(one)]
        else:
            tree[name] = _tree(one)
    return tree


def _prefixed(element: Element) -> str:
    return f"{element.prefix}:{local(element)}" if element.prefix else local(element)
