"""Paths of the simulated disks: one object for each place, which knows its parent and what was asked for below it.

A disk that is a dictionary of paths does little else than to take paths apart, put them together and compare them.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any


class Place(type(Path())):  # type: ignore[misc]
    """As any other path, and equal to it; but made once, so that a dictionary finds it without comparing its parts."""

    def __truediv__(self, key: Any) -> Place:
        if type(key) is not str:
            return _known(super().__truediv__(key))
        below = self._below
        if key not in below:
            below[key] = _known(super().__truediv__(key))
        return below[key]

    def with_name(self, name: str) -> Place:
        return _known(super().with_name(name))

    @cached_property
    def _below(self) -> dict[str, Place]:
        return {}

    @cached_property
    def parent(self) -> Place:
        return _known(super().parent)

    @cached_property
    def name(self) -> str:
        return super().name  # type: ignore[no-any-return]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return super().parts  # type: ignore[no-any-return]


_KNOWN: dict[str, Place] = {}


def _known(path: Place) -> Place:
    return _KNOWN.setdefault(str(path), path)


def place(path: str) -> Place:
    return _known(Place(path))
