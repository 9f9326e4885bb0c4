"""Jobs and courses of study: a section's tokens, cut into entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mestieri.engines.europass.record import Coded, Education, Employment, Period
from mestieri.engines.europass.text.dates import Found, find_date, find_period, last_date
from mestieri.engines.europass.text.organisations import is_organisation
from mestieri.engines.europass.text.tokens import Token
from mestieri.engines.europass.text.vocabulary import Label, folded
from mestieri.engines.europass.words import from_plain, line

MOST_ENTRIES = 60
LONGEST_HEADLINE = 140
NO_PERIOD = Period()

_BRACKETS = re.compile(r"^[\s\[\](){}–—\-:,;|•·]+|[\s\[\](){}–—\-:,;|•·]+$")
_SEPARATORS = (r"\s+[|·•]\s+", r"\s{3,}", r"\s+[–—]\s+", r"\s+-\s+", r"\s*;\s+")
_AT = re.compile(
    r"\s+(?:presso|c/o|at|chez|bei der|beim|bei|@|în cadrul|in cadrul|la firma"
    r"|en la empresa|auprès de)\s+(?:la |il |l['’]|lo |the )?",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"\b(?:italia|italy|italie|italien|france|francia|frankreich|franța|franta|germania|germany"
    r"|deutschland|allemagne|alemania|españa|spagna|spain|espagne|spanien|romania|românia|rumänien"
    r"|uk|united kingdom|österreich|austria|svizzera|schweiz|suisse|belgique|portugal|it|fr|de|es"
    r"|ro|gb)\b\)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """What belongs to one job or course."""

    period: Period = NO_PERIOD
    head: list[str] = field(default_factory=list)
    place: str = ""
    tasks: list[str] = field(default_factory=list)
    fields: dict[Label, list[str]] = field(default_factory=dict)

    def value(self, label: Label) -> str:
        """The first line of a labelled field."""
        values = self.fields.get(label)
        return line(values[0]) if values else ""


def employment(tokens: Sequence[Token]) -> list[Employment]:
    """Jobs, in the order of the document."""
    return [job for entry in _entries(tokens) if (job := _job(entry)) is not None]


def education(tokens: Sequence[Token]) -> list[Education]:
    """Courses of study, in the order of the document."""
    return [course for entry in _entries(tokens) if (course := _course(entry)) is not None]


def _entries(tokens: Sequence[Token]) -> list[Entry]:
    body = [token for token in tokens if not token.heading and (token.text or token.label)]
    fields = {token.label for token in body} & {
        Label.POSITION, Label.EMPLOYER, Label.TITLE, Label.SCHOOL, Label.DATES, Label.START,
    }  # fmt: skip
    found = _labelled(body) if len(fields) >= 2 else _by_dates(body)
    return found[:MOST_ENTRIES]


# ---- forms: every field has its label


def _labelled(tokens: Sequence[Token]) -> list[Entry]:
    entries: list[Entry] = []
    current = Entry()
    opened: Label | None = None
    opening = next((token.label for token in tokens if token.label in _OPENING), None)
    for token in tokens:
        if token.label is None:
            _note_unlabelled(current, token, opened)
            continue
        again = token.label in current.fields and token.label is not opened
        if (
            (token.label is opening or again)
            and token.name
            and current.fields
            and token.label is not opened
        ):
            entries.append(current)
            current = Entry()
        opened = token.label
        current.fields.setdefault(token.label, []).append(token.words)
    entries.append(current)
    for entry in entries:
        found = _period(_dates(entry))
        if found is not None:
            entry.period = found[0]
    return entries


_OPENING = {Label.DATES, Label.START, Label.POSITION, Label.EMPLOYER, Label.TITLE, Label.SCHOOL}


def _note_unlabelled(entry: Entry, token: Token, opened: Label | None) -> None:
    """A value that goes on in the next row, or a date without its label."""
    if opened is not None:
        entry.fields[opened].append(token.words)
    elif token.text:
        entry.head.append(token.words)


def _dates(entry: Entry) -> str:
    """The period in words; forms and tables may ask for its ends apart."""
    ends = [" ".join(entry.fields.get(label, ())) for label in (Label.START, Label.END)]
    return " ".join(entry.fields.get(Label.DATES, ())) or " – ".join(filter(None, ends))


def _period(text: str) -> Found | None:
    return find_period(text) or find_date(text)


# ---- free layouts: a date in every entry


def _by_dates(tokens: Sequence[Token]) -> list[Entry]:
    anchors = [
        (index, found)
        for index, token in enumerate(tokens)
        if (found := _anchor(token)) is not None
    ]
    if not anchors:
        return []
    before = _lines_before(tokens, [index for index, _ in anchors])
    starts = [max(index - before, 0) for index, _ in anchors]
    entries = []
    for number, (index, found) in enumerate(anchors):
        after = starts[number + 1] if number + 1 < len(anchors) else len(tokens)
        entries.append(
            _entry(tokens[starts[number] : index], tokens[index], found, tokens[index + 1 : after])
        )
    return entries


def _anchor(token: Token) -> Found | None:
    """The period of a line that opens an entry."""
    if token.label not in (None, Label.DATES):
        return None
    text = token.text
    if len(text) > LONGEST_HEADLINE + 40:
        return None
    found = find_period(text)
    if found is not None:
        inside = token.bullet and len(text) > 90
        return None if inside else found
    if token.bullet and not token.words[:4].isdigit():
        return None
    return find_date(text) or (last_date(text) if len(text) < LONGEST_HEADLINE else None)


def _lines_before(tokens: Sequence[Token], anchors: Sequence[int]) -> int:
    """How many lines of a title stand above the date: none, one or two."""
    most = min(anchors[0], 3)
    if most == 0:
        return 0
    for before, after in pairwise(anchors):
        most = min(most, max(after - before - 1, 0))
    while most:
        tops = [
            tokens[index - back]
            for index in anchors
            for back in range(1, most + 1)
            if index >= back
        ]
        if not any(top.bullet or len(top.text) > LONGEST_HEADLINE for top in tops):
            break
        most -= 1
    return most


def _entry(above: Sequence[Token], anchor: Token, found: Found, below: Sequence[Token]) -> Entry:
    period, start, end = found
    rest = _trim(f"{anchor.text[:start]}   {anchor.text[end:]}")
    entry = Entry(period=period, head=[token.words for token in above if token.text])
    following = list(below)
    if rest and (_is_place(rest, entry.head, following)):
        entry.place = rest
    elif rest:
        entry.head.append(rest)
    while following and len(entry.head) < 2 and _may_head(following[0]):
        entry.head.append(following.pop(0).words)
    for token in following:
        if token.label is not None:
            entry.fields.setdefault(token.label, []).append(token.words)
        elif token.text:
            entry.tasks.append(token.words)
    return entry


def _trim(text: str) -> str:
    before = None
    while text != before:
        before = text
        text = _BRACKETS.sub("", text)
        if text.count("(") > text.count(")"):
            text += ")"
    return text


def _may_head(token: Token) -> bool:
    text = token.text
    running = len(text) > LONGEST_HEADLINE or (text.endswith(".") and len(text) > 60)
    return token.label is None and bool(text) and not token.bullet and not running


def _is_place(rest: str, head: Sequence[str], following: Sequence[Token]) -> bool:
    """«Milano, Italia» beside the date, where the title stands on a line of its own."""
    if head:
        short = len(rest) < 40 and not any(re.search(one, rest) for one in _SEPARATORS)
        return short and not is_organisation(rest)
    title_below = bool(following) and _may_head(following[0])
    if not title_below:
        return False
    emphatic = following[0].line.bold or _shouts(following[0].text)
    return bool(_COUNTRY.search(rest)) or (emphatic and not _shouts(rest) and len(rest) < 50)


def _shouts(text: str) -> bool:
    """Begins in capitals."""
    first = re.split(r"\s[–—|-]\s|,", text)[0]
    return first.isupper() and len(first) > 3


# ---- what the head of an entry says


def _job(entry: Entry) -> Employment | None:
    position, employer, city = _who_and_where(entry)
    position = entry.value(Label.POSITION) or position
    labelled = entry.value(Label.EMPLOYER)
    if labelled:
        employer, city = _employer_and_city(labelled)
    tasks = entry.fields.get(Label.TASKS, []) + entry.tasks
    if not position and tasks and entry.fields:
        position = line(tasks[0])
    if not position and not employer:
        return None
    return Employment(
        position=line(position),
        employer=line(employer),
        city=entry.value(Label.CITY) or line(city),
        country=Coded("", entry.value(Label.COUNTRY)),
        sector=Coded("", entry.value(Label.SECTOR)),
        period=entry.period,
        description=from_plain("\n".join(tasks)),
    )


def _course(entry: Entry) -> Education | None:
    title, school, city = _who_and_where(entry)
    title = entry.value(Label.TITLE) or title
    school = entry.value(Label.SCHOOL) or school
    if not title and not school:
        return None
    return Education(
        title=line(title),
        organisation=line(school),
        city=entry.value(Label.CITY) or line(city),
        level=Coded("", entry.value(Label.LEVEL)),
        field=Coded("", entry.value(Label.SUBJECTS)),
        period=entry.period,
        description=from_plain("\n".join(entry.tasks)),
    )


def _who_and_where(entry: Entry) -> tuple[str, str, str]:
    """Position (or title), employer (or school) and city, of the lines of the head."""
    if not entry.head:
        return "", "", ""
    first, *others = _parts(entry.head[0])
    if len(others) == 1 and _is_firm_with_city(entry.head):
        return _parts(entry.head[1])[0], first, others[0]
    if others:
        second, rest = others[0], others[1:]
    else:
        following = [part for text in entry.head[1:2] for part in _parts(text)]
        second, rest = (following[0], following[1:]) if following else ("", [])
    if not is_organisation(second) and is_organisation(first):
        first, second = second, first
    if not first:
        first, second = second, ""
    city = re.sub(r"\s*\([^)]*\)$", "", rest[0]) if rest else ""
    return first, second, city or _place_city(entry.place)


def _is_firm_with_city(head: Sequence[str]) -> bool:
    """«OFFICINE PROVA S.R.L., Legnano» above «Saldatrice»."""
    if len(head) < 2 or len(head[1]) > 60 or any(re.search(one, head[0]) for one in _SEPARATORS):
        return False
    firm, *city = _commas(head[0])
    return is_organisation(firm) and not is_organisation(" ".join(city))


def _parts(text: str) -> list[str]:
    for separator in _SEPARATORS:
        parts = [_trim(part) for part in re.split(separator, text)]
        parts = [part for part in parts if part]
        if len(parts) > 1:
            return [parts[0], *(inner for part in parts[1:] for inner in _commas(part))]
    parted = _AT.split(text, maxsplit=1)
    if len(parted) == 2 and all(parted):
        return [_trim(parted[0]), *_commas(_trim(parted[1]))]
    return _commas(_trim(text))


def _commas(text: str) -> list[str]:
    """Parts between commas, those within brackets apart."""
    parts = [_trim(part) for part in re.split(r",\s+(?![^(]*\))", text)]
    return [part for part in parts if part] or [text]


def _employer_and_city(text: str) -> tuple[str, str]:
    first, *others = _commas(text)
    city = next((part for part in others if not any(letter.isdigit() for letter in part)), "")
    return first, city if folded(city) else ""


def _place_city(place: str) -> str:
    return _commas(place)[0] if place else ""
