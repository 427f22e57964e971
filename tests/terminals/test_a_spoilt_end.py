"""A desk whose disk has spoilt the end of its own journal, which no share has."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.rules.commands import Command, EntryFields, LogEntry, SignIn
from dutytui.session import NotSaved, Saved
from tests.desk import StandingClock, make_mall

SIGNATURE = b'"sig":"'


@pytest.fixture
def mall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home"))
    return make_mall(tmp_path / "mall")


def opened(mall: Path) -> Desk:
    desk = open_desk(mall, clock=StandingClock(), name="desk")
    desk.wake()
    return desk


def note(desk: Desk, text: str) -> Command:
    return LogEntry(desk.session.day, EntryFields(kind="general", text=text))


def entries(desk: Desk) -> list[str]:
    return [entry.text for entry in desk.session.logbook().entries]


def spoil_last_signature(mall: Path) -> Path:
    (path,) = (mall / "logs").rglob("desk.0001.json")
    content = bytearray(path.read_bytes())
    place = content.rindex(SIGNATURE) + len(SIGNATURE)
    content[place] = ord("0") if content[place] != ord("0") else ord("1")
    path.write_bytes(content)
    return path


def test_a_desk_goes_on_under_another_name_with_what_was_typed_and_all_that_was_recorded(mall: Path) -> None:
    desk = opened(mall)
    assert isinstance(desk.session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
    assert isinstance(desk.session.submit(note(desk, "before")), Saved)
    desk.drafts.save("capture", {"text": "half a sen"})
    desk.close()
    path = spoil_last_signature(mall)
    spoilt = path.read_bytes()

    desk = opened(mall)
    assert isinstance(desk.session.submit(note(desk, "refused")), NotSaved)
    assert desk.journal.left
    desk.go_on()
    assert desk.journal.writer == "desk-2"
    assert desk.drafts.load("capture") == {"text": "half a sen"}
    assert "journal_damaged" in [notice.code for notice in desk.session.notices]
    assert isinstance(desk.session.submit(note(desk, "after")), Saved)
    assert entries(desk) == ["before", "after"]
    desk.close()

    desk = opened(mall)
    assert desk.journal.writer == "desk-2"
    assert entries(desk) == ["before", "after"]
    desk.close()
    assert path.read_bytes() == spoilt
