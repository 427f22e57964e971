"""The index finds what the journals say, comes back when it is lost, and never stops anybody."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.rules.events import Event, Fact
from dutytui.rules.search.wanted import Wanted
from dutytui.store.index import Index
from dutytui.store.index_search import Hit, place_of
from dutytui.store.index_text import asked, compared, split
from dutytui.store.journal import Journal
from dutytui.store.replica import Replica

ZONE = timezone(timedelta(hours=8))
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


class Mall:
    """A replica with terminals that record into it."""

    def __init__(self, folder: Path) -> None:
        self.logs = folder / "logs"
        self.logs.mkdir()
        self.folder = folder
        self.path = folder / "cache" / "index.sqlite"
        self.minute = 0
        self.journals: dict[str, Journal] = {}

    def record(
        self, kind: str, on: str, recorded: date, /, *, about: date | None = None, writer: str = "desk", **data: object
    ) -> Event:
        if writer not in self.journals:
            self.journals[writer] = Journal.open(self.logs, self.folder / writer, name=writer)
        self.minute += 1
        now = datetime(recorded.year, recorded.month, recorded.day, 9, tzinfo=ZONE) + timedelta(minutes=self.minute)
        fact = Fact(kind, on, about or recorded, now, data=data)
        return self.journals[writer].append([fact], now=now, day=recorded)[-1]

    def logged(self, entry: str, recorded: date, text: str) -> Event:
        return self.record("entry_logged", f"entry:{entry}", recorded, text=text, kind="complaint", no=1)

    def replica(self) -> Replica:
        return Replica(self.logs)


@pytest.fixture
def mall(tmp_path: Path) -> Iterator[Mall]:
    made = Mall(tmp_path)
    yield made
    for journal in made.journals.values():
        journal.close()


@pytest.fixture
def index(mall: Mall) -> Iterator[Index]:
    made = Index(mall.path)
    yield made
    made.close()


def found(index: Index, text: str) -> list[str]:
    return [hit.subject for hit in index.search(Wanted(text))]


def left_open(index: Index, before: date) -> list[tuple[date, str]]:
    return sorted({(place.day, place.subject) for place in index.open_places(before)})


def test_before_it_is_built_it_knows_nothing_and_says_so(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "电梯夹包")
    assert not index.ready
    assert index.search(Wanted("电梯")) == []
    assert left_open(index, WEDNESDAY) == []
    assert index.folders_about(MONDAY) == []
    assert not mall.path.exists()
    assert index.catch_up(mall.replica())
    assert index.ready
    assert found(index, "电梯") == ["entry:desk.1"]


def test_what_earlier_days_left_open(mall: Mall, index: Index) -> None:
    for number in range(1, 6):
        mall.logged(f"desk.{number}", MONDAY, f"第{number}件")
    mall.logged("desk.6", TUESDAY, "今天的")
    close = mall.record("entry_closed", "entry:desk.1", TUESDAY, about=MONDAY)
    mall.record("entry_closed", "entry:desk.2", TUESDAY, about=MONDAY)
    mall.record("entry_reopened", "entry:desk.2", TUESDAY, about=MONDAY, reason="没好")
    mall.record("entry_handled", "entry:desk.3", TUESDAY, about=MONDAY, note="修好")
    closed_by_mistake = mall.record("entry_closed", "entry:desk.4", TUESDAY, about=MONDAY)
    mall.record("undone", "entry:desk.4", TUESDAY, about=MONDAY, event=closed_by_mistake.id)
    undo = mall.record("undone", "entry:desk.1", TUESDAY, about=MONDAY, event=close.id)
    mall.record("undone", "entry:desk.1", TUESDAY, about=MONDAY, event=undo.id)
    taken_back = mall.logged("desk.7", MONDAY, "误记")
    mall.record("undone", "entry:desk.7", MONDAY, event=taken_back.id)
    assert index.catch_up(mall.replica())
    monday = [(MONDAY, f"entry:desk.{number}") for number in (2, 3, 4, 5)]
    assert left_open(index, TUESDAY) == monday
    assert left_open(index, WEDNESDAY) == [*monday, (TUESDAY, "entry:desk.6")]
    assert left_open(index, MONDAY) == []


def test_a_close_that_arrives_before_its_entry_counts_all_the_same(mall: Mall, index: Index) -> None:
    entry = mall.logged("desk.1", MONDAY, "晚到")
    mall.record("entry_closed", "entry:desk.1", TUESDAY, about=MONDAY, writer="phone")
    late = next((mall.logs / MONDAY.isoformat()).iterdir())
    content = late.read_bytes()
    late.unlink()
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == []
    late.write_bytes(content)
    index.catch_up(mall.replica())
    assert left_open(index, WEDNESDAY) == []
    assert [hit.id for hit in index.search(Wanted("晚到"))] == [entry.id]


def test_later_words_about_a_day_lead_to_their_folders(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "漏水")
    mall.record("entry_remarked", "entry:desk.1", WEDNESDAY, about=MONDAY, text="又漏了")
    mall.record("entry_remarked", "entry:desk.1", TUESDAY, about=MONDAY, text="已擦", writer="phone")
    index.catch_up(mall.replica())
    assert index.folders_about(MONDAY) == [TUESDAY, WEDNESDAY]
    assert index.folders_about(TUESDAY) == []


def test_a_hit_says_where_the_event_stands(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "电梯夹包")
    event = mall.record("entry_remarked", "entry:desk.1", TUESDAY, about=MONDAY, text="电梯已停用")
    index.catch_up(mall.replica())
    assert index.search(Wanted("已停")) == [Hit(TUESDAY, "desk", 2, event.seq, event.id, MONDAY, "entry:desk.1")]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("电梯", True),
        ("梯夹", True),
        ("夹", True),
        ("包", True),
        ("3F电梯夹包", True),
        ("３ｆ", True),
        ("夹包 电梯", True),
        ("LOCKER", True),
        ("ocke", True),
        ("locker, 12", True),
        ("电包", False),
        ("梯电", False),
        ("包L", False),
        ("电梯 漏水", False),
        ('"', False),
        ("' OR 1 *", False),
        ("", False),
        ("电梯*", True),
    ],
)
def test_two_characters_that_stand_together_are_found(mall: Mall, index: Index, typed: str, hit: bool) -> None:
    mall.logged("desk.1", MONDAY, "3F电梯夹包，Locker 12")
    index.catch_up(mall.replica())
    assert bool(index.search(Wanted(typed))) is hit


def test_reasons_values_and_corrected_texts_are_found_too(mall: Mall, index: Index) -> None:
    mall.record("item_waived", "item:opening/door", MONDAY, reason="门锁更换")
    mall.record("item_done", "item:opening/count", MONDAY, value="正常", note="补充说明", evidence="照片编号")
    changes = {"text": {"old": "旧文字", "new": "新文字"}}
    mall.record("entry_corrected", "entry:desk.1", MONDAY, changes=changes, reason="笔误")
    mall.record("kind_of_tomorrow", "thing:1", MONDAY, text="未来版本")
    index.catch_up(mall.replica())
    for text in ("更换", "正常", "补充", "照片", "新文", "笔误", "未来"):
        assert len(index.search(Wanted(text))) == 1, text
    assert index.search(Wanted("旧文")) == []


def test_the_newest_come_first_whoever_wrote_them(mall: Mall, index: Index) -> None:
    for number in range(8):
        writer = "desk" if number % 2 else "phone"
        day = MONDAY if number < 5 else TUESDAY
        mall.record("entry_logged", f"entry:e.{number}", day, text="巡场", writer=writer)
    index.catch_up(mall.replica())
    assert found(index, "巡场") == [f"entry:e.{number}" for number in reversed(range(8))]
    assert [hit.subject for hit in index.search(Wanted("巡场"), limit=2)] == ["entry:e.7", "entry:e.6"]


def test_only_what_is_new_is_read_again(mall: Mall, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (MONDAY, TUESDAY):
        mall.logged(f"desk.{day.day}", day, "第一次")
    index.catch_up(mall.replica())
    looked: list[str] = []
    read = Replica.read_segment

    def watched(self: Replica, path: Path) -> object:
        looked.append(path.parent.name)
        return read(self, path)

    monkeypatch.setattr(Replica, "read_segment", watched)
    mall.logged("desk.9", TUESDAY, "第二次")
    told: list[tuple[int, int]] = []
    assert index.catch_up(mall.replica(), lambda done, total: told.append((done, total)))
    assert looked == [TUESDAY.isoformat()]
    assert told == [(1, 2), (2, 2)]
    assert found(index, "第二") == ["entry:desk.9"]
    assert len(index.search(Wanted("第一"))) == 2


def test_catching_up_twice_changes_nothing(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "电梯")
    for _ in range(3):
        index.catch_up(mall.replica())
    assert len(index.search(Wanted("电梯"))) == 1
    assert index.heads() == {"desk": (2, index.search(Wanted("电梯"))[0].id)}


def test_a_segment_that_is_still_being_copied_is_looked_at_again(mall: Mall, index: Index) -> None:
    mall.logged("phone.1", MONDAY, "电梯夹包")
    mall.logged("phone.2", MONDAY, "电梯停用")
    mall.logged("phone.3", TUESDAY, "地面漏水")
    path = next((mall.logs / MONDAY.isoformat()).iterdir())
    whole = path.read_bytes()
    times = path.stat()
    path.write_bytes(whole[: whole.index("停用".encode())].ljust(len(whole)))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert index.catch_up(mall.replica())
    assert found(index, "电梯") == ["entry:phone.1"]
    path.write_bytes(whole)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert index.catch_up(mall.replica())
    assert found(index, "电梯") == ["entry:phone.2", "entry:phone.1"]


def test_logs_that_can_not_be_listed_are_not_taken_for_empty(mall: Mall, index: Index) -> None:
    assert not index.catch_up(Replica(mall.folder / "gone"))
    assert not index.ready


def _delete(path: Path) -> None:
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()


def _scribble(path: Path) -> None:
    _delete(path)
    path.write_bytes(b"not a database at all" * 400)


def _tear(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    content = path.read_bytes()
    _delete(path)
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def _empty_out(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE texts")
    database.close()


def _spoil_words(path: Path) -> None:
    with sqlite3.connect(path) as database:
        # No bits, and not what a word's bundle looks like either.
        database.execute("UPDATE words SET word = char(57346) || substr(word, 1, 1) WHERE word IN ('电梯', '梯夹')")
    database.close()


def _spoil_places(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE places SET places = x'00'")
    database.close()


def _age(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


@pytest.mark.parametrize("damage", [_delete, _scribble, _tear, _empty_out, _spoil_words, _spoil_places, _age])
def test_a_lost_or_damaged_file_comes_back(mall: Mall, damage: Callable[[Path], None]) -> None:
    mall.logged("desk.1", MONDAY, "电梯夹包")
    before = Index(mall.path)
    before.catch_up(mall.replica())
    before.close()
    damage(mall.path)
    index = Index(mall.path)
    assert index.search(Wanted("电梯")) == []
    assert index.catch_up(mall.replica())
    assert found(index, "电梯") == ["entry:desk.1"]
    assert left_open(index, TUESDAY) == [(MONDAY, "entry:desk.1")]
    index.close()


@pytest.mark.parametrize("damage", [_scribble, _tear, _empty_out, _age])
def test_damage_that_only_the_builder_meets_is_mended_too(mall: Mall, damage: Callable[[Path], None]) -> None:
    mall.logged("desk.1", MONDAY, "电梯夹包")
    before = Index(mall.path)
    before.catch_up(mall.replica())
    before.close()
    damage(mall.path)
    index = Index(mall.path)
    assert index.catch_up(mall.replica()) or index.catch_up(mall.replica())
    assert index.search(Wanted("电梯")) or index.catch_up(mall.replica())
    assert found(index, "电梯") == ["entry:desk.1"]
    index.close()


def test_a_cache_that_can_not_be_written_stops_nobody(mall: Mall) -> None:
    mall.logged("desk.1", MONDAY, "电梯")
    mall.path.parent.write_text("a file where the folder should be", "utf-8")
    index = Index(mall.path)
    assert not index.catch_up(mall.replica())
    assert not index.ready
    assert index.search(Wanted("电梯")) == []
    index.close()


def test_another_process_that_writes_is_waited_for_and_not_harmed(mall: Mall, monkeypatch: pytest.MonkeyPatch) -> None:
    mall.logged("desk.1", MONDAY, "电梯")
    index = Index(mall.path)
    index.catch_up(mall.replica())
    other = sqlite3.connect(mall.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mall.logged("desk.2", TUESDAY, "电梯")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **more: connect(path, **{**more, "timeout": 0}))
    assert not index.catch_up(mall.replica())
    assert found(index, "电梯") == ["entry:desk.1"]
    other.execute("COMMIT")
    other.close()
    assert index.catch_up(mall.replica())
    assert found(index, "电梯") == ["entry:desk.2", "entry:desk.1"]
    index.close()


def test_who_searches_during_a_build_is_not_kept_waiting(mall: Mall, index: Index) -> None:
    for months in (2, 1, 0):
        mall.logged(f"desk.{months}", MONDAY - timedelta(days=40 * months), "电梯")
    seen: list[int] = []
    assert index.catch_up(mall.replica(), lambda done, total: seen.append(len(index.search(Wanted("电梯")))))
    assert seen == [0, 1, 2]
    assert len(index.search(Wanted("电梯"))) == 3


def test_odd_queries_harm_nothing(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "电梯")
    index.catch_up(mall.replica())
    for text in ("\ud800", "电\ud800梯", "\x00", "电" * 5000, "NEAR(", 'a" OR "b', "-电梯 :", "𰀀", "\U0001e900"):
        index.search(Wanted(text))
    assert found(index, "电梯") == ["entry:desk.1"]


def test_closing_stops_a_build_under_way(mall: Mall, index: Index) -> None:
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        mall.logged(f"desk.{day.day}", day, "电梯")
    assert not index.catch_up(mall.replica(), lambda done, total: index.close())
    again = Index(mall.path)
    assert not again.ready
    assert again.catch_up(mall.replica())
    assert len(again.search(Wanted("电梯"))) == 3
    again.close()


TEXTS = st.text(st.sampled_from("电梯夹包客 a1Ｂ,。_éß㍿"), max_size=12)


@given(TEXTS, st.integers(0, 12), st.integers(1, 12))
def test_any_piece_of_a_text_finds_it(text: str, start: int, length: int) -> None:
    groups, runs = asked(Wanted(text[start : start + length]))
    said = compared(text)
    words = split(said)
    words |= {word[0] for word in words}
    assert all(set(group) & words for group in groups)
    assert all(run in said for run in runs)


COMPLAINTS, REPAIRS = Wanted(kinds=("complaint",)), Wanted(kinds=("repair",))


def subjects(index: Index, wanted: Wanted) -> list[tuple[str, int]]:
    return [(hit.subject, hit.seq) for hit in index.search(wanted)]


def test_what_is_said_of_an_entry_later_is_found_by_its_kind_and_place(mall: Mall, index: Index) -> None:
    mall.record("entry_logged", "entry:desk.1", MONDAY, text="电梯", kind="complaint", place="3F", severity="urgent")
    mall.record("entry_remarked", "entry:desk.1", MONDAY, text="配件未到")
    index.catch_up(mall.replica())
    mall.record("entry_handled", "entry:desk.1", TUESDAY, about=MONDAY, note="换好了", writer="phone")
    index.catch_up(mall.replica())
    for filtered in (COMPLAINTS, Wanted(places=("3F",)), Wanted(severities=("urgent",))):
        assert len(subjects(index, filtered)) == 3
    assert len(index.search(Wanted("换好", kinds=("complaint",), places=("3F",)))) == 1
    assert index.search(Wanted(places=("4F",))) == index.search(Wanted("换好", kinds=("repair",))) == []
    assert index.count(COMPLAINTS, 10) == 3
    assert index.count(COMPLAINTS, 2) == 2


def test_a_remark_that_arrives_before_its_entry_is_found_by_the_entrys_kind(mall: Mall, index: Index) -> None:
    mall.record("entry_remarked", "entry:desk.1", MONDAY, text="配件未到", writer="phone")
    index.catch_up(mall.replica())
    assert index.search(COMPLAINTS) == []
    mall.record("entry_logged", "entry:desk.1", MONDAY, text="电梯", kind="complaint", place="3F")
    index.catch_up(mall.replica())
    assert {hit.writer for hit in index.search(COMPLAINTS)} == {"desk", "phone"}
    assert [hit.writer for hit in index.search(Wanted("配件", kinds=("complaint",), places=("3F",)))] == ["phone"]
    assert [hit.writer for hit in index.search(Wanted("配件"))] == ["phone"]


def test_a_corrected_entry_is_found_by_what_it_was_and_by_what_it_is(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "电梯")
    index.catch_up(mall.replica())
    changes = {"kind": {"old": "complaint", "new": "repair"}}
    mall.record("entry_corrected", "entry:desk.1", TUESDAY, about=MONDAY, changes=changes, reason="记错了类别")
    index.catch_up(mall.replica())
    assert len(index.search(COMPLAINTS)) == len(index.search(REPAIRS)) == 2


def test_days_are_those_that_records_are_about_whenever_they_were_made(mall: Mall, index: Index) -> None:
    early = mall.logged("desk.1", MONDAY, "电梯")
    late = mall.record("entry_remarked", "entry:desk.1", WEDNESDAY, about=MONDAY, text="电梯修好")
    other = mall.logged("desk.2", TUESDAY, "电梯")
    index.catch_up(mall.replica())

    def ids(first: date | None, last: date | None, words: str = "电梯") -> list[str]:
        return [hit.id for hit in index.search(Wanted(words, first=first, last=last))]

    assert ids(None, None) == [other.id, late.id, early.id]
    assert ids(MONDAY, MONDAY) == ids(MONDAY, MONDAY, "") == ids(None, MONDAY) == [late.id, early.id]
    assert ids(TUESDAY, None) == ids(TUESDAY, WEDNESDAY, "") == [other.id]
    assert ids(WEDNESDAY, None) == []


def test_open_and_closed_follow_what_was_done_since(mall: Mall, index: Index) -> None:
    mall.logged("desk.1", MONDAY, "电梯")
    mall.logged("desk.2", MONDAY, "电梯")
    mall.record("item_done", "item:opening/door", MONDAY, note="电梯已开")
    index.catch_up(mall.replica())
    is_open, over = Wanted("电梯", open=True), Wanted("电梯", open=False)
    assert len(index.search(is_open)) == 2
    assert index.search(over) == []
    mall.record("entry_closed", "entry:desk.2", TUESDAY, about=MONDAY, note="好了", knew={})
    index.catch_up(mall.replica())
    assert [hit.subject for hit in index.search(is_open)] == ["entry:desk.1"]
    assert [hit.subject for hit in index.search(over)] == ["entry:desk.2"]
    assert len(index.search(Wanted(open=False))) == 2
    assert [hit.subject for hit in index.search(Wanted(open=True))] == ["entry:desk.1"]


def test_everything_a_person_types_is_found(mall: Mall, index: Index) -> None:
    """One of each that has words in a place of its own."""
    mall.record("case_detailed", "entry:e.1", MONDAY, details={"phone": "甲一"})
    mall.record("day_closed", "day:mall", MONDAY, reasons={"entry:e.1": "甲二"})
    mall.record("handover_signed", "handover:h.1", MONDAY, matters=[{"plan": "甲三"}], articles=[{"reason": "甲四"}])
    mall.record("stay_registered", "stay:s.1", MONDAY, name="甲五", place="甲六", until="x", reason="甲七")
    mall.record(
        "request_submitted", "request:r.1", MONDAY, no="SY003-甲八", fields={"why": "甲九"}, flow={"id": "SY003"}
    )
    mall.record("section_written", "page:floor/notes@3F", MONDAY, text="乙一")
    mall.record("matter_planned", "handover:h.1", MONDAY, plan="乙二")
    mall.record("post_answered", "call:c.1", MONDAY, words="乙三")
    mall.record("round_explained", "round:r.1", MONDAY, reason="乙四")
    mall.record("case_called_back", "entry:e.1", MONDAY, note="乙五")
    mall.record("of_a_newer_version", "novelty:n.1", MONDAY, text="乙六")
    index.catch_up(mall.replica())
    typed = [f"甲{one}" for one in "一二三四五六七八九"] + [f"乙{one}" for one in "一二三四五六"]
    for word in typed:
        assert len(index.search(Wanted(word))) == 1, word
    assert (
        len(index.search(Wanted("甲九", kinds=("SY003",))))
        == len(index.search(Wanted("甲九", kinds=("request",))))
        == 1
    )
    assert len(index.search(Wanted("乙一", kinds=("page",), places=("3F",)))) == 1


def test_hundreds_recorded_by_a_clock_that_stands_are_all_found_in_order(mall: Mall, index: Index) -> None:
    mall.logged("desk.0", MONDAY, "漏水")
    now = datetime(2026, 11, 23, 12, tzinfo=ZONE)
    facts = [Fact("entry_remarked", "entry:desk.0", MONDAY, now, data={"text": f"漏水 {n}"}) for n in range(700)]
    journal = mall.journals["desk"]
    recorded = [
        event for at in range(0, 700, 100) for event in journal.append(facts[at : at + 100], now=now, day=MONDAY)
    ]
    index.catch_up(mall.replica())
    assert [hit.id for hit in index.search(Wanted("漏水"), 700)] == [event.id for event in reversed(recorded)]


@given(st.dates(date(2021, 1, 1), date(2050, 1, 1)), st.integers(-(10**12), 10**12), st.integers(1, 10**11))
def test_places_rise_with_the_day_and_the_moment(day: date, after: int, more: int) -> None:
    def place(of: date, milliseconds: int) -> int:
        moment = datetime(of.year, of.month, of.day, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
        stamp = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") + "-0000"
        return place_of(of, stamp, "same")

    assert 0 <= place(day, after) <= place(day, after + more) < place(day + timedelta(days=1), -(10**12)) < 1 << 63
