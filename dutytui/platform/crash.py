"""What is left behind by a crash: a report in the local folder, and a few plain words."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC
from pathlib import Path

from dutytui import __version__
from dutytui.clock import SystemClock
from dutytui.texts.catalogue import _

KEPT = 20
"""Reports kept; the oldest go first."""


def report(error: BaseException, folder: Path | None) -> Path | None:
    """Write the error with its traceback into `folder`; None when not even that can be written.

    Without values of variables: they may hold what people typed.
    """
    if folder is None:
        return None
    lines = [
        f"dutytui {__version__}",
        f"python {platform.python_version()} on {platform.platform()}",
        f"textual {_textual_version()}",
        f"terminal {os.environ.get('TERM', '')} {os.environ.get('TERM_PROGRAM', '')} {os.environ.get('COLORTERM', '')}",
        "",
        *(line.rstrip("\n") for line in traceback.format_exception(error)),
    ]
    stamp = f"{SystemClock(UTC).now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash-{stamp}-{os.getpid()}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def words(error: BaseException, path: Path | None) -> str:
    """What the person reads once the terminal is theirs again."""
    name = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    lines = [
        _("dutytui had to stop because of an error in the program ({error}).", error=name),
        _("Everything that was shown as saved is on the disk. Start dutytui again to go on."),
    ]
    if path is not None:
        lines.append(_("The report for the maintainers: {path}", path=path))
    else:
        lines.append(_("The report could not be written; this is where it happened:"))
        lines.append("".join(traceback.format_tb(error.__traceback__)[-3:]).rstrip("\n"))
    return "\n".join(lines)


def _textual_version() -> str:
    """Only where Textual was running; a crash of the plain command line need not load it."""
    if "textual" not in sys.modules:
        return "-"
    from importlib.metadata import version

    return version("textual")
