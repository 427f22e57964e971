"""Whoever signs can compare the day's root at once: it is witnessed in that moment, not in the next five minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.bootstrap import Desk
from dutytui.rules.closing.day_commands import CloseDay, ReopenDay
from dutytui.rules.closing.day_matters import Need, matters
from dutytui.rules.commands import Command, SignIn
from dutytui.rules.events import DAY_CLOSED, HANDOVER_SIGNED, Event
from dutytui.rules.evidence.heads import heads_in
from dutytui.rules.evidence.views import root_of_day
from dutytui.rules.handover import views
from dutytui.rules.handover.commands import (
    AcknowledgeMatter,
    BeginHandover,
    CountArticle,
    Side,
    SignHandover,
    TakeDuty,
)
from dutytui.session import Saved
from tests.desk import StandingClock, make_mall
from tests.guard.test_guard import at_work, kind

LEFT_OUT = ("patrols", "meals", "service", "sales", "journals")
"""What would have to be gone through first, and is not asked here."""


@pytest.fixture
def mall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home"))
    made = make_mall(tmp_path / "mall")
    for name in LEFT_OUT:
        (made / "checklists" / f"{name}.yaml").unlink()
    closing = made / "checklists" / "closing.yaml"
    closing.write_text(closing.read_text("utf-8").replace("must: [clearance_sweep, lock_up]", "must: []"), "utf-8")
    return made


def does(desk: Desk, command: Command) -> None:
    outcome = desk.session.submit(command)
    assert isinstance(outcome, Saved), outcome


def witnessed(desk: Desk, act: str) -> None:
    """The last witness was recorded right behind the last act of that kind, and goes up to it."""
    (*_, signed), (*_, witness) = kind(desk, act), kind(desk)
    assert witness.seq == signed.seq + 1
    assert heads_in(witness.data)["desk"] == (signed.seq, signed.id)
    assert _root(desk) == witness.data["root"]


def _root(desk: Desk) -> str:
    view = root_of_day(desk.session.look())
    assert view is not None
    return view.root


def given(desk: Desk) -> str:
    """A handover by whoever sits here, up to before their signature. Its subject."""
    day = desk.session.day
    does(desk, TakeDuty(day))
    does(desk, BeginHandover(day))
    (begun,) = views.running(desk.session.look())
    for article in begun.articles:
        does(desk, CountArticle(day, begun.subject, article.id, str(article.expected)))
    return begun.subject


def sits_down(desk: Desk, who: str) -> None:
    does(desk, SignIn(who, who, "duty_manager"))


def test_each_signature_of_a_handover_is_witnessed_as_it_is_given(mall: Path) -> None:
    with at_work(mall, StandingClock(time="14:30"), "duty_manager", "zhang-san") as desk:
        day, handover = desk.session.day, given(desk)
        before = len(kind(desk))
        does(desk, SignHandover(day, handover, Side.GIVING, anyway=True))
        witnessed(desk, HANDOVER_SIGNED)
        sits_down(desk, "wei-shisi")
        (running,) = views.running(desk.session.look())
        for matter in running.matters:
            does(desk, AcknowledgeMatter(day, handover, matter.id, "已复述清楚，会跟进处理"))
        does(desk, SignHandover(day, handover, Side.RECEIVING, anyway=True))
        witnessed(desk, HANDOVER_SIGNED)
        assert len(kind(desk)) == before + 2


def test_the_closing_of_a_day_is_witnessed_as_it_is_recorded(mall: Path) -> None:
    with at_work(mall, StandingClock("2026-11-24", "04:00"), "duty_manager", "zhang-san") as desk:
        day = desk.session.day
        closes(desk)
        witnessed(desk, DAY_CLOSED)
        does(desk, ReopenDay(day, "漏了一项"))
        closes(desk)
        witnessed(desk, DAY_CLOSED)


def closes(desk: Desk) -> list[Event]:
    """With a reason for all that is open."""
    still_open = [one for one in matters(desk.session.look()) if one.need is Need.REASON]
    reasons = {key: "第一天" for one in still_open for key in (one.what.subject, one.group) if key}
    does(desk, CloseDay(desk.session.day, reasons, sure=True))
    return kind(desk, DAY_CLOSED)
