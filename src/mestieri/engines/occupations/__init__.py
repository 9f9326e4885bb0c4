"""The occupation engine: any job title to its ESCO occupation, on a small machine.

`load()` gives the engine that ships; `read_esco` reads ESCO's official files for a database,
`read_classification` reads them for the engine.
"""

from mestieri.engines.occupations.classification import (
    ATTRIBUTION,
    LANGUAGES,
    Classification,
    ClassificationProblem,
    Group,
    Labels,
    Occupation,
)
from mestieri.engines.occupations.encoder import EncoderProblem, TitleEncoder
from mestieri.engines.occupations.esco import EscoData, read_esco
from mestieri.engines.occupations.esco_files import NotEsco
from mestieri.engines.occupations.fusion import Fusion
from mestieri.engines.occupations.hits import Hit, How, Ranking
from mestieri.engines.occupations.linker import Linker
from mestieri.engines.occupations.nearness import Nearness, Neighbour, Reason, Why
from mestieri.engines.occupations.packaged import OccupationEngine, load
from mestieri.engines.occupations.reading import read_classification
from mestieri.engines.occupations.titles import gendered_forms
from mestieri.engines.occupations.vectors import concept_vectors

__all__ = [
    "ATTRIBUTION",
    "LANGUAGES",
    "Classification",
    "ClassificationProblem",
    "EncoderProblem",
    "EscoData",
    "Fusion",
    "Group",
    "Hit",
    "How",
    "Labels",
    "Linker",
    "Nearness",
    "Neighbour",
    "NotEsco",
    "Occupation",
    "OccupationEngine",
    "Ranking",
    "Reason",
    "TitleEncoder",
    "Why",
    "concept_vectors",
    "gendered_forms",
    "load",
    "read_classification",
    "read_esco",
]
