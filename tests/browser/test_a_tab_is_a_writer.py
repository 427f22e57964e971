"""Each tab is a program with a journal of its own, and nothing of it is left over when the tab is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import MISSING

if "extra" in MISSING:
    pytest.skip(MISSING, allow_module_level=True)

from dutytui.browser import pages
from tests.browser.served import Device, Served, Tab, serving
from tests.flows.stock import journals

F2, ENTER, ESCAPE, CTRL_O, CTRL_Q = "\x1bOQ", "\r", "\x1b", "\x0f", "\x11"
PATIENCE = 30
"""Seconds after which a test fails instead of hanging; nothing is measured with it."""


def by_writer(mall: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, events in sorted(journals(mall).items()):
        found.setdefault(Path(name).name.partition(".")[0], []).extend(events)
    return found


def kinds(mall: Path, writer: str) -> list[str]:
    return [event["kind"] for event in by_writer(mall).get(writer, [])]


async def until_closed(mall: Path, writer: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while kinds(mall, writer)[-1:] != ["desk_closed"]:
            await asyncio.sleep(0.05)


async def signed_in(device: Device, digit: str, who: str) -> Tab:
    tab = await device.tab()
    await tab.sees("现在谁值班？")
    await tab.types(digit)
    await tab.sees(who)
    return tab


async def test_two_tabs_are_two_writers_and_each_sees_what_the_other_did(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, Device(served) as device:
        await device.log_in()
        first = await signed_in(device, "1", "值班经理 张三")
        second = await signed_in(device, "8", "电工 郑十")
        await first.types(F2, "3F 扶梯异响 !急", ENTER)
        await first.sees("已保存")
        await second.types("3")
        await second.sees("扶梯异响")
        await second.types(F2, "B1 车库积水", ENTER)
        await first.types("3")
        await first.sees("车库积水")
        found = by_writer(mall)
        assert {writer for writer, events in found.items() if "entry_logged" in {e["kind"] for e in events}} == {
            "desk",
            "desk-2",
        }

        await second.socket.close()
        await until_closed(mall, "desk-2")
        third = await device.tab()
        await third.sees("现在谁值班？")
        assert set(by_writer(mall)) == {"desk", "desk-2"}, "the slot of the closed tab was not free"


async def test_what_was_being_typed_is_there_again_after_the_line_was_cut(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, Device(served) as device:
        await device.log_in()
        tab = await signed_in(device, "1", "值班经理 张三")
        await tab.types(F2, "3F 电梯夹")
        await tab.sees("电梯夹")
        tab.socket._response.connection.transport.abort()
        await until_closed(mall, "desk")
        again = await signed_in(device, "1", "值班经理 张三")
        await again.types(F2)
        await again.sees("3F 电梯夹")


async def test_leaving_with_the_key_ends_the_tab_in_order(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, Device(served) as device:
        await device.log_in()
        tab = await signed_in(device, "1", "值班经理 张三")
        await tab.types(CTRL_Q)
        assert await tab.code() == pages.ENDED
        assert kinds(mall, "desk")[-1] == "desk_closed"


@pytest.mark.skipif(sys.platform == "win32", reason="looks for processes where Linux lists them")
async def test_a_tab_whose_program_is_killed_is_not_told_that_it_was_left_in_order(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, Device(served) as device:
        await device.log_in()
        before = _children(os.getpid())
        tab = await signed_in(device, "1", "值班经理 张三")
        (program,) = set(_children(os.getpid())).difference(before)
        os.kill(program, signal.SIGKILL)
        assert await tab.code() == pages.FAILED


async def test_a_server_that_stops_has_every_tab_closed_in_order(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, Device(served) as device:
        await device.log_in()
        tab = await signed_in(device, "1", "值班经理 张三")
        stopping = asyncio.create_task(served.stop())
        assert await tab.code() == pages.STOPPED
        await stopping
    assert kinds(mall, "desk")[-1] == "desk_closed"
    assert not Path(served.started[0][-1]).exists(), "the folder of its files is left over"


async def test_the_language_of_a_tab_is_the_browsers_and_leaves_the_terminals_alone(tmp_path: Path, mall: Path) -> None:
    from dutytui.store.local import Local, Settings

    Settings(Local(mall)).set("language", "zh-Hant")
    async with serving(tmp_path, mall) as served, Device(served) as device:
        await device.log_in()
        tab = Tab(await device.socket(path="/ws/en"))
        await tab.sees("Who is at the desk?")
    assert Settings(Local(mall)).get("language") == "zh-Hant"


async def report(device: Device, typed: str) -> tuple[Tab, str]:
    """The day's report asked for under a name, from the page of the day's end."""
    tab = await signed_in(device, "1", "值班经理 张三")
    await tab.types("7", "7", CTRL_O)
    await tab.sees("后缀决定格式")
    await tab.types("\x1b[F", "\x7f" * 60, typed, ENTER)
    return tab, await tab.is_handed()


async def test_a_report_goes_to_the_browser_that_asked_and_to_no_other(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, Device(served) as device, Device(served) as other:
        await device.log_in()
        await other.log_in()
        tab, address = await report(device, "/etc/../tmp/日志.html")
        answer = await device.get(address)
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E6%97%A5%E5%BF%97.html"
        assert "<html" in await answer.text()
        assert (await other.get(address)).status == 404
        await tab.socket.close()
        async with asyncio.timeout(PATIENCE):
            while (await device.get(address)).status != 404:
                await asyncio.sleep(0.02)


async def test_a_browser_reads_no_file_of_the_machine(tmp_path: Path, mall: Path) -> None:
    async with serving(tmp_path, mall) as served, Device(served) as device:
        await device.log_in()
        tab = await signed_in(device, "1", "值班经理 张三")
        await tab.types("4", CTRL_O)
        await tab.sees("浏览器碰不到值班台主机上的文件")


@pytest.mark.skipif(sys.platform == "win32", reason="looks for processes where Linux lists them")
async def test_a_server_that_is_killed_leaves_no_program_and_no_slot_behind(tmp_path: Path, mall: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "dutytui", "--mall", str(mall), "--lang", "en", "serve", "--port", str(port)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        code = ""
        while not code:
            line = (await asyncio.wait_for(server.stdout.readline(), PATIENCE)).decode()
            assert line, "the server ended"
            code = line.partition("#")[2].strip()
        served = Served(f"http://127.0.0.1:{port}", None, None, None, tmp_path, None)  # type: ignore[arg-type]
        async with Device(served) as device:
            assert (await device.post("/login", {"code": code})).status == 303
            tab = await device.tab()
            await tab.sees("现在谁值班？")
            programs = _children(server.pid)
            assert programs
            server.send_signal(signal.SIGKILL)
            await server.wait()
            async with asyncio.timeout(PATIENCE):
                while any(Path(f"/proc/{pid}").exists() for pid in programs):
                    await asyncio.sleep(0.05)
        assert kinds(mall, "desk")[-1] == "desk_closed"
    finally:
        if server.returncode is None:
            server.kill()
            await server.wait()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
