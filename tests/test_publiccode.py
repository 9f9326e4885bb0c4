"""`publiccode.yml` follows the rules of the publiccode.yml standard, version 0.4.

Source of the rules: the core schema and the Italian extension, in
https://github.com/publiccodeyml/publiccode.yml/tree/main/docs/standard.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent

VERSIONS = {"0.4", "0.4.0"}
DEVELOPMENT_STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
SOFTWARE_TYPES = {
    "standalone/mobile",
    "standalone/iot",
    "standalone/desktop",
    "standalone/web",
    "standalone/backend",
    "standalone/other",
    "addon",
    "library",
    "configurationFiles",
}
MAINTENANCE_TYPES = {"internal", "contract", "community", "none"}
SCOPES = set(
    "agriculture culture defence education emergency-services employment energy environment "
    "finance-and-economic-development foreign-affairs healthcare infrastructures justice "
    "local-authorities manufacturing research science-and-technology security "
    "society sport tourism transportation welfare".split()
)
#: The part of the controlled vocabulary that a product like this one might use.
CATEGORIES = set(
    "appointment-scheduling collaboration content-management data-analytics data-collection "
    "data-visualization digital-citizenship document-management educational-content "
    "event-management facility-management knowledge-management learning-management-system "
    "resource-management survey talent-management visitor-management website-builder".split()
)
PLATFORMS_OF_ITALY = {"spid", "cie", "anpr", "pagopa", "io"}
COMPLIANCES_OF_ITALY = {
    "lineeGuidaDesign",
    "modelloInteroperabilita",
    "misureMinimeSicurezza",
    "gdpr",
}
KEYS = set(
    "publiccodeYmlVersion name applicationSuite url landingURL isBasedOn softwareVersion "
    "releaseDate logo platforms categories usedBy roadmap developmentStatus softwareType "
    "intendedAudience description legal maintenance localisation dependsOn IT".split()
)
LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*$")
COUNTRY = re.compile(r"^[A-Z]{2}$")
SHORTEST_LONG, LONGEST_LONG, LONGEST_SHORT = 150, 10_000, 150


def faults(document: dict[str, Any]) -> list[str]:
    """Everything in which a document breaks the standard, one sentence each."""
    return [
        *_faults_of_the_top(document),
        *_faults_of_audience(document.get("intendedAudience", {})),
        *_faults_of_description(document.get("description") or {}),
        *_faults_of_maintenance(document.get("maintenance") or {}),
        *_faults_of_localisation(document.get("localisation") or {}),
        *_faults_of_dependencies(document.get("dependsOn") or {}),
        *_faults_of_italy(document.get("IT", {})),
    ]


def _is_url(value: object) -> bool:
    return isinstance(value, str) and urlsplit(value).scheme in {"http", "https"}


def _is_date(value: object) -> bool:
    if isinstance(value, datetime.date):
        return True  # YAML reads an unquoted day as one
    try:
        return datetime.date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


def _faults_of_the_top(document: dict[str, Any]) -> Iterator[str]:
    for key in sorted(set(document) - KEYS):
        yield f"{key}: the standard has no such key"
    if document.get("publiccodeYmlVersion") not in VERSIONS:
        yield "publiccodeYmlVersion: not 0.4, or not a string"
    if not document.get("name"):
        yield "name: mandatory"
    if not _is_url(document.get("url")):
        yield "url: mandatory, an address"
    for key in ("landingURL", "roadmap"):
        if key in document and not _is_url(document[key]):
            yield f"{key}: not an address"
    if not document.get("platforms"):
        yield "platforms: mandatory, at least one"
    if document.get("developmentStatus") not in DEVELOPMENT_STATUSES:
        yield "developmentStatus: not one of the five"
    if document.get("softwareType") not in SOFTWARE_TYPES:
        yield "softwareType: not one of the list"
    if "softwareVersion" in document and "releaseDate" not in document:
        yield "releaseDate: mandatory once something has been released"
    if "releaseDate" in document and not _is_date(document["releaseDate"]):
        yield "releaseDate: not a day written YYYY-MM-DD"
    for category in document.get("categories", []):
        if category not in CATEGORIES:
            yield f"categories: {category} is not in the controlled vocabulary"
    if not (document.get("legal") or {}).get("license"):
        yield "legal/license: mandatory"


def _faults_of_audience(audience: dict[str, Any]) -> Iterator[str]:
    for key in ("countries", "unsupportedCountries"):
        for country in audience.get(key, []):
            if not COUNTRY.match(country):
                yield f"intendedAudience/{key}: {country} is not an ISO 3166-1 code in capitals"
    for scope in audience.get("scope", []):
        if scope not in SCOPES:
            yield f"intendedAudience/scope: {scope} is not in the controlled vocabulary"


def _faults_of_description(description: dict[str, Any]) -> Iterator[str]:
    if not description:
        yield "description: at least one language"
    for language, words in description.items():
        where = f"description/{language}"
        if not LANGUAGE_TAG.match(language):
            yield f"{where}: not a BCP 47 tag"
        short = (words.get("shortDescription") or "").strip()
        if not 0 < len(short) <= LONGEST_SHORT or "\n" in short:
            yield f"{where}/shortDescription: one line of at most {LONGEST_SHORT} characters"
        if not SHORTEST_LONG <= len(words.get("longDescription") or "") <= LONGEST_LONG:
            yield f"{where}/longDescription: from {SHORTEST_LONG} to {LONGEST_LONG} characters"
        for picture in words.get("screenshots", []):
            path = PurePosixPath(picture)
            if path.is_absolute() or path.suffix.lower() not in {".png", ".jpg"}:
                yield f"{where}/screenshots: {picture} is not a relative path of a PNG or JPG"
    if not any(words.get("features") for words in description.values()):
        yield "description/features: in at least one language"


def _faults_of_maintenance(maintenance: dict[str, Any]) -> Iterator[str]:
    kind = maintenance.get("type")
    if kind not in MAINTENANCE_TYPES:
        yield "maintenance/type: not one of the four"
    if kind in {"internal", "community"} and not maintenance.get("contacts"):
        yield "maintenance/contacts: mandatory with this type"
    if (kind == "contract") != bool(maintenance.get("contractors")):
        yield "maintenance/contractors: with a contract, and only then"
    for contact in maintenance.get("contacts", []):
        if not contact.get("name"):
            yield "maintenance/contacts: each has a name"
    for contractor in maintenance.get("contractors", []):
        if not contractor.get("name") or not _is_date(contractor.get("until")):
            yield "maintenance/contractors: each has a name and the day it ends"


def _faults_of_localisation(localisation: dict[str, Any]) -> Iterator[str]:
    if not isinstance(localisation.get("localisationReady"), bool):
        yield "localisation/localisationReady: mandatory, true or false"
    languages = localisation.get("availableLanguages")
    if not languages:
        yield "localisation/availableLanguages: mandatory, at least one"
    for language in languages or []:
        if not LANGUAGE_TAG.match(language):
            yield f"localisation/availableLanguages: {language} is not a BCP 47 tag"


def _faults_of_dependencies(dependencies: dict[str, Any]) -> Iterator[str]:
    for kind, entries in dependencies.items():
        if kind not in {"open", "proprietary", "hardware"}:
            yield f"dependsOn/{kind}: the standard has no such key"
        for entry in entries:
            if not entry.get("name"):
                yield f"dependsOn/{kind}: each has a name"
            for bound in ("version", "versionMin", "versionMax"):
                if not isinstance(entry.get(bound, ""), str):
                    yield f"dependsOn/{kind}: {bound} is a string"


def _faults_of_italy(italy: dict[str, Any]) -> Iterator[str]:
    if italy and italy.get("countryExtensionVersion") != "1.0":
        yield "IT/countryExtensionVersion: must be 1.0"
    for section, known in (
        ("piattaforme", PLATFORMS_OF_ITALY),
        ("conforme", COMPLIANCES_OF_ITALY),
    ):
        for key, value in italy.get(section, {}).items():
            if key not in known or not isinstance(value, bool):
                yield f"IT/{section}/{key}: not a known key with true or false"


@pytest.fixture
def document() -> dict[str, Any]:
    """Our file, freshly read."""
    return dict(yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8")))


def test_our_file_follows_the_standard(document: dict[str, Any]) -> None:
    assert faults(document) == []


def test_it_speaks_the_languages_of_the_interface(document: dict[str, Any]) -> None:
    from django.conf import settings

    languages = [code for code, _name in settings.LANGUAGES]
    assert document["localisation"]["availableLanguages"] == languages
    assert sorted(document["description"]) == sorted(languages)


def test_its_licence_is_that_of_the_package(document: dict[str, Any]) -> None:
    import tomllib

    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert document["legal"]["license"] == package["license"]


def _set(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        *sections, last = path.split("/")
        for section in sections:
            document = document[section]
        document[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_set("publiccodeYmlVersion", 0.4), "publiccodeYmlVersion"),
        (_set("name", ""), "name"),
        (_set("url", "not an address"), "url"),
        (_set("platforms", []), "platforms"),
        (_set("developmentStatus", "alpha"), "developmentStatus"),
        (_set("softwareType", "website"), "softwareType"),
        (_set("softwareVersion", "0.1.0"), "releaseDate"),
        (_set("releaseDate", "23/11/2026"), "releaseDate"),
        (_set("releaseDate", "20261123"), "releaseDate"),
        (_set("categories", ["miracles"]), "categories"),
        (_set("intendedAudience/countries", ["Italy"]), "countries"),
        (_set("intendedAudience/scope", ["everything"]), "scope"),
        (_set("description", {}), "description"),
        (_set("description/it/shortDescription", "a" * 151), "shortDescription"),
        (_set("description/it/longDescription", "a" * 149), "longDescription"),
        (_set("description/en/longDescription", "a" * 10_001), "longDescription"),
        (_set("description/en/screenshots", ["/home.gif"]), "screenshots"),
        (_set("description/italiano", {"shortDescription": "x"}), "BCP 47"),
        (_set("legal/license", ""), "legal/license"),
        (_set("maintenance/type", "sometimes"), "maintenance/type"),
        (_set("maintenance/contacts", []), "contacts"),
        (_set("maintenance/type", "contract"), "contractors"),
        (_set("localisation/localisationReady", "yes"), "localisationReady"),
        (_set("localisation/availableLanguages", []), "availableLanguages"),
        (_set("dependsOn/open", [{"name": "Python", "versionMin": 3.11}]), "versionMin"),
        (_set("IT/countryExtensionVersion", "0.2"), "countryExtensionVersion"),
        (_set("IT/piattaforme/spid", "no"), "spid"),
        (_set("surprise", True), "surprise"),
    ],
)
def test_a_broken_rule_is_noticed(
    document: dict[str, Any], change: Callable[[dict[str, Any]], None], named: str
) -> None:
    broken = copy.deepcopy(document)
    change(broken)
    assert any(named in fault for fault in faults(broken))
