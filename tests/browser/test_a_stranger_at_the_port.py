"""What somebody tries who was not let in, or sits behind a page of their own: no screen, no program, no file."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from dutytui.browser.door import WRONG_AT_MOST
from dutytui.browser.process import handed_file, within
from dutytui.browser.server import LARGEST_MESSAGE, Limits
from tests.browser.chromium import MISSING

if "extra" in MISSING:
    pytest.skip(MISSING, allow_module_level=True)

import aiohttp

from dutytui.browser import pages
from tests.browser.served import Device, serving

FOREIGN = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example",
    "localhost@evil.example",
    "[::1",
    "10.1.2.3",
]


@pytest.mark.parametrize("host", FOREIGN)
async def test_a_foreign_name_gets_no_page_even_with_the_cookie(tmp_path: Path, host: str) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        await device.log_in()
        port = served.address.rpartition(":")[2]
        answer = await device.get("/", Host=host.format(port=port))
        assert answer.status == 421
        assert "terminal" not in await answer.text()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await device.socket(origin="http://" + host.format(port=port), Host=host.format(port=port))
        assert not served.started


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]:80", "LOCALHOST.", "Desk.Example", "desk.example:443"]
)
async def test_own_names_and_those_that_were_given_are_answered(tmp_path: Path, host: str) -> None:
    async with serving(tmp_path, names=["desk.example"]) as served, Device(served) as device:
        assert (await device.get("/", Host=host)).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None, "http://127.0.0.1:1", "file://"])
async def test_a_page_of_somebody_else_gets_no_screen_with_the_cookie_of_its_reader(
    tmp_path: Path, origin: str | None
) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        await device.log_in()
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await device.socket(origin=origin)
        assert refused.value.status == 403
        assert not served.started


@pytest.mark.parametrize("path", ["/login", "/leave"])
async def test_a_page_of_somebody_else_can_not_act_here(tmp_path: Path, path: str) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        await device.log_in()
        answer = await device.post(path, {"code": served.code()}, Origin="http://evil.example")
        assert answer.status == 403
        assert (await device.get("/")).status == 200
        assert "/desk.js" in await (await device.get("/")).text()


async def test_without_a_cookie_there_is_a_form_and_no_screen(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        page = await (await device.get("/")).text()
        assert 'action="/login"' in page
        assert "/desk.js" not in page
        for cookie in ("", "dutytui=", "dutytui=guessed"):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await device.socket(Cookie=cookie)
            assert refused.value.status == 403
        assert not served.started


async def test_a_code_that_was_used_or_overheard_lets_nobody_else_in(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device, Device(served) as stranger:
        code = served.code()
        assert (await device.post("/login", {"code": code})).status == 303
        answer = await stranger.post("/login", {"code": code})
        assert answer.status == 403
        assert "Set-Cookie" not in answer.headers
        assert "没有有效口令" in await answer.text()


async def test_guessing_ends_with_the_code_and_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        code = served.code()
        for _try in range(WRONG_AT_MOST):
            await device.post("/login", {"code": "12 34"})
        assert (await device.post("/login", {"code": code})).status == 403
        assert served.told == [("wrong", "127.0.0.1")] * (WRONG_AT_MOST - 1) + [("guessed", "127.0.0.1")]


async def test_the_cookie_of_a_server_that_ended_opens_nothing(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        answer = await device.post("/login", {"code": served.code()})
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    async with serving(tmp_path) as served, Device(served) as device:
        assert "/desk.js" not in await (await device.get("/", Cookie=cookie)).text()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await device.socket(Cookie=cookie)


async def test_the_cookie_is_for_this_server_alone(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        answer = await device.post("/login", {"code": served.code()})
        said = answer.headers["Set-Cookie"]
        assert "HttpOnly" in said
        assert "SameSite=Strict" in said
        assert "Domain" not in said
        assert "Secure" not in said
        over_tls = served.address.replace("http:", "https:")
        answer = await device.post("/login", {"code": served.code()}, Origin=over_tls)
        assert "Secure" in answer.headers["Set-Cookie"]


async def test_a_device_that_signs_out_loses_its_tabs_and_its_cookie(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        answer = await device.post("/login", {"code": served.code()})
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        tab = await device.tab()
        await device.post("/leave", {})
        assert await tab.code() == pages.ENDED
        assert "/desk.js" not in await (await device.get("/", Cookie=cookie)).text()


async def test_no_answer_may_be_framed_or_load_from_elsewhere(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        answers = [await device.get(path) for path in ("/", "/desk.js", "/textual.js", "/nothing", "/file/1")]
        answers.append(await device.get("/", Host="evil.example"))
        await device.log_in()
        answers.append(await device.get("/"))
        for answer in answers:
            policy = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "ython" not in answer.headers["Server"]
        # What the pages name is on this server: the one exception is no address at all.
        for answer in answers:
            if answer.content_type == "text/html":
                assert "//" not in (await answer.text()).replace("<!doctype html>", "")


OUTSIDE = [
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/static/",
    "/static/../server.py",
    "/file/..%2f..%2fetc%2fpasswd",
    "/file/",
    "/desk.js/",
    "/desk.js%00",
    "/download/x",
]


@pytest.mark.parametrize("path", OUTSIDE)
async def test_no_path_leads_to_another_file_or_a_list_of_them(tmp_path: Path, path: str) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        await device.log_in()
        answer = await device.get(path)
        assert answer.status in (400, 404)
        assert "root:" not in await answer.text()


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../../x", "", ".", "..", "..\\x", None, 3, "link", "folder"]
)
def test_a_tab_can_not_hand_on_what_is_not_in_its_outbox(tmp_path: Path, name: object) -> None:
    outbox = tmp_path / "outbox"
    (outbox / "folder").mkdir(parents=True)
    (tmp_path / "x").write_text("secret")
    (outbox / "link").symlink_to(tmp_path / "x")
    assert handed_file(outbox, name) is None


async def test_a_message_too_large_ends_the_tab(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        await device.log_in()
        tab = await device.tab()
        await tab.types("x" * (LARGEST_MESSAGE + 1))
        assert await tab.code() == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


async def test_a_form_too_large_is_not_read(tmp_path: Path) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        assert (await device.post("/login", {"code": "1" * 100_000})).status == 413


ODD = ["", "{", "[]", "5", '"stdin"', '["stdin"]', '["stdin", 5]', '["stdin", "a", "b"]', '["resize", {"width": "9"}]']
ODD += ['["quit"]', '["deliver_chunk_request", {}]', "[" * 5000, '["resize", {"width": 1e999, "height": 2}]']


@pytest.mark.parametrize("message", ODD)
async def test_a_message_that_no_page_of_ours_sends_ends_the_tab(tmp_path: Path, message: str) -> None:
    async with serving(tmp_path) as served, Device(served) as device:
        await device.log_in()
        tab = await device.tab()
        await tab.socket.send_str(message)
        assert await tab.code() == aiohttp.WSCloseCode.UNSUPPORTED_DATA


def test_a_screen_is_never_taken_for_larger_than_screens_are() -> None:
    assert within(10**9, -5) == (500, 8)


async def test_when_all_places_are_taken_the_next_is_told_and_a_closed_tab_makes_room(tmp_path: Path) -> None:
    async with serving(tmp_path, limits=Limits(sessions=2)) as served, Device(served) as device:
        await device.log_in()
        first, _second = await device.tab(), await device.tab()
        answer = await device.get("/")
        assert answer.status == 503
        assert "2 个位置都已占用" in await answer.text()
        third = await device.tab()
        assert await third.code() == pages.FULL
        assert len(served.started) == 2
        await first.socket.close()
        async with asyncio.timeout(20):
            while (await device.get("/")).status != 200:
                await asyncio.sleep(0.01)
        fourth = await device.tab()
        await fourth.types("here")
        await fourth.sees("here")


async def test_a_tab_that_nobody_touches_is_closed(tmp_path: Path) -> None:
    async with serving(tmp_path, limits=Limits(idle=0.05)) as served, Device(served) as device:
        await device.log_in()
        tab = await device.tab()
        assert await tab.code() == pages.IDLE


@pytest.mark.parametrize(
    ("language", "words"),
    [("en-GB,en;q=0.9", "not the code"), ("zh-TW", "口令不對"), ("de,zh;q=0.5", "口令不对"), ("xx", "口令不对")],
)
async def test_a_refusal_speaks_the_language_of_who_is_refused(tmp_path: Path, language: str, words: str) -> None:
    async with serving(tmp_path) as served, Device(served, language=language) as device:
        served.code()
        assert words in await (await device.post("/login", {"code": "1"})).text()


async def test_what_a_program_says_that_can_not_start_stands_on_the_page(tmp_path: Path) -> None:
    async with serving(tmp_path, mall=tmp_path / "nowhere") as served, Device(served) as device:
        await device.log_in()
        socket = await device.socket()
        message = await socket.receive(timeout=30)
        kind, words = json.loads(message.data)
        assert kind == "told"
        assert "nowhere" in words
        assert "Traceback" not in words
