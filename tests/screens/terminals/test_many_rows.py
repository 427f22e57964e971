"""Five hundred terminals with long names: what is wrong with one is in sight, whatever else has no room."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dutytui.rules.roster.standing import Standing
from dutytui.rules.roster.views import TerminalView
from dutytui.rules.sharing import TerminalRow
from dutytui.screens.terminals.rows import TerminalRows, together
from dutytui.texts import catalogue
from dutytui.widgets.cells import width_of
from tests.desk import MONDAY, ZONE

NOW = datetime.fromisoformat(f"{MONDAY} 08:20").replace(tzinfo=ZONE)
LONG = "收银台夜班备用值班终端（二楼东侧员工通道旁机房）"


def rows() -> TerminalRows:
    keys = [f"{number:016x}" for number in range(500)]
    roster = [TerminalView(key, key, LONG, Standing.ENROLLED, False, False, False) for key in keys]
    cards = [
        TerminalRow(key, LONG, False, NOW - timedelta(minutes=7 * number), timedelta(minutes=6), True, 3)
        for number, key in enumerate(keys)
    ]
    return TerminalRows(together(roster, cards), NOW)


@pytest.mark.parametrize(("language", "width"), [("zh-Hans", 68), ("zh-Hant", 68), ("en", 94)])
def test_what_is_wrong_is_in_sight_and_the_time_is_what_is_cut(language: str, width: int) -> None:
    catalogue.use(language)
    found = rows()
    behind = {"zh-Hans": "差 3 条", "zh-Hant": "差 3 ", "en": "3 behind"}[language]
    for number in range(500):
        line = "".join(text for text, _tone in found.line(number, width))
        assert width_of(line) <= width
        assert behind in line and "+6" in line
