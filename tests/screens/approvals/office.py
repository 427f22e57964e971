"""People of the shipped mall who submit and decide, as the robot becomes them with F8."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

from dutytui.rules.approvals.commands import SubmitRequest
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.views import RequestView
from dutytui.rules.events import Event
from dutytui.screens.approvals.found import Place, view_of
from dutytui.screens.approvals.page import RequestScreen
from dutytui.session import Saved
from dutytui.widgets.bars import BottomBar
from dutytui.widgets.text_pane import TextPane
from tests.desk import Robot, StandingClock, at_desk

SUPERVISOR = ("lyu-ershiwu", "market_supervisor")
OTHERS = {
    "manager": "秦二十一",
    "vp": "韩十七",
    "gm": "蒋十五",
    "chairman": "沈十六",
    "ops": "李四",
    "supervisor": "吕二十五",
    "lead": "谢三十五",
}

SCHEME: Mapping[str, Given] = {
    "topic": "春季家居展",
    "planned": True,
    "starts": "2026-12-05",
    "ends": "2026-12-13",
    "effect": "客流三万人",
    "opinions": "营运部：同意",
    "budget": 20_000_000,
    "scheme": "方案.pdf",
}


def office(mall: Path, time: str = "10:00", **how: Any) -> AbstractAsyncContextManager[Robot]:
    who, post = SUPERVISOR
    return at_desk(mall, clock=StandingClock(time=time), **({"who": who, "post": post} | how))


async def becomes(robot: Robot, who: str) -> None:
    """F8 and a name; back on the queue first, should a request be open."""
    if isinstance(robot.app.screen, RequestScreen):
        await robot.press("escape")
    await robot.press("f8")
    await robot.types(OTHERS.get(who, who))
    await robot.press("enter")


def submits(robot: Robot, flow: str = "SY003", fields: Mapping[str, Given] = SCHEME) -> Place:
    """A request as whoever is signed in has submitted it just now."""
    saved = robot.session.submit(SubmitRequest(robot.session.day, flow, fields))
    assert isinstance(saved, Saved), saved
    return Place(saved.events[0].day, saved.events[0].on)


def seen(robot: Robot, place: Place) -> RequestView:
    found = view_of(robot.session, place)
    assert found is not None
    return found


def message(robot: Robot) -> str:
    return robot.app.screen.query_one(BottomBar).message


def body(robot: Robot) -> str:
    return "\n".join(robot.app.screen.query_one("#request-body", TextPane).shown)


async def answers(robot: Robot, *words: str) -> None:
    """Step after step: a digit where there is a choice, else words and Enter; "" only goes on."""
    for word in words:
        if len(word) == 1 and word.isdigit():
            await robot.press(word)
        else:
            await robot.types(word)
            await robot.press("enter")


def elsewhere(like: Event, kind: str, by: str, post: str, **data: object) -> Event:
    """An act that another terminal, which knew nothing of later ones than `like`, recorded a minute after it."""
    return like._replace(
        kind=kind,
        by=by,
        post=post,
        at=like.at + timedelta(minutes=1),
        data={**data, "after": [like.id]},
        writer="office-2",
        seq=7,
        id=f"office-2:{kind}",
        cause=f"office-2.{kind}",
    )


TRY = """\
id: TRY
title: {zh-Hans: 试办, zh-Hant: 試辦, en: Trial}
submitters: [market_supervisor]
batch: true
fields:
  - {id: note, title: {zh-Hans: 事由, zh-Hant: 事由, en: Matter}}
  - {id: amount, title: {zh-Hans: 金额, zh-Hant: 金額, en: Amount}, kind: money, minimum: 0, maximum: 1000000}
  - {id: paper, title: {zh-Hans: 附件, zh-Hant: 附件, en: Document}, kind: file, required: false}
steps:
  - id: manager
    title: {zh-Hans: 经理审核, zh-Hant: 經理審核, en: Manager reviews}
    posts: [marketing_manager]
    due: 1h
  - id: vp
    title: {zh-Hans: 副总审核, zh-Hant: 副總審核, en: VP reviews}
    posts: [ops_vp]
    when: {amount: {over: 100000}}
informed:
  - {posts: [marketing_director], at: approved}
follows:
  - {id: filed, title: {zh-Hans: 归档, zh-Hant: 歸檔, en: File it}, posts: [marketing_manager]}
  - id: show
    title: {zh-Hans: 办展, zh-Hant: 辦展, en: Hold the show}
    posts: [market_supervisor]
    flow: SY003
    carry: {note: topic}
"""


def with_trial_flow(mall: Path) -> Path:
    """A flow of few fields that may be approved in batches and that two things follow."""
    (mall / "checklists" / "flows" / "TRY.yaml").write_text(TRY, encoding="utf-8")
    return mall


def tries(robot: Robot, note: str = "灯箱", yuan: int = 500) -> Place:
    return submits(robot, "TRY", {"note": note, "amount": yuan * 100})
