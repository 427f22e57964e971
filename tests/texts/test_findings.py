"""What a verification found, as people read it."""

from __future__ import annotations

from dutytui.texts.findings import in_runs, what
from dutytui.verify.findings import Finding

FILE = "2026-11-23/desk.0002.json"


def moved(line: int, seq: int, after: int = 90, file: str = FILE) -> Finding:
    return Finding("line_moved", "desk", file, line, values={"seq": seq, "after": after})


def test_a_file_that_stands_in_another_one_s_place_is_told_in_one_line() -> None:
    found = [moved(2 + number, 10 + number) for number in range(256)]
    (one,) = in_runs(found)
    assert what(one) == "moved: events 10 to 265, in the lines up to 257, stand behind event 90"
    assert (one.file, one.line) == (FILE, 2)


def test_lines_that_were_moved_apart_are_told_apart() -> None:
    edited = Finding("line_changed", "desk", FILE, 4, values={"last": 4})
    found = [moved(2, 10), edited, moved(5, 11), moved(6, 20), moved(7, 21, after=95), moved(8, 22, file="other")]
    assert list(in_runs(found)) == found
    assert what(found[0]) == "moved: event 10 stands behind event 90"


def test_one_missing_event_or_file_is_not_told_as_several() -> None:
    event = {"first": 6, "last": 6}
    assert what(Finding("lines_missing", "till", FILE, 5, values=event)) == (
        "deleted: event 6 of till is missing before this line"
    )
    file = {"first": 2, "last": 2, "events": 27}
    assert what(Finding("segment_missing", "till", FILE, values=file)) == (
        "removed: file 2 of till (27 events) is missing before this one"
    )
    assert "events 6 to 7 of till are" in what(
        Finding("lines_missing", "till", FILE, 5, values={"first": 6, "last": 7})
    )
