"""The first start without a mall: what may be typed, going back, and what is made of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from dutytui.cli import exits
from dutytui.screens.setup import SetUp
from dutytui.screens.setup_answers import Answers, floors, hours
from dutytui.store.local import Local, Settings
from dutytui.texts import catalogue
from tests.cli.program import MODULE, OnTerminal


@pytest.fixture(autouse=True)
def english() -> None:
    catalogue.use("en")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("6F-1F, B1", ("6F", "5F", "4F", "3F", "2F", "1F", "B1")),
        ("１楼到３楼、B2-B1", ("3F", "2F", "1F", "B1", "B2")),
        ("2-B2", ("2F", "1F", "B1", "B2")),
        ("5", ("5F",)),
        ("负1 3层 3F", ("3F", "B1")),
        ("RF 2 1", ("RF", "2F", "1F")),
        ("三楼", "三楼"),
        ("B1-3", "B1-3"),
        ("0", "0"),
        ("", ""),
        ("1-99", ""),
    ],
)
def test_floors_are_read_as_people_write_them(typed: str, found: tuple[str, ...] | str) -> None:
    assert floors(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("9:00-21:30", (540, 1290)),
        ("９：００—２１：３０", (540, 1290)),
        ("0900 2130", (540, 1290)),
        ("9点-21点30", (540, 1290)),
        ("10至22", (600, 1320)),
        ("10-2", (600, 1560)),
        ("10:00-26:00", (600, 1560)),
        ("21:30", None),
        ("4-9", None),
        ("9:70-21:00", None),
        ("9-30:00", None),
        ("open all day", None),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, found: tuple[int, int] | None) -> None:
    assert hours(typed) == found


async def test_a_mall_is_set_up_with_the_keyboard_alone() -> None:
    app = SetUp("somewhere")
    async with app.run_test() as pilot:
        await pilot.press("3", *"Spruce", "enter", "ctrl+u", *"3-1", "enter", "ctrl+u", *"10-22", "enter")
    assert app.return_value == Answers("en", "Spruce", ("3F", "2F", "1F"), 600, 1320)


async def test_a_wrong_answer_stays_as_typed_and_says_what_is_right() -> None:
    app = SetUp("somewhere")
    async with app.run_test() as pilot:
        await pilot.press("3", *"Spruce", "enter", "ctrl+u", *"3-1 top", "space", "?", "enter")
        assert app.query_one(Input).value == "3-1 top ?"
        assert '"?" is no floor' in str(app.query_one("#wrong", Static).render())
        await pilot.press("backspace", "backspace", "enter", "ctrl+u", *"later", "enter")
        assert app.query_one(Input).value == "later"
        assert "9:00-21:30" in str(app.query_one("#wrong", Static).render())
        await pilot.press("ctrl+q")
    assert app.return_value is None


async def test_going_back_keeps_every_answer() -> None:
    app = SetUp("somewhere")
    async with app.run_test() as pilot:
        await pilot.press(
            "3", *"Spruce", "enter", "ctrl+u", *"3-1", "escape", "escape", "down", "down", "down", "enter"
        )
        assert app.query_one(Input).value == "Spruce"
        await pilot.press("enter")
        assert app.query_one(Input).value == "3-1"


async def test_leaving_makes_nothing() -> None:
    app = SetUp("somewhere")
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.return_value is None


async def test_full_width_digits_choose_the_language() -> None:
    app = SetUp("somewhere")
    async with app.run_test() as pilot:
        await pilot.press("３")
        assert app.query_one(Input).display
        assert catalogue.language() == "en"


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
def test_the_first_start_makes_the_mall_and_opens_it(
    on_terminal: Callable[..., OnTerminal], own_home: Path, tmp_path: Path
) -> None:
    program = on_terminal([*MODULE], cwd=tmp_path, size=(120, 40), ambiguous=2)
    for shown, typed in (
        ("Esc leave", "3"),
        ("What is the mall called?", "Spruce\r"),
        ("Which floors", "\r"),
        ("When does it open", "\r"),
    ):
        program.until(shown)
        program.type(typed)
    program.until("Tour, 1 of 9")
    program.type("\x1b")
    program.until("Who is at the desk?")
    assert (own_home / "mall" / "checklists" / "mall.yaml").read_text("utf-8").count("Spruce")
    settings = Settings(Local(own_home / "mall"))
    assert (settings.get("language"), settings.get("safe_width")) == ("en", True), "the width was asked for, too"
    assert settings.get("tour") == "left"


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
def test_leaving_the_first_start_is_no_error(
    on_terminal: Callable[..., OnTerminal], own_home: Path, tmp_path: Path
) -> None:
    program = on_terminal([*MODULE], cwd=tmp_path)
    program.until("Esc leave")
    program.type("\x11")
    assert program.ends() == exits.OK
    assert not (own_home / "mall").exists()
    assert program.modes() == program.modes_before
