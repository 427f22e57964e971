"""A mall folder with requests at every stage, made once: signed, sent back, overdue, to be decided, and people out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rules.approvals.commands import CheckIn, SendBack, SignRequest, SubmitRequest
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.commands import Command, SignIn
from dutytui.rules.events import Event
from dutytui.session import Saved, Session
from tests.desk import StandingClock, make_mall

DRAFTS, PLANS = ("lyu-ershiwu", "market_supervisor"), ("yan-ershiba", "market_planner")
MANAGER, VP = ("qin-ershiyi", "marketing_manager"), ("han-shiqi", "ops_vp")
GM = ("jiang-shiwu", "general_manager")

_SCHEME: Mapping[str, Given] = {
    "planned": True,
    "starts": "2026-12-05",
    "ends": "2026-12-13",
    "effect": "客流三万人",
    "opinions": "营运部：同意；工程部：中庭用电须单独拉线，闭店后由电工值守",
    "budget": 20_000_000,
    "scheme": "方案.pdf",
}
_ROUTINE: Mapping[str, Given] = {
    "kind": "routine",
    "starts": "2026-12-01",
    "ends": "2026-12-31",
    "content": "抽样访问顾客二百人，每层楼三十人；营运部配合",
    "budget": 0,
}
_OUT: Mapping[str, Given] = {"leaves": "2026-11-23", "returns": "2026-11-23", "phone": "13800000000"}


def submit_them(folder: Path) -> Path:
    """The mall folder on Monday at 11:10."""
    mall = make_mall(folder / "asked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTYTUI_HOME", str(folder / "asked-home"))
        _on_thursday(mall)
        _on_monday(mall)
    return mall


def _on_thursday(mall: Path) -> None:
    desk = open_desk(mall, clock=StandingClock("2026-11-19", "10:20"), name="office")
    try:
        _asks(desk.session, DRAFTS, "SY001", {"topic": "周边商圈顾客动线调查", **_ROUTINE})
    finally:
        desk.close()


def _on_monday(mall: Path) -> None:
    clock = StandingClock(time="08:40")
    desk = open_desk(mall, clock=clock, name="office")
    session = desk.session
    try:
        fair = _asks(session, DRAFTS, "SY003", _outside("冬季家居与年货联合展（一楼中庭、二楼连廊同时布展）"))
        clock.at("08:52")
        _asks(session, PLANS, "SY003", {"topic": "亲子阅读周", **_SCHEME})
        back = _asks(session, PLANS, "SY001", {"topic": "十二月顾客满意度调查", **_ROUTINE})
        meets = _asks(session, DRAFTS, "SY007", {"purpose": "拜访商户", "place": "城东批发市场", **_OUT})
        looks = _asks(session, PLANS, "SY007", {"purpose": "看展位", "place": "会展中心", **_OUT})
        clock.at("09:05")
        _does(session, MANAGER, SignRequest(fair.day, fair.on, "同意。消防通道要留足，撤展错开周末"))
        _does(session, MANAGER, SendBack(back.day, back.on, "样本太少，每层楼不少于五十人"))
        _does(session, MANAGER, SignRequest(meets.day, meets.on), SignRequest(looks.day, looks.on))
        clock.at("09:20")
        _does(session, DRAFTS, SignRequest(meets.day, meets.on))
        _does(session, PLANS, SignRequest(looks.day, looks.on))
        clock.at("09:48")
        _does(session, VP, SignRequest(fair.day, fair.on, "原则同意，计划外项目请总经理、董事长定"))
        clock.at("10:31")
        _does(session, DRAFTS, CheckIn(meets.day, meets.on, "城东批发市场", "021-55500000"))
    finally:
        desk.close()


def _outside(topic: str) -> Mapping[str, Given]:
    return {**_SCHEME, "topic": topic, "planned": False, "reason": "两家品牌临时提前进场，错过就要等到春节后"}


def _asks(session: Session, who: tuple[str, str], flow: str, fields: Mapping[str, Given]) -> Event:
    return _does(session, who, SubmitRequest(session.day, flow, fields))


def _does(session: Session, who: tuple[str, str], *commands: Command) -> Event:
    """The first event of the first command."""
    person, post = who
    name = next(one.name for one in session.people() if one.id == person)
    assert isinstance(session.submit(SignIn(person, name, post)), Saved)
    saved = [session.submit(command) for command in commands]
    for outcome in saved:
        assert isinstance(outcome, Saved), outcome
    assert isinstance(saved[0], Saved)
    return saved[0].events[0]
