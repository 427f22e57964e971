"""Where a file goes that somebody asks for: where they say, or to the browser they look from.

In a browser a path would be one of the machine that the desk runs on, which is not theirs to write on or look through.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.imports import picked
from dutytui.texts.catalogue import _
from dutytui.widgets.cells import visible

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp


def proposed(app: DutyApp, setting: str, name: str) -> str:
    """What the line for a file holds at first. setting: the terminal's own that keeps the last folder."""
    if app.outbox is not None:
        return name
    return str(Path(str(app.settings.get(setting, "") or Path.home())) / name)


def place(app: DutyApp, typed: str) -> Path:
    """The file that was typed. Raises RuntimeError for the ~ of somebody who is not there."""
    return picked.path_of(typed) if app.outbox is not None else Path(typed).expanduser()


def written(app: DutyApp, path: Path, setting: str = "") -> str:
    """To be called for each file that was written: hands it on or keeps its folder; the answer says where it is."""
    if app.outbox is not None:
        tell: Any = getattr(app._driver, "tell_server", None)
        if tell is not None:
            tell(type="file", name=path.name)
        return _("Handed to the browser: {file}", file=visible(path.name))
    if setting:
        app.settings.set(setting, str(path.absolute().parent))
    return _("Written: {file}", file=visible(str(path)))


def none_here(app: DutyApp) -> str:
    """Why no file or folder can be named here; "" where it can."""
    if app.outbox is None:
        return ""
    return _("A browser reaches no files or folders of the machine that the desk runs on: do this there")
