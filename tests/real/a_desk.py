"""A terminal in a process of its own: the production session and exchange, driven by lines instead of a screen.

    python -m tests.real.a_desk MALL --name till --share DIR [--every SECONDS] [--smb PORT] [--wall]

Reads ``log N`` (record so many entries, one at each turn) and ``end`` (close in order). Says, unbuffered, ``ready``,
``saved <seq> <id>`` for what was acknowledged, ``heard <seconds>`` for each entry of another terminal with how long it
took to come, ``notice <code>`` and ``refused <reason>`` when they are new.
"""

from __future__ import annotations

import argparse
import os
import select
import sys
from dataclasses import replace
from pathlib import Path

from dutytui.bootstrap import Desk, Onlooker, look_on, open_desk
from dutytui.clock import passed
from dutytui.exchange import WRITER, Exchange
from dutytui.rules.capture import parse
from dutytui.rules.capture_entry import log_entry
from dutytui.rules.commands import SignIn
from dutytui.rules.events import ENTRY_LOGGED, Event
from dutytui.session import Saved
from dutytui.store.disk import Disk
from dutytui.store.local import Local, Settings


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class AtWork:
    """`desk` with an exchange of its own, whose share may lie on another disk."""

    def __init__(self, desk: Desk | Onlooker, exchange: Exchange) -> None:
        self.desk = desk
        self.exchange = exchange
        self.left = 0
        self._told: set[str] = set()

    def turn(self) -> None:
        if self.left:
            self.left -= 1
            self._records()
        beat = self.exchange.beat()
        self.desk.take(beat)
        self._heard(beat.events)
        self._tell("notice", *(notice.code for notice in beat.notices))
        self._tell("refused", self.exchange.sharing.refused)
        self.desk.session.tick()

    def _records(self) -> None:
        session = self.desk.session
        line = parse(f"B1 车库积水，已通知工程 {passed():.3f}", session.vocabulary, session.now())
        outcome = session.submit(log_entry(line, session.procedures, session.day))
        assert isinstance(outcome, Saved), outcome
        for event in outcome.events:
            say("saved", event.seq, event.id)

    def _heard(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if event.kind == ENTRY_LOGGED:
                when = str(event.data["text"]).rpartition(" ")[2]
                say("heard", f"{passed() - float(when):.3f}" if when.replace(".", "").isdigit() else 0)

    def _tell(self, what: str, *words: str) -> None:
        for word in words:
            if word and (what, word) not in self._told:
                self._told.add((what, word))
                say(what, word.replace("\n", " "))


def opened(options: argparse.Namespace) -> AtWork:
    settings = Settings(Local(options.mall))
    if settings.get(WRITER) is None:
        settings.set(WRITER, options.name)
    disk = _disk(options.smb)
    if options.wall:
        looker = look_on(options.mall)
        return AtWork(looker, looker.exchange)
    desk = open_desk(options.mall)
    if disk is not None:
        local = Local(options.mall)
        exchange = Exchange(
            options.mall, local.data, settings, desk.session.now, lambda: desk.trust.held, desk.journal, disk
        )
        desk = replace(desk, exchange=exchange)
    if not desk.exchange.folder:
        refused = desk.exchange.connect(options.share)
        assert refused is None, (refused.code, refused.values)
    if not desk.session.actor.person:
        outcome = desk.session.submit(SignIn(person="zhang-san", name="张三", post="duty_manager"))
        assert isinstance(outcome, Saved), outcome
    desk.wake()
    return AtWork(desk, desk.exchange)


def _disk(port: int) -> Disk | None:
    if not port:
        return None
    from tests.real.samba import SambaDisk

    return SambaDisk(port)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("mall", type=Path)
    parser.add_argument("--name", default="desk")
    parser.add_argument("--share", type=Path)
    parser.add_argument("--every", type=float, default=0.5)
    parser.add_argument("--smb", type=int, default=0)
    parser.add_argument("--wall", action="store_true")
    options = parser.parse_args()
    work = opened(options)
    say("ready")
    asked = b""
    while not asked.startswith(b"end"):
        work.turn()
        if select.select([0], [], [], options.every)[0]:
            asked = os.read(0, 4096) or b"end"
            for line in asked.decode().splitlines():
                work.left += int(line.removeprefix("log ")) if line.startswith("log ") else 0
    if isinstance(work.desk, Desk):
        work.desk.catch_up()
        work.desk.session.tick()
        work.desk.sleep()
    work.turn()
    work.exchange.close()
    work.desk.close()


if __name__ == "__main__":
    main()
    sys.exit(0)
