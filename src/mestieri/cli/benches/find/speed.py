"""A question's time in one process on one core, as the collection grows from 1,000 to a million.

Things are made up from ESCO's labels in two languages with a sentence each; questions are the
open half of the judged needs, as people say them (misspelt, long, in eleven languages).
"""

from __future__ import annotations

import gc
import os
import random
import resource
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import mestieri
from mestieri.engines.find import (
    Document,
    Encoders,
    FindIndex,
    Voice,
    build_index,
    encode_waiting,
    load_encoders,
    load_lexicon,
)
from mestieri.engines.occupations import load as load_occupations

SIZES = (1_000, 10_000, 100_000)
LIMIT_OF_BUILD_S, LIMIT_MS, AIM_MS = 30, 50, 25
ROUNDS = 2
LISTED = 100_000  # so many are made before the clock starts; more would not fit in memory
SECONDS_OF_MEANINGS = 10.0
SEED = 20090615
KINDS = ("occupation", "resource", "opportunity", "directory_entry")
PURPOSES = ("WORK", "TRAINING", "GUIDANCE", "ENTERPRISE")
OWNERS = ("", "", "tuscolo", "lanterna", "laboratorio")
SAYING = ("corso serale", "annuncio", "scheda del mestiere", "sportello", "guida pratica", "libro")


def measure() -> dict[str, Any]:
    """Encoders first, then each size.

    Returns:
        `limit_ms, aim_ms, build_limit_s, encoders, sizes: [figures]`.
    """
    sizes = [int(n) for n in os.environ.get("MESTIERI_BENCH_SIZES", "").split(",") if n]
    encoders, cold = _cold()
    return {
        "limit_ms": LIMIT_MS,
        "aim_ms": AIM_MS,
        "build_limit_s": LIMIT_OF_BUILD_S,
        "cold_start": cold,
        "sizes": [_of_size(size, encoders) for size in sizes or SIZES],
    }


def _cold() -> tuple[Encoders, dict[str, Any]]:
    """What the first question waits for, and what stays in memory."""
    encoders, told = load_encoders(), {}
    for name, encoder in (("sentences", encoders.meaning), ("trades", encoders.trades)):
        if encoder is None:
            told[name] = "not installed"
            continue
        before, start, worked = _memory(), time.perf_counter(), time.process_time()
        encoder.encode(["cerco lavoro"])
        told[name] = {
            "seconds": round(time.perf_counter() - start, 1),
            "cpu_seconds": round(time.process_time() - worked, 1),
            "megabytes": _memory() - before,
        }
    start = time.perf_counter()
    load_lexicon()
    told["lexicon"] = {"seconds": round(time.perf_counter() - start, 1)}
    return encoders, told


def _memory() -> int:
    """Megabytes of this process now."""
    with open("/proc/self/statm") as file:
        pages = int(file.read().split()[1])
    return round(pages * resource.getpagesize() / 1_000_000)


def _of_size(size: int, encoders: Encoders) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="mestieri-find-") as folder:
        made = things(size) if size > LISTED else list(things(size))
        start, worked = time.perf_counter(), time.process_time()
        build_index(Path(folder), made, stamp="bench", encoders=encoders)
        del made
        seconds, cpu = time.perf_counter() - start, time.process_time() - worked
        megabytes = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file()) / 1e6
        index = FindIndex(Path(folder), encoders)
        gc.collect()
        told = {
            "things": size,
            "build_s": round(seconds, 1),
            "build_cpu_s": round(cpu, 1),
            "megabytes": round(megabytes),
            "meanings_s": _rest_of_the_meanings(Path(folder), encoders, size),
            **_times(index, tuple(Voice), ""),
        }
        for voice in Voice:
            told |= _times(index, (voice,), f"{voice.value}_")
    return told


def _rest_of_the_meanings(folder: Path, encoders: Encoders, size: int) -> str:
    """How long the sentences that the build left for later would take, from some seconds' work."""
    start = time.process_time()
    before = encode_waiting(folder, encoders, seconds=0)
    after = encode_waiting(folder, encoders, seconds=SECONDS_OF_MEANINGS)
    done = before - after
    if not done:
        return "none left"
    taken = time.process_time() - start
    return f"{round(before * taken / done)} for {before} of {size} left for later"


def _times(index: FindIndex, voices: Sequence[Voice], prefix: str) -> dict[str, float]:
    """Median and p95 in milliseconds, by the clock and by the processor."""
    lexicon, clock, worked = load_lexicon(), [], []
    index.search("cuoco", "it", lexicon=lexicon, voices=voices)
    for _ in range(ROUNDS):
        for text in questions():
            start, began = time.perf_counter(), time.process_time()
            index.search(text, "it", owner="tuscolo", lexicon=lexicon, voices=voices)
            worked.append((time.process_time() - began) * 1000)
            clock.append((time.perf_counter() - start) * 1000)
    if prefix:
        return {f"{prefix}p95_cpu_ms": round(float(np.percentile(worked, 95)), 1)}
    return {
        "median_cpu_ms": round(float(np.median(worked)), 1),
        "p95_cpu_ms": round(float(np.percentile(worked, 95)), 1),
        "p95_ms": round(float(np.percentile(clock, 95)), 1),
    }


def questions() -> list[str]:
    """The open half of the judged needs; outside a checkout, labels of trades."""
    file = Path(mestieri.__file__).parents[2] / "tests" / "needs" / "needs.toml"
    if file.is_file():
        return [need["text"] for need in tomllib.loads(file.read_text())["need"]]
    occupations = load_occupations().classification.occupations[:150]
    return [occupation.label("it") for occupation in occupations]


def things(count: int) -> Iterator[Document]:
    """Made-up things, the same at every run."""
    chance = random.Random(SEED)  # noqa: S311 - a bench, not a secret
    occupations = [o for o in load_occupations().classification.occupations if "it" in o.labels]
    for number in range(count):
        about, other = chance.choice(occupations), chance.choice(occupations)
        kind = KINDS[number % len(KINDS)]
        yield Document(
            kind,
            str(number),
            titles={
                "it": [f"{about.label('it')}: {chance.choice(SAYING)} {number}"],
                "en": [f"{about.label('en')} {number}"],
            },
            names={"it": list(about.labels["it"])[:5]},
            texts={
                "it": f"{chance.choice(SAYING)} per chi vuole lavorare come {about.label('it')} "
                f"oppure {other.label('it')}, con tirocinio e attestato, nella sede {number % 97}."
            },
            purposes=chance.sample(PURPOSES, 2),
            isco=about.isco if kind == "occupation" else "",
            owner=OWNERS[number % len(OWNERS)],
        )
