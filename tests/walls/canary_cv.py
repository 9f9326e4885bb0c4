"""Somebody writes a CV at the canary's house: a canary in every field of every page."""

from __future__ import annotations

from urllib.parse import urlencode

from mestieri.engines.europass import Candidate, Employment, write_xml
from tests.walls.canary_day import CENTRE, Answer, Installation
from tests.walls.page_checks import Document

HERE = f"/it/{CENTRE}/primo-cv/"
ORDER = ("chi-sono", "lavori", "studi", "lingue", "capacita", "patente", "cerco", "anteprima")
ITEMS = ("aggiungi:lavoro", "aggiungi:casa", "aggiungi:studio", "aggiungi:prima", "aggiungi:altra")
#: What a field must say so that the page goes on; the rest are canaries.
IN_ORDER = {"language": "altra", "start_year": "2019", "end_year": "2020", "level": "4"}
BOUNDARY = "limite-del-canarino"


def write_a_cv(house: Installation) -> None:
    """Every page twice: nothing in order, then everything; then every file, and an older CV."""
    answer = _post(house, {"pagina": "inizio", "cerco": house.canaries.new("cerco of the start")})
    for page in ORDER:
        answer = _fill(house, answer, page)
        for adding in ITEMS:
            answer = _fill(house, _post(house, {**_hidden(answer), "vai": adding}), "indietro")
    said = {"biglietto": _hidden(answer)["biglietto"]}
    for written in ("pdf", "xml", "json", "stampa", house.canaries.new("formato of a CV")):
        _post(house, {**said, "formato": written}, "scarica/")
    for where in ("passo/", "scarica/"):
        broken = said["biglietto"][:-9] + house.canaries.new(f"a ticket of {where}")
        _post(house, {"biglietto": broken, "pagina": "lavori"}, where)
    _bring_an_older_one(house)
    _post(house, {**_hidden(answer), "vai": "finito"})


def _fill(house: Installation, answer: Answer, go: str) -> Answer:
    """Type canaries into every field of a page, and go somewhere else."""
    fields = [
        one.attributes["name"]
        for one in Document(answer.text).elements
        if one.tag in ("input", "textarea", "select")
        and one.attributes.get("type") != "hidden"
        and one.attributes.get("name")
    ]
    page = _hidden(answer).get("pagina", "no page")
    wrong = {name: house.canaries.new(f"{name} of the page {page} of a CV") for name in fields}
    _post(house, {**_hidden(answer), **wrong, "vai": "avanti"})
    typed = {name: house.canaries.new(f"{name} of {page}, in order") for name in fields}
    return _post(house, {**_hidden(answer), **typed, **_known(typed), "vai": go})


def _known(typed: dict[str, str]) -> dict[str, str]:
    return {name: said for name, said in IN_ORDER.items() if name in typed}


def _hidden(answer: Answer) -> dict[str, str]:
    return {
        one.attributes["name"]: one.attributes.get("value", "")
        for one in Document(answer.text).all("input")
        if one.attributes.get("type") == "hidden"
    }


def _post(house: Installation, said: dict[str, str], where: str = "passo/") -> Answer:
    return house.ask(
        HERE + where, urlencode(said).encode(),
        Sec_Fetch_Site="same-origin", Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip


def _bring_an_older_one(house: Installation) -> None:
    """A good file, and one that nobody can read."""
    job = Employment(position=house.canaries.new("a job of an older CV"))
    name = house.canaries.new("the name in an older CV")
    good = write_xml(Candidate(given_name=name, employment=(job,)), "it")
    bad = house.canaries.new("a file that is no CV").encode() * 3_000_000
    for content in (good, bad[:4_000_000]):
        file_name = house.canaries.new("the name of the file of an older CV")
        body = (
            (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
                f'filename="{file_name}.xml"\r\nContent-Type: text/xml\r\n\r\n'
            ).encode()
            + content
            + f"\r\n--{BOUNDARY}--\r\n".encode()
        )
        house.ask(
            f"{HERE}ripresa/", body, Sec_Fetch_Site="same-origin",
            Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
        )  # fmt: skip
