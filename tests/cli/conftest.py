"""Terminals that are put away after each test, and a mall whose procedures the terminal already knows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dutytui.procedures.source import ProcedureSource
from dutytui.store.local import Local
from tests.cli.program import OnTerminal
from tests.desk import MONDAY, make_mall


@pytest.fixture
def on_terminal() -> Iterator[Callable[..., OnTerminal]]:
    started: list[OnTerminal] = []

    def start(*arguments: Any, **options: Any) -> OnTerminal:
        started.append(OnTerminal(*arguments, **options))
        return started[-1]

    yield start
    for program in started:
        program.close()


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a terminal keeps of the shipped procedures, but for the note which mall last had them."""
    folder = tmp_path_factory.mktemp("known")
    source = ProcedureSource(make_mall(folder / "mall") / "checklists", folder)
    assert source.current(date.fromisoformat(MONDAY)).procedures is not None
    for note in (folder / "procedures").glob("last-good-*"):
        note.unlink()
    return folder / "procedures"


@pytest.fixture
def mall(mall: Path, known: Path, own_home: Path) -> Path:
    """The terminal has seen these files before, as on all days but the first: a process need not compile them.

    The first day is told by the tests that make their mall themselves.
    """
    for home in (own_home, mall.parent / "home"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DUTYTUI_HOME", str(home))
            shutil.copytree(known, Local(mall).data / "procedures")
    return mall
