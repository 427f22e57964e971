"""The last screen, shown dimmed and with its time before anything else is loaded.

A person who opens the desk reads what stood there a moment ago while the program starts. The bytes to write are kept
ready in one small file for each mall and size. Nothing here may import much: half of the time this takes is what
Python needs to start.
"""

# pathlib takes longer to load than the first paint may.
# ruff: noqa: PTH103, PTH105, PTH109, PTH111, PTH112, PTH118, PTH120, PTH123

import os
import sys

from dutytui.platform import modes
from dutytui.platform.restore import TAKE_SCREEN, Terminal

_BEGIN = TAKE_SCREEN + "\x1b[?25l\x1b[?7l\x1b[2J\x1b[2m"  # no cursor, no wrapping, empty, dimmed
TYPE_CHECKING = False  # loading typing takes longer than the first paint may
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def terminal() -> Terminal | None:
    """The terminal to show it on, which must be given back in the end; None when there is none."""
    return Terminal() if os.isatty(0) and os.isatty(1) and os.isatty(2) else None


def show(terminal: Terminal) -> None:
    """Paint the last screen of the mall that a bare ``dutytui`` opens, in the terminal's size, if there is one."""
    try:
        width, height = os.get_terminal_size(terminal.screen)
        with open(place(os.environ, opened_by(os.environ), width, height), "rb") as file:
            painting = file.read()
    except OSError:
        return
    if modes.understands_escapes(terminal.screen):
        terminal.take()
        modes.quiet()  # what is typed now waits for the live screen instead of showing up in this one
        _write(terminal.screen, painting)


def save(lines: "Sequence[str]", size: tuple[int, int], mall: str, note: str, environ: "Mapping[str, str]") -> None:
    """Keep `lines`, the text of the screen, for the next start. mall: its folder; note: one line with the time of it.

    A screen that can't be kept is no loss, so an OSError goes unsaid.
    """
    width, height = size
    rows = "".join(f"\x1b[{number};1H{row}" for number, row in enumerate(lines[: height - 1], 1))
    painting = f"{_BEGIN}{rows}\x1b[0m\x1b[{height};1H\x1b[7m{note}\x1b[0m\x1b[?7h"
    path = place(environ, mall, width, height)
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        new = f"{path}.{os.getpid()}"
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(painting.encode("utf-8", "replace"))
        os.replace(new, path)
    except OSError:
        return


def opened_by(environ: "Mapping[str, str]") -> str:
    """The folder of the mall that a bare ``dutytui`` opens, as `find_mall` would say; "" for the user's own."""
    named = environ.get("DUTYTUI_MALL")
    if named:
        return named
    here = os.getcwd()
    return here if os.path.isdir("checklists") and os.path.isdir("logs") else ""


def place(environ: "Mapping[str, str]", mall: str, width: int, height: int) -> str:
    """The file of a mall's last screen in one size, in the user's cache folder."""
    from zlib import crc32

    known_by = f"{crc32(os.path.realpath(mall).encode('utf-8', 'replace')):08x}" if mall else "own"
    return os.path.join(_cache(environ), "screens", f"{known_by}-{width}x{height}.txt")


def _cache(environ: "Mapping[str, str]") -> str:
    """As `dutytui.store.local` and platformdirs say, which would take too long to load."""
    home = environ.get("DUTYTUI_HOME")
    if home:
        return os.path.join(home, "cache")
    if sys.platform == "win32":
        return os.path.join(environ.get("LOCALAPPDATA", os.path.expanduser("~")), "dutytui", "Cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/dutytui")
    return os.path.join(environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "dutytui")


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
