"""An export on the disk: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def save(path: Path, data: bytes) -> None:
    """Writes the file, over one that is there. OSError when the disk refuses, and then what was there is as it was."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
