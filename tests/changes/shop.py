"""A small mall whose changes need three signatures, and terminals at it with local folders of their own."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk, open_desk
from dutytui.change_control.changes import FILES
from dutytui.rules.approvals.commands import SignRequest
from dutytui.rules.approvals.conditions import Given
from dutytui.rules.changes.adoption import TAKES_EFFECT
from dutytui.rules.commands import Command, SignIn
from dutytui.session import Outcome, Saved
from tests.desk import ZONE, StandingClock

SMALL = Path(__file__).parent.parent / "procedures" / "mall"
FROM = ("mall.yaml", "calendar.yaml", "logbook.yaml", "day/opening.yaml", "day/entry.yaml")
PEOPLE = {"author": "manager", "boss": "boss", "finance": "finance", "ops": "ops", "guard": "guard"}
POSTS = """posts:
  - {id: manager, name: {zh-Hans: 经理, en: Manager}, may: [waive, close_entries]}
  - {id: guard, name: {zh-Hans: 保安, en: Guard}}
  - {id: boss, name: {zh-Hans: 总经理, en: General manager}, may: [settle_approvals]}
  - {id: finance, name: {zh-Hans: 财务, en: Finance}, may: [settle_approvals]}
  - {id: ops, name: {zh-Hans: 运营, en: Operations}}
"""
APPROVALS = "stands_in: [boss, finance]\nchange_control: SOP\n"
SOP = """id: SOP
title: {zh-Hans: 流程变更, en: Change of procedures}
submitters: [manager]
adopts: true
fields:
  - {id: summary, title: {zh-Hans: 变更, en: Changes}, kind: text}
  - {id: reason, title: {zh-Hans: 原因, en: Reason}, kind: text}
  - {id: version, title: {zh-Hans: 版本, en: Version}}
  - {id: takes_effect, title: {zh-Hans: 生效日期, en: Takes effect}, kind: date}
steps:
  - {id: all_sign, title: {zh-Hans: 会签, en: Countersign}, posts: [boss, finance, ops], sign: all}
"""


def make_shop(folder: Path, *, controlled: bool = True) -> Path:
    """The mall folder."""
    checklists = folder / "checklists"
    (checklists / "day").mkdir(parents=True)
    (checklists / "flows").mkdir()
    (folder / "logs").mkdir()
    for name in FROM:
        shutil.copy(SMALL / name, checklists / name)
    people = "".join(f"  - {{id: {who}, name: {who}, posts: [{post}]}}\n" for who, post in PEOPLE.items())
    write(folder, "posts.yaml", POSTS)
    write(folder, "people.yaml", f"people:\n{people}")
    write(folder, "approvals.yaml", APPROVALS if controlled else "stands_in: [boss, finance]\n")
    write(folder, "flows/SOP.yaml", SOP)
    return folder


def write(folder: Path, name: str, text: str) -> None:
    (folder / "checklists" / name).write_text(text, encoding="utf-8", newline="")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "checklists" / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


class Shop:
    """Terminals with a home each; `clock` is theirs together."""

    def __init__(self, homes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = StandingClock()
        self._homes = homes
        self._monkeypatch = monkeypatch
        self._open: list[Desk] = []

    def terminal(self, folder: Path, name: str) -> Desk:
        """Open the folder at the terminal `name`, as a process does: first screen, index, what is left open."""
        self._monkeypatch.setenv("DUTYTUI_HOME", str(self._homes / name))
        desk = open_desk(folder, clock=self.clock, name=name)
        self._open.append(desk)
        settle(desk)
        return desk

    def close(self) -> None:
        for desk in self._open:
            desk.close()

    def on(self, day: str, time: str, *desks: Desk) -> None:
        """It is that moment, and all terminals notice."""
        moment = datetime.fromisoformat(f"{day} {time}").replace(tzinfo=ZONE)
        self.clock.later(seconds=(moment - self.clock.now()) / timedelta(seconds=1))
        for desk in (*desks, *desks):
            desk.session.tick()
            desk.keep_alive()


def settle(desk: Desk) -> None:
    desk.wake()
    desk.catch_up()
    desk.session.load_open(desk.session.open_before())
    desk.keep_alive()
    desk.session.tick()


def does(desk: Desk, who: str, command: Command) -> Outcome:
    assert isinstance(desk.session.submit(SignIn(who, who, PEOPLE[who])), Saved)
    return desk.session.submit(command)


def submit(desk: Desk, takes_effect: str, **fields: Given) -> str:
    """The author submits the files as they are; the answer is the request's subject."""
    said = {TAKES_EFFECT: takes_effect, "summary": "what", "reason": "why", **fields}
    command = desk.changes.submission(said)
    assert command is not None
    outcome = does(desk, "author", command)
    assert isinstance(outcome, Saved), outcome
    return outcome.events[0].on


def sign(desk: Desk, request: str, day: str, *who: str) -> None:
    from datetime import date

    for one in who:
        outcome = does(desk, one, SignRequest(date.fromisoformat(day), request))
        assert isinstance(outcome, Saved), outcome


def codes(desk: Desk) -> list[str]:
    """Of what is noticed about the procedures."""
    return [notice.code for notice in desk.session.notices if notice.code.startswith("procedures")]


def grace(desk: Desk) -> int:
    """What the tests change: how early the opening may begin, in the version that this terminal works under."""
    return next(phase.early for phase in desk.session.procedures.phases if phase.id == "opening")


__all__ = ["FILES", "Shop", "codes", "does", "edit", "grace", "make_shop", "settle", "sign", "submit", "write"]
