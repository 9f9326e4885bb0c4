"""What the buttons of an open project sheet do: each saves what stands in the fields first."""

from __future__ import annotations

import json
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from mestieri.engines.codewords import UnreadableCode
from mestieri.guidance import sheet_files
from mestieri.guidance.project_sheet import ProjectSheet
from mestieri.guidance.queries.kept import kept_at
from mestieri.guidance.services.sheets import keeping
from mestieri.guidance.services.sheets.gate import TooBusy
from mestieri.guidance.services.sheets.keeping import OpenSheet
from mestieri.guidance.services.sheets.openings import count_opening
from mestieri.guidance.services.sheets.tickets import Opening, opening_of, ticket_of
from mestieri.guidance.sheet_form import FIELDS, Problem, TypedSheet, typed_from
from mestieri.guidance.sheet_pages import (
    Face,
    code_page,
    connection_of,
    in_words,
    locked_page,
    moment_page,
    nonce_from,
    page,
    sheet_page,
    site_of,
    start_page,
)
from mestieri.kernel.models import Centre
from mestieri.kernel.slips import slip_seen

#: Says that a post bears the fields of the sheet, and not only its ticket.
WRITTEN = "written"
MOST_UNDONE = 20_000  # characters of a line that was removed


def open_sheet(request: HttpRequest, face: Face, centre: Centre) -> HttpResponse:
    """Open a sheet with its words; if it had closed with words in its fields, save them too."""
    typed = request.POST.get("words", "")
    try:
        opened = keeping.open_by_words(
            typed, nonce=nonce_from(request), connection=connection_of(request)
        )
    except UnreadableCode as error:
        return _refused(request, face, centre, in_words(error), 422)
    except keeping.NoSuchSheet:
        sentence = _(
            "No project has these four words. Check them one by one. If they were changed, the old "
            "ones open nothing; a project that nobody opens for twelve months is deleted."
        )
        return _refused(request, face, centre, sentence, 404)
    except keeping.TooManyWrong:
        sentence = _("Many wrong words are being tried. Wait ten minutes, then try again.")
        return moment_page(request, face, sentence, is_soon=False)
    except keeping.Finished:
        sentence = _("This page had been closed. Type the four words again.")
        return start_page(request, face, centre, refusal=sentence)
    except TooBusy:
        return busy(request, face)
    count_opening(centre)
    return _go_on(request, face, centre, opened)


def busy(request: HttpRequest, face: Face) -> HttpResponse:
    """Too many are being opened at this very moment."""
    return moment_page(request, face, busy_words())


def busy_words() -> str:
    return _("Many people are opening their project now. Try again in a moment.")


def _refused(
    request: HttpRequest, face: Face, centre: Centre, sentence: str, status: int
) -> HttpResponse:
    words = request.POST.get("words", "")
    if WRITTEN in request.POST:
        return locked_page(request, face, sentence, words=words, status=status)
    keep = request.POST.get("keep", "")
    return start_page(
        request, face, centre, keep=keep, refusal=sentence, words=words, status=status
    )


def act(request: HttpRequest, face: Face, centre: Centre) -> HttpResponse:
    """Do what a button of an open sheet asks."""
    opening = opening_of(request.POST.get("ticket", ""))
    if opening is None:
        sentence = _(
            "After twenty minutes the project closes by itself, so that nobody else reads it."
        )
        return locked_page(request, face, sentence)
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    try:
        if verb == "erase":
            return _erase(request, face, opening)
        if verb == "words" and not face.is_desk:
            words, opening = keeping.change_words(opening)
            return code_page(request, centre, words, opening, is_change=True)
        opened = keeping.look(opening)
        if verb == "other":  # what the other page saved, and not what is in these fields
            return sheet_page(request, face, opened)
        if WRITTEN not in request.POST:
            return _go_on(request, face, centre, opened)
        return _written(request, face, centre, opened, verb, rest)
    except keeping.NoSuchSheet:
        sentence = _("This project was erased, or has other words now.")
        return start_page(request, face, centre, refusal=sentence, status=404)
    except keeping.Finished:
        return locked_page(request, face, _("You had closed this project."))
    except TooBusy:
        return busy(request, face)


def _go_on(request: HttpRequest, face: Face, centre: Centre, opened: OpenSheet) -> HttpResponse:
    """The page of a sheet just opened, with what one came to keep, or had typed before."""
    if WRITTEN in request.POST:
        return _written(request, face, centre, opened, "save", "")
    kept = kept_at(centre, request.POST.get("keep", ""), host=request.get_host())
    if kept is None:
        return sheet_page(request, face, opened)
    sheet = opened.sheet.keeping(kept)
    if sheet == opened.sheet:
        return sheet_page(request, face, opened, said=_("It was in your project already."))
    revision = keeping.save(opened.opening, sheet, revision=opened.revision)
    opened = OpenSheet(opened.opening, sheet, revision)
    said = _("“%(title)s” is in your project now.") % {"title": kept.title}
    return sheet_page(request, face, opened, said=said)


def _erase(request: HttpRequest, face: Face, opening: Opening) -> HttpResponse:
    keeping.erase(opening)
    return page(request, face, "closed", {"is_erased": True})


def _written(
    request: HttpRequest, face: Face, centre: Centre, opened: OpenSheet, verb: str, rest: str
) -> HttpResponse:
    """Save what stands in the fields, changed as the button asks; then what it asks besides."""
    opened = replace(opened, revision=_revision(request))
    typed = typed_from(request.POST)
    said, removed = _change(request, typed, verb, rest)
    typed.drop_empty_lines()
    _name_resources(typed, centre, request.get_host())
    slip = _slip(centre, typed, request.POST.get("slip", "")) if verb == "slip" else ""
    sheet = typed.read()
    if slip:
        typed.problems.append(Problem("slip", slip))
    if sheet is None or slip:
        if verb == "quiet":
            return JsonResponse({}, status=422)
        alert = _("Not saved yet: something has to be put right. Nothing you wrote is lost.")
        return sheet_page(request, face, opened, typed=typed, alert=alert, status=422)
    if verb == "file" and not face.is_desk:
        return sheet_files.file(centre, sheet, rest, site=site_of(request))
    return _saved(request, face, opened, typed, sheet, verb, rest, said, removed)


def _saved(
    request: HttpRequest, face: Face, opened: OpenSheet, typed: TypedSheet, sheet: ProjectSheet,
    verb: str, rest: str, said: str, removed: str,
) -> HttpResponse:  # fmt: skip
    try:
        revision = keeping.save(opened.opening, sheet, revision=opened.revision)
    except keeping.ChangedElsewhere as changed:
        return _meanwhile(request, face, typed, changed.opened, verb)
    opened = OpenSheet(opened.opening, sheet, revision)
    if verb == "quiet":
        return JsonResponse({"ticket": ticket_of(opened.opening), "revision": revision})
    if verb == "finish":
        keeping.finish(opened.opening)
        return page(request, face, "closed", {"is_erased": False})
    if verb == "ask" and (rest == "erase" or not face.is_desk):
        return page(
            request, face, "confirm",
            {"ticket": ticket_of(opened.opening), "is_erasing": rest == "erase"},
        )  # fmt: skip
    return sheet_page(
        request,
        face,
        opened,
        said=said or _("Saved."),
        focus=_focus(verb, rest, len(sheet.steps)),
        removed=removed,
    )


def _focus(verb: str, rest: str, steps: int) -> str:
    """Name of what one goes on with: the new line, the button pressed, now at the line's place."""
    name, _colon, place = rest.partition(":")
    if verb == "add" and name in FIELDS:
        return f"add:{name}"
    if verb in ("up", "down") and place.isdecimal():
        moved = max(0, min(steps - 1, int(place) + (-1 if verb == "up" else 1)))
        return f"{verb}:{name}:{moved}"
    return "undo" if verb == "remove" else ""


def _meanwhile(
    request: HttpRequest, face: Face, typed: TypedSheet, kept: OpenSheet, verb: str
) -> HttpResponse:
    """Another page saved first: both are shown, and whoever reads chooses."""
    if verb == "quiet":
        return JsonResponse({}, status=409)
    alert = _(
        "Not saved yet: another page of this project was saved meanwhile. In the fields is what "
        "you wrote here; at the end of the page is what the other one saved. Copy from it what "
        "you need: when you save, what is in the fields stays."
    )
    return sheet_page(request, face, kept, typed=typed, alert=alert, other=kept, status=409)


def _revision(request: HttpRequest) -> int:
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isascii() and revision.isdecimal() and len(revision) < 9 else 0


def _change(request: HttpRequest, typed: TypedSheet, verb: str, rest: str) -> tuple[str, str]:
    """Change the lines as a button asks; what is said of it, and what «undo» puts back."""
    name, _colon, place_said = rest.partition(":")
    place = int(place_said) if place_said.isascii() and place_said.isdecimal() else -1
    if name in FIELDS and verb == "remove":
        line = typed.remove(name, place)
        if not any(line.values()):
            return "", ""
        said = _("Removed: “%(words)s”.") % {"words": line[FIELDS[name][0]]}
        return said, json.dumps({"name": name, "place": place, "line": line})
    if name in FIELDS and verb in ("up", "down"):
        typed.move(name, place, -1 if verb == "up" else 1)
        return _("Moved."), ""
    if verb == "undo" and _put_back(typed, request.POST.get("removed", "")):
        return _("It is back in its place."), ""
    return "", ""


def _put_back(typed: TypedSheet, removed: str) -> bool:
    if len(removed) > MOST_UNDONE:
        return False
    try:
        said = json.loads(removed)
        line = {str(key): str(value) for key, value in said["line"].items()}
        typed.put_back(said["name"], int(said["place"]), line)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return True


def _name_resources(typed: TypedSheet, centre: Centre, host: str) -> None:
    """Give resources written by their address alone the name of what is there."""
    for line in typed.lines["resources"]:
        kept = kept_at(centre, line["resource_address"].strip(), host=host)
        if kept is not None:
            line["resource"] = line["resource"].strip() or kept.title
            line["resource_address"] = kept.address


def _slip(centre: Centre, typed: TypedSheet, code: str) -> str:
    """Add the service of a slip; what is wrong, if its code leads to none."""
    seen = slip_seen(centre, code)
    if seen is None:
        return _(
            "No slip of this centre has this code, or its answer was given already. You can write "
            "the service by hand."
        )
    day = seen.day.isoformat() if seen.day else ""
    line = {"referral": seen.name, "referral_day": day, "referral_note": ""}
    typed.lines["referrals"].append(line)
    return ""
