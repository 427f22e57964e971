"""The desk on a share of which the system tells nothing, as it does of a network drive."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from dutytui.__main__ import main as desk
from dutytui.store.transport.file_events import FileEvents


def _hears_nothing(_self: FileEvents, _folders: Iterable[Path]) -> None:
    pass


def main() -> None:
    FileEvents.listen = _hears_nothing  # type: ignore[assignment, method-assign]
    sys.exit(desk())
