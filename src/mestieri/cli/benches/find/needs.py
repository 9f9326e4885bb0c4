"""nDCG at 10 and searches in vain, of each voice, each pair and all, on the judged needs.

How the needs were written and what the grades mean: `tests/needs/README.md`. The pages of
the four needs (`www.exchange`) are left out of every ranking: whoever judged did not know them.
"""

from __future__ import annotations

import itertools
import math
import os
import random
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import mestieri
from mestieri.cli.django import start_django
from mestieri.engines.find import FindIndex, Voice, build_index, load_encoders, load_lexicon

HALVES = {"kept": "kept.toml", "open": "needs.toml"}
KINDS = ("occupation", "directory_entry", "opportunity", "resource")
BASELINE = (Voice.WORDS,)
CUT, BOOTSTRAPS, SEED = 10, 2_000, 20090615
CENTRE = "tuscolo"
NEWSPAPER = "resource:Il foglio del lavoro"

Need = dict[str, Any]


def measure() -> dict[str, Any]:
    """Load the demo centre, index it, and score the voices.

    Returns:
        `half, needs, voices: [{voices, ndcg, low, high, in_vain, gain_percent}], all:
        {…, by_language}`; `not_measured` with the reason outside a checkout.
    """
    half = os.environ.get("MESTIERI_BENCH_HALF", "kept")
    file = Path(mestieri.__file__).parents[2] / "tests" / "needs" / HALVES[half]
    if not file.is_file():
        return {"not_measured": "the judged needs are in the source checkout only"}
    needs = tomllib.loads(file.read_text())["need"]
    with tempfile.TemporaryDirectory() as folder:
        documents = _demo_documents()
        encoders = load_encoders()
        build_index(Path(folder), documents, stamp="bench", encoders=encoders)
        index = FindIndex(Path(folder), encoders)
        scores = {
            voices: _scores(index, needs, voices)
            for size in (1, 2, len(Voice))
            for voices in itertools.combinations(Voice, size)
        }
    return _told(half, needs, scores)


def _demo_documents() -> list[Any]:
    start_django()
    from django.core.management import call_command
    from django.utils import timezone

    from mestieri.cli.demonstration import loading, resources, sheets, territory
    from mestieri.kernel.models import Centre
    from mestieri.kernel.services.vocabularies import load_starter_terms
    from mestieri.library.services.starter import load_starter_occupations
    from mestieri.www import following

    call_command("migrate", verbosity=0, interactive=False)
    load_starter_terms()
    load_starter_occupations()
    loading.create_installation_keeper()
    loading.load_centre(next(sheet for sheet in sheets.CENTRES if sheet.slug == CENTRE))
    territory.load_territory(CENTRE, timezone.localdate())
    resources.load_resources(Centre.objects.get(slug=CENTRE))
    return list(following.documents())


def _scores(
    index: FindIndex, needs: Sequence[Need], voices: tuple[Voice, ...]
) -> list[float | None]:
    """Each need's nDCG; None where nothing was found, which counts as 0."""
    lexicon = load_lexicon()
    services = _services()
    told: list[float | None] = []
    for need in needs:
        hits = index.search(
            need["text"], "it", owner=CENTRE, kinds=KINDS, lexicon=lexicon, voices=voices
        ).hits
        refs = [_ref(hit.document, services) for hit in hits]
        told.append(ndcg(refs, need["answers"]) if hits else None)
    return told


def ndcg(refs: Sequence[str], answers: Sequence[Need]) -> float:
    """Gain 2^grade − 1, cut at 10; the doors of a service, and the issues of the newspaper,
    count once."""
    gains = {answer["ref"]: 2 ** answer["grade"] - 1 for answer in answers}
    ranked, seen = [], set()
    for ref in refs:
        once = NEWSPAPER if ref.startswith(NEWSPAPER) else ref
        if once not in seen:
            seen.add(once)
            ranked.append(gains.get(ref, 0))
    ideal = _discounted(sorted(gains.values(), reverse=True))
    return _discounted(ranked) / ideal if ideal else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:CUT]))


def _services() -> list[tuple[str, str]]:
    """Organisation and service of the demo, without the district."""
    from mestieri.cli.demonstration import territory

    sheets = tomllib.loads(territory.DATA.read_text())["services"]
    return [(sheet["organisation"], sheet["service"]) for sheet in sheets]


def _ref(document: Any, services: list[tuple[str, str]]) -> str:
    """What the judged needs call a document."""
    if document.kind == "occupation":
        return f"occupation:{document.key}"
    title = document.titles["it"][0]
    for organisation, service in services:
        if title.startswith(organisation) and title.endswith(f" – {service}"):
            return f"{document.kind}:{organisation} – {service}"
    return f"{document.kind}:{title}"


def _told(
    half: str, needs: Sequence[Need], scores: dict[tuple[Voice, ...], list[float | None]]
) -> dict[str, Any]:
    answered = [place for place, need in enumerate(needs) if need["answers"]]
    baseline = fmean(scores[BASELINE][place] or 0.0 for place in answered)
    rows = [_row(voices, told, answered, baseline) for voices, told in scores.items()]
    every = scores[tuple(Voice)]
    languages = sorted({need["language"] for need in needs})
    by_language = {
        code: round(fmean(every[n] or 0.0 for n in answered if needs[n]["language"] == code), 3)
        for code in languages
    }
    return {
        "half": half,
        "needs": len(needs),
        "with_answers": len(answered),
        "voices": rows,
        "all_by_language": by_language,
        "all_better_on": sum((every[n] or 0.0) > (scores[BASELINE][n] or 0.0) for n in answered),
        "all_worse_on": sum((every[n] or 0.0) < (scores[BASELINE][n] or 0.0) for n in answered),
    }


def _row(
    voices: tuple[Voice, ...], told: list[float | None], answered: list[int], baseline: float
) -> dict[str, Any]:
    values = [told[place] or 0.0 for place in answered]
    chance = random.Random(SEED)  # noqa: S311 - a bootstrap, not a secret
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(BOOTSTRAPS))
    return {
        "voices": " + ".join(voice.value for voice in voices),
        "ndcg": round(fmean(values), 4),
        "low": round(means[int(BOOTSTRAPS * 0.025)], 3),
        "high": round(means[int(BOOTSTRAPS * 0.975)], 3),
        "in_vain": round(sum(one is None for one in told) / len(told), 3),
        "gain_percent": round((fmean(values) / baseline - 1) * 100) if baseline else None,
    }
