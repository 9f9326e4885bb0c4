"""Branching guides: steps, answers that lead on, and what is wrong with their shape.

guide = read_guide(text)      # raises Faulty: dead ends, loops, steps nobody reaches
guide.progress("documenti")   # how far one is at most, and how far it can be
draw(guide)                   # where each step and each way stands on a map
"""

from mestieri.engines.guides.drawing import Drawing, draw
from mestieri.engines.guides.model import Answer, Guide, Progress, Step
from mestieri.engines.guides.reading import KEYS_OF_A_STEP, read_guide, read_steps

__all__ = [
    "KEYS_OF_A_STEP",
    "Answer",
    "Drawing",
    "Guide",
    "Progress",
    "Step",
    "draw",
    "read_guide",
    "read_steps",
]
