"""Somebody who may write to the shared folder, and has no terminal of the mall: what they put there harms no desk."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.rules.sharing import reached, terminals
from dutytui.store import notices
from dutytui.store.disk import Disk, publish
from dutytui.store.keys import Key, own_key
from dutytui.store.memory import MemoryDisk
from dutytui.store.sync import cards
from dutytui.store.sync.held import SPARE
from dutytui.telling.alerts import stands_by
from tests.store.mall import DAY, NOW, fact
from tests.store.sync.house import SHARE, House, put
from tests.store.sync.test_exchange import Place, passes, places, words

__all__ = ["passes", "places"]

needs_links = pytest.mark.skipif(not hasattr(os, "symlink"), reason="links are not for every user of this system")


def strangers_key() -> Key:
    return own_key(MemoryDisk(), Path("/stranger")).key


def a_card(house: House, key: Key, at: datetime, heads: dict[str, tuple[int, str]], name: str = "evil") -> None:
    body = msgspec.json.encode(cards.Card(name=name, key=key.public, at=at, heads=heads))
    signed = cards.Signed(msgspec.Raw(body), key.signer()(b"dutytui card 1\n" + body).hex())
    put(house.disk, SHARE / "terminals" / f"{fingerprint(key.public)}.json", msgspec.json.encode(signed))


@needs_links
@pytest.mark.parametrize("what", ["segment", "card"])
def test_a_link_where_a_file_is_about_to_be_written_has_nothing_else_written_over(
    what: str, places: tuple[Place, Place], tmp_path: Path
) -> None:
    desk, till = places
    here, journal = desk.window()
    there, _other = till.window()
    precious = tmp_path / "precious"
    precious.write_text("precious")
    folder = tmp_path / "share" / "logs" / DAY.isoformat()
    folder.mkdir()
    name = f"../../terminals/{fingerprint(journal.key.public)}.json" if what == "card" else "desk.0001.json"
    (folder / f"{name}.new").symlink_to(precious)
    journal.append([fact("a")], now=NOW, day=DAY)
    here.beat()
    here.beat()
    assert precious.read_text() == "precious"
    assert words(there.beat()) == ["a"], "and what was recorded is shared all the same"


@needs_links
@pytest.mark.parametrize("place", ["logs", f"logs/{DAY}", "terminals"])
def test_nothing_is_written_to_where_a_link_of_the_share_leads(
    place: str, places: tuple[Place, Place], tmp_path: Path
) -> None:
    desk, _till = places
    here, journal = desk.window()
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "share" / place
    elsewhere.mkdir()
    if folder.exists():
        folder.rmdir()
    folder.symlink_to(elsewhere)
    journal.append([fact("a")], now=NOW, day=DAY)
    for _ in range(3):
        here.beat()
    assert list(elsewhere.iterdir()) == []
    assert here.sharing.refused


def test_a_pipe_where_a_file_is_about_to_be_written_keeps_nothing_back(
    places: tuple[Place, Place], tmp_path: Path
) -> None:
    desk, till = places
    here, journal = desk.window()
    there, _other = till.window()
    folder = tmp_path / "share" / "logs" / DAY.isoformat()
    folder.mkdir()
    os.mkfifo(folder / "desk.0001.json.new")
    os.mkfifo(folder / "evil.0001.json")
    journal.append([fact("a")], now=NOW, day=DAY)
    here.beat()
    here.beat()
    assert words(there.beat()) == ["a"]


def test_a_file_that_somebody_made_beforehand_gives_nobody_else_the_right_to_read_what_is_private(
    tmp_path: Path,
) -> None:
    (tmp_path / "terminal.key.new").touch(mode=0o666)
    publish(Disk(), tmp_path / "terminal.key", b"private", private=True)
    assert (tmp_path / "terminal.key").stat().st_mode & 0o077 == 0


MOMENTS = {
    "the first of all days": datetime(1, 1, 1, tzinfo=UTC),
    "before it, by its zone": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    "the last of all days": datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("seq", [0, -1, 10**18, 10**40])
def test_a_card_that_says_impossible_things_ends_no_exchange(moment: str, seq: int) -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(4)
    key = strangers_key()
    a_card(house, key, MOMENTS[moment], {"desk": (seq, "x"), "nobody": (seq, "x")})
    house.seconds(3)
    a_card(house, key, NOW, {"desk": (seq, "x")}, name="\x1b]0;owned\x07" * 1000)
    house.seconds(3)
    a_card(house, key, MOMENTS[moment], {"desk": (seq, "y")})
    house["desk"].record("b")
    house.seconds(5)
    assert house["till"].texts() == ["a", "b"]


def test_of_a_card_that_no_terminal_of_the_roster_has_signed_nothing_is_believed() -> None:
    house = House("desk", "till")
    known = {house[name].own.key.public for name in ("desk", "till")}
    house["till"].sync._let_in = known.__contains__
    house["till"].record("a")
    key = strangers_key()
    for seconds in range(3):
        a_card(house, key, NOW + timedelta(days=seconds), {"till": (10**18, "x")}, name="desk")
        house["till"].step()
        house.now += timedelta(seconds=2)
    sharing = house["till"].sync.sharing
    assert [peer.name for peer in sharing.peers if peer.heard and not peer.own] == ["desk"], "it was read"
    assert reached(sharing, "till", 2).seen_by == 0, "nobody has seen it"
    assert notices.CLOCK_OFF not in house["till"].codes
    assert {row.behind for row in terminals(sharing) if row.own} == {0}
    assert not stands_by("desk", sharing, house.now), "whoever sends in its place goes on sending"


def test_a_thousand_cards_of_strangers_do_not_crowd_out_those_that_were_read_before() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(4)
    for number in range(1200):
        name = f"aaaa-aaaa-{number:04d}".translate(str.maketrans("0123456789", "abcdefghij")) + "-aaaa"
        put(house.disk, SHARE / "terminals" / f"{name}.json", b"{}")
    house["desk"].record("b")
    house.seconds(4)
    assert reached(house["desk"].sync.sharing, "desk", 3).seen_by == 1
    house["desk"].begin()
    assert house["desk"].own.writer == "desk", "its own card is found at a start, however many there are"
    found = house["desk"].carrier.cards()
    assert len(found) == 1000


def test_who_fills_the_share_does_not_fill_the_disk_that_a_desk_records_on() -> None:
    house = House("desk", "till")
    house["desk"].record("a")
    house.seconds(4)
    room = [SPARE - 1]
    house.disk.free = lambda _folder: room[0]
    house["till"].record("t")
    house["desk"].record("b")
    house.seconds(6)
    assert house["till"].texts() == ["a", "t"]
    assert house["till"].codes == [notices.REPLICA_REFUSED]
    room[0] = SPARE
    house.seconds(4)
    assert house["till"].texts() == ["a", "b", "t"]
    assert house["till"].codes == []
