"""What a question is for the encoders: a vector of its meaning beside one of its trade."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from mestieri.engines.find.documents import Voice
from mestieri.engines.find.encoders import DIMENSIONS, Encoder, Encoders, Floats, unit
from mestieri.engines.find.lexicon import Reading
from mestieri.engines.find.rows import MEANING, TRADES
from mestieri.engines.find.speaking import Spoken


def asked_vector(
    text: str, reading: Reading, spoken: Spoken, encoders: Encoders, voices: Collection[Voice]
) -> Floats | None:
    """Both halves of a question's vector, each of length 1, or 0 where its voice is silent.

    An encoder is told the question, if it knows its language, and the Italian words of the
    concepts the lexicon found in it: so the meaning of «caut de lucru ca sofer» is
    understood by an encoder that has no Romanian.

    Returns:
        None where no voice has anything to say.
    """
    meant = [concept.forms["it"][0] for one in reading.recognised for concept in one.concepts]
    translation = " ".join(dict.fromkeys(meant)) if Voice.LEXICON in voices else ""
    asked = np.zeros(2 * DIMENSIONS, dtype=np.float32)
    for voice, half, encoder in (
        (Voice.MEANING, MEANING, encoders.meaning),
        (Voice.TRADES, TRADES, encoders.trades),
    ):
        if voice in voices and encoder is not None:
            asked[half] = _heard_by(encoder, text, translation, spoken)
    return asked if asked.any() else None


def _heard_by(encoder: Encoder, text: str, translation: str, spoken: Spoken) -> Floats:
    knows_it = not spoken.language or spoken.language in encoder.languages
    texts = [*([text] if knows_it else []), *([translation] if translation else [])]
    if not texts:
        return np.zeros(DIMENSIONS, dtype=np.float32)
    heard: Floats = unit(encoder.encode(texts).sum(axis=0, keepdims=True))[0]
    return heard


def is_known(spoken: Spoken, encoders: Encoders) -> bool:
    """Does any voice know the language of the question?"""
    if not spoken.is_foreign:
        return True
    known = (encoder.languages for encoder in (encoders.meaning, encoders.trades) if encoder)
    return any(spoken.language in languages for languages in known)
