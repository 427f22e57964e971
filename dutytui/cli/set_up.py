"""The first start: ask the few things a mall needs, and make its folder where this user's own mall lives."""

from __future__ import annotations

from pathlib import Path

from dutytui.cli import exits
from dutytui.cli.run import show
from dutytui.platform.ending import Ending
from dutytui.platform.restore import Terminal


def set_up(terminal: Terminal, ending: Ending) -> tuple[Path | None, str, int]:
    """The folder that was made and the language chosen; else None, "" and the exit code."""
    from dutytui.cli.init import make
    from dutytui.screens.setup import SetUp
    from dutytui.store.local import user_mall

    folder = user_mall()
    app = SetUp(str(folder))
    code = show(app, terminal, ending, None)
    answers = app.return_value
    if code or answers is None:
        return None, "", code or exits.OK
    make(folder, answers.name, answers.floors, (answers.opening, answers.closing))
    return folder, answers.language, exits.OK
