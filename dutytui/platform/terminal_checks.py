"""The doctor's look at the terminal: widths, colours, encoding, font, input method."""

from __future__ import annotations

import codecs
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from dutytui.platform import windows_input
from dutytui.platform.finding import Finding, Health
from dutytui.platform.probe import Widths
from dutytui.texts.catalogue import LANGUAGE_NAMES, _, is_compiled, n_

_UTF8_PAGE = 65001
SAMPLE = ("值班经理记录", "123456789012")
"""Two rows that are equally long where a Chinese character is as wide as two digits."""


def texts() -> Finding:
    """Whether the program can speak its languages: a checkout that was never installed has English only."""
    title = _("Languages")
    missing = [name for language, name in LANGUAGE_NAMES.items() if not is_compiled(language)]
    if missing:
        words = _("not there: {names}", names=_(", ").join(missing))
        mend = _("Install the program, or in a checkout: python -m dutytui.texts.build_catalogues compile")
        return Finding("texts", title, Health.PROBLEM, words, mend)
    return Finding("texts", title, Health.OK, _(", ").join(LANGUAGE_NAMES.values()))


def width(found: Widths | None) -> Finding:
    title = _("Character widths")
    if found is None:
        return Finding("width", title, Health.NOTE, _("not a terminal, so not measured"))
    if found.ambiguous is None or found.wide is None:
        mend = _("If lines are askew in the desk, choose the safe glyphs in its menu (F10).")
        return Finding("width", title, Health.NOTE, _("the terminal did not say where its cursor is"), mend)
    if found.wide != 2:
        words = _("Chinese characters are drawn {width} wide instead of 2", width=found.wide)
        return Finding("width", title, Health.PROBLEM, words, _("Use another terminal or another font."))
    if found.ambiguous != 1:
        mend = _("The safe glyphs are on for this terminal: frames and marks are drawn in ASCII.")
        return Finding("width", title, Health.NOTE, _("characters of ambiguous width are drawn two wide"), mend)
    return Finding("width", title, Health.OK, _("Chinese 2, ambiguous 1"))


def colours(environ: Mapping[str, str]) -> Finding:
    title = _("Colours")
    kind = environ.get("TERM", "")
    if "NO_COLOR" in environ:
        mend = _("Every status is a word, so nothing is lost. Remove NO_COLOR for colours.")
        return Finding("colours", title, Health.NOTE, _("switched off by NO_COLOR"), mend)
    if kind == "dumb" or (not kind and sys.platform != "win32"):
        mend = _("Set TERM to what the terminal is, such as xterm-256color.")
        return Finding("colours", title, Health.PROBLEM, _("TERM says that the terminal can't draw a screen"), mend)
    if environ.get("COLORTERM") in ("truecolor", "24bit") or "WT_SESSION" in environ:
        return Finding("colours", title, Health.OK, _("16 million"))
    if "256" in kind:
        return Finding("colours", title, Health.OK, "256")
    mend = _("If the terminal can do more, set TERM to xterm-256color.")
    return Finding("colours", title, Health.NOTE, _("few ({kind})", kind=kind or "-"), mend)


def encoding(name: str, page: int | None) -> Finding:
    """name: of the terminal's or pipe's encoding; page: the Windows console's output page, None elsewhere."""
    title = _("Encoding")
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = name
    if page is not None and page != _UTF8_PAGE:
        words = _("code page {page}, {name}", page=page, name=known)
        return Finding("encoding", title, Health.PROBLEM, words, _("Type: chcp 65001, or use Windows Terminal."))
    if known == "utf-8":
        return Finding("encoding", title, Health.OK, "UTF-8")
    mend = _("For the desk, set LANG to a UTF-8 locale such as zh_CN.UTF-8. Output to scripts works in any encoding.")
    return Finding("encoding", title, Health.PROBLEM, known, mend)


def font(environ: Mapping[str, str]) -> Finding:
    """Which font a terminal uses can't be asked; what can be known is whether any has Chinese."""
    title = _("Font")
    see = _("See for yourself: these two rows must be equally long, and 0 O, 1 l must differ.")
    mend = "\n".join((see, *SAMPLE, "0O 1lI"))
    remote = any(name in environ for name in ("SSH_CONNECTION", "SSH_TTY"))
    if remote or sys.platform != "linux" or not shutil.which("fc-list"):
        return Finding("font", title, Health.NOTE, _("can't be asked from here"), mend)
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Finding("font", title, Health.NOTE, _("can't be asked from here"), mend)
    count = len({line for line in listed.stdout.splitlines() if line.strip()})
    if not count:
        words = _("no font with Chinese is installed on this machine")
        install = _("Install one, such as the package fonts-noto-cjk. A console without windows shows no Chinese.")
        return Finding("font", title, Health.PROBLEM, words, install)
    return Finding("font", title, Health.OK, n_("{count} font with Chinese", "{count} fonts with Chinese", count), mend)


def input_method(textual: str) -> Finding:
    """textual: its version."""
    title = _("Input method")
    keys = _("With a Chinese input method on, letters don't reach the desk: use digits and function keys.")
    if sys.platform != "win32":
        return Finding("input_method", title, Health.OK, keys)
    if textual in windows_input.HAVE_THE_BUG:
        words = _("punctuation typed with Shift is mended for Textual {version}", version=textual)
        return Finding("input_method", title, Health.OK, words, keys)
    words = _("Textual {version} was not looked at: try to type ？！：（） in the desk", version=textual)
    return Finding("input_method", title, Health.NOTE, words, keys)


def code_page() -> int | None:
    """The Windows console's output page; None elsewhere."""
    if sys.platform != "win32":
        return None
    import ctypes

    return int(ctypes.windll.kernel32.GetConsoleOutputCP()) if os.isatty(1) else None
