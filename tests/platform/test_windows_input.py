"""Punctuation typed with Shift through a Windows input method. Textual's own reader runs here, on any system."""

from __future__ import annotations

import ctypes
import importlib
import inspect
import re
import sys
import threading
import types
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import textual.drivers

from dutytui.platform import windows_input

SHIFT, CTRL, CAPS_LOCK = 0x0010, 0x0008, 0x0080

RECORDED = [
    # what was pressed, key down, control state, virtual key, character, lost by Textual
    ("Shift+/ through the input method", True, SHIFT, 0, "？", True),
    ("Shift+1 with Caps Lock on", True, SHIFT | CAPS_LOCK, 0, "！", True),
    ("a word chosen while Caps Lock is on", True, CAPS_LOCK, 0, "值", True),
    ("the release of that key", False, SHIFT, 0, "？", False),
    ("a bare modifier", True, SHIFT, 0, "\x00", False),
    ("a modifier without any character", True, SHIFT, 0, "", False),
    ("a word chosen without modifiers", True, 0, 0, "班", False),
    ("Shift+/ without an input method", True, SHIFT, 0xBF, "?", False),
    ("Ctrl and no key", True, CTRL, 0, "\x01", False),
]


@pytest.mark.parametrize(
    ("down", "state", "key", "character", "lost"), [row[1:] for row in RECORDED], ids=[row[0] for row in RECORDED]
)
def test_only_characters_of_the_input_method_are_amended(
    down: bool, state: int, key: int, character: str, lost: bool
) -> None:
    assert windows_input.is_typed(down, state, key, character) is lost


class FakeKernel:
    """Just enough of kernel32: one reading of the console with the given records, then nothing more."""

    def __init__(self, records: list[tuple[bool, int, int, str]]) -> None:
        self.records = records
        self.GetStdHandle = types.SimpleNamespace()
        self.read = threading.Event()

    def WaitForMultipleObjects(self, *_arguments: object) -> int:
        if not self.read.is_set():
            return 0
        self.done()
        return 0x102

    def ReadConsoleInputW(self, _handle: object, records: Any, _length: int, count: Any) -> int:
        for place, (down, state, key, character) in zip(records._obj, self.records, strict=False):
            place.EventType = 1
            place.Event.KeyEvent.bKeyDown = down
            place.Event.KeyEvent.dwControlKeyState = state
            place.Event.KeyEvent.wVirtualKeyCode = key
            place.Event.KeyEvent.uChar.UnicodeChar = character
        count._obj.value = len(self.records)
        self.read.set()
        return 1

    def done(self) -> None: ...


def typed_into_textual(monkeypatch: pytest.MonkeyPatch, records: list[tuple[bool, int, int, str]], mended: bool) -> str:
    """What Textual's reader makes of the records, with or without the shim."""
    kernel = FakeKernel(records)
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_arguments, **_options: kernel, raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", types.ModuleType("msvcrt"))
    monkeypatch.delitem(sys.modules, "textual.drivers.win32", raising=False)
    win32 = importlib.import_module("textual.drivers.win32")
    monkeypatch.setattr(win32, "GetStdHandle", lambda _number: 1)
    if mended:
        windows_input.install(win32.KERNEL32)
    heard: list[str] = []
    leave = threading.Event()
    kernel.done = leave.set  # type: ignore[method-assign]
    app = types.SimpleNamespace(log=types.SimpleNamespace(error=lambda *told: heard.append(f"error {told}")))
    monitor = win32.EventMonitor(None, app, leave, lambda event: heard.append(getattr(event, "character", None) or ""))
    monitor.run()
    monkeypatch.delitem(sys.modules, "textual.drivers.win32", raising=False)
    return "".join(heard)


LINE = [
    (True, 0, 0, "电"),
    (True, 0, 0, "梯"),
    (True, SHIFT, 0, "！"),
    (True, SHIFT, 0, "\x00"),
    (True, SHIFT, 0, "（"),
]


def test_textual_loses_shift_punctuation_without_the_shim(monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed_into_textual(monkeypatch, LINE, mended=False) == "电梯"


def test_shift_punctuation_arrives_with_the_shim(monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed_into_textual(monkeypatch, LINE, mended=True) == "电梯！（"


def test_the_shim_is_put_in_once() -> None:
    kernel = FakeKernel([])
    windows_input.install(kernel)
    first = kernel.ReadConsoleInputW
    windows_input.install(kernel)
    assert kernel.ReadConsoleInputW is first


def test_the_installed_textual_was_looked_at() -> None:
    """A new release of Textual fails here until somebody sees whether it still has the bug."""
    source = (Path(inspect.getfile(textual.drivers)).parent / "win32.py").read_text("utf-8")
    drops_all = re.search(r"dwControlKeyState\s+and key_event.wVirtualKeyCode == 0\s+\):", source) is not None
    assert drops_all == (version("textual") in windows_input.HAVE_THE_BUG)


def test_nothing_is_done_on_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert windows_input.mend() is False
