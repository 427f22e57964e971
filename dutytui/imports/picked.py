"""The file that a person means: what they typed, pasted or dropped as a path, how it may go on, and its bytes."""

from __future__ import annotations

import os
import re
import stat
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote

from dutytui.imports.tables import LARGEST

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx")
"""Files that are offered where tables are asked for; any other may be typed in full."""
ANY_ENDING = ("",)
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_ESCAPED = re.compile(r"\\(.)")


_shut_in: list[Path] = []


def shut_in(folder: Path) -> None:
    """From now on, in this process, every path means a file of that name in `folder`: for whoever is not at the machine
    itself, and has no business on its disk."""
    _shut_in[:] = [folder]


def path_of(typed: str) -> Path:
    """Terminals drop a file as a path in quotes, with ``\\ `` for blanks, or as ``file://…``; ~ is one's home."""
    if _shut_in:
        return _shut_in[0] / (Path(typed.replace("\\", "/")).name.strip(". ") or "-")
    text = typed.strip().removeprefix("& ").strip()  # PowerShell puts & before a quoted path
    closing = _QUOTES.get(text[:1])
    if closing and text.endswith(closing) and len(text) > 1:
        text = text[1:-1]
    elif text.startswith("file://"):
        text = unquote(text.removeprefix("file://").removeprefix("localhost"))
        text = text.removeprefix("/") if os.name == "nt" else text
    elif os.name != "nt" and not Path(text).exists():
        text = _ESCAPED.sub(r"\1", text)
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~nobody
        return Path(text)


def completions(typed: str, endings: tuple[str, ...] = ENDINGS) -> tuple[str, ...]:
    """Paths that begin with what was typed: folders (with a separator at the end) first, then files that end so.

    Never raises: a folder that can't be looked into offers nothing.
    """
    if _shut_in:
        return ()
    text = typed.strip()
    head, name = os.path.split(text)
    folder = Path(head).expanduser() if head else Path()
    found: list[tuple[bool, str]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                fits = entry.name.casefold().startswith(name.casefold()) and (name or not entry.name.startswith("."))
                is_folder = fits and entry.is_dir()
                if fits and (is_folder or entry.name.casefold().endswith(endings)):
                    found.append((not is_folder, entry.name + (os.sep if is_folder else "")))
    except (OSError, ValueError, RuntimeError):
        return ()
    return tuple(os.path.join(head, name) for _file, name in sorted(found))  # noqa: PTH118 - as typed, with its ~


def last_part(path: str) -> str:
    """The name at the end of one of `completions`, a folder's with its separator."""
    end = os.sep if path.endswith(os.sep) else ""
    return path.removesuffix(os.sep).rpartition(os.sep)[2] + end


def completed(typed: str, endings: tuple[str, ...] = ENDINGS) -> str:
    """`typed`, as far as all that it may become agree."""
    found = completions(typed, endings)
    if not found:
        return typed
    columns = zip(*(path.casefold() for path in found), strict=False)
    agreed = sum(1 for _same in takewhile(lambda letters: len(set(letters)) == 1, columns))
    return found[0][:agreed] if agreed > len(typed.strip()) else typed


def content(path: Path) -> bytes:
    """At most one byte more than a table may have. Raises OSError, also for no file (a pipe would never end)."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise IsADirectoryError(0, "not a file", str(path))
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
