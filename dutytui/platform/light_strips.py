"""Rows of the screen without the seven caches that Textual makes for each: most of a thousand rows of a frame are drawn
once, and ask for one of them or none. Each cache is there when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

CACHES = {
    "_divide_cache": 4,
    "_crop_cache": 16,
    "_style_cache": 16,
    "_filter_cache": 4,
    "_line_length_cache": 4,
    "_crop_extend_cache": 4,
    "_offsets_cache": 4,
}
"""By the name that Textual gives it, how many answers a cache keeps."""


def light_strips() -> None:
    """From now on, for the whole process."""

    def __init__(self: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:  # noqa: N807
        self._segments = list(segments)
        self._cell_length = cell_length
        self._render_cache = None
        self._link_ids = None
        self._cell_count = None

    def __getattr__(self: Strip, name: str) -> Any:  # noqa: N807
        if name not in CACHES:
            raise AttributeError(name)
        cache: FIFOCache[Any, Any] = FIFOCache(CACHES[name])
        setattr(self, name, cache)
        return cache

    Strip.__init__ = __init__  # type: ignore[method-assign]
    Strip.__getattr__ = __getattr__  # type: ignore[attr-defined]
