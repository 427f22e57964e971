"""An export on the disk: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def save(path: Path, data: bytes | Iterable[str]) -> None:
    """Writes the file, over one that is there; texts as UTF-8, piece by piece. OSError when the disk refuses, and then
    what was there is as it was."""
    beside = path.with_name(f".{path.name[:40]}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            for piece in [data] if isinstance(data, bytes) else data:
                file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
