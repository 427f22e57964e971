"""What a further window takes from the share as it is opened: the windows that stand open already show it, too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dutytui import exchange as module
from dutytui.exchange import SHARE, SHARE_ID, Exchange
from dutytui.store.disk import Disk
from dutytui.store.journal import Journal
from dutytui.store.sync.adopted import Adopted, AdoptedNotes
from dutytui.store.sync.adopting import Adopting
from dutytui.store.transport.folder import Folder
from tests.store.mall import DAY
from tests.store.sync.house import AtOnce
from tests.store.sync.test_exchange import Place, words

BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each beat is two seconds after the one before."""
    seconds = iter(range(0, 10_000, 2))
    monkeypatch.setattr(module, "passed", lambda: float(next(seconds)))
    return iter(())


def opened(place: Place, name: str) -> Journal:
    """A window as the program opens it: the share is asked first."""
    carrier = Folder(Path(place.choices.get(SHARE)), share_id=place.choices.get(SHARE_ID), disk=Disk())
    adopting = Adopting(place.mall.logs, place.mall.local, carrier, disk=Disk(), wait=AtOnce())
    return Journal.open(place.mall.logs, place.mall.local, name=name, program="1.0", may_go_on=adopting)


def rolled_back(tmp_path: Path, *texts: str) -> Place:
    """A terminal whose second journal has lost its last texts, of the day before; the share has them."""
    place = Place(tmp_path / "desk", "desk")
    place.mall.local.mkdir(parents=True)
    carrying, first = place.window()
    assert carrying.connect(tmp_path / "share") is None
    second = opened(place, "desk")
    place.mall.record(second, "kept", day=BEFORE)
    carrying.beat()
    shutil.copytree(place.folder, tmp_path / "backup")
    place.mall.record(second, *texts, day=BEFORE)
    for _ in range(3):
        carrying.beat()
    carrying.close()
    first.close()
    second.close()
    shutil.rmtree(place.folder)
    shutil.copytree(tmp_path / "backup", place.folder)
    return place


@pytest.mark.parametrize("carries", [True, False])
def test_what_a_further_window_takes_back_from_the_share_is_shown_by_the_one_that_stands_open(
    tmp_path: Path, passes: None, carries: bool
) -> None:
    place = rolled_back(tmp_path, "lost", "and found")
    another = None if carries else Disk().lock(place.mall.local / "sync.lock")
    standing = opened(place, "desk")
    stands = Exchange(place.folder, place.mall.local, place.choices, lambda: place.mall.now, lambda: "", standing)
    further = opened(place, "desk")
    assert further.writer == "desk-2"
    assert words(stands.beat()) == ["kept", "lost", "and found"]
    assert words(stands.beat()) == [], "and each only once"
    place.mall.record(further, "recorded itself", day=BEFORE)
    assert words(stands.beat()) == []
    stands.close()
    if another is not None:
        another.release()


def test_a_window_that_is_killed_before_it_has_taken_what_it_announced_leaves_it_to_be_told_by_the_next(
    tmp_path: Path, passes: None
) -> None:
    place = rolled_back(tmp_path, "lost")
    standing = opened(place, "desk")
    stands = Exchange(place.folder, place.mall.local, place.choices, lambda: place.mall.now, lambda: "", standing)
    AdoptedNotes(Disk(), place.mall.local / "journals").add(Adopted(BEFORE, "desk-2", 1, 3))
    hidden = tmp_path / "away"
    (tmp_path / "share").rename(hidden)
    assert "lost" not in words(stands.beat())
    hidden.rename(tmp_path / "share")
    opened(place, "desk")
    assert "lost" in words(stands.beat())
    assert words(stands.beat()) == []


@pytest.mark.parametrize("content", [b"", b"{", b'[["2026-11-22","desk-2",1]]', b"\xff", b"[" * 100_000])
def test_a_note_that_can_not_be_read_harms_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "desk-2.adopted").write_bytes(content)
    notes = AdoptedNotes(Disk(), tmp_path)
    assert notes.new() == []
    notes.add(told := Adopted(BEFORE, "desk-2", 1, 3))
    assert notes.new() == [told]


def test_only_what_was_noted_since_is_news_and_old_notes_do_not_grow_for_ever(tmp_path: Path) -> None:
    notes = AdoptedNotes(Disk(), tmp_path)
    for number in range(1, 300):
        notes.add(Adopted(BEFORE, "desk-2", number, number * 256))
    told = notes.new()
    assert [told[0].number, told[-1].number, len(told)] == [44, 299, 256]
    assert AdoptedNotes(Disk(), tmp_path).new() == []


def test_without_a_folder_of_notes_nothing_was_adopted(tmp_path: Path) -> None:
    assert AdoptedNotes(Disk(), tmp_path / "none").new() == []
