"""What each column holds, why, for how long, and in which of the two worlds it lives."""

from mestieri.kernel.privacy.classification import (
    Basis,
    Classification,
    World,
    classification_of,
    classified,
)

__all__ = ["Basis", "Classification", "World", "classification_of", "classified"]
