"""Where the files of the pages lie once collected: hashed names, compressed twins."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, patient with style sheets that name files we leave out on purpose.

    Bootstrap Italia names each font in five formats, and libraries name their source maps:
    `mestieri serve` collects only what browsers of today ask for.
    """

    def hashed_name(self, name: str, content: Any = None, filename: Any = None) -> str:
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            return name
