"""What waits for the terminal is done once Textual's own thread has written, and not before."""

from __future__ import annotations

import asyncio
import inspect
import io
import sys
from threading import Event
from typing import Any

import pytest
from textual.app import App
from textual.drivers._writer_thread import WriterThread

from dutytui.platform.written import REST, Written, counting, when_written


class Held(io.StringIO):
    """A terminal that takes nothing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.goes = Event()

    def write(self, text: str) -> int:
        assert self.goes.wait(10)
        return super().write(text)


def test_textuals_thread_tells_when_all_is_out() -> None:
    held = Held()
    written = Written(held)
    thread = WriterThread(written)  # type: ignore[arg-type]
    thread.start()
    out: list[str] = []
    done = Event()
    for text in ("one ", "two"):
        written.hand()
        thread.write(text)
    assert written.when_out(lambda: (out.append(held.getvalue()), done.set())[0])
    assert not out
    held.goes.set()
    assert done.wait(10)
    thread.stop()
    assert out == ["one two"]
    assert not written.when_out(done.set), "nothing is on its way: whoever waited would wait for ever"


@pytest.mark.skipif(sys.platform == "win32", reason="its driver needs a console")
async def test_textuals_driver_hands_its_file_to_that_thread() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    assert "WriterThread(self._file)" in inspect.getsource(LinuxDriver.start_application_mode)
    app: App[None] = App()
    driver: Any = counting(LinuxDriver)(app)
    assert isinstance(driver._file, Written)
    taken: list[str] = []
    driver._writer_thread = type("Thread", (), {"write": lambda _self, text: taken.append(text)})()
    driver.write("a row")
    assert taken == ["a row"]
    assert driver._file.when_out(taken.clear), "what was handed over is on its way"


async def test_between_what_is_out_and_what_is_done_then_the_program_rests_so_that_the_system_hands_it_on() -> None:
    app: App[None] = App()
    async with app.run_test():
        app._driver._file = Written(io.StringIO())  # type: ignore[union-attr]
        done, early = asyncio.Event(), list[bool]()
        asyncio.get_running_loop().call_later(REST / 2, lambda: early.append(done.is_set()))
        when_written(app.screen, done.set)
        await asyncio.wait_for(done.wait(), 10)
        assert early == [False]


async def test_where_nothing_is_written_nothing_is_waited_for() -> None:
    app: App[None] = App()
    async with app.run_test():
        done: list[int] = []
        when_written(app.screen, lambda: done.append(1))
        assert done
