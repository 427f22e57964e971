"""What a journal promises, on a disk and in memory: one suite for both."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dutytui.rules import stamps
from dutytui.rules.events import JOURNAL_OPENED
from dutytui.rules.roster.fingerprints import fingerprint
from dutytui.store import notices
from dutytui.store.disk import Disk, publish
from dutytui.store.journal import NotSaved
from dutytui.store.lines import Unrecordable
from dutytui.store.memory import MemoryDisk
from dutytui.store.reading import Signatures
from dutytui.store.segments import OPENING, segment_path
from tests.store.mall import DAY, NOW, Mall, fact

NEXT_DAY = DAY + timedelta(days=1)


@pytest.fixture(params=["file", "memory"])
def mall(request: pytest.FixtureRequest, tmp_path: Path) -> Mall:
    return Mall(tmp_path) if request.param == "file" else Mall(Path("/mall"), MemoryDisk())


def codes(found: object) -> list[str]:
    return [notice.code for notice in found.notices]  # type: ignore[attr-defined]


def test_the_first_event_opens_the_journal_and_names_its_key(mall: Mall) -> None:
    journal = mall.journal()
    assert journal.head == (0, "")
    assert journal.next_seq == 2
    opened, first = mall.record(journal, "开店")
    assert (opened.seq, opened.kind, opened.on) == (1, JOURNAL_OPENED, "journal:desk")
    assert opened.data == {"writer": "desk", "key": journal.key.public, "program": "1.0", "format": 1}
    assert (first.seq, first.writer, first.data["text"]) == (2, "desk", "开店")
    assert journal.head == (2, first.id)
    assert journal.next_seq == 3


def test_what_append_returns_is_what_is_read_back(mall: Mall) -> None:
    journal = mall.journal()
    given = fact(behalf="post:engineer", data={"b": [1, 2.5, None, {"x": True}], "a": "\0\u2028"}, on="item:open/door")
    events = journal.append([given, fact(kind="kind_of_a_newer_version")], now=NOW, day=DAY)
    for name in given.__dataclass_fields__:
        assert getattr(events[1], name) == getattr(given, name)
    reading = mall.replica.read_day(DAY, signatures=Signatures.ALL)
    assert list(reading.events) == events
    assert reading.notices == ()


def test_nothing_to_record_writes_nothing(mall: Mall) -> None:
    journal = mall.journal()
    assert journal.append([], now=NOW, day=DAY) == []
    assert mall.replica.segments is not None
    assert not mall.disk.exists(mall.logs)


def test_a_reopened_journal_goes_on_where_it_ended(mall: Mall) -> None:
    journal = mall.journal()
    mall.record(journal, "a", "b")
    head = journal.head
    journal.close()
    journal = mall.journal()
    assert journal.head == head
    assert journal.notices == ()
    mall.record(journal, "c")
    assert mall.texts() == ["a", "b", "c"]
    assert mall.replica.audit(signatures=Signatures.ALL).notices == ()
    assert [name.number for name in mall.replica.segments()] == [1]


def test_a_full_segment_is_cut_to_its_length_and_the_next_one_laid_out(mall: Mall) -> None:
    journal = mall.journal()
    for batch in range(7):
        mall.record(journal, *(f"{batch}.{number}" for number in range(100)))
    names = list(mall.replica.segments())
    sizes = [len(mall.disk.read(name.path)) for name in names]
    counts = [len(mall.replica.read_segment(name.path).events) for name in names]
    assert [name.number for name in names] == list(range(1, len(names) + 1))
    assert sum(counts) == 701
    assert max(counts) <= 256
    assert sizes[-1] == 128 * 1024
    assert all(mall.disk.read(name.path).endswith(b"\n}}") for name in names[:-1])
    assert mall.replica.audit().heads == {"desk": journal.head}
    assert mall.replica.audit().notices == ()


def test_no_segment_holds_more_than_256_events(mall: Mall) -> None:
    journal = mall.journal()
    short = fact("", by="", post="", data={}, procedure="", cause="", on="", kind="k")
    for _ in range(26):
        journal.append([short] * 10, now=NOW, day=DAY)
    assert [len(mall.replica.read_segment(name.path).events) for name in mall.replica.segments()] == [251, 10]


def test_a_batch_never_crosses_a_segment(mall: Mall) -> None:
    journal = mall.journal()
    batches = [mall.record(journal, *(["x"] * 90)) for _ in range(6)]
    inside = [{event.id for event in mall.replica.read_segment(name.path).events} for name in mall.replica.segments()]
    for batch in batches:
        assert sum({event.id for event in batch} <= ids for ids in inside) == 1


def test_a_batch_too_long_for_a_segment_gets_one_of_its_own_size(mall: Mall) -> None:
    journal = mall.journal()
    long = ["值" * 100_000, "班" * 100_000]
    mall.record(journal, "a")
    mall.record(journal, *long)
    mall.record(journal, "b")
    assert mall.texts() == ["a", *long, "b"]
    names = list(mall.replica.segments())
    assert len(mall.disk.read(names[1].path)) == 5 * 128 * 1024


def test_more_facts_than_a_segment_holds_are_refused(mall: Mall) -> None:
    with pytest.raises(ValueError):
        mall.journal().append([fact()] * 256, now=NOW, day=DAY)


def test_a_fact_that_json_cannot_hold_refuses_the_whole_batch(mall: Mall) -> None:
    journal = mall.journal()
    mall.record(journal, "a")
    with pytest.raises(Unrecordable):
        journal.append([fact("b"), fact("half \ud83d")], now=NOW, day=DAY)
    mall.record(journal, "c")
    assert mall.texts() == ["a", "c"]
    assert mall.replica.audit().notices == ()


def test_a_new_business_day_begins_a_new_segment_in_its_folder(mall: Mall) -> None:
    journal = mall.journal()
    mall.record(journal, "today")
    mall.record(journal, "tomorrow", day=NEXT_DAY)
    names = list(mall.replica.segments())
    assert [(name.day, name.number) for name in names] == [(DAY, 1), (NEXT_DAY, 2)]
    assert mall.disk.read(names[0].path).endswith(b"\n}}")
    assert mall.replica.days() == [DAY, NEXT_DAY]
    assert mall.replica.audit().notices == ()


def test_a_clock_that_was_years_ahead_for_a_day_breaks_nothing(mall: Mall) -> None:
    journal = mall.journal()
    mall.record(journal, "before")
    wrong = journal.append([fact("ahead")], now=NOW.replace(year=2036), day=date(2036, 11, 23))
    journal.close()
    journal = mall.journal()
    after = mall.record(journal, "after")
    assert after[0].stamp > wrong[0].stamp
    journal.close()
    journal = mall.journal()
    mall.record(journal, "and after")
    assert mall.replica.audit(signatures=Signatures.ALL).notices == ()
    assert [event.data.get("text") for event in mall.replica.read_day(DAY).events][1:] == [
        "before",
        "after",
        "and after",
    ]
    assert mall.replica.read_day(DAY).notices == ()


def test_stamps_rise_over_what_was_seen_elsewhere_but_not_over_a_clock_gone_wrong(mall: Mall) -> None:
    journal = mall.journal()
    seen = stamps.next_stamp("", NOW + timedelta(minutes=5))
    assert not journal.observe(seen, now=NOW).ahead
    assert journal.append([fact()], now=NOW, day=DAY)[0].stamp > seen
    assert journal.observe("2036-11-23T00:12:33.123Z-0000", now=NOW).ahead > timedelta(days=3000)
    assert journal.append([fact()], now=NOW, day=DAY)[0].stamp < "2027"


def test_the_note_of_the_last_segment_may_be_lost(mall: Mall) -> None:
    journal = mall.journal()
    mall.record(journal, "a")
    mall.record(journal, "b", day=NEXT_DAY)
    mall.record(journal, "c", day=DAY)
    journal.close()
    note = mall.local / "journals" / "desk.json"
    for content in (b"", b"{not json", b'{"key":1}'):
        descriptor = mall.disk.open(note, create=True)
        mall.disk.write(descriptor, content, 0)
        mall.disk.close(descriptor)
        journal = mall.journal()
        assert (journal.writer, journal.head.seq) == ("desk", 4)
        journal.close()
    assert mall.replica.audit().notices == ()


def test_a_window_more_takes_a_slot_of_its_own(mall: Mall) -> None:
    journals = [mall.journal() for _ in range(3)]
    assert [journal.writer for journal in journals] == ["desk", "desk-2", "desk-3"]
    for journal in journals:
        mall.record(journal, journal.writer)
    journals[1].close()
    again = mall.journal()
    assert (again.writer, again.head.seq) == ("desk-2", 2)
    assert again.key == journals[0].key
    assert mall.texts() == ["desk", "desk-2", "desk-3"]


def test_a_journal_signed_by_another_key_is_never_taken(mall: Mall) -> None:
    elsewhere = Mall(mall.logs.parent, mall.disk)
    elsewhere.local = mall.local / "other-terminal"
    theirs = elsewhere.journal()
    elsewhere.record(theirs, "theirs")
    theirs.close()
    ours = mall.journal()
    assert ours.writer == "desk-2"
    assert codes(ours) == [notices.WRITER_TAKEN]
    mall.record(ours, "ours")
    assert mall.replica.audit(signatures=Signatures.ALL).notices == ()
    assert sorted(mall.texts()) == ["ours", "theirs"]


@pytest.mark.parametrize("cut", [0, 30, 400])
def test_a_torn_journal_of_another_terminal_is_not_mended(mall: Mall, cut: int) -> None:
    elsewhere = Mall(mall.logs.parent, mall.disk)
    elsewhere.local = mall.local / "other-terminal"
    theirs = elsewhere.journal()
    elsewhere.record(theirs, "theirs")
    theirs.close()
    path = segment_path(mall.logs, DAY, "desk", 1)
    whole = mall.disk.read(path)
    torn = whole[: len(OPENING) + 20] if not cut else whole.rstrip()[:-cut]
    publish(mall.disk, path, torn)
    ours = mall.journal()
    mall.record(ours, "ours")
    assert ours.writer == "desk-2"
    assert mall.disk.read(path) == torn
    assert [name for name in mall.disk.names(path.parent) if "torn" in name] == []


def test_a_broken_key_file_is_set_aside_and_the_desk_goes_on_under_a_new_name(mall: Mall) -> None:
    journal = mall.journal()
    mall.record(journal, "a")
    journal.close()
    descriptor = mall.disk.open(mall.local / "terminal.key", create=True)
    mall.disk.write(descriptor, b"not a key", 0)
    mall.disk.close(descriptor)
    again = mall.journal()
    assert codes(again) == [notices.KEY_REPLACED, notices.WRITER_TAKEN]
    assert again.writer == "desk-2"
    mall.record(again, "b")
    assert mall.texts() == ["a", "b"]
    assert mall.disk.read(mall.local / "terminal.key.torn-1") == b"not a key"


@pytest.mark.parametrize("name", ["d", "Desk", "desk 1", "con", "lpt1", "服务台", "a" * 25, "../x", "", "desk."])
def test_a_name_that_is_no_file_name_everywhere_is_refused(mall: Mall, name: str) -> None:
    with pytest.raises(ValueError):
        mall.journal(name)


def test_a_long_name_is_numbered_within_its_length(mall: Mall) -> None:
    journals = [mall.journal("a" * 24), mall.journal("a" * 24)]
    assert [journal.writer for journal in journals] == ["a" * 24, "a" * 22 + "-2"]


def test_a_key_is_kept_for_its_owner_only_and_never_shown(tmp_path: Path) -> None:
    mall = Mall(tmp_path, Disk())
    key = mall.journal().key
    assert (tmp_path / "local" / "terminal.key").stat().st_mode & 0o077 == 0
    assert key.private not in repr(key)
    assert fingerprint(key.public) in repr(key)
    assert [len(group) for group in fingerprint(key.public).split("-")] == [4, 4, 4, 4]


def test_a_line_slipped_in_at_the_end_is_not_built_upon(mall: Mall) -> None:
    """Somebody with the file but without the key adds a line with a right hash while the program is not running."""
    from dutytui.store.lines import write
    from dutytui.store.segments import member

    journal = mall.journal()
    mall.record(journal, "a")
    head, stamp = journal.head, stamps.next_stamp("", mall.now + timedelta(seconds=1))
    journal.close()
    raw, _ = write(fact("forged"), writer="desk", seq=3, prev=head.id, stamp=stamp, sign=lambda _: bytes(64))
    path = next(iter(mall.replica.segments())).path
    end = mall.disk.read(path).rindex(b"}}")
    descriptor = mall.disk.open(path)
    mall.disk.write(descriptor, member(3, raw) + b"}}", end)
    mall.disk.close(descriptor)

    journal = mall.journal()
    with pytest.raises(NotSaved):
        mall.record(journal, "b")
    assert codes(journal) == [notices.JOURNAL_DAMAGED]
    journal.move_on()
    mall.record(journal, "b")
    assert journal.writer == "desk-2"
    assert codes(mall.replica.audit(signatures=Signatures.ALL)) == [notices.SIGNATURE_WRONG]
    journal.close()
    again = mall.journal()
    assert (again.writer, again.head) == ("desk-2", journal.head)
