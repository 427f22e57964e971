"""Every command from a script: exit codes, data, encodings, and nothing but text in a pipe."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dutytui.cli import exits
from dutytui.widgets.cells import width_of
from tests.cli.program import CHECKOUT, MODULE, environment, run

AS = ("--as", "zhang-san")


def words(result: subprocess.CompletedProcess[bytes]) -> str:
    return result.stdout.decode()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("--version",), exits.OK),
        (("--help",), exits.OK),
        (("log", "--help"), exits.OK),
        (("--no-such-option",), exits.USAGE),
        (("no-such-command",), exits.USAGE),
        (("log",), exits.USAGE),
        (("--lang", "fr", "where"), exits.USAGE),
        ((), exits.USAGE),
        (("demo",), exits.USAGE),
        (("demo", "--rate", "601"), exits.USAGE),
        (("demo", "--at", "noon"), exits.USAGE),
        (("status",), exits.USAGE),
        (("log", "anything"), exits.USAGE),
        (("completions", "fish"), exits.USAGE),
        (("check", "no-such-folder"), exits.USAGE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_without_a_mall_and_without_a_terminal(line: tuple[str, ...], code: int, tmp_path: Path) -> None:
    result = run(*line, cwd=tmp_path)
    assert result.returncode == code, result
    assert bool(result.stderr) == bool(code), "what went wrong is said on standard error, and nothing else is"


def test_the_help_shows_every_exit_code(tmp_path: Path) -> None:
    shown = words(run("--help", cwd=tmp_path))
    assert all(f"  {code:>3}  {meaning}" in shown for code, meaning in exits.MEANINGS.items())


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_what_the_help_says_of_each_option_begins_in_one_column(language: str, tmp_path: Path) -> None:
    shown = words(run("--lang", language, "join", "--help", cwd=tmp_path)).split("\n\n")
    rows = [line for part in shown[2:4] for line in part.splitlines()[1:] if line[:4].strip() and "{" not in line]
    said = [re.split(r"(?<=\S) {2,}", line, maxsplit=1)[1] for line in rows]
    assert {width_of(line) - width_of(text) for line, text in zip(rows, said, strict=True)} == {24}, rows


@pytest.mark.parametrize(("language", "said"), [("zh-Hans", "用法："), ("zh-Hant", "用法："), ("en", "usage: ")])
def test_wrong_usage_is_said_in_the_language_asked_for(language: str, said: str, tmp_path: Path) -> None:
    assert said in run("--lang", language, "log", cwd=tmp_path).stderr.decode()


def test_a_mall_is_made_checked_and_worked_on(tmp_path: Path) -> None:
    mall = tmp_path / "南城"
    made = run("init", mall, "--name", "南城百货", "--floors", "3-1，B1", "--hours", "10-22")
    assert made.returncode == exits.OK
    assert run("check", mall).returncode == exits.OK
    logged = run("--mall", mall, "log", "客诉 3F 电梯夹包 !急 @电工", *AS)
    assert (logged.returncode, words(logged).split()[3]) == (exits.OK, "1")
    assert "电梯夹包" in words(run("status", "--mall", mall))
    again = run("init", mall)
    assert again.returncode == exits.PROBLEMS, "procedures that are there are never written over"


def test_a_folder_of_an_earlier_version_gets_the_files_it_lacks_and_no_other(tmp_path: Path) -> None:
    mall = tmp_path / "old"
    run("init", mall, "--floors", "3-1")
    (mall / "checklists" / "patrols.yaml").unlink()
    own = (mall / "checklists" / "meals.yaml").read_bytes() + b"# mine\n"
    (mall / "checklists" / "meals.yaml").write_bytes(own)
    added = run("init", mall, "--missing")
    assert (added.returncode, words(added).count("patrols.yaml"), words(added).count("\n")) == (exits.OK, 1, 1)
    assert run("check", mall).returncode == exits.OK
    assert (mall / "checklists" / "meals.yaml").read_bytes() == own
    assert run("init", mall, "--missing").returncode == exits.OK
    assert run("init", mall, "--missing", "--floors", "3-1").returncode == exits.USAGE
    assert run("init", tmp_path / "none", "--missing").returncode == exits.USAGE
    assert not (tmp_path / "none").exists()


def test_a_shipped_file_that_does_not_fit_the_mall_is_told_and_not_added(mall: Path) -> None:
    (mall / "checklists" / "service.yaml").unlink()
    text = (mall / "checklists" / "logbook.yaml").read_text("utf-8")
    (mall / "checklists" / "logbook.yaml").write_text(text.replace("id: incident", "id: accident"), "utf-8")
    result = run("init", mall, "--missing")
    assert result.returncode == exits.PROBLEMS
    assert "service.yaml:" in result.stderr.decode() and "incident" in result.stderr.decode()
    assert not (mall / "checklists" / "service.yaml").exists()


def test_problems_are_told_with_file_line_and_column(mall: Path) -> None:
    (mall / "checklists" / "mall.yaml").open("a", encoding="utf-8").write("colour： red\n")
    result = run("check", mall.name, cwd=mall.parent)
    assert result.returncode == exits.PROBLEMS
    assert words(result).startswith(str(Path(mall.name, "checklists", "mall.yaml:")))
    data = json.loads(run("check", mall, "--json").stdout)
    assert (data["ok"], data["problems"][0]["file"]) == (False, "mall.yaml")


def test_a_mall_that_never_worked_here_says_what_is_wrong(mall: Path) -> None:
    (mall / "checklists" / "posts.yaml").unlink()
    result = run("--mall", mall, "status")
    assert result.returncode == exits.PROBLEMS
    assert "posts.yaml:1:1" in result.stderr.decode()


def test_lines_from_a_pipe_become_entries_one_by_one(mall: Path) -> None:
    typed = "客诉 3F 电梯夹包\n\n报修 2F 灯不亮\n".encode("gbk")
    result = run("--mall", mall, "log", "-", "--json", *AS, input=typed)
    entries = json.loads(result.stdout)["entries"]
    assert [(entry["number"], entry["text"]) for entry in entries] == [("1", "电梯夹包"), ("2", "灯不亮")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (("客诉 夹包 @火星人", *AS), "火星人"),
        (("客诉 夹包", *AS, "--post", "no_such_post"), "no_such_post"),
        (("客诉 夹包", "--as", "nobody"), "nobody"),
        (("客诉 夹包", *AS, "--post", "guard"), ""),
        (("客诉 夹包",), "--as"),
        (("  ", *AS), ""),
    ],
    ids=["unknown owner", "unknown post", "unknown person", "a post not held", "nobody signed in", "nothing said"],
)
def test_what_is_refused_is_not_logged_and_says_why(line: tuple[str, ...], why: str, mall: Path) -> None:
    result = run("--mall", mall, "log", *line)
    assert result.returncode == exits.PROBLEMS, result
    assert why in result.stderr.decode()
    assert not json.loads(run("--mall", mall, "status", "--json").stdout)["entries"]


def test_a_script_logs_beside_the_open_desk_as_who_is_signed_in_there(mall: Path) -> None:
    from dutytui.bootstrap import open_desk
    from dutytui.rules.commands import SignIn

    desk = open_desk(mall)
    try:
        desk.session.submit(SignIn("zhang-san", "张三", "duty_manager"))
        result = run("--mall", mall, "log", "记 脚本写入", "--json")
    finally:
        desk.close()
    assert result.returncode == exits.OK, result
    assert json.loads(result.stdout)["entries"][0]["subject"].startswith("entry:desk-2.")


def test_a_disk_that_refuses_is_said_and_has_its_own_code(mall: Path) -> None:
    """No file may grow in this process: the same as a full disk."""
    resource = pytest.importorskip("resource", reason="limits of POSIX")
    result = subprocess.run(
        [sys.executable, *MODULE, "--mall", str(mall), "log", "客诉 夹包", *AS],
        capture_output=True,
        env=environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
        check=False,
    )
    assert result.returncode == exits.NOT_SAVED, result
    assert b"Traceback" not in result.stderr
    assert not json.loads(run("--mall", mall, "status", "--json").stdout)["entries"]


@pytest.mark.parametrize("command", ["check", "status", "where", "doctor"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_data_is_data_in_every_encoding(command: str, encoding: str, mall: Path) -> None:
    run("--mall", mall, "log", "客诉 😀 电梯夹包", *AS)
    env = environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0", LANG="zh_CN.UTF-8", DUTYTUI_MALL=str(mall))
    result = run(command, "--json", env=env)
    assert isinstance(json.loads(result.stdout.decode(encoding)), dict)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_character_that_the_pipe_lacks_does_not_stop_the_output(encoding: str, mall: Path) -> None:
    assert run("--mall", mall, "log", "客诉 😀 电梯夹包", *AS).returncode == exits.OK
    env = environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0", LANG="zh_CN.UTF-8")
    result = run("--mall", mall, "status", env=env)
    assert result.returncode == exits.OK
    assert "\\U0001f600" in result.stdout.decode(encoding)


@pytest.mark.parametrize("line", [("--help",), ("status",), ("doctor",), ("where",), ("check",)], ids=" ".join)
def test_no_escape_code_goes_into_a_pipe(line: tuple[str, ...], mall: Path) -> None:
    env = environment(DUTYTUI_MALL=str(mall), FORCE_COLOR="1", COLORTERM="truecolor")
    result = run(*line, env=env)
    assert result.stdout + result.stderr
    assert b"\x1b" not in result.stdout + result.stderr


def test_a_reader_that_goes_away_is_no_error(mall: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, *MODULE, "--mall", str(mall), "status"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait() == exits.READER_LEFT


@pytest.mark.parametrize(
    ("line", "variable", "rule"),
    [(("--mall", "{mall}"), "", "argument"), ((), "{mall}", "environment"), ((), "", "here")],
    ids=["argument", "environment", "here"],
)
def test_where_says_which_rule_chose_the_mall(line: tuple[str, ...], variable: str, rule: str, mall: Path) -> None:
    env = environment(**({"DUTYTUI_MALL": variable.format(mall=mall)} if variable else {}))
    given = [word.format(mall=mall) for word in line]
    told = json.loads(run(*given, "where", "--json", env=env, cwd=mall).stdout)
    assert (told["rule"], told["mall"]) == (rule, str(mall.resolve()))


def test_where_makes_no_folder_that_a_copy_of_the_old_machines_data_would_land_inside(
    mall: Path, tmp_path: Path
) -> None:
    env = environment(DUTYTUI_MALL=str(mall), DUTYTUI_HOME=str(tmp_path / "new machine"))
    told = json.loads(run("where", "--json", env=env).stdout)
    assert not Path(told["local"]).exists() and not Path(told["cache"]).exists()


def test_a_crash_of_a_command_leaves_a_report_and_plain_words(tmp_path: Path) -> None:
    broken = (
        "import dutytui.cli.where as where; where.run = lambda arguments: 1 / 0;"
        "from dutytui.__main__ import main; raise SystemExit(main(['where']))"
    )
    env = environment(TMPDIR=str(tmp_path))
    result = subprocess.run([sys.executable, "-c", broken], capture_output=True, env=env, cwd=CHECKOUT, check=False)
    assert result.returncode == exits.CRASHED
    said = result.stderr.decode()
    assert "Traceback" not in said
    report = next((tmp_path / "dutytui-crashes").glob("crash-*.txt"))
    assert str(report) in said
    assert "ZeroDivisionError" in report.read_text("utf-8")


@pytest.mark.parametrize(("language", "said"), [("zh-Hans", "没有这个文件"), ("en", "there is no such file")])
def test_what_the_system_refuses_is_said_in_the_language_asked_for(language: str, said: str, tmp_path: Path) -> None:
    mall = tmp_path / "南城"
    run("init", mall)
    refused = run("--mall", mall, "--lang", language, "sales", tmp_path / "none.csv", *AS)
    assert refused.returncode == exits.USAGE
    assert said in refused.stderr.decode()


def test_no_share_that_the_system_refuses_is_told_in_its_own_language(tmp_path: Path) -> None:
    mall, no_folder = tmp_path / "南城", tmp_path / "a-file"
    run("init", mall)
    no_folder.write_text("x")
    refused = run("--mall", mall, "--lang", "zh-Hans", "share", no_folder / "duty")
    assert refused.returncode == exits.PROBLEMS
    assert "路径中有一段不是文件夹" in refused.stderr.decode()
