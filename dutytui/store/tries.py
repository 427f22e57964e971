"""Wrong PINs in a row, counted where no crash takes them back: in the terminal's local folder, for all its windows.

A try is counted *before* the PIN is looked at, and durably, so pulling the plug buys nobody another one.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from dutytui.rules.credentials.pins import wait_after
from dutytui.rules.credentials.procedure import Pins
from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.unreadable import NO_JSON

_PATIENCE = 2.0
"""Seconds to wait for another window of this terminal that counts just now."""


class Count(msgspec.Struct, frozen=True):
    """wrong: PINs in a row, one under way included; last: when the last one was tried (aware)."""

    wrong: int
    last: datetime


class Tries:
    """By person. Methods raise OSError where the local folder can't be read or written: then nobody may try."""

    def __init__(self, local: Path, disk: Disk | None = None) -> None:
        self._path = local / "tries.json"
        self._disk = disk or Disk()

    def waits_until(self, person: str, pins: Pins, now: datetime) -> datetime | None:
        """When they may try again; None when they may now.

        A clock that was set back makes nobody wait longer than the wait itself.
        """
        count = self._load().get(person)
        return None if count is None else _until(count, pins, now)

    def begin(self, person: str, pins: Pins, now: datetime) -> int | datetime:
        """Count a try, durably, and say the how-manieth wrong one in a row it is if it is wrong; or when they may."""
        with self._alone():
            counts = self._load()
            before = counts.get(person)
            until = None if before is None else _until(before, pins, now)
            if until is not None:
                return until
            wrong = (before.wrong if before else 0) + 1
            self._save({**counts, person: Count(wrong, now)})
            return wrong

    def clear(self, person: str) -> None:
        """It was right, or somebody let them in: count from the beginning."""
        with self._alone():
            counts = self._load()
            if counts.pop(person, None) is not None:
                self._save(counts)

    def _load(self) -> dict[str, Count]:
        if not self._disk.exists(self._path):
            return {}
        try:
            return msgspec.json.decode(self._disk.read(self._path), type=dict[str, Count])
        except NO_JSON:
            return {}

    def _save(self, counts: dict[str, Count]) -> None:
        publish(self._disk, self._path, msgspec.json.encode(counts), private=True)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        make_folders(self._disk, self._path.parent)
        lock = self._disk.lock(self._path.with_name("tries.json.lock"), wait=_PATIENCE)
        if lock is None:
            raise BlockingIOError(f"another process keeps {self._path.name} locked")
        try:
            yield
        finally:
            lock.release()


def _until(count: Count, pins: Pins, now: datetime) -> datetime | None:
    wait = wait_after(count.wrong, pins)
    ends = min(count.last, now) + wait
    return ends if wait > timedelta(0) and now < ends else None
