"""Guidance in the demo centre: finished questionnaires, an adapted guide, one being written."""

from __future__ import annotations

import datetime
import random

from django.db import transaction

from mestieri.guidance.models import Completion, SheetOpenings, TextKind
from mestieri.guidance.project_sheet import (
    Appointment,
    KeptReferral,
    KeptResource,
    ProjectSheet,
    Step,
)
from mestieri.guidance.services import editions, steps
from mestieri.guidance.services.sheets import keeping
from mestieri.guidance.shipped import shipped_texts
from mestieri.kernel.models import Centre

SEED = 20261123
DAYS = 60
ADAPTED = "il-mio-primo-cv"
BEING_WRITTEN = "lavorare-in-un-altro-paese"
#: A guide that somebody began on a Friday: its second step is still a dead end.
DRAFT = """\
titolo: Lavorare in un altro Paese
presentazione: Prima di partire, le cose da sapere e da portare.
bisogni: [lavoro]

passi:
  - codice: dove
    titolo: Dove, e per quanto
    testo: |-
      Scrivi dove vuoi andare, per quanto tempo, e che cosa sai della lingua di là.

      Nell’Unione europea si può andare a cercare lavoro senza permesso.
    verificato: 2026-11-20
    domanda: Hai già un’offerta di lavoro?
    risposte:
      - se: Sì
        poi: contratto
      - se: Non ancora
        poi: eures

  - codice: contratto
    titolo: Il contratto, prima di partire
    testo: Fattelo mandare per iscritto e leggilo con qualcuno che conosce la lingua.
    vai: [centro-impiego]
    verificato: 2026-11-20

  - codice: eures
    titolo: La rete EURES
    testo: >-
      EURES è la rete dei servizi per l’impiego europei. Offerte e consigli sono gratuiti.
    vai: [centro-impiego]
    verificato: 2026-11-20
    fine: sì
"""


#: Of the project that the demonstration opens; the README says them.
WORDS_OF_THE_PROJECT = ("abete", "quercia", "rondine", "tovaglia")


@transaction.atomic
def load_guidance(slug: str, today: datetime.date) -> None:
    """Load it all through the services."""
    centre = Centre.objects.get(slug=slug)
    _adapt(centre, today)
    editions.begin(centre, TextKind.GUIDE, BEING_WRITTEN, DRAFT, account=None)
    _count(centre, today)
    keeping.begin(_project(slug, today), words=WORDS_OF_THE_PROJECT)


def _adapt(centre: Centre, today: datetime.date) -> None:
    """The centre's own last step of a shipped guide, as somebody at the desk would write it."""
    guide = editions.adapt(centre, TextKind.GUIDE, ADAPTED, account=None)
    last = steps.steps_of(guide)[-1]
    data = steps.StepData(
        title=last["titolo"],
        text=f"{last['testo']}\n\nDa noi il mercoledì pomeriggio c’è chi rilegge i curriculum: "
        "porta il tuo, anche a metà.",
        documents=last["porta"],
        places=last["vai"],
        verified=today.isoformat(),
        is_end=True,
    )
    steps.save_step(guide, last["codice"], data, account=None)
    guide.refresh_from_db()
    editions.publish(guide, account=None)


def _count(centre: Centre, today: datetime.date) -> None:
    chance = random.Random(SEED)  # noqa: S311
    texts = [(kind, code) for kind in TextKind for code in shipped_texts(kind)]
    Completion.objects.bulk_create(
        Completion(
            centre=centre,
            day=today - datetime.timedelta(days=back),
            kind=kind,
            code=code,
            times=times,
        )
        for back in range(1, DAYS)
        for kind, code in texts
        if (times := chance.choice((0, 0, 0, 1, 1, 2, 3)))
    )
    SheetOpenings.objects.bulk_create(
        SheetOpenings(centre=centre, day=today - datetime.timedelta(days=back), times=times)
        for back in range(1, DAYS)
        if (times := chance.choice((0, 0, 1, 2, 4)))
    )


def _project(slug: str, today: datetime.date) -> ProjectSheet:
    """Of somebody who does not exist."""
    return ProjectSheet(
        about="Ho lavorato sei anni in una sartoria. Parlo arabo, francese e italiano.",
        goals=("Un lavoro di sartoria vicino a casa", "Prendere la licenza media a giugno"),
        steps=(
            Step("Portare il curriculum a rileggere il mercoledì", is_done=True),
            Step("Chiedere gli orari della scuola serale"),
            Step("Fare una prova di lavoro di una settimana"),
        ),
        appointments=(
            Appointment(today + datetime.timedelta(days=7), "Rileggere questo foglio con calma"),
        ),
        resources=(KeptResource("Guide e questionari", f"/it/{slug}/orientamento/"),),
        referrals=(
            KeptReferral("Centro per l’impiego", today - datetime.timedelta(days=5), "di mattina"),
        ),
        reflections={"time": "Quando taglio una stoffa difficile e alla fine torna."},
    )
