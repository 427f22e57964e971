"""Every area that has something to say in time, unsettled or in dispute is among those that are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui import rules
from dutytui.rules import alarms, disputes, unsettled


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (alarms.AREAS, "alarms"),
        (unsettled.AREAS, "unsettled"),
        ([area for area in disputes.AREAS if area != "duties"], "disputes"),  # duties: the items of every day
    ],
)
def test_an_area_with_something_to_say_is_asked_once(asked: tuple[str, ...], what: str) -> None:
    have = sorted(path.parent.name for path in Path(rules.__path__[0]).glob(f"*/{what}.py"))
    assert sorted(asked) == have
