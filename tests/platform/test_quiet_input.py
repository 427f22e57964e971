"""What is typed comes as Textual reads it, while its thread sleeps; an Esc alone, and leaving, wait for nobody."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.events import Key
from textual.message import Message

if sys.platform == "win32":
    pytest.skip("the console of Windows is read otherwise", allow_module_level=True)

from textual.drivers.linux_driver import LinuxDriver

from dutytui.platform import quiet_input as module
from dutytui.platform.quiet_input import PatientSelector, Waking, quiet_input

PATIENCE = 20.0


class Typed:
    """A driver of that kind that reads from a pipe."""

    def __init__(self, kind: type[Any]) -> None:
        self.reader, self.writer = os.pipe()
        self.driver = object.__new__(kind)
        self.driver.__dict__.update(
            fileno=self.reader, _debug=False, exit_event=Waking() if kind is not LinuxDriver else threading.Event()
        )
        self.keys: list[str] = []
        self.came = threading.Condition()
        self.driver.process_message = self._take
        self.thread = threading.Thread(target=self.driver.run_input_thread, daemon=True)

    def _take(self, message: Message) -> None:
        with self.came:
            self.keys += [message.key] if isinstance(message, Key) else []
            self.came.notify_all()

    def types(self, text: bytes, keys: int) -> None:
        os.write(self.writer, text)
        with self.came:
            assert self.came.wait_for(lambda: len(self.keys) >= keys, PATIENCE), self.keys

    def leaves(self) -> None:
        self.driver.exit_event.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        os.close(self.reader)
        os.close(self.writer)


@contextmanager
def reading(kind: type[Any]) -> Iterator[Typed]:
    typed = Typed(kind)
    typed.thread.start()
    yield typed
    typed.leaves()


def asleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Have waits without end noted; the answer waits for the next of them."""
    sleeps = threading.Semaphore(0)
    select = module.selectors.SelectSelector.select

    def noted(self: Any, timeout: float | None = None) -> Any:
        if timeout is None:
            sleeps.release()
        return select(self, timeout)

    monkeypatch.setattr(module.selectors.SelectSelector, "select", noted)
    return lambda: sleeps.acquire(timeout=PATIENCE)


def test_keys_come_as_textual_reads_them_awake_or_asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = asleep(monkeypatch)
    pressed = [(b"a", 1), (b"\x1b[A\x1b[B", 3), ("保".encode(), 4), (b"\x1b", 5), (b"b", 6)]
    with reading(quiet_input(LinuxDriver)) as ours, reading(LinuxDriver) as theirs:
        for text, count in pressed:
            assert sleeps(), "it sleeps until something is typed"
            ours.types(text, count)
            theirs.types(text, count)
        assert ours.keys == theirs.keys == ["a", "up", "down", "保", "escape", "b"]


def test_a_program_that_leaves_wakes_the_thread_and_one_that_comes_back_reads_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sleeps = asleep(monkeypatch)
    typed = Typed(quiet_input(LinuxDriver))
    typed.thread.start()
    assert sleeps()
    typed.driver.exit_event.set()
    typed.thread.join(PATIENCE)
    assert not typed.thread.is_alive()
    typed.driver.exit_event.clear()
    typed.thread = threading.Thread(target=typed.driver.run_input_thread, daemon=True)
    typed.thread.start()
    assert sleeps()
    typed.types(b"x", 1)
    typed.leaves()


def test_a_driver_that_reads_otherwise_is_left_as_it_is() -> None:
    class Other:
        pass

    assert quiet_input(Other) is Other  # type: ignore[arg-type, comparison-overlap]
    assert PatientSelector(Waking()).select(0) == []
