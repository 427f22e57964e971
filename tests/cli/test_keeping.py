"""``dutytui archive``, ``backup``, ``restore``: as a script or a person calls them, what they say, and their codes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from dutytui.cli import exits
from tests.cli.program import environment, run
from tests.keeping.a_mall import OLD, Years


@pytest.fixture
def years(tmp_path: Path) -> Years:
    from dutytui.store.disk import Disk

    made = Years(tmp_path / "mall", Disk())
    (made.top / "checklists").mkdir()
    (made.top / "checklists" / "mall.yaml").write_text("name: 星桥广场\n", "utf-8")
    return made


def called(years: Years, *words: str | Path, lang: str = "en") -> tuple[int, str, str]:
    env = environment(DUTYTUI_HOME=str(years.top.parent / "home"))
    done = run(words[0], "--mall", years.top, "--lang", lang, *words[1:], env=env)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_old_years_are_packed_and_verify_and_unpack_find_them(years: Years) -> None:
    code, said, complaint = called(years, "archive", "--dry-run")
    assert (code, complaint) == (exits.OK, "")
    assert "Would pack 5 days" in said
    assert not (years.logs / "archive").exists()
    code, said, _complaint = called(years, "archive")
    assert code == exits.OK
    assert "2023.zip: 3 days" in said
    assert "1 file stays" in said
    code, said, _complaint = called(years, "verify")
    assert (code, "Nothing was changed" in said) == (exits.OK, True)
    code, said, _complaint = called(years, "archive", "--unpack", "2023")
    assert "2023.zip unpacked" in said
    assert years.whole


def test_a_damaged_archive_is_set_aside_and_it_says_where_the_rest_comes_from(years: Years) -> None:
    called(years, "archive")
    path = years.logs / "archive" / "2023.zip"
    path.write_bytes(path.read_bytes()[:-500])
    code, said, complaint = called(years, "archive", "--unpack", "2023")
    assert (code, path.exists()) == (exits.PROBLEMS, False)
    assert "2023.zip.damaged-1" in complaint
    assert "from the share" in said
    again = called(years, "archive", "--unpack", "2023")
    assert (again[0], "There is no archive of 2023" in again[1]) == (exits.OK, True)


def test_in_chinese_it_says_the_same(years: Years) -> None:
    code, said, _complaint = called(years, "archive", lang="zh-Hans")
    assert (code, "压成" in said) == (exits.OK, True)


def test_days_that_are_not_proven_stay_and_the_code_says_so(years: Years) -> None:
    path = years.logs / OLD[0].isoformat() / "desk.0001.json"
    path.write_bytes(path.read_bytes().replace(b"desk 2023-03-01 1", b"desk 2023-03-01 7"))
    code, _said, complaint = called(years, "archive")
    assert code == exits.PROBLEMS
    assert "2023-03-01 stays: it is not proven" in complaint
    data = json.loads(called(years, "archive", "--json")[1])
    assert [one["day"] for one in data["left"] if one["why"] == "line_changed"] == ["2023-03-01"]


@pytest.mark.parametrize("before", ["2026", "2099-01-01", "soon", "2024-13-01"])
def test_the_last_year_and_what_is_no_day_are_refused(years: Years, before: str) -> None:
    code, _said, complaint = called(years, "archive", "--before", before)
    assert (code, bool(complaint)) == (exits.USAGE, True)
    assert years.loose()


def test_a_backup_is_made_proven_and_restored(years: Years, tmp_path: Path) -> None:
    shelf, again = tmp_path / "shelf", tmp_path / "again"
    shelf.mkdir()
    code, said, complaint = called(years, "backup", shelf)
    assert (code, complaint) == (exits.OK, "")
    assert "read back and proven" in said
    (path,) = shelf.iterdir()
    assert called(years, "restore", path, "--verify")[0] == exits.OK
    assert not again.exists()
    code, said, _complaint = called(years, "restore", path, again)
    assert code == exits.OK
    assert str(again) in said
    assert (again / "checklists" / "mall.yaml").exists()
    code, _said, complaint = called(years, "restore", path, again)
    assert (code, "is not empty" in complaint) == (exits.PROBLEMS, True)


def test_keys_come_with_a_warning_and_into_the_restored_terminal(years: Years, tmp_path: Path) -> None:
    called(years, "status")  # its data folder is made by any command that works on the mall
    file = tmp_path / "all.zip"
    code, _said, complaint = called(years, "backup", file, "--with-keys")
    assert (code, "Keep it as you would keep a key" in complaint) == (exits.OK, True)
    assert json.loads(called(years, "restore", file, "--verify", "--json")[1])["keys"] is True
    assert file.stat().st_mode & 0o077 == 0


def test_older_backups_go_only_with_keep(years: Years, tmp_path: Path) -> None:
    for _ in range(3):
        assert called(years, "backup", tmp_path)[0] == exits.OK
    assert len(list(tmp_path.glob("*.zip"))) == 3
    called(years, "backup", tmp_path, "--keep", "2")
    assert len(list(tmp_path.glob("*.zip"))) == 2


def test_a_drive_that_is_not_there_and_a_place_within_the_mall_are_refused(years: Years, tmp_path: Path) -> None:
    code, _said, complaint = called(years, "backup", tmp_path / "usb")
    assert (code, "plug the drive in" in complaint) == (exits.USAGE, True)
    assert called(years, "backup", years.logs)[0] == exits.USAGE
    assert not list(years.logs.glob("*.zip"))


def test_what_is_no_backup_is_refused_and_nothing_of_it_is_written(years: Years, tmp_path: Path) -> None:
    for name, content in (("../outside.json", "x"), ("mall/logs/a", "x"), ("manifest.json", "{}")):
        file = tmp_path / "hostile.zip"
        with zipfile.ZipFile(file, "w") as made:
            made.writestr(name, content)
        code, _said, complaint = called(years, "restore", file, tmp_path / "into")
        assert (code, "can't be restored" in complaint) == (exits.PROBLEMS, True)
        assert not (tmp_path / "into").exists()
        assert not (tmp_path / "outside.json").exists()
    assert called(years, "restore", tmp_path / "nowhere.zip", "--verify")[0] == exits.USAGE
    assert called(years, "restore", file)[0] == exits.USAGE
