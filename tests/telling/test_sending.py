"""A message by the real apprise to a server on this machine; and what comes of one that can't be sent."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from dutytui.telling.sending import FAILED, MISSING, REFUSED, SENT, send
from tests.cli.program import environment
from tests.telling.receiver import receiving

pytest.importorskip("apprise", reason="apprise is not installed: pip install 'dutytui[alerts]'")

SECRET = "geheim-token"


def test_a_message_arrives_as_it_is() -> None:
    with receiving() as receiver:
        assert send(receiver.url, "星桥广场：1 项待处理", "清场已迟\n<b>23:10</b>") == SENT
    (got,) = receiver.got
    assert (got["title"], got["message"]) == ("星桥广场：1 项待处理", "清场已迟\n<b>23:10</b>")


def test_a_server_that_refuses_is_a_failure_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    with receiving() as receiver, caplog.at_level(logging.DEBUG):
        receiver.status = 500
        assert send(receiver.url, "a", "b") == FAILED
    assert SECRET not in caplog.text


def test_nobody_there_is_a_failure_and_says_no_address(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with receiving() as receiver:
        url = receiver.url
    with caplog.at_level(logging.DEBUG):
        assert send(url, "a", "b") == FAILED
    assert SECRET not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize("url", ["json://", "nonsense://x/y", "dingtalk://!"])
def test_an_address_that_can_not_be_read_is_said(url: str) -> None:
    assert send(url, "a", "b") == REFUSED


def test_without_the_package_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert send("json://127.0.0.1:9/x", "a", "b") == MISSING


def test_nothing_loads_it_before_something_is_sent() -> None:
    line = (
        "import sys, dutytui.telling.alerts, dutytui.telling.sending, dutytui.screens.app;"
        "raise SystemExit('apprise' in sys.modules or 'requests' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", line], env=environment(), check=False).returncode == 0
