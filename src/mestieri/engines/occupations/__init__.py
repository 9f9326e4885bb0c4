"""The occupation engine: any job title to its ESCO occupation, on a small machine."""

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
from mestieri.engines.occupations.esco_files import read_esco
from mestieri.engines.occupations.fusion import Fusion
from mestieri.engines.occupations.linker import Hit, How, Linker, Ranking
from mestieri.engines.occupations.nearness import Nearness, Neighbour, Reason, Why
from mestieri.engines.occupations.packaged import OccupationEngine, load
from mestieri.engines.occupations.vectors import concept_vectors

__all__ = [
    "ATTRIBUTION",
    "LANGUAGES",
    "Classification",
    "ClassificationProblem",
    "EncoderProblem",
    "Fusion",
    "Group",
    "Hit",
    "How",
    "Labels",
    "Linker",
    "Nearness",
    "Neighbour",
    "Occupation",
    "OccupationEngine",
    "Ranking",
    "Reason",
    "TitleEncoder",
    "Why",
    "concept_vectors",
    "load",
    "read_esco",
]
