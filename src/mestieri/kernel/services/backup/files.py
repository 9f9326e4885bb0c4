"""The files of an installation, as they were at the moment of the database's snapshot.

Files are written before the row that names them and removed after it. So those that are there
while nothing can be written in the database hold every file that a row of the snapshot names.
Hard links keep them while they are being copied, and cost no room; most are made before that
moment, which so is short.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mestieri.kernel.services.backup.archive import can_be_written

#: In the data folder. Not the index nor the files of the pages, which are made again.
FOLDERS = ("media", "documents", "private")


@dataclass
class HeldFiles:
    """Files that will not go away while they are copied.

    Attributes:
        data: the data folder.
        holding: an empty folder on the same disk, for the links.
        left_out: what is not a plain file (a link, a pipe): never followed, never copied; and
            what cannot be read, or lies so deep that it could not be put back.
    """

    data: Path
    holding: Path
    left_out: set[str] = field(default_factory=set)
    _found: dict[str, Path] = field(default_factory=dict)

    def look(self) -> None:
        """Hold the files that are there now; called before the snapshot, and at its moment."""
        for path in self._plain_files():
            name = path.relative_to(self.data).as_posix()
            if name not in self._found:
                held = self._hold(path, len(self._found))
                if held is not None:
                    self._found[name] = held

    def _plain_files(self) -> Iterator[Path]:
        for folder in FOLDERS:
            for place, folders, names in os.walk(self.data / folder, onerror=self._say):
                for name in [*names, *folders]:
                    path = Path(place, name)
                    if path.is_symlink() or (name in names and not path.is_file()):
                        if os.path.lexists(path):
                            self.left_out.add(path.relative_to(self.data).as_posix())
                    elif name in names and self._can_come_back(path):
                        yield path

    def _say(self, error: OSError) -> None:
        """A folder that cannot be looked into; one that is not there is nothing to say."""
        if not isinstance(error, FileNotFoundError):
            self.left_out.add(str(error.filename))

    def _can_come_back(self, path: Path) -> bool:
        name = path.relative_to(self.data).as_posix()
        if can_be_written(name):
            return True
        self.left_out.add(name)
        return False

    def _hold(self, path: Path, number: int) -> Path | None:
        held = self.holding / str(number)
        try:
            os.link(path, held, follow_symlinks=False)
        except FileNotFoundError:
            return None  # removed just now
        except OSError:
            return path  # another disk: it is copied from where it is
        return held

    def sizes(self) -> Iterator[tuple[str, Path, int]]:
        """Path in the copy, where it is, bytes; in the order of the paths."""
        for name, held in sorted(self._found.items()):
            yield name, held, held.stat().st_size
