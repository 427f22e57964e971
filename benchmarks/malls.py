"""Mall folders to measure in: the shipped procedures, and journals of any size, made quickly.

Lines are encoded, chained and signed by production code; only the way to the disk is shortened (whole segments, no
sync), and stamps are spread over each day.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.terminal import CHECKOUT, environment
from dutytui.bootstrap import Desk, open_desk
from dutytui.clock import SystemClock
from dutytui.rules import events, stamps
from dutytui.rules.commands import SignIn
from dutytui.rules.events import Fact
from dutytui.rules.plan import PlannedItem
from dutytui.rules.procedure import Item, ItemKind
from dutytui.session import Saved, Session
from dutytui.store import lines
from dutytui.store.disk import Disk
from dutytui.store.keys import Key, own_key
from dutytui.store.segments import CLOSING, MOST_EVENTS, OPENING, member, segment_path
from dutytui.store.tail import NOTHING, Head

_MORNING = 11


def _zone() -> str:
    """One where it is late morning now: what a desk shows, and how much of it, depends on the hour."""
    ahead = _MORNING - SystemClock(ZoneInfo("UTC")).now().hour
    return f"Etc/GMT{-ahead:+d}"  # the sign is the other way round there


ZONE = ZoneInfo(_zone())
PERSON, POST = "zhang-san", "duty_manager"
FIVE_YEARS = 1826
"""Days."""
_ITEMS = 200
_PHASE = """\
id: long_list
title: {zh-Hans: 长清单, zh-Hant: 長清單, en: Long list}
starts: opening - 4h
ends: opening + 18h
early: 0m
grace: 10m
posts: [duty_manager]
items:
"""
_ITEM = """\
  - id: row_{0}
    title: {{zh-Hans: 巡查点 {0}, zh-Hant: 巡查點 {0}, en: Point {0}}}
    kind: tick
    posts: [duty_manager]
"""
_WHAT = (
    "电梯夹包",
    "地面湿滑",
    "收银机卡纸",
    "顾客摔倒",
    "空调太冷",
    "消防通道堆货",
    "灯不亮",
    "退货争执",
    "小孩走失",
    "漏水",
)
_DONE = ("已通知工程", "保安已到场", "主管已处理", "已致歉", "待回复", "已拍照", "已报修", "转服务台")
_KINDS = ("complaint", "repair", "safety", "general", "return")
_PLACES = ("6F", "5F", "4F", "3F", "2F", "1F", "B1")
_SEVERITIES = ("normal", "watch", "urgent")
_Told = tuple[str, str, str, dict[str, Any]]
"""Kind, subject, post, data of an event."""


def now() -> datetime:
    return SystemClock(ZONE).now()


@dataclass(frozen=True, slots=True)
class Place:
    """A mall folder with this terminal's own folder beside it."""

    mall: Path
    home: Path

    @property
    def env(self) -> dict[str, str]:
        return environment(DUTYTUI_HOME=str(self.home))

    @property
    def logs(self) -> Path:
        return self.mall / "logs"

    @contextlib.contextmanager
    def desk(self, name: str = "desk") -> Iterator[Desk]:
        """The desk as the program opens it, in this process."""
        before = os.environ.get("DUTYTUI_HOME")
        os.environ["DUTYTUI_HOME"] = str(self.home)
        try:
            desk = open_desk(self.mall, name=name)
            try:
                yield desk
            finally:
                desk.close()
        finally:
            del os.environ["DUTYTUI_HOME"]
            if before is not None:
                os.environ["DUTYTUI_HOME"] = before


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder on the disk of the system's own."""
    made = Path(tempfile.mkdtemp(prefix="dutytui-bench-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextlib.contextmanager
def place(*, long_list: bool = False) -> Iterator[Place]:
    """The shipped mall, empty, somebody signed in. long_list: with a phase of 200 items that is open all day."""
    with folder() as made:
        here = Place(made / "mall", made / "home")
        shutil.copytree(CHECKOUT / "checklists", here.mall / "checklists")
        settings = here.mall / "checklists" / "mall.yaml"
        settings.write_text(settings.read_text("utf-8").replace("Asia/Shanghai", ZONE.key), "utf-8")
        here.logs.mkdir()
        if long_list:
            items = "".join(_ITEM.format(number) for number in range(1, _ITEMS + 1))
            (here.mall / "checklists" / "day" / "long_list.yaml").write_text(_PHASE + items, "utf-8")
        with here.desk() as desk:
            desk.settings.set("language", "zh-Hans")
            desk.settings.set("safe_width", False)  # nobody asks the terminal for it then
            sign_in(desk.session)
        yield here


def sign_in(session: Session) -> None:
    name = next(one.name for one in session.people() if one.id == PERSON)
    outcome = session.submit(SignIn(PERSON, name, POST))
    assert isinstance(outcome, Saved), outcome


def days_before(today: date, number: int) -> list[date]:
    """That many days before `today`, the oldest first."""
    return [today - timedelta(days=back) for back in range(number, 0, -1)]


class Archive:
    """A journal of another terminal, of any size. `fill` writes whole days."""

    def __init__(self, here: Place, writer: str = "archive", *, home: Path | None = None) -> None:
        """home: the local folder of that terminal, where its key stands; its own by default."""
        self.events = 0
        self._logs = here.logs
        self._writer = writer
        self._key: Key = own_key(Disk(), home or here.home / "others" / writer).key
        self._sign = self._key.signer()
        self._head: Head = NOTHING
        self._stamp = ""
        self._numbers = count(1)
        with here.desk("maker") as desk:
            self._version = desk.session.procedures.version
            self._items = [
                (planned.key, item.posts[0] if item.posts else POST)
                for phase in desk.session.plan(desk.session.day).phases
                if not phase.beside
                for planned in phase.items
                if (item := _item(desk.session, planned)).kind is ItemKind.TICK and phase.phase != "long_list"
            ]

    def fill(self, day: date, number: int, *, leave_open: int = 0) -> None:
        """Record `number` events in the folder of `day`: `leave_open` entries, the rest is done or closed."""
        begins = datetime.combine(day, time(5), ZONE)
        span = max(min(timedelta(hours=18), now() - begins), timedelta(minutes=1))
        facts = self._dated(self._facts(day, number, leave_open), day, begins, span / max(number, 1))
        while batch := list(islice(facts, MOST_EVENTS)):
            self._segment(day, batch)

    def tell(self, day: date, told: Iterable[_Told], person: str) -> None:
        """Record these in the folder of `day`, one a minute from nine in the morning on, by one person."""
        begins = datetime.combine(day, time(9), ZONE)
        opened = [(events.JOURNAL_OPENED, f"journal:{self._writer}", "", self._opening)] if self._head.seq == 0 else []
        facts = self._dated(iter([*opened, *told]), day, begins, timedelta(minutes=1), person)
        while batch := list(islice(facts, MOST_EVENTS)):
            self._segment(day, batch)

    @property
    def _opening(self) -> dict[str, Any]:
        return {"writer": self._writer, "key": self._key.public, "program": "bench", "format": 1}

    def _segment(self, day: date, facts: list[Fact]) -> None:
        members = []
        for fact in facts:
            self._stamp = stamps.next_stamp(self._stamp, fact.at)
            seq, before = self._head.seq + 1, self._head.id
            raw, event = lines.write(
                fact, writer=self._writer, seq=seq, prev=before, stamp=self._stamp, sign=self._sign
            )
            self._head = Head(event.seq, event.id)
            members.append(member(seq, raw))
        path = segment_path(self._logs, day, self._writer, next(self._numbers))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(OPENING + b"".join(members)[1:] + CLOSING)
        self.events += len(facts)

    def _dated(
        self, told: Iterator[_Told], day: date, begins: datetime, step: timedelta, person: str = PERSON
    ) -> Iterator[Fact]:
        for number, (kind, on, post, data) in enumerate(told):
            yield Fact(kind, on, day, begins + step * number, person, post, "", data, self._version, on)

    def _facts(self, day: date, number: int, leave_open: int) -> Iterator[_Told]:
        """About a third are items, the rest are entries: logged, remarked, handled, closed."""
        if self._head.seq == 0 and number:
            yield events.JOURNAL_OPENED, f"journal:{self._writer}", "", self._opening
            number -= 1
        closed = max(number - leave_open, 0) // 6
        items = self._items[: number - leave_open - 4 * closed]
        for key, post in items:
            yield events.ITEM_DONE, f"item:{key}", post, {"note": _pick(_DONE, len(key))}
        for entry in range(1, closed + leave_open + 1):
            yield from _entry(f"entry:{self._writer}.{day:%y%m%d}.{entry}", entry, closed=entry <= closed)
        for more in range(number - leave_open - 4 * closed - len(items)):
            on = f"entry:{self._writer}.{day:%y%m%d}.{more % max(closed, 1) + 1}"
            yield events.ENTRY_REMARKED, on, POST, {"text": f"{_pick(_DONE, more)}，{more}"}


def _entry(on: str, number: int, *, closed: bool) -> Iterator[_Told]:
    text = f"{_pick(_WHAT, number)}，{number % 40 + 1}号柜，{_pick(_DONE, number // 3)}"
    said = {"no": number, "kind": _pick(_KINDS, number), "text": text}
    where = {"place": _pick(_PLACES, number), "severity": _pick(_SEVERITIES, number)}
    yield events.ENTRY_LOGGED, on, POST, said | where
    if closed:
        yield events.ENTRY_REMARKED, on, POST, {"text": f"{_pick(_DONE, number + 3)}，等{number % 9 + 1}分钟"}
        yield events.ENTRY_HANDLED, on, POST, {"note": _pick(_DONE, number + 5)}
        yield events.ENTRY_CLOSED, on, POST, {"note": _pick(_DONE, number + 6)}


def _item(session: Session, planned: PlannedItem) -> Item:
    phases = {phase.id: phase for phase in session.procedures.phases}
    return next(item for item in phases[planned.phase].items if item.id == planned.item)


def five_years(here: Place, number: int) -> Archive:
    """`number` events over five years of days before today, with the index brought up to date."""
    archive = Archive(here)
    days = days_before(now().date(), FIVE_YEARS)
    for place_of, day in enumerate(days):
        share = number * (place_of + 1) // len(days) - number * place_of // len(days)
        archive.fill(day, share, leave_open=2 if place_of > len(days) - 10 else 0)
    with here.desk() as desk:
        desk.catch_up()
    return archive


def _pick(words: tuple[str, ...], number: int) -> str:
    return words[number % len(words)]
