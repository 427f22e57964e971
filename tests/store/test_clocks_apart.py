"""Terminals whose clocks differ still agree on what came first."""

from __future__ import annotations

from pathlib import Path

from dutytui.bootstrap import open_desk
from dutytui.rules.commands import SignIn
from dutytui.session import Saved
from tests.desk import StandingClock, make_mall


def test_a_terminal_whose_clock_is_behind_records_after_what_it_has_seen(tmp_path: Path) -> None:
    """Stamps are causal: whoever answers what they have read is never sorted before it."""
    mall = make_mall(tmp_path)
    early, late = StandingClock(time="08:40"), StandingClock(time="08:36")
    first, second = open_desk(mall, clock=early), open_desk(mall, clock=late)
    try:
        signed = first.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
        assert isinstance(signed, Saved)
        second.session.tick()
        answer = second.session.submit(SignIn("li-si", "李四", "ops_manager"))
        assert isinstance(answer, Saved)
        assert answer.events[0].order > signed.events[0].order
        assert answer.events[0].at < signed.events[0].at, "what the clock on the wall said is kept"
    finally:
        second.close()
        first.close()
