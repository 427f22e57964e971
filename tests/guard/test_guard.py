"""A desk that is open guards the records: it witnesses, remembers, and raises what a crash can't have done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.exchange import Exchange
from dutytui.guard.evidence import sifted
from dutytui.rules.commands import EntryFields, LogEntry, SignIn
from dutytui.rules.events import HEADS_WITNESSED, Event
from dutytui.rules.evidence.commands import AcknowledgeAlarm
from dutytui.rules.evidence.found import unacknowledged
from dutytui.rules.evidence.heads import heads_in, root_of
from dutytui.session import Saved
from dutytui.store.notices import LINE_INVALID, Notice
from dutytui.store.remembered import FILE
from dutytui.verify.whole import verify
from tests.desk import StandingClock, make_mall


@pytest.fixture
def mall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home"))
    return make_mall(tmp_path / "mall")


@contextmanager
def at_work(mall: Path, clock: StandingClock, post: str = "it", who: str = "") -> Iterator[Desk]:
    """A desk as the program opens it, its worker having looked once; closed in order."""
    desk = open_desk(mall, clock=clock)
    try:
        who = who or next(one.id for one in desk.session.people() if post in one.posts)
        assert isinstance(desk.session.submit(SignIn(who, who, post)), Saved)
        desk.wake()
        looks(desk)
        yield desk
        clock.later(seconds=1)
        desk.sleep()
    finally:
        desk.close()


def looks(desk: Desk) -> None:
    desk.catch_up()
    desk.session.receive(())
    desk.keep_alive()


def logs(desk: Desk, text: str = "灯坏") -> None:
    desk.session._clock.later(seconds=1)  # type: ignore[attr-defined]
    assert isinstance(desk.session.submit(LogEntry(desk.session.day, EntryFields("general", text))), Saved)


def kind(desk: Desk, wanted: str = HEADS_WITNESSED) -> list[Event]:
    return [
        event for one in desk.session.state.subjects(desk.session.day) for event in one.events if event.kind == wanted
    ]


def raised(desk: Desk) -> list[str]:
    return [one.code for one in unacknowledged(desk.session.state)]


def own(mall: Path) -> list[Path]:
    return sorted(mall.glob("logs/*/desk.*.json"), key=lambda path: path.name)


def local(mall: Path) -> Path:
    (found,) = (mall.parent / "home" / "malls").glob("mall-*")
    return found


@pytest.mark.parametrize("said", ["witness_every: 5m", ""], ids=["as shipped", "a mall that says nothing of it"])
def test_every_five_minutes_the_heads_are_witnessed_if_there_is_news(mall: Path, said: str) -> None:
    path = mall / "checklists" / "mall.yaml"
    path.write_text(path.read_text("utf-8").replace("witness_every: 5m", said), "utf-8")
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk)
        clock.later(minutes=4)
        desk.keep_alive()
        assert not kind(desk)
        clock.later(minutes=1)
        before = desk.session.state.heads["desk"]
        desk.keep_alive()
        (event,) = kind(desk)
        assert heads_in(event.data) == {"desk": before}
        assert event.data["root"] == root_of({"desk": before})
        for _ in range(5):
            clock.later(minutes=5)
            desk.keep_alive()
        assert len(kind(desk)) == 1, "a witness alone is no news"
        logs(desk)
        desk.keep_alive()
        assert len(kind(desk)) == 2


def test_a_mall_may_leave_it_out(mall: Path) -> None:
    path = mall / "checklists" / "mall.yaml"
    path.write_text(path.read_text("utf-8").replace("witness_every: 5m", "witness_every: 0m"), "utf-8")
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk)
        clock.later(minutes=60)
        desk.keep_alive()
        assert not kind(desk)


def test_what_another_window_records_is_witnessed_a_minute_later(mall: Path) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as desk, at_work(mall, clock) as other:
        logs(other)
        head = other.session.state.heads["desk-2"]
        desk.session.tick()
        desk.keep_alive()
        clock.later(minutes=5)
        desk.keep_alive()
        heads = heads_in(kind(desk)[-1].data)
        assert heads is not None and heads["desk-2"] == head


def test_a_journal_that_was_cut_while_nobody_looked_is_raised_at_the_next_start(mall: Path) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk, "被删的")
        logs(desk, "也被删的")
    path = own(mall)[-1]
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:-3], lines[-1]]))
    with at_work(mall, clock) as desk:
        assert raised(desk) == ["head_lost"], "nothing is put in the place of what was cut"
        logs(desk)
        assert isinstance(desk.session.submit(AcknowledgeAlarm(desk.session.day, raised_id(desk), "已报告")), Saved)
        looks(desk)
        assert raised(desk) == []
    with at_work(mall, clock) as desk:
        assert raised(desk) == [], "what is acknowledged rings no more"
    assert local(mall).joinpath("evidence.json").read_bytes() == b"[]"


def raised_id(desk: Desk) -> str:
    (one,) = unacknowledged(desk.session.state)
    return one.id


def test_it_stays_raised_when_the_file_is_put_back_until_somebody_says_why(mall: Path) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk)
    path = own(mall)[-1]
    whole = path.read_bytes()
    path.write_bytes(whole.replace("灯坏".encode(), "灯好".encode()))
    with at_work(mall, clock, who="", post="it") as desk:
        assert raised(desk) == ["line_invalid"]
        assert not [one for one in desk.session.notices if one.code == "line_invalid"], "told once"
    path.write_bytes(whole)
    with at_work(mall, clock) as desk:
        assert raised(desk) == ["line_invalid"]


@pytest.mark.parametrize("torn", [False, True])
def test_what_was_mended_from_the_share_before_anybody_looked_again_is_raised_by_the_copy_kept_of_it(
    mall: Path, torn: bool
) -> None:
    with at_work(mall, StandingClock()) as desk:
        logs(desk)
    path = own(mall)[-1]
    whole = path.read_bytes()
    copy = path.with_name(f"{path.name}.apart-0badcafe")
    copy.write_bytes(whole[:-200] if torn else whole.replace("灯坏".encode(), "灯好".encode()))
    noticed = Notice(LINE_INVALID, {"file": str(path), "line": 3})
    assert [one.code for one in sifted([noticed])] == ([] if torn else [LINE_INVALID])


@pytest.mark.parametrize("what", ["day", "older copy", "writer"])
def test_what_is_gone_is_raised_while_the_desk_runs(mall: Path, what: str) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as other:
        logs(other)
    older = mall.parent / "older"
    shutil.copytree(mall / "logs", older)
    first = own(mall)[0].parent
    clock.later(days=1)
    with at_work(mall, clock) as desk, at_work(mall, clock) as other:
        logs(other)
        other.session.sleep()
        for _ in range(3):
            clock.later(minutes=1)
            desk.session.tick()
            looks(desk)
        assert raised(desk) == []
        if what == "day":
            shutil.rmtree(first)
            expected = {"segment_gone"}
        elif what == "writer":
            for path in mall.glob("logs/*/desk-2.*"):
                path.unlink()
            expected = {"journal_gone"}
        else:
            for path in mall.glob("logs/*/desk-2.*"):
                lines = path.read_bytes().split(b"\n")
                path.write_bytes(b"\n".join([*lines[:-3], lines[-1]]))
            expected = {"head_lost"}
        clock.later(minutes=1)
        looks(desk)
        assert set(raised(desk)) == expected


def test_a_torn_tail_is_told_and_no_alarm(mall: Path) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk)
    path = own(mall)[-1]
    content = path.read_bytes().rstrip()
    path.write_bytes(content.removesuffix(b"}}") + b',"99": {"seq":99,"prev":"ab')
    with at_work(mall, clock) as desk:
        assert raised(desk) == []
        assert [one.code for one in desk.session.notices] == ["torn_tail_set_aside"]


def test_a_crash_of_another_window_whose_tail_is_torn_is_no_alarm(mall: Path) -> None:
    """Pages of its last append are missing, and nobody has opened that journal since."""
    clock = StandingClock()
    with at_work(mall, clock), at_work(mall, clock) as other:
        logs(other, "x" * 3000)
        logs(other, "y" * 9000)
    path = own(mall.joinpath())[0].with_name("desk-2.0001.json")
    content = bytearray(path.read_bytes())
    content[content.index(b"\n", content.index(b"y" * 9000)) + 1 :] = b"}}"
    begin = content.index(b"y" * 9000)
    hole = -(-begin // 4096) * 4096
    content[hole : hole + 4096] = b" " * 4096
    path.write_bytes(content)
    with at_work(mall, clock) as desk:
        assert raised(desk) == []


def test_a_back_up_restored_as_the_documents_say_is_no_alarm(mall: Path) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk)
    backup = mall.parent / "backup"
    shutil.copytree(mall / "logs", backup)
    with at_work(mall, clock) as desk:
        logs(desk, "后来的")
    shutil.rmtree(mall / "logs")
    shutil.copytree(backup, mall / "logs")
    (local(mall) / "terminal.key").unlink()
    with at_work(mall, clock) as desk:
        assert raised(desk) == []
        assert desk.alive.writer == "desk-2"
        (told,) = [one for one in desk.session.notices if one.code == "memory_of_before"]
        assert json.loads(Path(told.values["aside"]).read_bytes())["heads"]["desk"]


def test_an_older_copy_in_the_place_of_the_logs_is_raised(mall: Path) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk)
    copy = mall.parent / "copy"
    shutil.copytree(mall / "logs", copy)
    clock.later(days=1)
    with at_work(mall, clock) as desk:
        logs(desk)
    shutil.rmtree(mall / "logs")
    shutil.copytree(copy, mall / "logs")
    memory = json.loads((local(mall) / FILE).read_bytes())["heads"]
    report = verify(mall / "logs", memory={writer: tuple(head) for writer, head in memory.items()})
    assert [one.code for one in report.findings] == ["cut_off"]
    with at_work(mall, clock) as desk:
        assert raised(desk) == ["head_lost"]
        for _ in range(12):
            logs(desk, "接着写")
        looks(desk)
        assert len(raised(desk)) == 1, "one finding, whichever way it shows"


def test_a_part_of_years_ago_that_was_exchanged_is_raised(mall: Path) -> None:
    """Only that file is new to the index; the parts beside it are asked whether it fits."""
    clock = StandingClock()
    for _ in range(4):
        with at_work(mall, clock) as desk:
            logs(desk)
        clock.later(days=1)
    path = own(mall)[1]
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:-2], lines[-1]]))
    with at_work(mall, clock) as desk:
        assert raised(desk) == ["chain_broken"]


def test_a_part_that_was_exchanged_is_raised_though_the_share_was_just_being_asked_when_it_was_read(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read once, at the start, and then only when it changes again."""
    clock = StandingClock()
    for _ in range(3):
        with at_work(mall, clock) as desk:
            logs(desk)
        clock.later(days=1)
    path = own(mall)[1]
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:-2], lines[-1]]))
    monkeypatch.setattr(Exchange, "coming", None)
    with at_work(mall, clock) as desk:
        assert not raised(desk)
        monkeypatch.undo()
        looks(desk)
        assert raised(desk) == ["chain_broken"]


def test_folders_that_can_not_be_read_just_now_are_no_alarm(mall: Path) -> None:
    clock = StandingClock()
    with at_work(mall, clock) as desk:
        logs(desk)
        away = mall.parent / "away"
        (mall / "logs").rename(away)
        looks(desk)
        assert raised(desk) == []
        away.rename(mall / "logs")
        looks(desk)
        assert raised(desk) == []
