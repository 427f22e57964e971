"""What the tests of the command line start is what a person starts: the same answer as of a Python of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytui.cli import exits
from tests.cli.program import environment, run, run_anew


@pytest.mark.parametrize(
    ("words", "input", "env"),
    [
        (["--version"], b"", {}),
        (["where", "--json"], b"", {"LANG": "zh_CN.UTF-8"}),
        (["status"], b"", {"DUTYTUI_LANG": "zh-Hant"}),
        (["check", "no-such-folder"], b"", {}),
        (["log", "--as", "nobody"], "客诉 夹包\n".encode(), {}),
        (["no-such-command"], b"", {"LANG": "zh_TW.UTF-8"}),
        ([], b"", {}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_call_answers_as_a_python_of_its_own(words: list[str], input: bytes, env: dict[str, str], mall: Path) -> None:
    how = {"input": input, "env": environment(**env), "cwd": mall}
    anew, forked = run_anew(*words, **how), run(*words, **how)  # type: ignore[arg-type]
    assert (forked.returncode, forked.stdout, forked.stderr) == (anew.returncode, anew.stdout, anew.stderr)


def test_one_call_leaves_nothing_to_the_next(mall: Path, tmp_path: Path) -> None:
    first = run("where", "--json", env=environment(DUTYTUI_MALL=str(mall), LANG="zh_CN.UTF-8"), cwd=mall)
    assert first.returncode == exits.OK
    assert run("where", cwd=tmp_path).stdout == run_anew("where", cwd=tmp_path).stdout


def test_what_is_set_for_python_itself_is_heard_by_one_of_its_own(mall: Path) -> None:
    env = environment(PYTHONUTF8="0", PYTHONIOENCODING="gbk", LANG="zh_CN.UTF-8")
    assert "已保存".encode("gbk") in run("log", "客诉 夹包", "--as", "zhang-san", "--mall", mall, env=env).stdout
