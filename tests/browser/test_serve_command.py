"""``dutytui serve`` as whoever sits at the machine starts it."""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

import pytest

from dutytui.cli import exits
from dutytui.cli.dispatch import dispatch
from tests.browser.chromium import MISSING
from tests.cli.program import MODULE, OnTerminal, environment

needs_extra = pytest.mark.skipif("extra" in MISSING, reason=MISSING)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_without_the_extra_it_says_what_to_install(
    mall: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dutytui.browser.pages.is_there", lambda: False)
    assert dispatch(["--mall", str(mall), "--lang", "zh-Hans", "serve"]) == exits.USAGE
    told = capsys.readouterr().err
    assert "pip install 'dutytui[browser]'" in told
    assert "请先安装" in told


@needs_extra
@pytest.mark.parametrize("odd", [["--certificate", "a.pem"], ["--key", "a.pem"], ["--port", "0"], ["--sessions", "99"]])
def test_what_can_not_be_meant_is_refused(mall: Path, odd: list[str]) -> None:
    assert dispatch(["--mall", str(mall), "serve", *odd]) == exits.USAGE


@needs_extra
def test_a_certificate_that_is_none_is_refused(mall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pem").write_text("nothing of the kind")
    files = ["--certificate", str(tmp_path / "a.pem"), "--key", str(tmp_path / "a.pem")]
    assert dispatch(["--mall", str(mall), "--lang", "en", "serve", *files]) == exits.USAGE
    assert "The certificate can't be used" in capsys.readouterr().err


@needs_extra
def test_a_port_that_is_taken_is_told(mall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert dispatch(["--mall", str(mall), "--lang", "en", "serve", "--port", port]) == exits.USAGE
    assert "Another port: --port" in capsys.readouterr().err


@needs_extra
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
def test_enter_lets_the_next_device_in_and_ctrl_c_ends_it(mall: Path) -> None:
    line = [*MODULE, "--mall", str(mall), "--lang", "en", "serve", "--host", "0.0.0.0", "--port", str(free_port())]
    program = OnTerminal(line, env=environment())
    try:
        program.until("Enter: a code for another device")
        assert "PINs too" in program.text, "nothing said that others can listen"
        program.type("\r")
        program.until("Enter: a code for another device. Ctrl+C: end\r\n\r\nCode: ")
        program.until("#")
        codes = re.findall(r"Code: ([\d ]+),", program.text)
        assert len(set(codes)) == 2
        program.type("\x03")
        assert program.ends() == exits.OK
    finally:
        program.close()
