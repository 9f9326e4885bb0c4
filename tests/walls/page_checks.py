"""What a strict page may not have: each check returns sentences, none when all stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: Elements that a paragraph, a heading or a phrase may not hold.
BLOCKS = frozenset(
    """address article aside blockquote details dialog dl div fieldset figure footer form h1 h2 h3
    h4 h5 h6 header hr main nav ol p pre section table ul""".split()
)
PHRASING_ONLY = frozenset("p h1 h2 h3 h4 h5 h6 span strong em b i small label button abbr".split())
INTERACTIVE = frozenset("a button select textarea label".split())
ALLOWED_CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
    "select": {"option", "optgroup", "hr"},
}
ALLOWED_PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "legend": {"fieldset"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "option": {"select", "optgroup", "datalist"},
}
#: Attributes whose value is fetched by the browser by itself or posted to.
FETCHED = {
    "script": ("src",), "img": ("src", "srcset"), "link": ("href",), "iframe": ("src",),
    "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",), "track": ("src",),
    "object": ("data",), "embed": ("src",), "use": ("href", "xlink:href"), "image": ("href",),
    "form": ("action",), "button": ("formaction",), "input": ("src", "formaction"),
}  # fmt: skip
DATA_BLOCKS = {"application/json", "application/ld+json"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "list", "form")


@dataclass
class Element:
    """An element as it was written: its tag, attributes, the one around it, its own text."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    text: str = ""
    line: int = 0

    def ancestors(self) -> list[Element]:
        found, here = [], self.parent
        while here is not None:
            found.append(here)
            here = here.parent
        return found

    def __str__(self) -> str:
        return f"<{self.tag}> at line {self.line}"


@dataclass
class Document(HTMLParser):
    """A page read strictly: everything that is opened is closed, in its turn."""

    source: str
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    doctype: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        self.open: list[Element] = []
        self.feed(self.source)
        self.close()
        self.faults += [f"{element} is never closed" for element in self.open]

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        parent = self.open[-1] if self.open else None
        values = {name: value or "" for name, value in reversed(attrs)}
        element = Element(tag, values, parent, line=self.getpos()[0])
        self.elements.append(element)
        for name in {name for name in names if names.count(name) > 1}:
            self.faults.append(f"{element} has {name} twice")
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(
                f"</{tag}> at line {self.getpos()[0]} closes "
                f"{self.open[-1] if self.open else 'nothing'}"
            )
            if not any(element.tag == tag for element in self.open):
                return
            while self.open[-1].tag != tag:
                self.open.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def values_of(self, tag: str, attribute: str) -> list[str]:
        return [e.attributes[attribute] for e in self.all(tag) if attribute in e.attributes]

    def ids(self) -> list[str]:
        return [e.attributes["id"] for e in self.elements if "id" in e.attributes]


def faults_of(source: str) -> list[str]:
    """Everything wrong in a page's text."""
    document = Document(source)
    checks = (structure, nesting, identifiers, inline_code, other_hosts)
    return document.faults + [fault for check in checks for fault in check(document)]


def structure(document: Document) -> list[str]:
    """Language, direction, title, one first heading, one main part."""
    wrong = []
    if document.doctype.lower() != "doctype html":
        wrong.append("there is no doctype")
    root = document.elements[0] if document.elements else Element("", {}, None)
    wrong += [f"<html> has no {a}" for a in ("lang", "dir") if not root.attributes.get(a)]
    titles = [e for e in document.all("title") if not any(a.tag == "svg" for a in e.ancestors())]
    if len(titles) != 1 or not titles[0].text.strip():
        wrong.append("the page has no title")
    for tag in ("h1", "main"):
        if len(document.all(tag)) != 1:
            wrong.append(f"the page has {len(document.all(tag))} <{tag}>")
    return wrong + [f"{image} has no alt" for image in document.all("img")
                    if "alt" not in image.attributes]  # fmt: skip


def nesting(document: Document) -> list[str]:
    """Elements inside elements that may not hold them."""
    wrong = []
    for element in document.elements:
        parent, tag = element.parent, element.tag
        above = {ancestor.tag for ancestor in element.ancestors()}
        if "svg" in above or parent is None:
            continue
        narrow = ALLOWED_CHILDREN.get(parent.tag)
        if (narrow and tag not in narrow) or parent.tag not in ALLOWED_PARENTS.get(
            tag, {parent.tag}
        ):
            wrong.append(f"{element} stands in {parent}")
        if tag in BLOCKS and above & PHRASING_ONLY:
            wrong.append(f"{element} stands in a <{min(above & PHRASING_ONLY)}>")
        if tag in INTERACTIVE | {"input"} and above & {"a", "button"}:
            wrong.append(f"{element} stands in a link or a button")
        if tag == "form" and "form" in above:
            wrong.append(f"{element} stands in another form")
    return wrong


def identifiers(document: Document) -> list[str]:
    """Identities used once, and references that lead somewhere."""
    ids = Counter(document.ids())
    wrong = [f"id «{name}» is used {times} times" for name, times in ids.items() if times > 1]
    wrong += [f"id «{name}» is empty or has spaces" for name in ids if name.split() != [name]]
    for element in document.elements:
        asked = [(name, value) for name in REFERENCES
                 if (value := element.attributes.get(name)) is not None]  # fmt: skip
        if element.tag == "label" and "for" in element.attributes:
            asked.append(("for", element.attributes["for"]))
        if element.tag == "a" and element.attributes.get("href", "").startswith("#"):
            asked.append(("href", element.attributes["href"][1:]))
        wrong += [
            f"{element} names «{target}» in {name}, which is not there"
            for name, value in asked
            for target in value.split() or ["nothing"]
            if target not in ids
        ]
    return wrong


def inline_code(document: Document) -> list[str]:
    """Scripts, styles and handlers written in the page."""
    wrong = []
    for element in document.elements:
        attributes = element.attributes
        wrong += [f"{element} has {name}" for name in attributes
                  if name == "style" or name.startswith("on")]  # fmt: skip
        wrong += [f"{element} has {name}={value}" for name, value in attributes.items()
                  if value.strip().lower().startswith(("javascript:", "vbscript:"))]  # fmt: skip
        is_data = attributes.get("type") in DATA_BLOCKS
        if element.tag == "script" and not is_data and element.text.strip():
            wrong.append(f"{element} is written in the page")
        if element.tag == "style":
            wrong.append(f"{element} is written in the page")
    return wrong


def other_hosts(document: Document) -> list[str]:
    """What the browser would fetch from elsewhere, or post to elsewhere."""
    return [
        f"{element} asks {address}"
        for element in document.elements
        if element.attributes.get("rel") not in ("canonical", "alternate")
        for name in FETCHED.get(element.tag, ())
        for address in addresses_in(name, element.attributes.get(name, ""))
        if urlsplit(address).netloc not in ("", "testserver")
        or urlsplit(address).scheme not in ("", "http", "https", "data")
    ]


def addresses_in(attribute: str, value: str) -> list[str]:
    if attribute == "srcset":
        return [piece.split()[0] for piece in value.split(",") if piece.strip()]
    return [value.strip()] if value.strip() else []


# Headers ---------------------------------------------------------------------------------


def header_faults(response: Any, *, public: bool) -> list[str]:
    """What the headers of a page lack, and the cookies of one that may leave none."""
    policy = policy_of(response.headers.get("Content-Security-Policy", ""))
    asked = {
        name: {str(source) for source in sources}
        for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    }
    wrong = [] if policy == asked else [f"its policy is {policy or 'none'}"]
    everything = {source for sources in policy.values() for source in sources}
    loose = everything & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}
    wrong += [f"its policy allows {source}" for source in sorted(loose)]
    for name, value in (
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
    ):
        if response.headers.get(name) != value:
            wrong.append(f"{name} is {response.headers.get(name)}")
    if public and (response.cookies or "Set-Cookie" in response.headers):
        wrong.append(f"it leaves cookies: {response.cookies.output(header='')}")
    return wrong


def policy_of(header: str) -> dict[str, set[str]]:
    """A content security policy, by directive."""
    pieces = [piece.split() for piece in header.split(";") if piece.strip()]
    return {words[0]: set(words[1:]) for words in pieces}
