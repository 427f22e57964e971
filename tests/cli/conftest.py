"""Terminals that are put away after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cli.program import OnTerminal


@pytest.fixture
def on_terminal() -> Iterator[Callable[..., OnTerminal]]:
    started: list[OnTerminal] = []

    def start(*arguments: Any, **options: Any) -> OnTerminal:
        started.append(OnTerminal(*arguments, **options))
        return started[-1]

    yield start
    for program in started:
        program.close()
