"""Mall folders with an invented day until some moments of it, made once: a snapshot looks at a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutytui.bootstrap import open_desk
from dutytui.rehearsal.invented.day import InventedDay
from dutytui.rehearsal.stage import ZONE, StoryClock, make_invented_mall
from dutytui.rehearsal.story import STORY
from dutytui.rehearsal.troupe import Troupe
from dutytui.rules.handover.commands import BeginHandover, CountArticle
from dutytui.texts import catalogue
from tests.desk import MONDAY

CALL, NOON, HANDOVER, NIGHT, END = "08:55", "12:10", "14:25", "22:30", "23:30"
_STEP = timedelta(minutes=5)
_BEGINS = "06:05"


def play(folder: Path) -> dict[str, Path]:
    """Everybody's day from early morning on; the answer: by moment, the mall folder as it was then."""
    make_invented_mall(folder / "mall")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTYTUI_HOME", str(folder / "home"))
        # The times of random rounds follow from it.
        patch.setattr("dutytui.session.secrets.token_hex", lambda size: "5" * 2 * size)
        catalogue.use("zh-Hans")
        try:
            return dict(_moments(folder))
        finally:
            catalogue.use("en")


def _moments(folder: Path) -> Iterator[tuple[str, Path]]:
    clock = StoryClock(_at(_BEGINS))
    desk = open_desk(folder / "mall", clock=clock, name="others")
    try:
        troupe, day = Troupe(desk.session, ""), InventedDay(STORY)
        for moment in (CALL, NOON, HANDOVER, NIGHT, END):
            while clock.moment < _at(moment):
                day.play(troupe)
                clock.moment = min(clock.moment + _STEP, _at(moment))
            copied = folder / moment.replace(":", "")
            shutil.copytree(folder / "mall", copied)
            if moment == HANDOVER:
                _hand_over(copied, clock)
            yield moment, copied
    finally:
        desk.close()


def _hand_over(mall: Path, clock: StoryClock) -> None:
    """The duty manager begins and counts the articles, one torch short."""
    desk = open_desk(mall, clock=clock, name="morning")
    try:
        troupe = Troupe(desk.session, "")
        begun = troupe.does("zhang-san", "duty_manager", BeginHandover(troupe.day, "li-si"))
        assert begun is not None
        on = begun.events[0].on
        for article in desk.session.procedures.handover.articles:
            short = article.id == "torches"
            counted = CountArticle(troupe.day, on, article.id, article.expected - short, "借给电工" if short else "")
            assert troupe.does("zhang-san", "duty_manager", counted) is not None
    finally:
        desk.close()


def _at(time: str) -> datetime:
    return datetime.fromisoformat(f"{MONDAY} {time}").replace(tzinfo=ZONE)
