"""Two machines of one mall, each with a folder of its own: whose records count, from the first moment of a start on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dutytui.bootstrap import look_on, open_desk
from dutytui.cli.dispatch import dispatch
from dutytui.rules.approvals.commands import SubmitRequest, WithdrawRequest
from dutytui.rules.approvals.course import Standing as Course
from dutytui.rules.approvals.queue import void_requests
from dutytui.rules.approvals.request_view import request
from dutytui.rules.commands import CloseEntry, EntryFields, HandleEntry, LogEntry
from dutytui.rules.roster.standing import Standing
from dutytui.rules.trust import NOT_ENROLLED, REVOKED
from dutytui.store.sealing import seal, unseal
from tests.desk import StandingClock
from tests.terminals.two_malls import Terminal, two


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Terminal, Terminal]]:
    one, other = two(tmp_path, monkeypatch)
    yield one, other
    for each in (one, other):
        each.stop()


def logs(terminal: Terminal, text: str = "B1 leaks") -> str:
    return terminal.does(LogEntry(terminal.desk.session.day, EntryFields(kind="general", text=text)))[0].on


def submits(terminal: Terminal) -> str:
    fields = {"topic": "roof", "raised_by": "general_manager", "purpose": "project", "background": "it leaks"}
    return terminal.does(SubmitRequest(terminal.desk.session.day, "EST", fields))[0].on


def closes(terminal: Terminal, entry: str, day: date) -> None:
    terminal.does(HandleEntry(day, entry, "mended"))
    terminal.does(CloseEntry(day, entry, "done"))


def texts(terminal: Terminal) -> list[str]:
    return [entry.text for entry in terminal.desk.session.logbook().entries]


def codes(terminal: Terminal) -> list[str]:
    return [notice.code for notice in terminal.desk.session.notices if notice.code.startswith("terminal_")]


def test_a_new_terminal_works_for_itself_and_counts_everywhere_once_it_is_let_in(
    pair: tuple[Terminal, Terminal],
) -> None:
    one, other = pair
    one.begins()
    other.brings(one)
    logs(other)
    other.desk.keep_alive()
    one.brings(other)
    assert (texts(one), texts(other)) == ([], ["B1 leaks"])
    assert [entry.why for entry in one.desk.session.logbook().void] == [NOT_ENROLLED]
    assert codes(other) == ["terminal_waits"]
    one.enrols(other.key)
    other.brings(one)
    assert (texts(one), texts(other), codes(other)) == (["B1 leaks"], ["B1 leaks"], [])
    box = one.desk.session.state.roster.terminals[other.key].box  # type: ignore[union-attr]
    assert other.desk.own.box == box
    assert seal(box, b"x") != ""


def test_what_the_roster_knows_as_a_box_is_opened_by_that_terminal_alone(pair: tuple[Terminal, Terminal]) -> None:
    from dutytui.store.disk import Disk
    from dutytui.store.keys import own_key

    one, other = pair
    one.begins()
    other.brings(one)
    other.desk.keep_alive()
    one.brings(other)
    sealed = seal(one.desk.session.state.roster.terminals[other.key].box, b"secret")  # type: ignore[union-attr]
    keys = [own_key(Disk(), each.desk.local.data).key for each in (other, one)]
    assert [unseal(key, sealed) for key in keys] == [b"secret", None]


def test_a_lost_terminal_is_void_behind_the_cut_at_both_and_is_told(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    one.begins(other.key)
    other.brings(one)
    logs(other, "before")
    one.brings(other)
    one.revokes(other.key)
    logs(other, "after")
    one.brings(other)
    other.brings(one)
    for each in pair:
        assert texts(each) == ["before"]
        assert [(entry.text, entry.why) for entry in each.desk.session.logbook().void] == [("after", REVOKED)]
    assert codes(other) == ["terminal_shut_out"]
    recorded = len(other.desk.session.state.subject(other.desk.session.day, f"desk:{other.desk.alive.writer}").events)  # type: ignore[union-attr]
    other.desk.keep_alive()
    other.desk.keep_alive()
    after = other.desk.session.state.subject(other.desk.session.day, f"desk:{other.desk.alive.writer}")
    assert after is not None
    assert len(after.events) == recorded, "it does not say every minute that it is open"


def test_a_start_knows_whom_to_trust_before_it_has_read_an_old_folder(pair: tuple[Terminal, Terminal]) -> None:
    """A year later: the roster stands in folders that no start reads, and no index was looked at yet."""
    one, other = pair
    one.begins()
    logs(other)
    one.brings(other)
    one.stop()
    other.clock.later(days=365)
    other.desk.session.tick()
    logs(other, "today, by a stranger")
    one.desk = open_desk(one.folder, clock=one.clock)
    for path in sorted((other.folder / "logs").glob("*/desk-2.*")):
        (one.folder / "logs" / path.parent.name).mkdir(exist_ok=True)
        (one.folder / "logs" / path.parent.name / path.name).write_bytes(path.read_bytes())
    one.desk.close()
    one.monkeypatch.setenv("DUTYTUI_HOME", str(one.home))
    one.desk = open_desk(one.folder, clock=one.clock)
    assert texts(one) == []
    assert [entry.why for entry in one.desk.session.logbook().void] == [NOT_ENROLLED]


def test_the_roster_comes_back_from_the_journals_where_the_note_was_lost(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    one.begins()
    logs(other)
    one.brings(other)
    one.stop()
    (one.desk.local.data / "roster.json").unlink()
    one.clock.later(days=3)
    one.start()
    one.desk.session.tick()
    assert one.stands(one.key) is Standing.ENROLLED
    assert one.desk.trust.held


def test_what_a_stranger_closed_yesterday_is_open_today(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    one.begins()
    entry = logs(one, "still open")
    day = one.desk.session.day
    other.brings(one)
    closes(other, entry, day)
    one.brings(other)
    one.stop()
    one.clock.later(days=2)
    one.start()
    one.desk.session.tick()
    assert texts(one) == ["still open"]


def test_a_revocation_in_the_midst_of_the_day_brings_back_what_only_the_lost_one_had_closed(
    pair: tuple[Terminal, Terminal],
) -> None:
    one, other = pair
    one.begins(other.key)
    entry, day = logs(one, "still open"), one.desk.session.day
    other.brings(one)
    one.brings(other)
    cut = dict(one.desk.trust.cut_of(one.desk.session.state, other.key))
    closes(other, entry, day)
    one.brings(other)
    one.stop()
    one.clock.later(days=2)
    one.start()
    assert texts(one) == []
    from dutytui.rules.roster.commands import RevokeTerminal

    one.does(RevokeTerminal(one.desk.session.day, one.key, other.key, "it was stolen then", cut))
    assert texts(one) == ["still open"]


def test_of_two_rosters_the_accepted_one_holds_over_a_restart_until_a_person_chooses(
    pair: tuple[Terminal, Terminal],
) -> None:
    one, other = pair
    other.begins()
    other.desk.session.tick()
    one.clock.later(minutes=5)
    one.begins()
    mine = one.desk.trust.held
    one.brings(other)
    one.stop()
    one.start()
    one.desk.session.tick()
    assert one.desk.trust.held == mine
    assert one.stands(one.key) is Standing.ENROLLED
    roster = one.desk.session.state.roster
    assert roster is not None
    one.desk.trust.hold(roster.others[0].id)
    one.desk.session.judge()
    assert one.stands(other.key) is Standing.ENROLLED
    assert codes(one) == ["terminal_waits"]


def test_figures_of_past_days_leave_a_stranger_out_and_are_made_anew_when_it_is_let_in(
    pair: tuple[Terminal, Terminal],
) -> None:
    one, other = pair
    one.begins()
    logs(one)
    logs(other)
    other.desk.keep_alive()
    one.brings(other)
    day = one.desk.session.day
    one.stop()
    one.clock.later(days=1)
    one.start()
    one.desk.session.tick()

    def entries() -> int:
        figures = one.desk.figures
        figures.work(figures.between(day, day).lacking)
        return figures.between(day, day).days[day].log.raised

    alone = entries()
    other.brings(one)
    other.desk.keep_alive()
    one.brings(other)
    one.enrols(other.key)
    assert entries() == alone + 1


def test_a_wall_board_trusts_as_the_desk_does(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    one.begins()
    logs(other)
    one.brings(other)
    one.monkeypatch.setenv("DUTYTUI_HOME", str(one.home))
    looker = look_on(one.folder, clock=one.clock)
    assert [entry.text for entry in looker.session.logbook().entries] == []
    looker.close()


def test_the_command_line_lists_them(pair: tuple[Terminal, Terminal], capsys: pytest.CaptureFixture[str]) -> None:
    one, other = pair
    one.begins()
    other.brings(one)
    other.desk.keep_alive()
    one.brings(other)
    one.monkeypatch.setenv("DUTYTUI_HOME", str(one.home))
    assert dispatch(["--mall", str(one.folder), "--lang", "en", "terminals", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    stands = {row["key"]: (row["standing"], row["this"]) for row in said["terminals"]}
    assert stands == {one.key: ("enrolled", True), other.key: ("waiting", False)}
    assert dispatch(["--mall", str(one.folder), "--lang", "en", "terminals"]) == 0
    assert "waits to be let in" in capsys.readouterr().out


def test_a_desk_without_a_roster_keeps_no_note(tmp_path: Path) -> None:
    from tests.desk import make_mall

    desk = open_desk(make_mall(tmp_path / "mall"), clock=StandingClock())
    desk.session.tick()
    assert not (desk.local.data / "roster.json").exists()
    desk.close()


def test_a_strangers_approval_of_a_known_request_moves_nothing_and_is_shown(pair: tuple[Terminal, Terminal]) -> None:
    one, other = pair
    one.begins()
    on = submits(one)
    other.brings(one)
    day = one.desk.session.day
    other.does(WithdrawRequest(day, on, "not mine to say"))
    submits(other)
    one.brings(other)
    view = request(one.desk.session.look(), day, on)
    assert view is not None
    assert view.row.standing is Course.WAITING
    assert [(act.kind, act.void_why) for act in view.void] == [("request_withdrawn", NOT_ENROLLED)]
    assert void_requests(one.desk.session.look()) == 1
    other.desk.keep_alive()
    one.brings(other)
    one.enrols(other.key)
    view = request(one.desk.session.look(), day, on)
    assert view is not None
    assert (view.row.standing, view.void) == (Course.WITHDRAWN, ())
