"""Several terminals on one share, on a virtual clock: what one records the others have, whatever the share does."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from dutytui.rules.sharing import Reach, reached, terminals
from dutytui.store import notices
from dutytui.store.disk import Lock
from dutytui.store.segments import CLOSING, OPENING
from dutytui.store.transport import share
from tests.store.mall import DAY
from tests.store.sync.house import AWAY, SHARE, House, put, refusing, well


def test_what_one_records_the_other_has_within_the_two_intervals() -> None:
    house = House("desk", "till")
    house.seconds(3)
    house["desk"].record("扶梯异响")
    house.seconds(3)
    assert house["till"].texts() == ["扶梯异响"]
    assert house["till"].heard() == ["扶梯异响"]
    assert house["till"].codes == house["desk"].codes == []


def test_nothing_is_handed_over_twice() -> None:
    house = House("desk", "till")
    for text in ("a", "b", "c"):
        house["desk"].record(text)
        house.seconds(4)
    assert house["till"].heard() == ["a", "b", "c"]


def test_a_segment_is_published_at_most_once_a_second() -> None:
    house = House("desk")
    house.seconds(3)
    replaced = []
    house.disk.fault = lambda call, path: replaced.append(path.name) if call == "replace" else None
    for _ in range(20):
        house["desk"].record("x")
        house.now += timedelta(milliseconds=100)
        house["desk"].step()
    assert 2 <= replaced.count("desk.0001.json") <= 3


def test_a_quiet_poll_of_five_years_reads_no_segment_and_lists_three_folders() -> None:
    house = House("desk")
    house["desk"].record("heute")
    house["desk"].step()
    for days in range(1826):
        put(house.disk, house.on_share("old", 1826 - days, DAY - timedelta(days=1 + days)), house.share_of("desk"))
    house.seconds(10)
    calls: list[tuple[str, str]] = []
    house.disk.fault = lambda call, path: calls.append((call, path.name))
    house.seconds(2)
    assert not [name for call, name in calls if call == "read" and name.endswith("0001.json")]
    assert len([name for call, name in calls if call == "entries"]) <= 4  # the cards, yesterday, today, and no more


def test_a_terminal_that_was_off_for_a_week_is_heard_of_in_its_old_folders() -> None:
    house = House("desk", "till")
    house["desk"].record("vorher", day=DAY)
    house.seconds(4)
    house.disk.fault = AWAY
    for back in range(7):
        house["desk"].record(f"tag {back}", day=DAY + timedelta(days=back))
    house.now += timedelta(days=9)
    house["till"].record("heute", day=DAY + timedelta(days=9))
    house.seconds(3)
    house.disk.fault = well
    house.seconds(40)
    assert {f"tag {back}" for back in range(7)} <= set(house["till"].texts())


def test_the_share_unplugged_for_a_day_and_back_asks_nothing_of_anybody() -> None:
    house = House("desk", "till")
    house.seconds(3)
    house.disk.fault = AWAY
    for hour in range(24):
        house["desk"].record(f"desk {hour}")
        house["till"].record(f"till {hour}")
        house.now += timedelta(hours=1)
        house.seconds(2)
    assert house["desk"].sync.sharing.reach is Reach.AWAY
    assert house["desk"].sync.sharing.waiting == 25
    assert house["desk"].codes == []
    house.disk.fault = well
    house.seconds(8)
    assert sorted(house["desk"].texts()) == sorted(house["till"].texts())
    assert len(house["desk"].texts()) == 48
    assert house["desk"].codes == house["till"].codes == []
    assert house["desk"].sync.sharing.waiting == 0


@pytest.mark.parametrize("number", [errno.ESTALE, errno.ENOENT, errno.EIO, errno.EACCES, errno.ETIMEDOUT])
def test_a_share_that_answers_with_errors_is_unknown_and_never_empty(number: int) -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(4)
    for calls in (("read",), ("names",), ("entries",), ("exists", "names", "read", "entries")):
        house.disk.fault = refusing(number, *calls)
        house.seconds(5)
        assert house["till"].texts() == ["a"]
        house.disk.fault = well
        house.seconds(4)
    house["desk"].record("b")
    house.seconds(4)
    assert house["till"].texts() == ["a", "b"]
    assert house["till"].codes == []


def test_an_empty_mount_point_is_not_written_to() -> None:
    house = House("desk")
    away = {path: house.disk.files.pop(path) for path in list(house.disk.files) if path.is_relative_to("/share")}
    house["desk"].record("a")
    house.seconds(5)
    assert not [path for path in house.disk.files if path.is_relative_to("/share")]
    assert notices.SHARE_ELSEWHERE in house["desk"].codes
    house.disk.files.update(away)
    house.seconds(4)
    assert house["desk"].codes == []
    assert house["desk"].sync.sharing.waiting == 0


def test_another_malls_share_at_the_same_place_is_not_touched() -> None:
    house, other = House("desk"), House("elsewhere")
    house.disk.files[Path("/share/dutytui-share.json")] = other.disk.files[Path("/share/dutytui-share.json")]
    house["desk"].record("a")
    house.seconds(5)
    assert not house.disk.exists(house.on_share("desk"))
    assert [notice.values["code"] for notice in house["desk"].sync.notices] == ["another_share"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_share_that_is_full_or_read_only_is_told_and_read_all_the_same(number: int) -> None:
    house = House("desk", "till")
    house["till"].record("from the till")
    house.seconds(4)
    house.disk.fault = refusing(number, "write", "open", "make_folder", "replace")
    house["desk"].record("a")
    house.seconds(4)
    assert house["desk"].texts() == ["from the till", "a"]
    assert house["desk"].sync.sharing.reach is Reach.HERE
    assert notices.SHARE_REFUSED in house["desk"].codes
    assert house["desk"].sync.sharing.waiting
    house.disk.fault = well
    house.seconds(5)
    assert house["till"].texts() == ["from the till", "a"]
    assert house["desk"].codes == []


def test_what_cannot_be_kept_here_on_a_full_disk_is_told_and_comes_later() -> None:
    house = House("desk", "till")
    house.seconds(3)
    full = {"on": True}
    write = house.disk.write

    def refuses(descriptor: int, data: bytes, offset: int) -> None:
        if full["on"] and house.disk._at[descriptor].is_relative_to("/till/logs"):
            raise OSError(errno.ENOSPC, "full")
        write(descriptor, data, offset)

    house.disk.write = refuses
    house["desk"].record("a")
    house.seconds(4)
    assert house["till"].texts() == []
    assert notices.REPLICA_REFUSED in house["till"].codes
    full["on"] = False
    house.seconds(4)
    assert house["till"].texts() == ["a"]
    assert house["till"].codes == []


def test_what_stands_here_though_the_disk_did_not_confirm_it_is_told_as_well() -> None:
    """Its file was put in place, then the disk refused to keep the folder for sure: read again, it is no news."""
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    house["desk"].record("b")
    house["desk"].record("c", day=DAY + timedelta(days=1))
    sync_folder = house.disk.sync_folder

    def refused(folder: Path) -> None:
        if folder.parent == Path("/till/logs"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync_folder(folder)

    house.disk.sync_folder = refused
    house.seconds(4)
    assert house["till"].codes == [notices.REPLICA_REFUSED]
    house.disk.sync_folder = sync_folder
    house.seconds(4)
    assert house["till"].texts() == house["till"].heard() == ["a", "b", "c"]
    assert house["till"].codes == []


def test_where_a_clock_was_set_back_no_line_stands_on_the_share_that_no_card_speaks_of() -> None:
    """A start looks into folders of long ago only for what a card tells; else a number would be given twice."""
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)

    def no_cards(call: str, path: Path) -> None:
        if call == "replace" and path.parent.name == share.TERMINALS:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    house.disk.fault = no_cards
    long_ago = DAY - timedelta(days=3653)
    house["desk"].record("b", day=long_ago)
    house.seconds(4)
    assert not house.disk.exists(house.on_share("desk", 2, long_ago))
    assert house["desk"].codes == [notices.SHARE_REFUSED]
    house.disk.fault = well
    house.seconds(4)
    assert house.disk.exists(house.on_share("desk", 2, long_ago))
    house.seconds(30)
    assert house["till"].texts() == ["a", "b"]
    assert house["desk"].codes == []


def test_a_torn_read_counts_as_far_as_it_is_whole_and_is_read_again() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house["desk"].record("b")
    house["desk"].step()
    path = house.on_share("desk")
    whole = bytes(house.disk.files[path])
    house.disk.torn[path] = len(whole) - 40
    house.seconds(5)
    assert house["till"].texts() == ["a"]
    house.disk.torn.clear()
    house.seconds(3)
    assert house["till"].texts() == ["a", "b"]
    assert house["till"].codes == []


def test_half_a_command_waits_for_its_other_half() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house["desk"].record("b", "c", "d")
    house["desk"].step()
    path = house.on_share("desk")
    content = bytes(house.disk.files[path])
    house.disk.torn[path] = content.rindex(b'\n,"5"') + 2
    house.seconds(5)
    assert house["till"].texts() == ["a"]
    house.disk.torn.clear()
    house.seconds(3)
    assert house["till"].texts() == ["a", "b", "c", "d"]


def test_a_stale_listing_takes_nothing_away() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(4)
    before = {folder: house.disk.entries(folder) for folder in (path.parent for path in [house.on_share("desk")])}
    house["desk"].record("b")
    house.seconds(4)
    house.disk.listings = before
    house.seconds(20)
    assert house["till"].texts() == ["a", "b"]
    house.disk.listings = None
    house["desk"].record("c")
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "c"]
    assert house["till"].codes == []


def test_segments_that_come_in_the_wrong_order_are_taken_once_they_join_up() -> None:
    house = House("desk")
    for back in (3, 2, 1, 0):
        house["desk"].record(f"tag {back}", day=DAY - timedelta(days=back))
    house.seconds(2)
    path = house.on_share("desk", 2, DAY - timedelta(days=2))
    till = house.joins("till")
    house.terminals = {"till": till}  # at the desk, where nothing lacks, it is not seen
    late = house.disk.files.pop(path)
    house.seconds(40)
    assert till.texts() == ["tag 3"]
    assert till.codes == []
    house.disk.files[path] = late
    house.seconds(40)
    assert till.texts() == ["tag 3", "tag 2", "tag 1", "tag 0"]


@pytest.mark.parametrize("gone", [(2,), (2, 3), (1, 3)])
def test_a_part_that_went_from_the_share_while_its_terminal_was_off_is_put_back_when_somebody_lacks_it(
    gone: tuple[int, ...],
) -> None:
    house = House("desk")
    for back in (3, 2, 1, 0):
        house["desk"].record(f"tag {back}", day=DAY - timedelta(days=back))
    house.seconds(2)
    for number in gone:
        del house.disk.files[house.on_share("desk", number, DAY - timedelta(days=4 - number))]
    house["desk"].begin()
    till = house.joins("till")
    house.seconds(120)
    assert till.texts() == ["tag 3", "tag 2", "tag 1", "tag 0"]
    assert house["desk"].codes == till.codes == []


@pytest.mark.parametrize("well_for", range(6))
def test_it_is_put_back_though_the_share_could_not_be_listed_just_as_it_was_to_be_compared(well_for: int) -> None:
    house = House("desk")
    for back in (1, 0):
        house["desk"].record(f"tag {back}", day=DAY - timedelta(days=back))
    house.seconds(2)
    till = house.joins("till")
    house.terminals = {"desk": house["desk"]}
    del house.disk.files[house.on_share("desk", 1, DAY - timedelta(days=1))]
    till.step()  # says by its card that it has nothing
    house["desk"].begin()
    house.seconds(well_for)
    house.disk.fault = refusing(errno.EIO, "names")
    house.seconds(5)
    house.disk.fault = well
    house.terminals["till"] = till
    house.seconds(60)
    assert till.texts() == ["tag 1", "tag 0"]


def test_foreign_and_temporary_files_are_left_alone() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    folder = house.on_share("desk").parent
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store", "~syncthing~desk.0001.json.tmp", "till.0001.json.new", "x"):
        put(house.disk, folder / name, b"?")
    put(house.disk, Path("/share/logs/desktop.ini"), b"?")
    put(house.disk, Path("/share/terminals/Thumbs.db"), b"?")
    house.seconds(5)
    assert house["till"].texts() == ["a"]
    assert house["till"].codes == []
    assert len(house.disk.names(folder)) == 7


@pytest.mark.parametrize(
    "name",
    [
        "desk.0001.sync-conflict-20261123-081500-ABCDEFG.json",
        "desk.0001 (conflicted copy 2026-11-23).json",
        "desk.0001-conflict.json",
        "DESK.0001.JSON",
    ],
)
def test_a_conflict_copy_is_read_by_its_content(name: str) -> None:
    house = House("desk")
    house["desk"].record("a")
    house["desk"].step()
    path = house.on_share("desk")
    old = bytes(house.disk.files[path])
    house["desk"].record("b")
    house.seconds(2)
    put(house.disk, path.with_name(name), bytes(house.disk.files[path]))
    put(house.disk, path, old)
    house["desk"].journal = None  # the terminal itself is off
    house.terminals.pop("desk")
    till = house.joins("till")
    house.seconds(4)
    assert till.texts() == ["a", "b"]
    assert till.codes == []


@pytest.mark.parametrize("name", ["DESK.0001.JSON", "Desk.0001.json"])
def test_a_name_that_a_share_gives_back_in_capitals_is_read_by_its_content(name: str) -> None:
    house = House("desk")
    house["desk"].record("a")
    house["desk"].step()
    path = house.on_share("desk")
    put(house.disk, path.with_name(name), bytes(house.disk.files.pop(path)))
    house["desk"].journal = None
    house.terminals.pop("desk")
    till = house.joins("till")
    house.seconds(4)
    assert till.texts() == ["a"]
    assert till.codes == []


def test_nothing_on_the_share_is_ever_locked_and_nothing_there_is_taken_away() -> None:
    house = House("desk", "till")
    lock, asked = house.disk.lock, []

    def noted(path: Path, *, wait: float = 0) -> Lock | None:
        asked.append(path)
        return lock(path, wait=wait)

    def refused(path: Path) -> None:
        raise AssertionError(f"{path} is taken away")

    house.disk.lock, house.disk.remove, house.disk.remove_folder = noted, refused, refused
    for text in ("a", "b", "c"):
        house["desk"].record(text)
        house.seconds(3)
    house["desk"].begin()
    house.seconds(3)
    assert house["till"].texts() == ["a", "b", "c"]
    assert asked, "each terminal locks its own slot"
    assert not [path for path in asked if path.is_relative_to(SHARE)]


@pytest.mark.parametrize(
    "name", ["con.0001.json", "a.0001.json", "..0001.json", "Ä.0001.json", "x" * 25 + ".0001.json", "desk..json"]
)
def test_a_hostile_file_name_makes_no_file_here(name: str) -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    put(house.disk, house.on_share("desk").with_name(name), house.share_of("desk"))
    before = {path for path in house.disk.files if path.is_relative_to("/till/logs")}
    house.seconds(40)
    assert {path for path in house.disk.files if path.is_relative_to("/till/logs")} == before


def test_a_file_under_another_writers_name_is_nobodys() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    put(house.disk, house.on_share("chef"), house.share_of("desk"))
    house.seconds(70)
    assert house["till"].texts() == ["a"]
    assert not house.disk.exists(Path("/till/logs") / DAY.isoformat() / "chef.0001.json")
    assert notices.SHARE_KEY_UNKNOWN in house["till"].codes


def edited(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


def test_an_edited_line_is_kept_and_told_and_never_applied() -> None:
    house = House("desk", "till", "third")
    for text in ("AAA", "BBB", "CCC"):
        house["desk"].record(text)
    house.seconds(4)
    house.terminals.pop("desk")
    path = house.on_share("desk")
    wrong = edited(bytes(house.disk.files[path]), b"BBB", b"XXX")
    put(house.disk, path, wrong)
    late = house.joins("late")
    house.seconds(30)
    assert house["till"].codes == [], "what a sync program carries may look odd for a while"
    house.seconds(40)
    for terminal in (house["till"], house["third"]):
        assert terminal.texts() == ["AAA", "BBB", "CCC"]
        assert terminal.codes == [notices.SHARE_EDITED]
        (aside,) = [notice.values["aside"] for notice in terminal.sync.notices]
        assert b"XXX" in house.disk.files[Path(aside)]
    assert late.texts() == ["AAA"], "what stands before it is good"


def test_ones_own_edited_journal_is_told_at_once_and_put_right_on_the_share() -> None:
    house = House("desk", "till")
    for text in ("AAA", "BBB"):
        house["desk"].record(text)
    house.seconds(4)
    path = house.on_share("desk")
    right = bytes(house.disk.files[path])
    put(house.disk, path, edited(right, b"AAA", b"XXX"))
    house.seconds(5)
    assert bytes(house.disk.files[path]) == right
    (told,) = house["desk"].sync.notices
    assert told.code == notices.SHARE_EDITED
    assert b"XXX" in house.disk.files[Path(str(told.values["aside"]))]


def test_a_share_rolled_back_is_told_and_comes_up_to_date_again() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(4)
    old = {path: bytes(content) for path, content in house.disk.files.items() if path.is_relative_to("/share/logs")}
    house["desk"].record("b")
    house["till"].record("t")
    house.seconds(4)
    gone = house.terminals.pop("desk")
    for path in [path for path in house.disk.files if path.is_relative_to("/share/logs")]:
        del house.disk.files[path]
    for path, content in old.items():
        put(house.disk, path, content)
    house.seconds(70)
    assert house["till"].texts() == ["a", "b", "t"]
    assert notices.SHARE_SHRANK in house["till"].codes
    house.terminals["desk"] = gone
    house.seconds(5)
    assert house["till"].codes == []
    late = house.joins("late")
    house.seconds(5)
    assert late.texts() == ["a", "b", "t"]


def test_half_a_file_before_the_machine_slept_and_again_as_it_wakes_is_no_alarm() -> None:
    house = House("desk", "till")
    house["desk"].record("a", "b")
    house.seconds(4)
    path = house.on_share("desk")
    whole = bytes(house.disk.files[path])
    del house.terminals["desk"]
    put(house.disk, path, whole[: whole.index(b',"3": ')])
    house.seconds(4)
    house.now += timedelta(hours=8)
    house.seconds(6)
    assert house["till"].codes == []
    put(house.disk, path, whole)
    house.seconds(4)
    assert house["till"].codes == []
    assert house["till"].texts() == ["a", "b"]


def test_a_file_that_vanished_is_told_and_its_writer_puts_it_back() -> None:
    house = House("desk", "till")
    house["desk"].record("a", day=DAY - timedelta(days=1))
    house["desk"].record("b")
    house.seconds(4)
    path = house.on_share("desk", 1, DAY - timedelta(days=1))
    desk = house.terminals.pop("desk")
    del house.disk.files[path]
    house.seconds(70)
    assert house["till"].texts() == ["a", "b"]
    assert house["till"].codes == [notices.SHARE_MISSING]
    house.terminals["desk"] = desk
    house.seconds(5)
    assert house.disk.exists(path)
    assert house["till"].codes == []


def test_a_line_of_a_strangers_key_behind_a_good_one_is_not_taken() -> None:
    house, other = House("desk", "till"), House("desk")
    house["desk"].record("a")
    other["desk"].record("zz")
    house.seconds(4)
    path = house.on_share("desk")
    mine = bytes(house.disk.files[path])
    forged = _resigned(house, other)
    put(house.disk, path, mine.removesuffix(CLOSING) + forged + CLOSING)
    house.terminals.pop("desk")
    house.seconds(70)
    assert house["till"].texts() == ["a"]
    assert house["till"].codes == [notices.SHARE_EDITED]


def _resigned(house: House, other: House) -> bytes:
    """The next line of `desk`, hash and chain as they should be, signed with another terminal's key."""
    from dutytui.rules import stamps
    from dutytui.store import lines
    from dutytui.store.segments import member
    from tests.store.mall import fact

    head = house["desk"].own.head
    raw, _event = lines.write(
        fact("forged"),
        writer="desk",
        seq=head.seq + 1,
        prev=head.id,
        stamp=stamps.next_stamp("", house.now),
        sign=other["desk"].own.key.signer(),
    )
    return member(head.seq + 1, raw)


def test_garbage_that_begins_like_a_segment_is_no_journal() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    put(house.disk, house.on_share("chef"), OPENING + b'"1": {}\n\xff\xfe\n,"2": [[[[\n' + CLOSING)
    put(house.disk, house.on_share("koch"), b"\0" * 4096)
    house.seconds(5)
    assert house["till"].texts() == ["a"]


def test_saved_shared_and_seen_are_told_as_they_come_true() -> None:
    house = House("desk", "till")
    house.seconds(3)
    house.disk.fault = AWAY
    (event,) = house["desk"].record("a")[-1:]
    house.seconds(3)
    desk = house["desk"].sync
    assert reached(desk.sharing, event.writer, event.seq) == (found := reached(desk.sharing, "desk", event.seq))
    assert (found.shared, found.seen_by) == (False, 0)
    house.disk.fault = well
    house["desk"].step()
    house.seconds(1)
    assert reached(desk.sharing, "desk", event.seq).shared
    house.seconds(6)
    assert reached(desk.sharing, "desk", event.seq).seen_by == 1
    mine, other = terminals(desk.sharing)
    assert (mine.name, mine.own, mine.behind) == ("desk", True, 0)
    assert (other.name, other.own, other.behind) == ("till", False, 0)


def test_a_wrong_clock_is_measured_and_told_and_does_not_stop_the_exchange() -> None:
    house = House("desk", "till")
    till = house["till"]
    step = till.sync.step
    till.sync.step = lambda now, *rest: step(now + timedelta(minutes=7), *rest)  # type: ignore[method-assign]
    for number in range(6):
        house["desk"].record(f"{number}")
        house.seconds(5)
    (told,) = house["desk"].sync.notices
    assert told.code == notices.CLOCK_OFF
    assert told.values["terminal"] == "till"
    assert 410 < int(told.values["seconds"]) <= 420
    assert till.texts() == [f"{number}" for number in range(6)]


def test_cards_that_come_late_accuse_no_clock() -> None:
    house = House("desk", "till")
    held: dict[Path, bytes] = {}
    for number in range(6):
        house["till"].record(f"{number}")
        house.seconds(5)
        held |= {path: bytes(content) for path, content in house.disk.files.items() if "/share/terminals" in str(path)}
    house.terminals.pop("till")
    house.now += timedelta(hours=9)
    house.seconds(5)
    assert house["desk"].codes == []


@pytest.mark.parametrize("years", [-10, 10])
def test_clocks_years_apart_still_converge(years: int) -> None:
    house = House("desk", "till")
    till = house["till"]
    step = till.sync.step
    till.sync.step = lambda now, *rest: step(now + timedelta(days=365 * years), *rest)  # type: ignore[method-assign]
    house["desk"].record("a")
    till.record("b")
    house.seconds(6)
    assert sorted(till.texts()) == sorted(house["desk"].texts()) == ["a", "b"]


def test_a_clock_set_back_does_not_stop_the_exchange() -> None:
    house = House("desk", "till")
    house.seconds(4)
    house.now -= timedelta(days=3)
    house["desk"].record("a")
    house.seconds(5)
    assert house["till"].texts() == ["a"]


def test_windows_of_one_terminal_are_carried_by_one_of_them() -> None:
    house = House("desk", "till")
    second = house["desk"].mall.journal("desk")
    assert second.writer == "desk-2"
    house["desk"].mall.record(second, "from the second window")
    house.seconds(5)
    assert house["till"].texts() == ["from the second window"]


def test_a_conflict_copy_that_is_cleaned_away_holds_nobody_up_and_is_no_alarm() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    copy = house.on_share("desk").with_name("desk.0001.sync-conflict-20261123-081500-ABCDEFG.json")
    put(house.disk, copy, house.share_of("desk"))
    house.seconds(3)
    del house.disk.files[copy]
    house.seconds(3)
    house["desk"].record("b")
    house.seconds(70)
    assert house["till"].texts() == ["a", "b"]
    assert house["desk"].codes == house["till"].codes == []
