"""Files of the local folder that a disk has spoilt or somebody deleted: mended from the share, or left and told."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest

from dutytui.store import notices
from dutytui.store.disk import Entry
from dutytui.store.journal import Journal
from dutytui.store.segments import CLOSING, OPENING
from tests.store.faults import Killed
from tests.store.mall import DAY
from tests.store.sync.house import AWAY, House, put, well

NEXT = DAY + timedelta(days=1)
AFTER = DAY + timedelta(days=2)


def local(house: House, name: str, number: int = 1, writer: str = "", day: object = DAY) -> Path:
    return house[name].mall.logs / f"{day}" / f"{writer or name}.{number:04d}.json"


def spoil(house: House, path: Path, text: str) -> bytes:
    content = bytes(house.disk.files[path])
    spoilt = content.replace(f'"text":"{text}"'.encode(), b'"text":"?"')
    assert spoilt != content
    descriptor = house.disk.open(path)  # in place, under the descriptors that are open on it
    house.disk.write(descriptor, spoilt, 0)
    house.disk.close(descriptor)
    return spoilt


def recorded(house: House, *texts: str) -> None:
    """One after another: lines of one moment could be those of one append."""
    for text in texts:
        house.now += timedelta(seconds=1)
        house["desk"].record(text)


def forked(house: House, name: str, seconds: int = 3) -> set[str]:
    """The journals whose process is told to take another name within some seconds."""
    found: set[str] = set()
    for _ in range(seconds):
        house.now += timedelta(seconds=1)
        for terminal in house.terminals.values():
            step = terminal.step()
            found |= step.forked if terminal.name == name else set()
    return found


def test_a_line_spoilt_before_it_was_shared_takes_its_journal_out_of_use_and_nothing_else() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(3)
    house.disk.fault = AWAY
    recorded(house, "b", "c", "d")
    spoilt = spoil(house, local(house, "desk"), "c")
    house.disk.fault = well
    assert forked(house, "desk", 5) == {"desk"}
    assert house["till"].texts() == ["a", "b"]
    assert house["desk"].codes == [notices.JOURNAL_BROKEN_OFF]
    house["desk"].own.move_on()
    assert house["desk"].own.writer == "desk-2"
    house["desk"].record("e")
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "e"]
    assert sorted(house["desk"].texts()) == ["a", "b", "d", "e"]
    assert house.disk.files[local(house, "desk")] == spoilt
    assert house["till"].codes == []
    house["desk"].begin()
    assert house["desk"].own.writer == "desk-2"
    house.seconds(3)
    assert house["desk"].codes == [], "it was told"


def test_a_line_spoilt_that_the_share_has_is_mended_at_the_next_start_with_what_came_after_it() -> None:
    house = House("desk", "till")
    recorded(house, "a", "b", "c")
    house.seconds(3)
    house.disk.fault = AWAY
    house["desk"].record("d")
    whole = bytes(house.disk.files[local(house, "desk")]).rstrip(b" ")
    spoil(house, local(house, "desk"), "b")
    house.disk.fault = well
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"
    assert bytes(house.disk.files[local(house, "desk")]).rstrip(b" ") == whole
    house["desk"].record("e")
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "c", "d", "e"]
    assert house["desk"].codes == house["till"].codes == []


@pytest.mark.parametrize("what", ["line", "signature"])
def test_half_a_command_behind_a_line_that_is_mended_does_not_stay_amid_the_journal(what: str) -> None:
    house = House("desk", "till")
    recorded(house, "a", "b")
    house.seconds(3)
    house.disk.fault = AWAY
    write = house.disk.write

    def torn(descriptor: int, data: bytes, offset: int) -> None:
        write(descriptor, data[: data.index(b"\n", data.index(b'"half of it"')) + 1], offset)
        raise Killed

    house.disk.write = torn
    with pytest.raises(Killed):
        house["desk"].record("half of it", "the other")
    house.disk.write = write
    if what == "line":
        spoil(house, local(house, "desk"), "a")
    else:
        spoil_signature(house, local(house, "desk"), 1)
    house.disk.fault = well
    house["desk"].begin()
    recorded(house, "c")
    house.seconds(4)
    assert house["till"].texts() == house["desk"].texts() == ["a", "b", "c"]
    assert house["desk"].own.writer == "desk"
    assert house["desk"].codes == house["till"].codes == []
    assert house["desk"].mall.replica.audit().notices == ()


def test_a_line_spoilt_under_an_open_journal_is_mended_once_its_process_has_taken_another_name() -> None:
    house = House("desk", "till")
    recorded(house, "a", "b", "c")
    house.seconds(3)
    spoil(house, local(house, "desk"), "b")
    assert forked(house, "desk", 40) == {"desk"}
    assert notices.WRITER_FORKED not in house["desk"].codes, "nobody else has this journal"
    house["desk"].record("d")
    house["desk"].own.move_on()
    house["desk"].record("e")
    house.seconds(40)
    assert house["till"].texts() == house["desk"].texts() == ["a", "b", "c", "d", "e"]
    house["desk"].begin()
    assert house["desk"].own.writer == "desk"


def test_a_line_spoilt_here_takes_from_the_share_nothing_that_it_has() -> None:
    house = House("desk", "till", "away")
    away = house.terminals.pop("away")
    recorded(house, "a", "b")
    house.seconds(3)
    recorded(house, "c", "d")
    house.seconds(1)
    on_share = bytes(house.disk.files[house.on_share("desk")])
    content = house.disk.files[local(house, "desk")]
    place = content.index(b'"text":"c"')
    content[place : place + 10] = b'"text":"?"'  # no program has changed it, so its time of change is what it was
    assert forked(house, "desk", 40) == {"desk"}
    assert bytes(house.disk.files[house.on_share("desk")]) == on_share
    assert notices.SHARE_EDITED not in house["desk"].codes
    house.terminals["away"] = away
    house["desk"].own.move_on()
    house.seconds(40)
    assert away.texts() == house["desk"].texts() == ["a", "b", "c", "d"]


def three_days(house: House) -> None:
    for text, day in zip("abc", (DAY, NEXT, AFTER), strict=True):
        house["desk"].record(text, day=day)
    house.seconds(4)


@pytest.mark.parametrize(("number", "day"), [(1, DAY), (2, NEXT)])
@pytest.mark.parametrize("whose", ["desk", "till"])
def test_an_earlier_file_that_was_deleted_here_comes_back_from_the_share(whose: str, number: int, day: object) -> None:
    house = House("desk", "till")
    three_days(house)
    path = local(house, whose, number, "desk", day)
    whole = bytes(house.disk.files.pop(path)).rstrip(b" ")
    house[whose].begin()
    house.seconds(4)
    assert bytes(house.disk.files[path]).rstrip(b" ") == whole
    assert house[whose].texts() == ["a", "b", "c"]
    assert house[whose].codes == []
    house["desk"].record("d", day=AFTER)
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "c", "d"]
    assert house["desk"].own.writer == "desk"


def test_what_is_deleted_while_the_program_runs_comes_back_at_once() -> None:
    house = House("desk", "till")
    three_days(house)
    house.now += timedelta(days=2)
    house.seconds(4)
    del house.disk.files[local(house, "till", 2, "desk", NEXT)]
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "c"]


def test_what_is_deleted_from_a_folder_that_nobody_looks_into_comes_back_within_ten_minutes() -> None:
    house = House("desk", "till")
    three_days(house)
    house.now += timedelta(days=30)
    house.seconds(4)
    del house.disk.files[local(house, "till", 2, "desk", NEXT)]
    house.seconds(30)
    house.now += timedelta(minutes=10)
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "c"]


def test_what_somebody_puts_in_the_place_of_a_deleted_file_is_not_taken() -> None:
    house = House("desk", "till")
    three_days(house)
    del house.disk.files[local(house, "till", 2, "desk", NEXT)]
    put(house.disk, house.on_share("desk", 2, NEXT), house.share_of("desk"))
    house["till"].begin()
    house.seconds(4)
    assert house["till"].texts() == ["a", "c"]


@pytest.mark.parametrize("number", [1, 2])
def test_an_earlier_file_deleted_before_it_was_shared_keeps_nothing_back_but_itself(number: int) -> None:
    house = House("desk", "till")
    house.disk.fault = AWAY
    for text, day in zip("abc", (DAY, NEXT, AFTER), strict=True):
        house["desk"].record(text, day=day)
    del house.disk.files[local(house, "desk", number, "desk", (DAY, NEXT)[number - 1])]
    house.disk.fault = well
    assert "desk" in forked(house, "desk", 5)
    house["desk"].own.move_on()
    house["desk"].record("d", day=AFTER)
    house.seconds(5)
    assert house["till"].texts() == (["d"] if number == 1 else ["a", "d"])
    assert house["desk"].codes == [notices.JOURNAL_BROKEN_OFF]
    assert house["till"].codes == []


def test_a_second_window_does_not_take_up_a_journal_that_was_left() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house["desk"].sync._own.mark_forked("desk", 2, "")
    house["desk"].own.move_on()
    mall = house["desk"].mall
    window = Journal.open(mall.logs, mall.local, name="desk", program="1.0", disk=house.disk)
    assert window.writer == "desk-3"


def test_a_file_on_the_share_that_somebody_has_emptied_is_written_anew() -> None:
    house = House("desk", "till")
    house.terminals.pop("till")
    three_days(house)
    whole = bytes(house.disk.files[house.on_share("desk", 2, NEXT)])
    put(house.disk, house.on_share("desk", 2, NEXT), OPENING + CLOSING)
    till = house.joins("till")
    house.now += timedelta(days=2)
    house.seconds(70)
    assert bytes(house.disk.files[house.on_share("desk", 2, NEXT)]) == whole
    assert till.texts() == ["a", "b", "c"]


def test_a_file_that_is_taken_away_before_anybody_has_looked_is_put_there_again() -> None:
    house = House("desk", "till")
    house.seconds(4)
    house["desk"].record("a")
    house.now += timedelta(seconds=1)
    house["desk"].step()
    del house.disk.files[house.on_share("desk")]
    house.seconds(5)
    assert house["till"].texts() == ["a"]
    assert house["desk"].codes == house["till"].codes == []


def spoil_unnoticed(house: House, path: Path, text: bytes, spoilt: bytes) -> None:
    """As a disk does it by itself: neither size nor time of change says so."""
    content = house.disk.files[path]
    place = content.index(text)
    assert len(text) == len(spoilt)
    content[place : place + len(spoilt)] = spoilt


SIGNATURE = b'"sig":"'


def spoil_signature(house: House, path: Path, line: int = 0) -> None:
    content = house.disk.files[path]
    place = -1
    for _ in range(line + 1):
        place = content.index(SIGNATURE, place + 1)
    place += len(SIGNATURE)
    content[place] = ord("0") if content[place] != ord("0") else ord("1")


@pytest.mark.parametrize("whose", ["desk", "till"])
@pytest.mark.parametrize(("number", "text", "day"), [(1, b'"text":"a"', DAY), (2, b'"text":"b"', NEXT)])
def test_a_line_of_an_earlier_file_that_a_disk_spoils_comes_back_from_the_share_while_the_program_runs(
    whose: str, number: int, text: bytes, day: object
) -> None:
    house = House("desk", "till")
    three_days(house)
    path = local(house, whose, number, "desk", day)
    whole = bytes(house.disk.files[path]).rstrip(b" ")
    spoil_unnoticed(house, path, text, b'"text":"?"')
    spoilt = bytes(house.disk.files[path])
    house.now += timedelta(minutes=10)
    house.seconds(4)
    assert bytes(house.disk.files[path]).rstrip(b" ") == whole
    assert house[whose].texts() == ["a", "b", "c"]
    assert text[-2:-1].decode() in house[whose].heard() or whose == "till"
    asides = [content for other, content in house.disk.files.items() if other.name.startswith(f"{path.name}.")]
    assert [bytes(content) for content in asides] == [spoilt], "what was there is kept beside"
    assert house["desk"].codes == house["till"].codes == []
    house["desk"].record("d", day=AFTER)
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "c", "d"]
    assert house["desk"].own.writer == "desk"


@pytest.mark.parametrize("whose", ["desk", "till"])
def test_an_earlier_file_that_is_as_it_was_some_time_ago_gets_what_it_lacks_from_the_share(whose: str) -> None:
    house = House("desk", "till")
    recorded(house, "a")
    house.seconds(3)
    recorded(house, "b")
    house["desk"].record("c", day=NEXT)
    house.seconds(4)
    path = local(house, whose, 1, "desk")
    whole = bytes(house.disk.files[path])
    put(house.disk, path, whole[: whole.index(b',"3": ')] + CLOSING)
    house[whose].begin()
    house.seconds(1)
    assert house[whose].texts() == ["a", "c"]
    house.now += timedelta(minutes=10)
    house.seconds(4)
    assert house[whose].texts() == ["a", "b", "c"]
    assert bytes(house.disk.files[path]).rstrip(b" ") == whole.rstrip(b" ")
    assert house["desk"].codes == house["till"].codes == []


def test_lines_spoilt_in_two_files_one_after_another_come_back() -> None:
    house = House("desk", "till")
    three_days(house)
    spoil_unnoticed(house, local(house, "till", 1, "desk", DAY), b'"text":"a"', b'"text":"?"')
    spoil_unnoticed(house, local(house, "till", 2, "desk", NEXT), b'"text":"b"', b'"text":"?"')
    for _ in range(2):
        house.now += timedelta(minutes=10)
        house.seconds(4)
    assert house["till"].texts() == ["a", "b", "c"]


def test_a_line_that_the_share_has_only_edited_is_not_taken_for_a_spoilt_one() -> None:
    house = House("desk", "till")
    three_days(house)
    house.terminals.pop("desk")
    for path in (local(house, "till", 2, "desk", NEXT), house.on_share("desk", 2, NEXT)):
        spoil_unnoticed(house, path, b'"text":"b"', b'"text":"?"')
    spoilt = bytes(house.disk.files[local(house, "till", 2, "desk", NEXT)])
    house.now += timedelta(minutes=10)
    house.seconds(4)
    assert bytes(house.disk.files[local(house, "till", 2, "desk", NEXT)]) == spoilt


@pytest.mark.parametrize("whose", ["desk", "till"])
def test_a_spoilt_signature_amid_an_earlier_file_comes_back_from_the_share(whose: str) -> None:
    house = House("desk", "till")
    three_days(house)
    path = local(house, whose, 1, "desk", DAY)
    whole = bytes(house.disk.files[path]).rstrip(b" ")
    spoil_signature(house, path)
    house.now += timedelta(minutes=10)
    house.seconds(4)
    assert bytes(house.disk.files[path]).rstrip(b" ") == whole
    assert house["desk"].codes == house["till"].codes == []


def test_one_spoilt_signature_of_a_shared_line_makes_no_second_machine_of_this_one() -> None:
    house = House("desk", "till")
    recorded(house, "a", "b", "c")
    house.seconds(3)
    spoil_signature(house, local(house, "desk"), 1)
    house["desk"].begin()
    recorded(house, "d")
    house.seconds(70)
    assert notices.WRITER_FORKED not in house["desk"].codes
    assert notices.SHARE_BRANCHED not in house["till"].codes
    assert house["till"].texts() == house["desk"].texts() == ["a", "b", "c", "d"]


def test_a_signature_spoilt_under_an_open_journal_keeps_nothing_from_the_share() -> None:
    house = House("desk", "till")
    recorded(house, "a", "b", "c")
    house.seconds(3)
    path = local(house, "desk")
    spoil_signature(house, path, 1)
    recorded(house, "d")
    house.seconds(70)
    assert house["desk"].codes == house["till"].codes == []
    assert house["till"].texts() == ["a", "b", "c", "d"]
    assert house["desk"].own.writer == "desk"
    house["desk"].begin()
    assert bytes(house.disk.files[path]).rstrip(b" ") == house.share_of("desk")


def test_the_spoilt_signature_of_a_last_line_is_the_shares_again_at_the_next_start() -> None:
    house = House("desk", "till")
    recorded(house, "a", "b", "c")
    house.seconds(3)
    spoil_signature(house, local(house, "desk"), 3)
    house["desk"].begin()
    recorded(house, "d")
    house.seconds(3)
    assert house["desk"].own.writer == "desk"
    assert house["till"].texts() == ["a", "b", "c", "d"]
    assert house["desk"].codes == house["till"].codes == []


def test_a_signature_spoilt_at_the_reader_makes_no_branch_of_what_the_share_has() -> None:
    house = House("desk", "till")
    recorded(house, "a", "b", "c")
    house.seconds(3)
    spoil_signature(house, local(house, "till", 1, "desk"), 1)
    recorded(house, "d")
    house.seconds(70)
    assert house["till"].codes == house["desk"].codes == []
    assert house["till"].texts() == ["a", "b", "c", "d"]
    assert bytes(house.disk.files[local(house, "till", 1, "desk")]).rstrip(b" ") == house.share_of("desk").rstrip(b" ")


def test_a_signature_spoilt_before_it_was_shared_ends_its_journal_there_and_nobody_waits_for_ever() -> None:
    house = House("desk", "till")
    recorded(house, "a")
    house.seconds(3)
    house.disk.fault = AWAY
    recorded(house, "b", "c")
    spoil_signature(house, local(house, "desk"), 3)
    house["desk"].record("d", day=NEXT)
    house.disk.fault = well
    assert forked(house, "desk", 5) == {"desk"}
    assert house["till"].texts() == ["a", "b"]
    assert house["desk"].codes == [notices.JOURNAL_BROKEN_OFF]
    house["desk"].own.move_on()
    house["desk"].record("e", day=NEXT)
    house.seconds(70)
    assert house["till"].texts() == ["a", "b", "e"]
    assert house["till"].codes == []


def test_a_file_that_is_deleted_right_after_it_came_comes_back() -> None:
    house = House("desk", "till")
    recorded(house, "a")
    house.seconds(3)
    house["desk"].record("b", day=NEXT)
    house["desk"].record("c", day=AFTER)
    house["desk"].step()
    while not house.disk.exists(gone := local(house, "till", 2, "desk", NEXT)):
        house.now += timedelta(seconds=1)
        house["desk"].step()
        house["till"].step()
    del house.disk.files[gone]  # before anybody has looked into its folder again
    house.seconds(5)
    assert house["till"].texts() == ["a", "b", "c"]


@pytest.mark.parametrize("away", [timedelta(), timedelta(days=-3653)])
def test_a_folder_that_can_not_be_listed_at_the_start_is_not_taken_for_an_empty_one(away: timedelta) -> None:
    """Else one's own journal would be given up, and what the share has of it put in the place of what is here."""
    house = House("desk", "till")
    recorded(house, "a")
    house["till"].record("x", day=DAY + away)
    house.seconds(3)
    house.disk.fault = AWAY
    recorded(house, "b")
    house["desk"].begin()
    folder = local(house, "desk").parent
    entries = house.disk.entries

    def refused(asked: Path) -> dict[str, Entry]:
        if asked == folder:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return entries(asked)

    house.disk.entries = refused
    house.disk.fault = well
    before = bytes(house.disk.files[local(house, "desk")])
    assert forked(house, "desk", 40) == set()
    assert house["desk"].codes == [notices.REPLICA_REFUSED]
    assert house.disk.files[local(house, "desk")] == before
    house.disk.entries = entries
    house.seconds(5)
    assert sorted(house["till"].texts()) == sorted(house["desk"].texts()) == ["a", "b", "x"]
    assert house["desk"].codes == house["till"].codes == []


@pytest.mark.parametrize("mended", [True, False])
def test_a_signature_spoilt_on_the_share_keeps_nobody_from_what_comes_behind_it(mended: bool) -> None:
    """Also where its writer can't mend it: a torn reading let it put its own spoilt file there."""
    house = House("desk", "till", "office")
    recorded(house, "a", "b", "c")
    house.seconds(3)
    path = local(house, "desk")
    if not mended:
        spoil_signature(house, path, 2)
    spoil_signature(house, house.on_share("desk"), 2)
    recorded(house, "d")
    house["desk"].record("e", day=NEXT)
    house.seconds(70)
    assert house["till"].texts() == house["office"].texts() == ["a", "b", "c", "d", "e"]
    for name in ("till", "office"):
        assert house["till"].codes == ([] if mended else [notices.SHARE_EDITED])
        whole = bytes(house.disk.files[local(house, name, 1, "desk")]).rstrip(b" ")
        assert (whole == house.share_of("desk").rstrip(b" ")) is mended, "what was good here stays"
    assert (bytes(house.disk.files[path]).rstrip(b" ") == whole) is mended
    assert house["desk"].own.writer == "desk"
