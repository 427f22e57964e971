"""The file that makes a folder a share, and says which one it is.

Without it nothing is written: the folder may be the empty place where a drive is not mounted just now.
"""

from __future__ import annotations

import errno
import secrets
from pathlib import Path

import msgspec

from dutytui.store.disk import Disk, make_folders, publish
from dutytui.store.transport.verbs import ElsewhereError
from dutytui.store.unreadable import NO_JSON

NAME = "dutytui-share.json"
FORMAT = 1
LOGS = "logs"
TERMINALS = "terminals"
CHECKLISTS = "checklists"


class About(msgspec.Struct, frozen=True):
    """share: drawn when it was made, so that another mall's share is known as such; mall: id of the first event of the
    mall's roster, "" while there is none. Fields of newer versions are read over."""

    format: int
    share: str
    mall: str = ""


def about(disk: Disk, folder: Path) -> About:
    """Raises `ElsewhereError` if this is no share, or one of a newer program; any other OSError as it comes."""
    try:
        content = disk.read(folder / NAME)
    except (FileNotFoundError, NotADirectoryError) as error:
        # The folder itself must answer, else it is not there at all, which is another thing to say.
        disk.names(folder)
        raise ElsewhereError("not_a_share", str(folder)) from error
    try:
        found = msgspec.json.decode(content, type=About)
    except NO_JSON as error:
        # Half-written by a sync program, or not ours: either way nothing is known.
        raise ElsewhereError("not_a_share", str(folder)) from error
    if found.format > FORMAT:
        raise ElsewhereError("newer_share", str(folder))
    return found


def is_share(disk: Disk, folder: Path) -> bool:
    """Raises OSError when the folder can't be looked at."""
    try:
        about(disk, folder)
    except ElsewhereError as error:
        if error.code == "not_a_share":
            return False
        raise
    except FileNotFoundError:
        return False
    return True


def make(disk: Disk, folder: Path, checklists: Path) -> About:
    """Make `folder` a share with a copy of the mall's procedures; what is there already stays. Raises OSError.

    The file that makes it one comes last: a share that was made halfway is none, and is made again. A folder that holds
    anything else is refused, because it was meant for something else.
    """
    own = {NAME, LOGS, TERMINALS, CHECKLISTS}
    if disk.exists(folder) and any(_is_foreign(name) for name in set(disk.names(folder)) - own):
        raise OSError(errno.ENOTEMPTY, "not empty")
    for name in (LOGS, TERMINALS, CHECKLISTS):
        make_folders(disk, folder / name)
    copy_procedures(disk, checklists, folder / CHECKLISTS)
    found = About(FORMAT, secrets.token_hex(16))
    publish(disk, folder / NAME, msgspec.json.encode(found))
    return found


def name_mall(disk: Disk, folder: Path, founding: str) -> None:
    """Have the share say whose it is. founding: id of the first event of the mall's roster. Raises as `about`."""
    publish(disk, folder / NAME, msgspec.json.encode(msgspec.structs.replace(about(disk, folder), mall=founding)))


def copy_procedures(disk: Disk, source: Path, target: Path) -> None:
    """The YAML files of a folder and of the folders in it, to where none of that name is yet. Raises OSError."""
    make_folders(disk, target)
    there = set(disk.names(target))
    files = disk.entries(source)
    for name in sorted(disk.names(source)):
        if name in files:
            if name.endswith((".yaml", ".yml")) and name not in there:
                publish(disk, target / name, disk.read(source / name))
        elif not name.startswith("."):
            copy_procedures(disk, source / name, target / name)


def _is_foreign(name: str) -> bool:
    """Whether it is more than what systems and sync programs leave in every folder."""
    return not name.startswith((".", "~")) and name.lower() not in ("desktop.ini", "thumbs.db")
