"""What each page of the CV writer says and shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from mestieri.engines.europass.words import plain
from mestieri.engines.europass.writing.headings import LANGUAGES
from mestieri.guidance.first_cv import everyday, showing
from mestieri.guidance.first_cv.cautions import cautions_of
from mestieri.guidance.first_cv.draft import Draft
from mestieri.guidance.first_cv.forms.items import FIRST_TONGUE, OTHER_TONGUE
from mestieri.guidance.first_cv.kinds import FACES, Kind
from mestieri.guidance.first_cv.turning import ORDER, PREVIEW, Shown
from mestieri.guidance.languages import NAMES
from mestieri.guidance.queries.skills import names_of_skills, skills_of_trades
from mestieri.guidance.queries.trades import trade_titles

#: Page → its heading, and what to know before one writes.
HEADINGS: dict[str, tuple[Any, Any]] = {
    "chi-sono": (
        gettext_lazy("Who are you, and how can you be reached?"),
        gettext_lazy(
            "You may leave everything out: the CV comes out all the same. Date of birth, "
            "nationality and photo are not needed, and we do not ask for them."
        ),
    ),
    "lavori": (
        gettext_lazy("What have you done?"),
        gettext_lazy(
            "The latest first. Everything counts: jobs, odd jobs, traineeships, volunteering, "
            "looking after somebody."
        ),
    ),
    "lavoro-quando": (
        gettext_lazy("When, and what exactly?"),
        gettext_lazy("If you do not remember the month, the year is enough."),
    ),
    "studi": (
        gettext_lazy("What have you studied?"),
        gettext_lazy("Schools and courses, the latest first; also those of another country."),
    ),
    "studio": (gettext_lazy("A school or a course"), ""),
    "lingue": (
        gettext_lazy("Which languages do you speak?"),
        gettext_lazy("Also the one you speak at home: who offers work often looks for it."),
    ),
    "capacita": (
        gettext_lazy("What can you do?"),
        gettext_lazy("Choose only what you could show tomorrow. Five or six things are plenty."),
    ),
    "patente": (gettext_lazy("Do you have a driving licence?"), ""),
    "cerco": (
        gettext_lazy("What are you looking for?"),
        gettext_lazy("It stands at the top of the CV, and is what one reads first."),
    ),
    PREVIEW: (
        gettext_lazy("Here is your CV"),
        gettext_lazy("Read it aloud once. Whatever you see, you can change."),
    ),
}
SHORT_NAMES: dict[str, Any] = {
    "chi-sono": gettext_lazy("Who I am"),
    "lavori": gettext_lazy("What I have done"),
    "studi": gettext_lazy("What I have studied"),
    "lingue": gettext_lazy("Languages"),
    "capacita": gettext_lazy("What I can do"),
    "patente": gettext_lazy("Driving licence"),
    "cerco": gettext_lazy("What I am looking for"),
    PREVIEW: gettext_lazy("Look at it and take it away"),
}
#: List page → what its buttons add.
ADDING: dict[str, list[tuple[str, Any]]] = {
    "lavori": [(kind, FACES[kind].label) for kind in Kind],
    "studi": [("studio", gettext_lazy("A school or a course"))],
    "lingue": [
        (FIRST_TONGUE, gettext_lazy("My first language")),
        (OTHER_TONGUE, gettext_lazy("Another language")),
    ],
}
NONE_YET: dict[str, Any] = {
    "lavori": gettext_lazy("I have never worked: go on"),
    "studi": gettext_lazy("I leave it out: go on"),
    "lingue": gettext_lazy("I leave it out: go on"),
}
TEMPLATES = {
    "lavori": "list",
    "studi": "list",
    "lingue": "list",
    "capacita": "skills",
    PREVIEW: "preview",
}


def context_of(shown: Shown, language: str) -> dict[str, Any]:
    """What the template of a page needs, save the ticket."""
    heading, lead = _heading_and_lead(shown)
    template = TEMPLATES.get(shown.page, "form")
    context = {
        "template": f"guidance/cv/{template}.html",
        "shown": shown,
        "form": shown.form,
        "heading": heading,
        "lead": lead,
        "steps": len(ORDER),
        "is_first": shown.page == ORDER[0],
        "is_last_step": shown.page == ORDER[-2],
    }
    if template == "list":
        context |= _list_context(shown)
    if template == "skills":
        context |= skills_context(shown, language)
    asks_a_trade = shown.page in ("lavoro", "cerco", "capacita")
    context["trades"] = trade_titles(language) if asks_a_trade else None
    return context


def _heading_and_lead(shown: Shown) -> tuple[Any, Any]:
    """A page about a work or a language bears the words of the button that led to it."""
    if shown.page == "lavoro":
        return FACES[shown.kind].label, FACES[shown.kind].hint
    if shown.page == "lingua":
        return dict(ADDING["lingue"])[shown.kind], ""
    return HEADINGS[shown.page]


def _list_context(shown: Shown) -> dict[str, Any]:
    taken = shown.draft.taken_out
    return {
        "lines": showing.lines_of(shown.draft, shown.page),
        "adding": ADDING[shown.page],
        "none_yet": NONE_YET[shown.page],
        "taken_out": taken.get("page") == shown.page,
    }


def skills_context(shown: Shown, language: str) -> dict[str, Any]:
    """Suggestions: of the trades one names or has done, then of everyday life. Four queries."""
    draft, form = shown.draft, shown.form
    assert form is not None
    ticked = {name: set(form[name].value() or []) for name in ("everyday", "esco", "kept")}
    titles = [draft.trade, draft.record.headline, *(work.job.position for work in draft.works)]
    of_trades = skills_of_trades([draft.trade] if draft.trade else titles, language)
    shown_already = {uri for trade in of_trades for uri, _name in trade.skills}
    chosen = [uri for uri in draft.esco if uri not in shown_already]
    names = names_of_skills(chosen, language)
    return {
        "of_trades": of_trades,
        "chosen_before": [(uri, names[uri]) for uri in chosen if uri in names],
        "everyday": everyday.groups(language),
        "ticked_everyday": ticked["everyday"],
        "ticked_esco": ticked["esco"],
        "from_the_older_cv": [
            (str(place), one.name or plain(one.description)[:80], str(place) in ticked["kept"])
            for place, one in enumerate(draft.record.skills)
            if one.level or one.description or not one.name
        ],
        "asked_in_vain": bool(draft.trade) and not of_trades,
    }


def preview_context(draft: Draft, language: str) -> dict[str, Any]:
    """The whole CV to look at, and in which languages it can be taken away. One query."""
    record = draft.record_in(language, names_of_skills(draft.esco, language))
    return {
        "record": record,
        "contacts": [one.value for one in record.contacts if one.value],
        "towns": [one.city for one in record.addresses if one.city],
        "summary": plain(record.summary),
        "works": showing.lines_of(draft, "lavori"),
        "studies": showing.lines_of(draft, "studi"),
        "tongues": showing.lines_of(draft, "lingue"),
        "skills": [one.name or plain(one.description)[:80] for one in record.skills],
        "licences": showing.licences(record),
        "certificates": [one.title for one in record.certificates if one.title],
        "cautions": cautions_of(draft),
        "unfinished": [(page, SHORT_NAMES[page]) for page in SHORT_NAMES if page in draft.unsaved],
        "languages": language_choices(),
        "cv_language": language,
        "holds_something": draft.holds_something,
        "nameless": not record.name,
    }


def language_choices() -> list[tuple[str, str]]:
    """The languages a CV can be written in, each by its own name."""
    return [(code, NAMES[code]) for code in LANGUAGES]
