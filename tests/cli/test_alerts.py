"""``dutytui alerts``: set up, listed, tried out, muted; the address goes in by standard input and never comes out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dutytui.cli import exits
from tests.cli.program import environment, run
from tests.desk import make_mall
from tests.telling.receiver import receiving

URL = "dingtalk://geheim-schluessel"


def alerts(mall: Path, *words: str, typed: str = "") -> tuple[int, str]:
    """The code, and all that was written to either output."""
    home = environment(DUTYTUI_HOME=str(mall.parent / "home"))
    result = run("alerts", "--mall", mall, "--lang", "en", *words, input=typed.encode(), env=home)
    return result.returncode, (result.stdout + result.stderr).decode()


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path / "mall")


def test_a_channel_is_set_listed_and_removed_and_its_address_never_shown(mall: Path) -> None:
    assert "Nobody is told" in alerts(mall)[1]
    code, said = alerts(mall, "set", "group", "--areas", "closing", "patrols", "--soon", typed=URL + "\n")
    assert (code, "geheim" in said) == (exits.OK, False)
    code, said = alerts(mall)
    assert "group  DingTalk  dingtalk://****  late and soon  closing, patrols" in said
    code, said = alerts(mall, "--json")
    told = json.loads(said)
    assert told["channels"][0]["url"] == "dingtalk://****"
    assert "geheim" not in said
    assert alerts(mall, "remove", "group")[0] == exits.OK
    assert json.loads(alerts(mall, "--json")[1])["channels"] == []


def test_changing_what_a_channel_is_for_keeps_its_address(mall: Path) -> None:
    alerts(mall, "set", "group", typed=URL + "\n")
    assert alerts(mall, "set", "group", "--areas", "meals", typed="\n")[0] == exits.OK
    assert "meals" in alerts(mall)[1]


@pytest.mark.parametrize("command", ["where", "doctor", "status"])
def test_nothing_else_shows_an_address(mall: Path, command: str) -> None:
    alerts(mall, "set", "group", typed=URL + "\n")
    result = run(command, "--mall", mall, env=environment(DUTYTUI_HOME=str(mall.parent / "home")))
    assert b"geheim" not in result.stdout + result.stderr
    assert not [path for path in mall.rglob("*") if path.is_file() and b"geheim" in path.read_bytes()]


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["set", "Group!"], URL),
        (["set", "group"], "exec://rm"),
        (["set", "group"], ""),
        (["set", "group", "--areas", "nonsense"], URL),
        (["remove", "nobody"], ""),
        (["test", "nobody"], ""),
        (["mute", "forever"], ""),
        (["quiet", "noon"], ""),
        (["limit", "0"], ""),
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_kept(mall: Path, words: list[str], typed: str) -> None:
    code, said = alerts(mall, *words, typed=typed + "\n")
    assert code == exits.USAGE
    assert said
    assert not list((mall.parent / "home").rglob("alerts.json"))


def test_quiet_hours_limit_silence_and_standing_in(mall: Path) -> None:
    for words in (["quiet", "22:30-08:00", "--urgent", "closing"], ["limit", "5"], ["mute", "90"], ["after", "front"]):
        assert alerts(mall, *words)[0] == exits.OK
    told = json.loads(alerts(mall, "--json")[1])
    assert (told["quiet"], told["urgent"], told["per_hour"], told["after"]) == ("22:30-08:00", ["closing"], 5, "front")
    assert told["muted"]
    said = alerts(mall)[1]
    assert "Quiet: 22:30-08:00; urgent all the same: closing" in said
    assert "Muted until" in said
    for words in (["quiet", "off"], ["mute", "off"], ["after", "off"]):
        assert alerts(mall, *words)[0] == exits.OK
    told = json.loads(alerts(mall, "--json")[1])
    assert (told["quiet"], told["muted"], told["after"]) == ("", "", "")


def test_a_test_goes_out_and_one_that_can_not_says_so(mall: Path) -> None:
    pytest.importorskip("apprise", reason="apprise is not installed: pip install 'dutytui[alerts]'")
    with receiving() as receiver:
        alerts(mall, "set", "here", typed=receiver.url + "\n")
        code, said = alerts(mall, "test")
        assert (code, len(receiver.got)) == (exits.OK, 1)
        assert "the test was sent" in said
    code, said = alerts(mall, "test", "here")
    assert code == exits.PROBLEMS
    assert "not sent" in said
    assert "geheim" not in said
