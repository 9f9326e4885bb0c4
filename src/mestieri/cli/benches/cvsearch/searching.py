"""The search among so many CVs: `python -m … SIZES`; writes one JSON value to stdout.

CVs are made up straight into the rows that are searched (what reading them costs is measured
by the import).
"""

from __future__ import annotations

import datetime
import json
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

from mestieri.cli.django import start_django

SEED = 20261123
ROUNDS = 60
WARM_UP = 5
A_BATCH = 2_000
WORDS_A_CV = 60
VOCABULARY = 8_000
LIMITS_MS = {10_000: 20, 100_000: 100}


def main() -> None:
    sizes = [int(one) for one in sys.argv[1].split(",")]
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from mestieri.kernel.encryption import keys

    keys.make(settings.KEYS_FILE)
    call_command("migrate", verbosity=0, interactive=False)
    sys.stdout.write(json.dumps([_of_size(size) for size in sizes]) + "\n")


def _of_size(size: int) -> dict[str, Any]:
    chance = Random(SEED + size)  # noqa: S311
    start = time.perf_counter()
    centre = _centre(size)
    _fill(centre, size, chance)
    _analyse()
    filled = time.perf_counter() - start
    questions = [_question(centre, chance) for _one in range(ROUNDS)]
    ours, found = _timed(questions, lambda asked: _search(centre, asked))
    peer, said = _timed(questions, lambda asked: _peer(centre, asked))
    return {
        "cvs": size,
        "limit_ms": LIMITS_MS.get(size),
        "filled_s": round(filled, 1),
        "found_median": sorted(found)[len(found) // 2],
        "same_answers": found == said,
        "search": ours,
        "peer": peer,
    }


def _centre(size: int) -> Any:
    from mestieri.kernel.services import centres
    from mestieri.kernel.vocabulary import CentreKind
    from mestieri.talents.services.families.starter import take_starter_families
    from mestieri.talents.services.indexes.starter import take_starter_indexes

    centre = centres.create_centre(f"bench-{size}", f"Bench {size}", [CentreKind.JOB_CENTER])
    take_starter_families(centre)
    take_starter_indexes(centre)
    return centre


def _fill(centre: Any, size: int, chance: Random) -> None:
    from mestieri.talents.models import CV, CVFamily, CVSearchRow, CVWord, Family, Member
    from mestieri.talents.vocabulary import AgeStatement, NoticeWay, Origin, Reading

    families = list(Family.objects.filter(centre=centre).values_list("pk", flat=True))
    tokens = _tokens(centre)
    today = datetime.date(2026, 11, 23)
    for first in range(0, size, A_BATCH):
        number = min(A_BATCH, size - first)
        members = Member.objects.bulk_create(
            Member(centre=centre, age=AgeStatement.ADULT, joined_on=today) for _n in range(number)
        )
        days = [today - datetime.timedelta(days=chance.randrange(330)) for _n in range(number)]
        cvs = CV.objects.bulk_create(
            CV(
                centre=centre,
                member=member,
                origin=Origin.IMPORT,
                reading=Reading.READ,
                received_on=day,
                confirmed_on=day,
                notice_on=day,
                notice_way=NoticeWay.PAPER,
            )
            for member, day in zip(members, days, strict=True)
        )
        CVFamily.objects.bulk_create(
            CVFamily(cv=cv, family_id=chance.choice(families), is_main=True, source="words")
            for cv in cvs
        )
        CVSearchRow.objects.bulk_create(
            CVSearchRow(
                cv=cv,
                centre=centre,
                key_name="bench",
                confirmed_on=cv.confirmed_on,
                is_presentable=True,
                **_slots(chance),
            )
            for cv in cvs
        )
        CVWord.objects.bulk_create(
            (CVWord(cv=cv, token=token) for cv in cvs for token in _words(tokens, chance)),
            batch_size=10_000,
        )


def _tokens(centre: Any) -> list[int]:
    """Digests of the vocabulary, the commonest first."""
    from mestieri.kernel.encryption.fields import ring
    from mestieri.talents.word_tokens import stems, token_of

    key = ring().current
    return [token_of(stems(_word(n))[0], centre.pk, key) for n in range(VOCABULARY)]


def _word(number: int) -> str:
    """A made-up word that no stemmer shortens into another."""
    letters = "bcdfglmnprstvz"
    sounds = "aeiou"
    word = ""
    for _syllable in range(4):
        number, letter = divmod(number, len(letters))
        word += letters[letter] + sounds[(number + letter) % len(sounds)]
    return f"{word}xk"


def _words(tokens: list[int], chance: Random) -> set[int]:
    """Words of a CV: few are common, most are rare (Zipf)."""
    return {tokens[int(VOCABULARY ** chance.random()) - 1] for _n in range(WORDS_A_CV)}


def _slots(chance: Random) -> dict[str, int | None]:
    """What a CV says for the starter indexes; of each a part is not said."""
    towns = (15182, 15146, 15118, 15191, 108033, 12026, 1272, 58091)
    languages = 6 | chance.randrange(7) << 3 | chance.randrange(4) << 6
    said: list[int | None] = [
        1 << chance.randrange(4),
        10 * chance.randrange(35),
        chance.getrandbits(24) & chance.getrandbits(24),
        chance.getrandbits(16) & chance.getrandbits(16),
        1 << chance.randrange(8),
        languages,
        chance.choice((0b10, 0b10, 0b1010, 0b1)),
        1 << chance.randrange(17),
        chance.choice(towns),
        None,
        chance.getrandbits(6),
    ]
    return {
        f"slot_{slot}": None if code is None or chance.random() < 0.3 else code
        for slot, code in enumerate(said)
    }


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _question(centre: Any, chance: Random) -> Any:
    """Four indexes and one or two words; every other question names a family too."""
    from mestieri.talents.models import Family
    from mestieri.talents.queries.indexes import indexes_in_use
    from mestieri.talents.queries.searching import Asked, Condition

    wanted = {
        "lingue": {"number": 1, "level": chance.randrange(1, 5)},
        "zona": {"istat": 15182, "km": chance.choice((10, 25, 50))},
        "anni": {"from": chance.randrange(10), "to": None},
        "patente": {"all": [1]},
        "studio": {"any": [chance.randrange(3), 3 + chance.randrange(5)]},
        "strumenti": {"all": [chance.randrange(24)]},
    }
    by_code = {one.code: one for one in indexes_in_use(centre)}
    chosen = chance.sample(sorted(wanted), 4)
    words = " ".join(_word(chance.randrange(40)) for _n in range(chance.randrange(1, 3)))
    families: tuple[int, ...] = ()
    if chance.random() < 0.5:
        own = list(Family.objects.filter(centre=centre).values_list("pk", flat=True))
        families = tuple(chance.sample(own, 2))
    conditions = tuple(Condition(by_code[code], wanted[code]) for code in chosen)
    return Asked(families=families, words=words, conditions=conditions)


def _search(centre: Any, asked: Any) -> int:
    from mestieri.talents.queries.searching import search

    return search(centre, asked).total


def _peer(centre: Any, asked: Any) -> int:
    """The same answer, every candidate row fetched and every condition asked in Python."""
    from mestieri.talents.index_codes import Mark, mark
    from mestieri.talents.models import CVFamily, CVSearchRow, CVWord
    from mestieri.talents.word_tokens import asked_tokens

    rows = CVSearchRow.objects.filter(centre=centre, is_presentable=True)
    if asked.families:
        inside = CVFamily.objects.filter(family__in=asked.families, set_aside_by__isnull=True)
        rows = rows.filter(cv__in=inside.values("cv"))
    for tokens in asked_tokens(asked.words, centre.pk):
        rows = rows.filter(cv__in=CVWord.objects.filter(token__in=tokens).values("cv"))
    found = [
        row
        for row in rows
        if all(
            mark(one.definition.type, getattr(row, f"slot_{one.definition.slot}"), one.wanted)
            != Mark.MISSED
            for one in asked.conditions
        )
    ]
    found.sort(key=lambda row: (row.confirmed_on, row.pk), reverse=True)
    return len(found)


def _timed(questions: list[Any], ask: Callable[[Any], int]) -> tuple[dict[str, float], list[int]]:
    for asked in questions[:WARM_UP]:
        ask(asked)
    spent, found = [], []
    for asked in questions:
        start = time.perf_counter()
        found.append(ask(asked))
        spent.append(1000 * (time.perf_counter() - start))
    spent.sort()
    figures = {
        "median_ms": round(spent[len(spent) // 2], 1),
        "p95_ms": round(spent[int(len(spent) * 0.95) - 1], 1),
    }
    return figures, found


if __name__ == "__main__":
    main()
