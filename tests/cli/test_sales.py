"""``dutytui sales FILE``: a nightly job brings yesterday's figures in."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutytui.cli import exits
from tests.cli.program import environment, run

AS = ("--as", "zhang-san")
GOOD = '专柜,销售额\nA01,"1,200.00"\nA02,80\n合计,1280\n'


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    folder = tmp_path / "mall"
    assert run("init", folder, env=home(tmp_path)).returncode == exits.OK
    return folder


def home(tmp_path: Path) -> dict[str, str]:
    return environment(DUTYTUI_HOME=str(tmp_path / "home"))


def sales(mall: Path, *words: str | Path) -> tuple[int, str, str]:
    result = run("sales", "--mall", mall, *AS, *words, env=home(mall.parent))
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def test_a_good_file_is_saved_once(mall: Path) -> None:
    file = mall.parent / "a.csv"
    file.write_bytes(GOOD.encode("gb18030"))
    code, said, complaint = sales(mall, file, "--json")
    assert (code, complaint) == (exits.OK, "")
    told = json.loads(said)
    assert (told["rows"], told["total"], told["sums"], told["bad"]) == (2, "1280.00", [4], [])
    assert told["columns"] == {"counter": "专柜", "amount": "销售额"}
    code, said, complaint = sales(mall, file)
    assert (code, said) == (exits.PROBLEMS, "")
    assert "a.csv was brought in" in complaint


def test_bad_lines_are_told_and_the_others_saved(mall: Path) -> None:
    file = mall.parent / "a.csv"
    file.write_text(GOOD + "A03,many\n", encoding="utf-8")
    code, said, complaint = sales(mall, file)
    assert code == exits.PROBLEMS
    assert "2 rows of a.csv saved" in said
    assert complaint == "Line 5: many is no amount\n"


def test_columns_that_nobody_knows_are_asked_for_and_then_known(mall: Path) -> None:
    file = mall.parent / "a.csv"
    file.write_text("x,y\nA01,5\n", encoding="utf-8")
    code, _said, complaint = sales(mall, file)
    assert code == exits.PROBLEMS
    assert "--column counter=NAME" in complaint
    assert sales(mall, file, "--column", "counter=x", "--column", "amount=y")[0] == exits.OK
    file.write_text("x,y\nA01,6\n", encoding="utf-8")
    assert sales(mall, file)[0] == exits.OK
    assert sales(mall, file, "--column", "price=y")[0] == exits.USAGE


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nowhere.csv",), exits.USAGE),
        (("a.csv", "--date", "yesterday"), exits.USAGE),
        (("a.csv", "--date", (date.today() + timedelta(days=3)).isoformat()), exits.PROBLEMS),
        ((".",), exits.USAGE),
    ],
)
def test_what_cannot_be_done_is_said(mall: Path, words: tuple[str, ...], code: int) -> None:
    (mall.parent / "a.csv").write_text(GOOD, encoding="utf-8")
    found = sales(mall, mall.parent / words[0], *words[1:])
    assert found[0] == code
    assert found[2]


def test_an_earlier_day_is_brought_in_later(mall: Path) -> None:
    (mall.parent / "a.csv").write_text(GOOD, encoding="utf-8")
    earlier = (date.today() - timedelta(days=9)).isoformat()
    code, said, _complaint = sales(mall, mall.parent / "a.csv", "--date", earlier, "--json")
    assert (code, json.loads(said)["day"]) == (exits.OK, earlier)
