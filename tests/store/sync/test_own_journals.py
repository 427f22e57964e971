"""One's own journal and the share: a backup put back, a cloned machine, a start with no share or one that hangs."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dutytui.store import notices
from dutytui.store.journal import Journal
from dutytui.store.memory import MemoryDisk
from dutytui.store.segments import OPENING
from dutytui.store.sync.adopting import Adopting, Waiter
from dutytui.store.tail import Head
from dutytui.store.transport.verbs import Piece, There
from tests.store.mall import DAY
from tests.store.sync.house import AWAY, SHARE, House, Terminal, put, well


def image(house: House, name: str) -> dict[Path, bytearray]:
    """A backup of a terminal: its mall folder and its own data."""
    return {path: bytearray(content) for path, content in house.disk.files.items() if path.is_relative_to(f"/{name}")}


def put_back(house: House, name: str, backup: Mapping[Path, bytearray]) -> None:
    for path in [path for path in house.disk.files if path.is_relative_to(f"/{name}")]:
        del house.disk.files[path]
    house.disk.files.update({path: bytearray(content) for path, content in backup.items()})


def test_a_terminal_put_back_from_a_backup_takes_its_own_longer_journal_before_it_writes() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    backup = image(house, "desk")
    house["desk"].record("b")
    house["desk"].record("c", day=DAY + timedelta(days=1))
    house.seconds(4)
    put_back(house, "desk", backup)
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"
    assert house["desk"].texts() == ["a", "b", "c"]
    house["desk"].record("d", day=DAY + timedelta(days=1))
    house.seconds(5)
    assert house["till"].texts() == ["a", "b", "c", "d"]
    assert house["desk"].codes == house["till"].codes == []


def test_a_terminal_that_began_a_new_day_before_it_was_shared_is_no_stranger_to_itself_at_its_next_start() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    # Killed, or the share away over night: the share's last file is not the last one here.
    house["desk"].record("b", day=DAY + timedelta(days=1))
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"
    assert house["desk"].told == []
    house.seconds(4)
    assert house["till"].texts() == ["a", "b"]


def test_an_earlier_file_that_a_backup_left_out_is_no_reason_to_leave_a_journal() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    house["desk"].record("b", day=DAY + timedelta(days=1))
    del house.disk.files[house["desk"].mall.logs / DAY.isoformat() / "desk.0001.json"]
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"


def test_a_backup_without_any_journal_gets_it_all_back() -> None:
    house = House("desk")
    house["desk"].record("a")
    for _ in range(3):
        house["desk"].record(*["x" * 9000] * 20)
    house.seconds(3)
    key = {path: content for path, content in image(house, "desk").items() if path.name.startswith("terminal.key")}
    put_back(house, "desk", key)
    house["desk"].begin()
    assert len(house["desk"].texts()) == 61
    assert house["desk"].own.writer == "desk"
    house["desk"].record("weiter")
    house.seconds(3)
    assert house["desk"].codes == []


def test_killed_at_any_call_of_adopting_the_next_start_has_it_all() -> None:
    from tests.store.faults import FailingDisk, Killed

    points = 0
    for at in range(600):
        house = House("desk", disk=FailingDisk())
        house["desk"].record("a")
        house.seconds(2)
        backup = image(house, "desk")
        house["desk"].record("b", day=DAY + timedelta(days=1))
        house["desk"].record("c", day=DAY + timedelta(days=2))
        house.seconds(3)
        put_back(house, "desk", backup)
        house["desk"].own.close()
        house["desk"].journal = None
        house.disk.arm(at)
        try:
            house["desk"].begin()
        except Killed:
            points += 1
        else:
            break
        finally:
            house.disk.arm(None)
        house.disk.locks.clear()
        house["desk"].begin()
        assert house["desk"].texts() == ["a", "b", "c"], at
        house["desk"].record("d", day=DAY + timedelta(days=2))
    assert points > 20


def clone(house: House, name: str) -> Terminal:
    """The whole machine copied, and started a second time under its own roof."""
    twin = copy.copy(house[name])
    twin.mall = copy.copy(twin.mall)
    moved = {Path("/twin") / path.relative_to(f"/{name}"): content for path, content in image(house, name).items()}
    for path in moved:
        for folder in path.parents:
            house.disk.make_folder(folder)
    house.disk.files.update(moved)
    twin.mall.logs, twin.mall.local = Path("/twin/logs"), Path("/twin/local")
    twin.journal, twin.received = None, []
    twin.begin()
    house.terminals["twin"] = twin
    return twin


def test_a_cloned_machine_is_told_as_such_and_goes_on_under_another_name() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    twin = clone(house, "desk")
    house["desk"].record("from the first")
    house["desk"].step()
    twin.record("from the second")
    house.seconds(4)
    assert notices.WRITER_FORKED in twin.codes
    assert "desk" in twin.step().forked
    twin.begin()
    assert twin.own.writer == "desk-2"
    assert [notice.code for notice in house["desk"].told] == []
    twin.record("after it was noticed")
    house.seconds(5)
    assert house["till"].texts() == ["a", "from the first", "after it was noticed"]
    assert house["desk"].texts() == ["a", "from the first", "after it was noticed"]
    assert "from the second" in twin.texts()


def test_two_clones_that_both_move_on_do_not_meet_under_one_name_again_and_again() -> None:
    """A sync program has brought both branches, their clocks are days apart: neither file is a copy of the other."""
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    clone(house, "desk")
    days = {"desk": DAY + timedelta(days=1), "twin": DAY + timedelta(days=9)}
    for turn in range(5):
        for name, day in days.items():
            house[name].record(f"{name} {turn}", day=day)
        for name, day in days.items():
            for path, content in list(house.disk.files.items()):
                if path.parent == house[name].mall.logs / f"{day}" and path.suffix == ".json":
                    put(house.disk, SHARE / "logs" / f"{day}" / path.name, bytes(content).rstrip(b" "))
        house.seconds(4)
        for name in days:
            if house[name].own.writer in house[name].step().forked:
                house[name].begin()
    assert house["desk"].own.writer != house["twin"].own.writer
    assert len({name.writer for name in house["desk"].mall.replica.segments()}) <= 5
    for name in days:  # the same one after a start
        writer = house[name].own.writer
        house[name].begin()
        assert house[name].own.writer == writer


def test_a_conflict_copy_with_the_other_branch_hides_no_file_that_proves_it() -> None:
    """The copy alone says that the other machine is to take another name; what stands behind under a proper name, that
    it went on here, too."""
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    twin = clone(house, "desk")
    first = house.terminals.pop("desk")
    first.record("b")
    first.record("c", day=DAY + timedelta(days=1))
    twin.record("x")
    for mall, day, name, carried in (
        (twin.mall, DAY, "desk.0001.json", "desk.0001.json"),
        (first.mall, DAY, "desk.0001.json", "desk.0001-DESK7.json"),
        (first.mall, DAY + timedelta(days=1), "desk.0002.json", "desk.0002.json"),
    ):
        content = bytes(house.disk.files[mall.logs / f"{day}" / name])
        put(house.disk, SHARE / "logs" / f"{day}" / carried, content)
    told = set()
    for _ in range(5):
        house.now += timedelta(seconds=1)
        told |= twin.step().forked
    assert told == {"desk"}


def test_a_clone_that_starts_later_finds_out_before_it_writes() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    house.disk.fault = AWAY
    backup = image(house, "desk")
    house["desk"].record("x", "y")
    diverged = image(house, "desk")
    put_back(house, "desk", backup)
    house["desk"].begin()
    house["desk"].record("z")
    house.disk.fault = well
    house.seconds(3)
    put_back(house, "desk", diverged)
    house["desk"].begin()
    assert house["desk"].own.writer == "desk-2"
    assert [notice.code for notice in house["desk"].told] == [notices.WRITER_FORKED]
    house["desk"].begin()
    assert house["desk"].own.writer == "desk-2", "also the next time, without a share to be asked"


def test_another_replica_keeps_both_branches_as_proof() -> None:
    house = House("desk", "till", "third")
    house["desk"].record("a")
    house.seconds(3)
    twin = clone(house, "desk")
    house.terminals.pop("third")
    house["desk"].record("from the first")
    house.seconds(4)
    house.terminals.pop("desk")
    twin.record("from the second")
    house.disk.files[house.on_share("desk")] = house.disk.files[Path("/twin/logs") / DAY.isoformat() / "desk.0001.json"]
    house.seconds(4)
    (told,) = [notice for notice in house["till"].sync.notices if notice.code == notices.SHARE_BRANCHED]
    assert b"from the second" in house.disk.files[Path(str(told.values["aside"]))]
    assert house["till"].texts() == ["a", "from the first"]


def test_a_start_without_a_share_goes_on_at_once() -> None:
    house = House("desk")
    house["desk"].record("a")
    house.disk.fault = AWAY
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"
    house["desk"].record("b")
    assert house["desk"].texts() == ["a", "b"]


def test_begun_again_after_a_day_without_the_share_it_goes_on_in_its_own_journal() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    house.disk.fault = AWAY
    house["desk"].record("b", day=DAY + timedelta(days=1))
    house.disk.fault = well
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"
    assert house["desk"].told == []
    house.seconds(4)
    assert house["till"].texts() == ["a", "b"]


class Hanging:
    """A share that never answers."""

    def __init__(self) -> None:
        self.hangs = threading.Event()

    def cards(self) -> Mapping[str, bytes]:
        return {}

    def card(self, name: str) -> bytes | None:
        self.hangs.wait()
        return None

    def heads(self, since: date | None = None) -> Mapping[str, There]:
        return {}

    def lines(self, writer: str, after: int) -> Iterator[Piece]:
        return iter(())

    def extend(self, writer: str, pieces: Sequence[Piece], *, mend: bool = False) -> None: ...

    def put_card(self, name: str, content: bytes) -> None: ...


def test_a_share_that_hangs_holds_a_start_up_for_the_agreed_time_and_no_longer() -> None:
    disk, share = MemoryDisk(), Hanging()
    adopting = Adopting(Path("/m/logs"), Path("/m/local"), share, disk=disk, wait=(wait := Waiter(0.2)))
    journal = Journal.open(Path("/m/logs"), Path("/m/local"), disk=disk, may_go_on=adopting)
    assert journal.writer == "desk"
    assert wait.left <= 0
    assert adopting("desk-2", journal.key.public), "what is left of the time is shared by all journals"
    share.hangs.set()


class SlowToRead(Hanging):
    """Says at once that it has more of our journal, and is too slow to give it."""

    def __init__(self, key: Any, claimed: int) -> None:
        super().__init__()
        from dutytui.store.keys import fingerprint
        from dutytui.store.sync import cards
        from tests.store.mall import NOW

        self._cards = {fingerprint(key.public): cards.write(key, "desk", {"desk": Head(claimed, "0" * 64)}, NOW)}

    def card(self, name: str) -> bytes | None:
        return self._cards.get(name)

    def heads(self, since: date | None = None) -> Mapping[str, There]:
        self.hangs.wait()
        return {}


@pytest.mark.parametrize(("claimed", "writer"), [(5, "desk-2"), (2, "desk")])
def test_what_is_known_to_be_longer_there_and_does_not_come_in_time_is_not_written_to(
    claimed: int, writer: str
) -> None:
    house = House("desk")
    house["desk"].record("a")
    mall = house["desk"].mall
    house["desk"].own.close()
    share = SlowToRead(house["desk"].own.key, claimed)
    adopting = Adopting(mall.logs, mall.local, share, disk=house.disk, wait=Waiter(0.2))
    journal = Journal.open(mall.logs, mall.local, disk=house.disk, may_go_on=adopting)
    assert journal.writer == writer
    share.hangs.set()


def test_what_came_too_late_for_the_start_comes_while_the_desk_works() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    backup = image(house, "desk")
    house["desk"].record("b")
    house.seconds(3)
    put_back(house, "desk", backup)
    terminal = house["desk"]
    terminal.own.close()
    terminal.journal = None
    held = house.disk.lock(Path("/desk/local/journals/desk.lock"))  # as if the start had left that name alone
    terminal.begin()
    held.release()
    assert terminal.own.writer == "desk-2"
    terminal.record("new")
    house.seconds(5)
    assert terminal.texts() == ["a", "b", "new"] == house["till"].texts()
    assert terminal.codes == []


def test_what_the_disk_has_not_confirmed_leaves_no_terminal() -> None:
    house = House("desk", "till")
    desk = house["desk"]
    desk.record("a")
    house.seconds(3)
    head = desk.own.head
    desk.record("b")
    desk.own.head = head  # the append has written, and not returned
    house.seconds(4)
    assert house["till"].texts() == ["a"]


def test_what_a_cloned_machine_recorded_comes_to_the_other_as_well() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    twin = clone(house, "desk")
    twin.record("from the second")
    house.seconds(4)
    assert "desk" in house["desk"].step().forked
    house["desk"].begin()
    house.seconds(40)
    assert house["desk"].own.writer == "desk-2"
    assert house["desk"].texts() == ["a", "from the second"] == twin.texts()


@pytest.mark.parametrize("how", ["left out", "exchanged"])
def test_lines_left_out_or_exchanged_on_the_share_are_no_clone_and_are_mended(how: str) -> None:
    house = House("desk", "till")
    house["desk"].record("a", "b", "c")
    house.seconds(3)
    before = house.share_of("desk")
    lines = before.split(b"\n")
    if how == "left out":
        del lines[2]
    else:
        lines[2], lines[3] = lines[3], lines[2]
    put(house.disk, house.on_share("desk"), b"\n".join(lines))
    house["desk"].record("d")
    house.seconds(5)
    assert house["desk"].codes == [notices.SHARE_EDITED]
    assert house["till"].texts() == ["a", "b", "c", "d"]
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"


def test_what_is_mended_on_the_share_is_no_shorter_though_the_word_that_it_was_confirmed_went_with_the_power() -> None:
    house = House("desk", "till")
    desk = house["desk"]
    head = desk.record("a")[-1]
    desk.record("b", "c", "d")
    house.seconds(3)
    whole = house.share_of("desk")
    lines = whole.split(b"\n")
    lines[2], lines[3] = lines[3], lines[2]
    desk.own.head = Head(head.seq, head.id)
    put(house.disk, house.on_share("desk"), b"\n".join(lines))
    house.seconds(5)
    assert house.share_of("desk") == whole
    assert house["till"].codes == []


def test_an_earlier_segment_of_ones_own_that_was_put_back_is_written_anew() -> None:
    house = House("desk")
    house["desk"].record("a")
    house.seconds(3)
    old = house.share_of("desk")
    house["desk"].record("b")
    house["desk"].record("c", day=DAY + timedelta(days=1))
    house.seconds(3)
    whole = house.share_of("desk")
    put(house.disk, house.on_share("desk"), old)
    house.now += timedelta(days=1)
    house.seconds(4)
    house.now += timedelta(minutes=11)
    house.seconds(4)
    assert house.share_of("desk") == whole
    assert house["desk"].codes == []


def test_a_second_branch_is_told_though_its_file_begins_with_what_stands_here_in_another() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house["desk"].record("b")
    house.seconds(3)
    twin = clone(house, "desk")
    house.disk.fault = AWAY
    house["desk"].record("c")
    twin.record("from the second")
    house.disk.fault = well
    content = bytes(house.disk.files[twin.mall.logs / f"{DAY}" / "desk.0001.json"]).rstrip(b" ")
    lines = content.split(b"\n")[3:]
    put(house.disk, house.on_share("desk", 2), OPENING + b"\n".join([lines[0][1:], *lines[1:]]))
    del house.terminals["twin"]
    house.seconds(4)
    assert house["desk"].codes == [notices.WRITER_FORKED]
    assert house["till"].codes == [notices.SHARE_BRANCHED]


@pytest.mark.parametrize("day", [DAY, DAY + timedelta(days=1)])
def test_what_a_clone_recorded_where_a_killed_process_left_half_a_command_comes_all_the_same(day: date) -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    twin = clone(house, "desk")
    house.disk.fault = AWAY
    house["desk"].record("half", "of it")
    path = house["desk"].mall.logs / f"{DAY}" / "desk.0001.json"
    content = house.disk.files[path]
    content[:] = content[: content.rindex(b',"4": ')]  # it was killed before the other half was written
    put(house.disk, house["desk"].notes / "desk.forked", b"3\n")  # nobody here goes on with it, nor sets it aside
    house["desk"].begin(adopts=False)
    house.disk.fault = well
    twin.record("from the second", "and more", day=day)
    house.seconds(40)
    assert house["till"].texts() == twin.texts() == house["desk"].texts() == ["a", "from the second", "and more"]
