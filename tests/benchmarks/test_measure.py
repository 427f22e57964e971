"""The harness measures what it is given and says what is short; no figure is judged here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from benchmarks import __main__ as program
from benchmarks import malls
from benchmarks.goals import beyond, faster, least, most, times
from benchmarks.measure import Options, Row, cells, interleave, summary, timed
from benchmarks.terminal import AVAILABLE, NO_TERMINAL, OnTerminal, content, environment, press_until_all, python, text
from dutytui.rules.events import ENTRY_CLOSED, ENTRY_LOGGED
from dutytui.store.reading import Signatures
from dutytui.store.replica import Replica


def test_two_functions_are_taken_in_turns_and_the_warm_up_does_not_count() -> None:
    calls: list[str] = []

    def first() -> float:
        calls.append("first")
        return float(len(calls))

    def second() -> float:
        calls.append("second")
        return float(len(calls))

    taken = interleave(3, first, second)
    assert [len(samples) for samples in taken] == [3, 3]
    assert sorted(chain(*taken)) == [3.0, 4.0, 5.0, 6.0, 7.0, 8.0], "the first two were to warm up"
    assert calls.count("first") == calls.count("second") == 4
    assert calls[2:4] == ["first", "second"]
    assert calls[4:6] == ["second", "first"], "neither always comes first"


def test_more_work_takes_longer() -> None:
    little, much = interleave(5, timed(lambda: sum(range(10))), timed(lambda: sum(range(1_000_000))))
    assert min(much) > max(little)


@pytest.mark.parametrize(
    ("goal", "ours", "reference", "verdict"),
    [
        (times(1.1), 1.1, 1.0, "ok"),
        (times(1.1), 1.2, 1.0, "short"),
        (faster(25), 1.0, 25.0, "ok"),
        (faster(25), 1.0, 24.0, "short"),
        (beyond(0.3), 1.25, 1.0, "ok"),
        (beyond(0.3), 1.5, 1.0, "short"),
        (most(5), 5.0, 0.0, "ok"),
        (most(5), 5.1, 0.0, "short"),
        (least(35_000, "events/s"), 35_000.0, 0.0, "ok"),
        (least(35_000, "events/s"), 34_999.0, 0.0, "short"),
    ],
)
def test_a_figure_is_short_of_its_goal_or_not(goal: object, ours: float, reference: float, verdict: str) -> None:
    row = Row("figure", goal, ours, reference)  # type: ignore[arg-type]
    assert row.verdict == verdict
    assert cells(row)[-1] == verdict
    assert row.as_data()["verdict"] == verdict


def test_the_last_line_counts_what_is_short() -> None:
    rows = [Row("a", most(1), 2), Row("b", most(1), 2), Row("c", most(1), 1), Row("d", most(1), reason="not here")]
    assert summary(rows) == "2 short, 1 ok, 1 skipped, of 4"
    assert cells(rows[3])[-1] == "skipped: not here"


def test_an_area_that_breaks_off_leaves_the_others_their_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(_: Options) -> Iterator[Row]:
        yield Row("before", most(1), 1)
        raise OSError("no disk")

    def goes_on(_: Options) -> Iterator[Row]:
        yield Row("after", most(1), 2)

    monkeypatch.setattr("benchmarks.loading.rows", breaks)
    monkeypatch.setattr("benchmarks.searching.rows", goes_on)
    assert program.main(["load", "search", "--json"]) == 1
    shown = capsys.readouterr()
    assert [(row["name"], row["verdict"]) for row in json.loads(shown.out)] == [("before", "ok"), ("after", "short")]
    assert "no disk" in shown.err


def test_an_unknown_area_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        program.main(["nonsense"])
    assert "nonsense" in capsys.readouterr().err


def test_made_journals_are_like_real_ones() -> None:
    with malls.place() as here:
        archive = malls.Archive(here)
        days = malls.days_before(malls.now().date(), 2)
        archive.fill(days[0], 700, leave_open=3)
        archive.fill(days[1], 30)
        replica = Replica(here.logs)
        assert archive.events == 730
        assert replica.audit(signatures=Signatures.ALL).notices == ()
        events = replica.read_day(days[0]).events
        assert len(events) == 700
        kinds = [event.kind for event in events]
        assert kinds.count(ENTRY_LOGGED) - kinds.count(ENTRY_CLOSED) == 3
        assert {event.at.date() - event.day for event in events} <= {timedelta(0), timedelta(days=1)}
        with here.desk() as desk:
            assert desk.session.logbook(days[0]).open == 3
            phases = desk.session.phases(days[1])
            assert sum(phase.done for phase in phases) > 0, "its items count as done by somebody who may"


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        (b"", False),
        (b"\x1b[?1049h\x1b[?25l\x1b[2J", False),
        (b"\x1b[?2026$p\x1b]0;title\x07\x1b[1;1H\x1b[48;2;1;2;3m      \x1b[0m", False),
        (b"\x1b[48;2;1;2;3m ready \x1b[0m", True),
    ],
)
def test_an_empty_screen_is_no_content(shown: bytes, seen: bool) -> None:
    assert content(shown) is seen
    assert ("ready" in text(shown)) is seen


@pytest.mark.skipif(not AVAILABLE, reason=NO_TERMINAL)
def test_a_key_at_one_terminal_is_waited_for_at_both(tmp_path: Path) -> None:
    sends = python("import os; input(); os.mkdir('sent'); print('gone'); input()")
    hears = python("import os, time\nwhile not os.path.exists('sent'): time.sleep(0.01)\nprint('came'); input()")
    env = environment()
    with OnTerminal(sends, env=env, cwd=tmp_path) as one, OnTerminal(hears, env=env, cwd=tmp_path) as other:
        press_until_all("\r", (one, lambda answer: b"gone" in answer), (other, lambda answer: b"came" in answer))
        with pytest.raises(TimeoutError):  # both have ended
            press_until_all("\r", (one, lambda answer: b"never" in answer), (other, lambda _: True))
