"""Write a CV as a browser without scripts does: each page is a post, the ticket goes along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from mestieri.guidance.first_cv import ticket
from mestieri.guidance.first_cv.draft import Draft
from tests.walls.page_checks import Document, faults_of, header_faults

OURS = {"Sec-Fetch-Site": "same-origin"}
HERE = "/it/tuscolo/primo-cv/"


@dataclass
class Writer:
    """Somebody in front of the writer: what stands on the page, and what they press.

    Attributes:
        hidden: the hidden fields of the page.
        shown: the other fields, as they stand on the page.
        answer: the page, as the server sent it.
    """

    client: Client = field(default_factory=Client)
    hidden: dict[str, str] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    answer: Any = None
    here: str = HERE

    def begin(self, **more: str) -> Writer:
        """Press «Begin»."""
        self.hidden, self.shown = {"pagina": "inizio", **more}, {}
        return self.press("")

    def press(self, go: str, typed: dict[str, Any] | None = None) -> Writer:
        """Type, then press a button."""
        said = {**self.shown, **self.hidden, **(typed or {}), "vai": go}
        self.answer = self.client.post(f"{self.here}passo/", said, headers=OURS)
        assert faults_of(self.answer.text) == []
        assert header_faults(self.answer, public=True) == []
        self.look()
        return self

    def look(self) -> None:
        """Remember what the page carries along."""
        document = Document(self.answer.text)
        self.hidden, self.shown = {}, {}
        for one in document.elements:
            name, kind = one.attributes.get("name", ""), one.attributes.get("type", "")
            form = next((each for each in one.ancestors() if each.tag == "form"), None)
            if not name or form is None or one.tag == "button":
                continue
            if kind == "hidden":
                self.hidden[name] = one.attributes.get("value", "")
            elif "data-cv-file" in form.attributes:
                continue
            elif kind in ("checkbox", "radio"):
                if "checked" in one.attributes:
                    self.shown.setdefault(name, []).append(one.attributes.get("value", "on"))
            elif one.tag != "select":
                value = one.attributes.get("value", "") if one.tag == "input" else one.text
                self.shown[name] = value.removeprefix("\n")
        for option in document.all("option"):
            if "selected" in option.attributes:
                self.shown[option.parent.attributes["name"]] = option.attributes["value"]

    @property
    def page(self) -> str:
        return self.hidden["pagina"]

    @property
    def draft(self) -> Draft:
        """What is in the ticket: only the installation can look."""
        return ticket.unseal(self.hidden["biglietto"])

    def take_away(self, format: str = "pdf", language: str = "it") -> Any:
        """Press one of the buttons that hand out the file."""
        said = {"biglietto": self.hidden["biglietto"], "formato": format, "lingua": language}
        return self.client.post(f"{self.here}scarica/", said, headers=OURS)


WHO = {
    "given_name": "Amina",
    "family_name": "Diallo",
    "telephone": "+39 333 0000000",
    "email": "amina@example.org",
    "city": "Torino",
}
SERVED = {"position": "Cameriera", "employer": "Trattoria del Porto", "city": "Genova"}
SERVED_WHEN = {
    "start_month": "6",
    "start_year": "2019",
    "end_month": "9",
    "end_year": "2020",
    "description": "Servivo ai tavoli, fino a sessanta coperti.\r\nTenevo la cassa & i conti.",
}
CARED = {"position": "Assistenza a una persona anziana", "employer": "Famiglia"}
CARED_WHEN = {"start_year": "2021", "ongoing": "on"}
STUDIED = {
    "title": "Diploma alberghiero",
    "organisation": "Istituto Marco Polo",
    "city": "Genova",
    "level": "4",
    "start_year": "2013",
    "end_year": "2018",
}
WOLOF = {"language": "altra", "other": "wolof"}
ENGLISH = {
    "language": "en",
    "listening": "B1",
    "spoken_interaction": "A2",
    "reading": "B1",
    "writing": "A2",
}
ABLE = {"everyday": ["clienti", "soldi"], "own": "Guido il trattore\r\nRiparo biciclette"}
AIM = {"headline": "Aiuto cuoca", "summary": "Mi piace lavorare in squadra.\r\nParto subito."}


def whole_cv(writer: Writer) -> Writer:
    """Every page filled in, up to the preview."""
    writer.begin().press("avanti", WHO)
    writer.press("aggiungi:lavoro").press("avanti", SERVED).press("avanti", SERVED_WHEN)
    writer.press("aggiungi:casa").press("avanti", CARED).press("avanti", CARED_WHEN)
    writer.press("avanti").press("aggiungi:studio").press("avanti", STUDIED).press("avanti")
    writer.press("aggiungi:prima").press("avanti", WOLOF)
    writer.press("aggiungi:altra").press("avanti", ENGLISH).press("avanti")
    writer.press("avanti", ABLE).press("avanti", {"licences": ["AM", "B"]})
    return writer.press("avanti", AIM)
