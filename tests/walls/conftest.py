"""What the walls share."""

from tests.walls.throw_away import forget_throw_away_models

__all__ = ["forget_throw_away_models"]
