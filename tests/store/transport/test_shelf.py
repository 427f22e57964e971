"""What can't be listed is unknown and never empty: it is said, and what was known stands."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path

import pytest

from dutytui.store.disk import Entry
from dutytui.store.memory import MemoryDisk
from dutytui.store.transport.shelf import Shelf
from tests.store.mall import DAY, Mall

NEXT = DAY + timedelta(days=1)


class Refusing(MemoryDisk):
    """refused: folders that can't be listed just now."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: set[Path] = set()

    def entries(self, folder: Path) -> dict[str, Entry]:
        if folder in self.refused:
            raise OSError(errno.ESTALE, "stale")
        return super().entries(folder)


@pytest.fixture
def mall() -> Mall:
    made = Mall(Path("/mall"), Refusing())
    journal = made.journal("desk")
    made.record(journal, "a", day=DAY)
    made.record(journal, "b", day=NEXT)
    return made


def folder(mall: Mall, day: object) -> Path:
    return mall.logs / str(day)


def test_folders_that_all_refuse_are_an_error_and_what_was_known_stands(mall: Mall) -> None:
    shelf = Shelf(mall.logs, mall.disk)
    assert len(shelf.look().names) == 2
    mall.disk.refused = {folder(mall, DAY), folder(mall, NEXT)}  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="stale"):
        shelf.look()
    assert shelf.numbers("desk") == [1, 2]
    mall.disk.refused = set()  # type: ignore[attr-defined]
    assert (shelf.look().names, shelf.look().gone) == ((), ())


def test_one_of_them_that_refuses_is_unsure_and_nothing_of_it_is_gone(mall: Mall) -> None:
    shelf = Shelf(mall.logs, mall.disk)
    shelf.look()
    mall.disk.refused = {folder(mall, DAY)}  # type: ignore[attr-defined]
    found = shelf.look()
    assert (found.unsure, found.gone, shelf.numbers("desk")) == ((DAY,), (), [1, 2])
    assert not shelf.unlisted, "it was listed before"


def test_one_that_could_never_be_listed_is_asked_again_until_it_answers(mall: Mall) -> None:
    shelf = Shelf(mall.logs, mall.disk)
    mall.disk.refused = {folder(mall, DAY)}  # type: ignore[attr-defined]
    assert shelf.look().unsure == (DAY,) and shelf.unlisted == {DAY}
    mall.disk.refused = set()  # type: ignore[attr-defined]
    assert [name.day for name in shelf.look(NEXT).names] == [DAY]
    assert not shelf.unlisted
