"""What the disk refused to keep is shown by nobody, whatever is read anew behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rules.commands import EntryFields, HandleEntry, LogEntry, SignIn
from dutytui.session import NotSaved, Saved
from dutytui.store.disk import Disk
from tests.desk import StandingClock, make_mall


def test_a_handling_that_the_disk_refused_is_not_there_when_the_next_day_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = StandingClock(time="23:00")
    desk = open_desk(make_mall(tmp_path / "mall"), clock=clock, name="desk")
    session = desk.session
    assert isinstance(session.submit(SignIn("zhang-san", "张三", "duty_manager")), Saved)
    desk.wake()
    logged = session.submit(LogEntry(session.day, EntryFields("general", "灯不亮")))
    assert isinstance(logged, Saved), logged
    entry = logged.events[0].on
    desk.catch_up()
    before = session.day

    writes, refused = Disk.write, False

    def refuses(_self: Disk, _descriptor: int) -> None:
        nonlocal refused
        refused = True
        raise OSError(5, "Input/output error")

    def writes_no_more(self: Disk, descriptor: int, data: bytes, offset: int) -> None:
        """From the first refusal on: so that what was written can't be taken back either."""
        if refused:
            raise OSError(5, "Input/output error")
        writes(self, descriptor, data, offset)

    with monkeypatch.context() as broken:
        broken.setattr(Disk, "sync_data", refuses)
        broken.setattr(Disk, "write", writes_no_more)
        outcome = session.submit(HandleEntry(before, entry, "换了灯管"))
        assert isinstance(outcome, NotSaved), outcome

    def kinds() -> list[str]:
        subject = session.state.subject(before, entry)
        return [event.kind for event in subject.events] if subject else []

    assert kinds() == ["entry_logged"]
    clock.later(hours=8)
    with monkeypatch.context() as broken:
        broken.setattr(Disk, "write", writes_no_more)
        broken.setattr(Disk, "sync_data", refuses)  # the disk still refuses: nothing is mended
        session.tick()
        left_open = session.open_before()
        assert [event.kind for event in left_open] == ["entry_logged", "entry_handled"], "it stands in the file"
        session.load_open(left_open)
    assert session.day > before
    assert kinds() == ["entry_logged"]
