"""From one page of the CV writer to another, losing nothing that was typed.

Whatever button is pressed, what stands on the page is taken in first. Only «go on» stops at
what is not in order; with any other button it waits in the draft (`unsaved`) and is there
again, with what is wrong, when one comes back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from mestieri.engines.europass import Education, Language
from mestieri.engines.europass.words import from_plain, line
from mestieri.guidance.first_cv.draft import LISTS, MOST_OF_A_KIND, Draft, Work
from mestieri.guidance.first_cv.forms.base import LONGEST, LONGEST_TEXT, Page
from mestieri.guidance.first_cv.forms.items import (
    FIRST_TONGUE,
    OTHER_TONGUE,
    StudyForm,
    TongueForm,
    WorkForm,
    WorkWhenForm,
)
from mestieri.guidance.first_cv.forms.person import AimForm, LicenceForm, WhoForm
from mestieri.guidance.first_cv.forms.skills import SkillsForm
from mestieri.guidance.first_cv.kinds import Kind

START, PREVIEW = "inizio", "anteprima"
ORDER = ("chi-sono", "lavori", "studi", "lingue", "capacita", "patente", "cerco", PREVIEW)
SIMPLE: dict[str, type[Any]] = {
    "chi-sono": WhoForm,
    "capacita": SkillsForm,
    "patente": LicenceForm,
    "cerco": AimForm,
}
#: Page of one item → its form, the page of its list.
OF_ITEMS: dict[str, tuple[type[Any], str]] = {
    "lavoro": (WorkForm, "lavori"),
    "lavoro-quando": (WorkWhenForm, "lavori"),
    "studio": (StudyForm, "studi"),
    "lingua": (TongueForm, "lingue"),
}
#: Page of a list → first page of an item of it.
ITEM_OF = {"lavori": "lavoro", "studi": "studio", "lingue": "lingua"}
KINDS = {
    "lavori": tuple(Kind),
    "studi": ("studio",),
    "lingue": (FIRST_TONGUE, OTHER_TONGUE),
}
#: Of what is typed and not in order, so much waits in the draft.
LONGEST_UNSAVED, MOST_VALUES = 12_000, 100


@dataclass(frozen=True)
class Shown:
    """The page to show next.

    Attributes:
        draft: with everything typed so far in it.
        page: name of the page.
        form: on pages that ask something.
        number: of the item that the page is about; None for a new one.
        kind: of the item.
        notice: a sentence to begin with, or nothing.
        is_refused: something on the page is not in order.
        left: what a button sends to go back to the page from which one comes.
    """

    draft: Draft
    page: str
    form: Page | None = None
    number: int | None = None
    kind: str = ""
    notice: str = ""
    is_refused: bool = False
    left: str = ""

    @property
    def place(self) -> int:
        """Which step this is, from 1."""
        return ORDER.index(self.list_page) + 1

    @property
    def list_page(self) -> str:
        """The step to which the page belongs."""
        return OF_ITEMS[self.page][1] if self.page in OF_ITEMS else self.page

    @property
    def name(self) -> str:
        """What a button sends to come here again."""
        if self.page in OF_ITEMS and self.number is not None:
            return f"cambia:{self.list_page}:{self.number}"
        return self.list_page


def turn(draft: Draft, post: QueryDict) -> Shown:
    """Take in what a page says, and show the page that its button asks for."""
    page, go = post.get("pagina", START), post.get("vai", "avanti")
    if go != "rimetti":
        draft = replace(draft, taken_out={})
    if page in SIMPLE:
        taken = _take_in_page(draft, page, post)
    elif page in OF_ITEMS:
        taken = _take_in_item(draft, page, post)
    elif page in (*LISTS, PREVIEW):
        taken = Shown(draft, page)
    else:
        return show(begun_with(draft, post), ORDER[0])
    if taken.is_refused and go in ("avanti", "mostra"):
        return taken
    if taken.is_refused:
        taken = _put_off(taken, post)
    return replace(_follow(taken, go), left=taken.name)


def begun_with(draft: Draft, post: QueryDict) -> Draft:
    """A draft with what another page knows already: a job looked for, some lines about oneself.

    The one place where the project sheet hands something on.
    """
    headline = line(post.get("cerco", ""))[:LONGEST]
    summary = from_plain(post.get("presentazione", "")[:LONGEST_TEXT])
    record = draft.record
    return replace(
        draft,
        record=replace(
            record, headline=headline or record.headline, summary=summary or record.summary
        ),
    )


def show(
    draft: Draft, page: str, number: int | None = None, kind: str = "", notice: str = ""
) -> Shown:
    """A page as it is when one comes to it."""
    shown = Shown(draft, page, None, number, kind, notice)
    key = _key(page, number)
    said = MultiValueDict(draft.unsaved[key]) if key in draft.unsaved else None
    holder = draft
    if page in SIMPLE:
        form = _simple_form(draft, page, said)
    elif page in OF_ITEMS:
        holder = _item(draft, page, number, kind)
        form = _item_form(draft, page, holder, kind, said)
    else:
        return shown
    if said is not None and form.is_valid():
        form.put_into(holder)  # what only the whole page can tell is wrong is said again too
    return replace(shown, form=form, is_refused=bool(said is not None and form.errors))


def _key(page: str, number: int | None) -> str:
    return page if number is None else f"{page}:{number}"


def _simple_form(draft: Draft, page: str, said: Any) -> Any:
    form = SIMPLE[page]
    return form(said, draft=draft, initial=form.said_of(draft))


def _item(draft: Draft, page: str, number: int | None, kind: str) -> Any:
    """The item with a number, or a new one."""
    items = draft.items(OF_ITEMS[page][1])
    if number is not None and number < len(items):
        return items[number]
    if page in ("lavoro", "lavoro-quando"):
        return Work(kind=Kind(kind))
    return Education() if page == "studio" else Language()


def _item_form(draft: Draft, page: str, item: Any, kind: str, said: Any) -> Any:
    form = OF_ITEMS[page][0]
    return form(said, kind=kind, initial=form.said_of(draft, item))


def _take_in_page(draft: Draft, page: str, post: QueryDict) -> Shown:
    form = _simple_form(draft, page, post)
    form.is_valid()
    draft = form.put_into(draft)
    if not form.errors:
        draft = _without_unsaved(draft, page)
    return Shown(draft, page, form, is_refused=bool(form.errors))


def _take_in_item(draft: Draft, page: str, post: QueryDict) -> Shown:
    list_page = OF_ITEMS[page][1]
    number = number_in(post.get("numero", ""))
    if number is not None and number >= len(draft.items(list_page)):
        number = None
    kind = _kind_of(draft, list_page, number, post.get("tipo", ""))
    item = _item(draft, page, number, kind)
    form = _item_form(draft, page, item, kind, post)
    form.is_valid()
    changed = form.put_into(item)
    taken = Shown(draft, page, form, number, kind, is_refused=bool(form.errors))
    if _says_nothing(page, changed, kind) or (taken.is_refused and _go_on(post)):
        return taken
    draft, number = draft.put(list_page, number, changed)
    if not form.errors:
        draft = _without_unsaved(draft, _key(page, number))
    return replace(taken, draft=draft, number=number)


def _says_nothing(page: str, item: Any, kind: str) -> bool:
    if page == "lingua":
        return not item.language
    return bool(item == _item(Draft(), page, None, kind))


def _go_on(post: QueryDict) -> bool:
    return bool(post.get("vai", "avanti") == "avanti")


def _kind_of(draft: Draft, list_page: str, number: int | None, asked: str) -> str:
    """Kind of an item: its own, or that of the button with which one began it."""
    kinds = KINDS[list_page]
    if number is not None:
        item = draft.items(list_page)[number]
        if list_page == "lingue":
            return FIRST_TONGUE if item.mother_tongue else OTHER_TONGUE
        return item.kind if list_page == "lavori" else kinds[0]
    return asked if asked in kinds else kinds[0]


def _without_unsaved(draft: Draft, key: str) -> Draft:
    kept = {name: said for name, said in draft.unsaved.items() if name != key}
    return replace(draft, unsaved=kept)


def _put_off(taken: Shown, post: QueryDict) -> Shown:
    """Keep what is not in order as it was typed, for when one comes back."""
    is_new = taken.page in OF_ITEMS and taken.number is None
    if is_new or taken.form is None:  # nothing of it could be put anywhere
        return taken
    said = {
        name: [one[:LONGEST_UNSAVED] for one in post.getlist(name)[:MOST_VALUES]]
        for name in taken.form.fields
    }
    key = _key(taken.page, taken.number)
    return replace(taken, draft=replace(taken.draft, unsaved={**taken.draft.unsaved, key: said}))


def _follow(here: Shown, go: str) -> Shown:
    """Where a button leads."""
    verb, _colon, rest = go.partition(":")
    draft = here.draft
    if verb == "avanti":
        return _next(here)
    if verb == "indietro":
        return _previous(here)
    if verb == "aggiungi" and here.page in LISTS:
        return _new_item(draft, here.page, rest)
    if verb in ("cambia", "togli"):
        return _with_item(draft, verb, *_page_and_number(rest), fallback=here)
    if verb == "rimetti":
        return show(draft.with_what_was_taken_out(), here.list_page)
    if verb in ORDER:
        return show(draft, verb)
    return show(draft, here.page, here.number, here.kind)


def _next(here: Shown) -> Shown:
    if here.page == "lavoro" and here.number is not None:
        return show(here.draft, "lavoro-quando", here.number, here.kind)
    if here.page in OF_ITEMS:
        return show(here.draft, here.list_page)
    following = min(ORDER.index(here.page) + 1, len(ORDER) - 1)
    return show(here.draft, ORDER[following])


def _previous(here: Shown) -> Shown:
    if here.page == "lavoro-quando" and here.number is not None:
        return show(here.draft, "lavoro", here.number, here.kind)
    if here.page in OF_ITEMS:
        return show(here.draft, here.list_page)
    return show(here.draft, ORDER[max(ORDER.index(here.page) - 1, 0)])


def _new_item(draft: Draft, page: str, kind: str) -> Shown:
    if len(draft.items(page)) >= MOST_OF_A_KIND:
        said = _("There is room for %(most)s: put the smaller ones together, or take one out.")
        return show(draft, page, notice=said % {"most": MOST_OF_A_KIND})
    kind = kind if kind in KINDS[page] else KINDS[page][0]
    return show(draft, ITEM_OF[page], None, kind)


def _page_and_number(said: str) -> tuple[str, int | None]:
    page, _colon, number = said.partition(":")
    return page, number_in(number)


def _with_item(draft: Draft, verb: str, page: str, number: int | None, *, fallback: Shown) -> Shown:
    """An item's page, or its list without it; where it is not there any more, its list."""
    if page not in LISTS:
        return show(draft, fallback.page, fallback.number, fallback.kind)
    if number is None or number >= len(draft.items(page)):
        return show(draft, page)
    if verb == "togli":
        return show(draft.without(page, number), page)
    return show(draft, ITEM_OF[page], number, _kind_of(draft, page, number, ""))


def number_in(said: str) -> int | None:
    """A small number of a hidden field or a button."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else None
