"""Two terminals at one folder of logs: what is lost there is one finding, whatever each of them remembers of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.rules.evidence.commands import AcknowledgeAlarm
from dutytui.session import Saved
from tests.desk import StandingClock, make_mall
from tests.guard.test_guard import at_work, logs, looks, own, raised, raised_id


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path / "mall")


def cut(mall: Path, lines: int) -> None:
    """So many lines less at the end of the first terminal's journal."""
    path = own(mall)[-1]
    found = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*found[: -1 - lines], found[-1]]))


def test_a_loss_that_is_acknowledged_at_one_terminal_is_acknowledged_at_the_other_and_the_next_one_is_not(
    mall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, homes = StandingClock(), (mall.parent / "home-one", mall.parent / "home-two")

    def terminal(number: int) -> None:
        monkeypatch.setenv("DUTYTUI_HOME", str(homes[number - 1]))

    terminal(1)
    with at_work(mall, clock) as desk:
        for _ in range(4):
            logs(desk)
    terminal(2)
    with at_work(mall, clock) as desk:
        clock.later(minutes=2)
        looks(desk)
    terminal(1)
    with at_work(mall, clock) as desk:
        logs(desk, "nobody else has seen this")
    cut(mall, 7)
    with at_work(mall, clock) as desk:
        assert raised(desk) == ["head_lost"]
        first = raised_id(desk)
    terminal(2)
    with at_work(mall, clock) as desk:
        assert raised(desk) == ["head_lost"]
        assert raised_id(desk) != first, "each remembers another last event"
    terminal(1)
    with at_work(mall, clock) as desk:
        assert isinstance(desk.session.submit(AcknowledgeAlarm(desk.session.day, first, "磁盘换过")), Saved)
        assert raised(desk) == []
    terminal(2)
    with at_work(mall, clock) as desk:
        assert raised(desk) == []
        looks(desk)
    with at_work(mall, clock) as desk:
        assert raised(desk) == []
        clock.later(minutes=2)
        looks(desk)
    cut(mall, 1)
    with at_work(mall, clock) as desk:
        assert raised(desk) == ["head_lost"], "what was said of the first loss says nothing of this one"
