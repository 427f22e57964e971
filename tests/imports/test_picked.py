"""A path as people type, paste and drop it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutytui.imports import picked
from dutytui.imports.picked import completed, completions, content, last_part, path_of


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ('"C:\\My files\\sales.csv"', "C:\\My files\\sales.csv"),
        ("& 'C:\\My files\\sales.csv'", "C:\\My files\\sales.csv"),
        ("'/a b/sales.csv' ", "/a b/sales.csv"),
        ("“/a b/sales.csv”", "/a b/sales.csv"),
        ("file:///a%20b/%E9%94%80.csv", "/a b/销.csv"),
        ("file://localhost/a/b.csv", "/a/b.csv"),
        ("/a\\ b/sales\\(1\\).csv", "/a b/sales(1).csv"),
        ("/plain/sales.csv", "/plain/sales.csv"),
        ('"', '"'),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of other systems")
def test_a_path_is_what_it_means_however_it_came(typed: str, path: str) -> None:
    assert path_of(typed) == Path(path)


def test_home_is_the_person_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert path_of("~/sales.csv") == tmp_path / "sales.csv"
    assert path_of("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")


def test_tab_offers_folders_and_tables_and_goes_on_as_far_as_it_is_clear(tmp_path: Path) -> None:
    for name in ("sales-1.csv", "sales-2.XLSX", "notes.pdf", ".hidden.csv"):
        (tmp_path / name).touch()
    (tmp_path / "salesroom").mkdir()
    typed = str(tmp_path / "Sa")
    assert [last_part(path) for path in completions(typed)] == [f"salesroom{os.sep}", "sales-1.csv", "sales-2.XLSX"]
    assert completed(typed) == str(tmp_path / "sales")
    assert completed(str(tmp_path / "sales-2")) == str(tmp_path / "sales-2.XLSX")
    assert completed(str(tmp_path / "none")) == str(tmp_path / "none")
    assert completions(str(tmp_path / "no" / "where")) == ()
    assert len(completions(str(tmp_path) + os.sep)) == 3


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a file"):
        content(tmp_path / "pipe")


def test_whoever_is_shut_in_names_no_file_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picked, "_shut_in", [])
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b")
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    assert picked.completions(f"{tmp_path}/")
    picked.shut_in(outbox)
    assert picked.completions(f"{tmp_path}/") == ()
    assert picked.completed(str(tmp_path / "sec")) == str(tmp_path / "sec")
    for typed in (str(secret), f"file://{secret}", "../secret.csv", "..\\secret.csv", "~/secret.csv", "", "/", ".."):
        assert picked.path_of(typed).resolve().parent == outbox.resolve()
        with pytest.raises(OSError):
            picked.content(picked.path_of(typed))
