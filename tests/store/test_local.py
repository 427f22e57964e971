"""This terminal's own files: drafts survive a crash, settings a newer version, and no disk error reaches the screen."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytui.store.disk import Disk
from dutytui.store.local import DRAFT_DAMAGED, SETTINGS_DAMAGED, Drafts, Local, Settings, user_mall


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Local:
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home"))
    return Local(tmp_path / "新天地")


def test_each_mall_has_its_own_folders(tmp_path: Path, local: Local) -> None:
    again, other = Local(tmp_path / "x" / ".." / "新天地"), Local(tmp_path / "b" / "新天地")
    assert (again.data, again.cache) == (local.data, local.cache)
    assert local.data.name.startswith("新天地-")
    assert len({local.data, local.cache, other.data, other.cache}) == 4
    assert local.data.is_dir()
    assert local.cache.is_dir()
    assert (tmp_path / "home") in local.data.parents
    assert user_mall() == tmp_path / "home" / "mall"


def test_without_a_named_home_the_system_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.delenv("DUTYTUI_HOME", raising=False)
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *a, **k: tmp_path / "data")
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *a, **k: tmp_path / "cache")
    made = Local(tmp_path / "mall")
    assert made.data.parent == tmp_path / "data" / "malls"
    assert made.cache.parent == tmp_path / "cache" / "malls"


def test_a_draft_comes_back_in_the_next_process(local: Local) -> None:
    assert Drafts(local).load("capture") is None
    assert Drafts(local).save("capture", {"text": "1432 客诉", "cursor": 3}) is None
    assert Drafts(local).load("capture") == {"text": "1432 客诉", "cursor": 3}
    assert Drafts(local).save("capture", {"text": ""}) is None
    assert Drafts(local).load("capture") == {"text": ""}
    Drafts(local).drop("capture")
    Drafts(local).drop("capture")
    assert Drafts(local).load("capture") is None


def test_two_windows_do_not_share_a_draft(local: Local) -> None:
    one, other = Drafts(local, "desk"), Drafts(local, "desk-2")
    one.save("capture", {"text": "甲"})
    assert other.load("capture") is None


@given(names=st.lists(st.text(max_size=20), min_size=2, max_size=2, unique=True), text=st.text())
def test_any_name_and_any_text_can_be_kept(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], text: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUTYTUI_HOME", str(tmp_path_factory.mktemp("home")))
        drafts = Drafts(Local(Path("mall")))
        for number, name in enumerate(names):
            assert drafts.save(name, {"text": text, "number": number}) is None
        for number, name in enumerate(names):
            assert drafts.load(name) == {"text": text, "number": number}
        written = [path for path in drafts._folder.rglob("*") if path.is_file()]
        assert all(path.parent == drafts._folder for path in written)
        assert len(written) == 2


@pytest.mark.parametrize("content", [b"", b'{"text": "half', b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_draft_is_set_aside_and_told(local: Local, content: bytes) -> None:
    drafts = Drafts(local)
    drafts.save("capture", {"text": "x"})
    path = drafts._path("capture")
    for number in (1, 2):
        path.write_bytes(content)
        assert drafts.load("capture") is None
        notice = drafts.notices[-1]
        assert notice.code == DRAFT_DAMAGED
        assert Path(notice.values["aside"]) == path.with_name(f"capture.json.damaged-{number}")
        assert Path(notice.values["aside"]).read_bytes() == content
    assert drafts.save("capture", {"text": "y"}) is None
    assert drafts.load("capture") == {"text": "y"}


def test_a_full_disk_is_answered_and_the_old_draft_stays(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts, settings = Drafts(local), Settings(local)
    drafts.save("capture", {"text": "old"})

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Disk, "write", full)
    refused = drafts.save("capture", {"text": "new"})
    assert refused is not None
    assert refused.errno == errno.ENOSPC
    assert drafts.load("capture") == {"text": "old"}
    assert settings.set("theme", "day") is not None
    assert settings.get("theme") == "day"
    assert Settings(local).get("theme") is None


def test_settings_keep_what_a_newer_version_wrote(local: Local) -> None:
    (local.data / "settings.json").write_text('{"language": "en", "hologram": {"depth": 3}}', "utf-8")
    settings = Settings(local)
    assert settings.get("language", "zh-Hans") == "en"
    assert settings.get("theme", "night") == "night"
    assert settings.set("language", "zh-Hant") is None
    kept = json.loads((local.data / "settings.json").read_bytes())
    assert kept == {"language": "zh-Hant", "hologram": {"depth": 3}}


def test_two_windows_each_change_their_own_setting(local: Local) -> None:
    one, other = Settings(local), Settings(local)
    one.set("theme", "day")
    other.set("language", "en")
    assert (Settings(local).get("theme"), Settings(local).get("language")) == ("day", "en")


def test_damaged_settings_are_the_defaults_and_told(local: Local) -> None:
    (local.data / "settings.json").write_bytes(b'{"language": ')
    settings = Settings(local)
    assert settings.get("language", "zh-Hans") == "zh-Hans"
    assert [notice.code for notice in settings.notices] == [SETTINGS_DAMAGED]
    assert Path(settings.notices[0].values["aside"]).read_bytes() == b'{"language": '
    assert settings.set("language", "en") is None
    assert Settings(local).get("language") == "en"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_read_what_is_being_typed(local: Local) -> None:
    drafts = Drafts(local)
    drafts.save("capture", {"text": "x"})
    Settings(local).set("person", "zhang-san")
    assert drafts._path("capture").stat().st_mode & 0o077 == 0
    assert (local.data / "settings.json").stat().st_mode & 0o077 == 0
    assert local.data.stat().st_mode & 0o077 == 0


def test_a_home_that_can_not_be_made_is_an_error_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_text("a file", "utf-8")
    monkeypatch.setenv("DUTYTUI_HOME", str(tmp_path / "home"))
    with pytest.raises(OSError, match="home"):
        Local(tmp_path / "mall")


def test_the_places_of_the_system_are_not_looked_up_when_they_are_named(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from dutytui.store.local import Local; Local(pathlib.Path('m'));"
        " assert 'platformdirs' not in sys.modules"
    )
    environment = {**os.environ, "DUTYTUI_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
