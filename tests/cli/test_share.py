"""``dutytui share`` and ``dutytui join``, as processes of their own: two machines are two homes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.cli import program
from tests.cli.program import environment


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def machine(tmp_path: Path, name: str) -> dict[str, str]:
    return {"DUTYTUI_HOME": str(tmp_path / name / "home"), "DUTYTUI_LANG": "en"}


def run(*words: str | Path, env: dict[str, str], typed: str = "") -> Done:
    done = program.run(*words, env=environment(**env), input=typed.encode())
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def logs(mall: Path) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(mall.glob("logs/*/*.json")))


def test_a_second_terminal_takes_over_and_is_heard_of(mall: Path, tmp_path: Path) -> None:
    first, second = machine(tmp_path, "a"), machine(tmp_path, "b")
    share, till = tmp_path / "share", tmp_path / "b" / "mall"
    assert run("--mall", mall, "log", "3F 扶梯异响", "--as", "li-si", env=first).returncode == 0
    done = run("--mall", mall, "share", share, env=first)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(share) in done.stdout

    done = run("join", share, till, "--name", "till", env=second)
    assert done.returncode == 0, done.stderr
    assert "扶梯异响" in logs(till)
    assert (till / "checklists" / "mall.yaml").read_bytes() == (mall / "checklists" / "mall.yaml").read_bytes()
    assert run("--mall", till, "log", "B1 积水", "--as", "li-si", env=second).returncode == 0
    assert list(till.glob("logs/*/till.0001.json"))
    assert run("--mall", till, "share", "--json", env=second).returncode == 0
    found = json.loads(run("--mall", mall, "share", "--json", env=first).stdout)
    assert found["reach"] == "here"
    assert {one["name"] for one in found["terminals"]} == {"desk", "till"}
    assert "积水" in logs(mall)


def test_a_name_that_is_taken_gets_a_letter(mall: Path, tmp_path: Path) -> None:
    share = tmp_path / "share"
    assert run("--mall", mall, "log", "x", "--as", "li-si", env=machine(tmp_path, "a")).returncode == 0
    assert run("--mall", mall, "share", share, env=machine(tmp_path, "a")).returncode == 0
    for name, expected in (("b", "desk-b"), ("c", "desk-c")):
        done = run("join", share, tmp_path / name / "mall", env=machine(tmp_path, name))
        assert expected in done.stdout


def test_joining_again_goes_on_and_another_mall_folder_is_not_touched(mall: Path, tmp_path: Path) -> None:
    share, own = tmp_path / "share", machine(tmp_path, "b")
    assert run("--mall", mall, "share", share, env=machine(tmp_path, "a")).returncode == 0
    for _ in range(2):
        assert run("join", share, tmp_path / "b" / "mall", "--name", "till", env=own).returncode == 0
    before = sorted(mall.rglob("*"))
    done = run("join", share, mall, env=own)
    assert done.returncode == 2
    assert "take a new one" in done.stderr
    assert sorted(mall.rglob("*")) == before


def test_what_is_no_share_says_what_would_help(mall: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "holiday.jpg").write_bytes(b"x")
    done = run("--mall", mall, "share", tmp_path / "full", env=machine(tmp_path, "a"))
    assert (done.returncode, "other things" in done.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["holiday.jpg"]
    done = run("join", tmp_path / "nowhere", tmp_path / "new", env=machine(tmp_path, "b"))
    assert (done.returncode, "dutytui share DIR" in done.stderr) == (1, True)
    assert not (tmp_path / "new").exists()
    done = run("join", tmp_path / "full", tmp_path / "full" / "mall", env=machine(tmp_path, "b"))
    assert done.returncode == 2


def test_a_terminal_that_recorded_alone_under_a_taken_name_is_told(mall: Path, tmp_path: Path) -> None:
    other, share = tmp_path / "other", tmp_path / "share"
    assert run("init", other, env=machine(tmp_path, "b")).returncode == 0
    for folder, name in ((mall, "a"), (other, "b")):
        assert run("--mall", folder, "log", "x", "--as", "li-si", env=machine(tmp_path, name)).returncode == 0
    assert run("--mall", mall, "share", share, env=machine(tmp_path, "a")).returncode == 0
    done = run("--mall", other, "share", share, env=machine(tmp_path, "b"))
    assert (done.returncode, "dutytui join" in done.stderr) == (1, True)
    assert "No share is set" in run("--mall", other, "share", env=machine(tmp_path, "b")).stdout


def test_sharing_is_switched_off_and_the_share_stays(mall: Path, tmp_path: Path) -> None:
    env, share = machine(tmp_path, "a"), tmp_path / "share"
    assert run("--mall", mall, "share", share, env=env).returncode == 0
    assert run("--mall", mall, "share", "--off", env=env).returncode == 0
    assert "No share is set" in run("--mall", mall, "share", env=env).stdout
    assert (share / "dutytui-share.json").exists()


def test_a_share_that_is_away_is_told_and_recording_goes_on(mall: Path, tmp_path: Path) -> None:
    env, share = machine(tmp_path, "a"), tmp_path / "share"
    assert run("--mall", mall, "share", share, env=env).returncode == 0
    share.rename(tmp_path / "away")
    done = run("--mall", mall, "share", env=env)
    assert (done.returncode, "does not answer" in done.stderr) == (1, True)
    assert run("--mall", mall, "log", "offline", "--as", "li-si", env=env).returncode == 0
    (tmp_path / "away").rename(share)
    assert run("--mall", mall, "share", share, env=env).returncode == 0
    assert "offline" in "".join(path.read_text("utf-8") for path in share.glob("logs/*/*.json"))


def test_a_takeover_that_is_interrupted_is_gone_on_with(mall: Path, tmp_path: Path) -> None:
    share, own, till = tmp_path / "share", machine(tmp_path, "b"), tmp_path / "b" / "mall"
    lines = "\n".join(f"entry {number}" for number in range(600))
    done = run("--mall", mall, "log", "-", "--as", "li-si", env=machine(tmp_path, "a"), typed=lines)
    assert done.returncode == 0
    assert run("--mall", mall, "share", share, env=machine(tmp_path, "a")).returncode == 0
    words = [sys.executable, *program.MODULE, "join", str(share), str(till)]
    started = subprocess.Popen(words, env=environment(**own), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    started.stdout.read(1)
    started.send_signal(signal.SIGKILL)
    started.communicate()
    assert run("join", share, till, env=own).returncode == 0
    assert logs(till).count('"entry ') == 600


def test_a_share_that_can_be_read_and_takes_nothing_is_told_with_the_reason(mall: Path, tmp_path: Path) -> None:
    first, share = machine(tmp_path, "a"), tmp_path / "share"
    assert run("--mall", mall, "share", share, env=first).returncode == 0
    assert run("--mall", mall, "log", "3F 扶梯异响", "--as", "li-si", env=first).returncode == 0
    (file,) = (mall / "logs").glob("2*/desk.*.json")
    (share / "logs" / file.parent.name / file.name / "in the way").mkdir(parents=True)
    done = run("--mall", mall, "share", env=first)
    assert done.returncode == 1 and "The share takes nothing: it is a folder" in done.stderr, done
