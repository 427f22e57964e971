"""The page of changes and ``dutytui changes``, as people use them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from dutytui.bootstrap import Desk
from dutytui.cli.dispatch import dispatch
from dutytui.rules.commands import SignIn
from dutytui.screens.app import DutyApp
from dutytui.session import Saved
from dutytui.texts import catalogue
from tests.changes.shop import Shop, edit, grace, sign, write
from tests.changes.test_countersigned import ADOPTED_AT, NEW, OLD, adopted_apart
from tests.desk import MONDAY, Robot


@asynccontextmanager
async def sitting(
    shop: Shop, desk: Desk, who: str, post: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Robot]:
    desk.settings.set("language", "en")
    desk.settings.set("safe_width", False)
    assert isinstance(desk.session.submit(SignIn(who, who, post)), Saved)
    app = DutyApp(desk)
    try:
        async with app.run_test(size=size) as pilot:
            robot = Robot(app, pilot, desk, shop.clock)
            await robot.settle()
            yield robot
    finally:
        catalogue.use("en")


async def open_changes(robot: Robot) -> None:
    await robot.press("f10")
    await robot.types("Changes")
    await robot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_author_compares_submits_and_signers_see_the_same(
    shop: Shop, folder: Path, size: tuple[int, int]
) -> None:
    desk = shop.terminal(folder, "desk")
    before = grace(desk)
    async with sitting(shop, desk, "author", "manager", size) as robot:
        await open_changes(robot)
        robot.sees("The files are as the version in force")
        await robot.press("escape")
        edit(folder, "day/opening.yaml", OLD, NEW)
        edit(folder, "posts.yaml", "en: Guard", "en: Watchman")
        robot.app._tick()
        await open_changes(robot)
        robot.sees("1 of 1", "against the version in force", "2 changes in 2 files", "Watchman", "20m", "Guard")
        await robot.press("f2")
        robot.sees("Submit for countersign: 2 changes in 2 files")
        await robot.press("enter")
        await robot.press("enter")
        robot.sees("Say why")
        await robot.types("Too few minutes")
        await robot.press("enter")
        robot.sees("11-24")
        await robot.press("enter")
        robot.sees("author submitted this, from 11-24 Tue on")
        robot.sees("1 of 1")
        await robot.press("f2")
        robot.sees("wait for countersign already")
        edit(folder, "day/opening.yaml", "early: 20m", "early: 25m")
        robot.app._tick()
        await robot.settle()
        robot.sees("1 of 2", "25m")
        await robot.press("right")
        robot.sees("2 of 2", "20m")
    (waiting,) = desk.changes.pending()
    sign(desk, waiting.request, MONDAY, "boss", "finance", "ops")
    shop.on("2026-11-24", "06:00", desk)
    assert grace(desk) == 20 != before


async def test_a_notice_leads_to_what_is_different_and_wrong_files_cannot_be_submitted(
    shop: Shop, folder: Path
) -> None:
    desk = shop.terminal(folder, "desk")
    async with sitting(shop, desk, "author", "manager") as robot:
        write(folder, "posts.yaml", "posts: [")
        robot.app._tick()
        robot.app.action_notices()
        await robot.settle()
        robot.sees("The draft is wrong")
        await robot.press("enter")
        robot.sees("before this is mended", "posts.yaml:1")
        await robot.press("f2")
        robot.sees("The files are wrong")


async def test_a_new_request_for_a_change_leads_to_the_changed_files(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    edit(folder, "day/opening.yaml", OLD, NEW)
    desk.session.tick()
    async with sitting(shop, desk, "author", "manager") as robot:
        await robot.press("6", "ctrl+n")
        robot.sees("1 of 1", "against the version in force", "goes with the changed files")
        await robot.press("f2")
        robot.sees("Submit for countersign")


async def test_a_guard_is_told_at_once_that_he_submits_none(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    async with sitting(shop, desk, "guard", "guard") as robot:
        edit(folder, "day/opening.yaml", OLD, NEW)
        robot.app._tick()
        await open_changes(robot)
        await robot.press("f2")
        robot.misses("Submit for countersign")
        robot.sees("Manager")


async def test_files_saved_while_the_form_is_open_are_looked_at_again(shop: Shop, folder: Path) -> None:
    desk = shop.terminal(folder, "desk")
    edit(folder, "day/opening.yaml", OLD, NEW)
    desk.session.tick()
    async with sitting(shop, desk, "author", "manager") as robot:
        await open_changes(robot)
        await robot.press("f2")
        await robot.types("why")
        await robot.press("enter")
        edit(folder, "day/opening.yaml", "early: 20m", "early: 25m")
        await robot.press("enter")
        robot.sees("The files have changed meanwhile")
        assert desk.changes.pending() == ()


def test_a_script_asks_what_is_different(
    shop: Shop, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = shop.terminal(folder, "desk")
    first = desk.session.procedures.version
    asked = ["--mall", str(folder), "--lang", "en", "changes"]
    assert dispatch(asked) == 0
    edit(folder, "day/opening.yaml", OLD, NEW)
    capsys.readouterr()
    assert dispatch([*asked, "--json"]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert (change["file"], change["line"], change["how"], change["new"]) == ("day/opening.yaml", 5, "added", "20m")
    assert dispatch(asked) == 1
    assert "  day/opening.yaml:5: opens before its time by: new, 20m" in capsys.readouterr().out
    assert dispatch([*asked, "--from", first[:6], "--to", first[:6]]) == 0
    assert dispatch([*asked, "--from", "0123"]) == 2
    assert first in capsys.readouterr().err
    assert desk.session.day == date.fromisoformat(MONDAY)


async def test_of_two_versions_adopted_apart_one_is_let_stand_in_the_list_of_disputes(
    shop: Shop, folder: Path, tmp_path: Path
) -> None:
    desk, _office = adopted_apart(shop, folder, tmp_path / "away")
    async with sitting(shop, desk, "guard", "guard") as robot:
        await robot.press("f12")
        robot.sees("Two versions of the procedures for 11-25 Wed", "1 dispute to settle")
        await robot.press("enter")
        robot.sees("boss", "finance", "desk", "office")
        await robot.press("1")
        robot.sees("Which version stands is for boss, finance to say")
    async with sitting(shop, desk, "boss", "boss") as robot:
        await robot.press("f12", "enter")
        here, there = (robot.screen.index(f"at {ADOPTED_AT[early]}") for early in (20, 40))
        await robot.press("1" if here < there else "2", "enter")
        robot.sees("needed")
        await robot.types("the shorter one")
        await robot.press("enter")
        robot.sees("settled the dispute", "the shorter one")
        await robot.press("escape")
        robot.misses("Two versions of the procedures")
    shop.on("2026-11-25", "06:00", desk)
    assert grace(desk) == 20
