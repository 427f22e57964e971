"""Modules are found where Python would find them, and never run from bytecode that is not theirs."""

from __future__ import annotations

import importlib
import os
import py_compile
import sys
from importlib.machinery import PathFinder
from importlib.util import cache_from_source
from pathlib import Path
from types import ModuleType

import pytest

from dutytui.platform import quick_imports

_find = quick_imports._Finder.find_spec


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package ``sample``, of those that are found quickly."""
    monkeypatch.setattr(quick_imports, "PACKAGES", frozenset({"sample"}))
    monkeypatch.setattr(sys, "meta_path", [quick_imports._Finder, *sys.meta_path])
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.syspath_prepend(tmp_path)
    folder = tmp_path / "sample"
    (folder / "inner").mkdir(parents=True)
    for made in (folder / "__init__.py", folder / "inner" / "__init__.py"):
        made.touch()
    return folder


def load(name: str) -> ModuleType:
    for known in [one for one in sys.modules if one.partition(".")[0] == "sample"]:
        del sys.modules[known]
    importlib.invalidate_caches()
    return importlib.import_module(f"sample.{name}")


def write(path: Path, source: str, when: int = 1_700_000_000) -> None:
    path.write_text(source, "utf-8")
    os.utime(path, (when, when))


def test_a_module_says_of_itself_what_it_would_have_said(package: Path) -> None:
    write(package / "inner" / "one.py", "value = 1\n")
    for name in ("inner", "inner.one"):
        quick = load(name)
        assert isinstance(quick.__loader__, quick_imports._Loader)
        said = quick.__file__, quick.__cached__, quick.__package__, getattr(quick, "__path__", None)
        sys.meta_path.remove(quick_imports._Finder)  # type: ignore[arg-type]
        usual = load(name)
        sys.meta_path.insert(0, quick_imports._Finder)  # type: ignore[arg-type]
        assert said == (usual.__file__, usual.__cached__, usual.__package__, getattr(usual, "__path__", None))


def test_bytecode_is_written_and_used(package: Path) -> None:
    write(package / "one.py", "value = 1\n")
    assert load("one").value == 1
    cached = Path(cache_from_source(str(package / "one.py")))
    before = cached.stat().st_mtime_ns
    write(package / "one.py", "value = 2\n")  # of the same length and time: bytecode is trusted, as Python does
    assert load("one").value == 1
    assert cached.stat().st_mtime_ns == before


@pytest.mark.parametrize(("source", "when"), [("value = 22\n", 1_700_000_000), ("value = 2\n", 1_700_000_001)])
def test_a_source_that_was_changed_is_read_again(package: Path, source: str, when: int) -> None:
    write(package / "one.py", "value = 1\n")
    load("one")
    write(package / "one.py", source, when)
    assert load("one").value == int(source.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize("spoilt", [b"", b"\x00" * 16, b"another version\n", None])
def test_bytecode_of_another_python_or_half_a_file_is_written_anew(package: Path, spoilt: bytes | None) -> None:
    write(package / "one.py", "value = 1\n")
    load("one")
    cached = Path(cache_from_source(str(package / "one.py")))
    whole = cached.read_bytes()
    cached.write_bytes(whole[:12] if spoilt is None else spoilt)
    assert load("one").value == 1
    assert cached.read_bytes() == whole


def test_bytecode_that_is_checked_by_hash_is_left_to_python(package: Path) -> None:
    write(package / "one.py", "value = 1\n")
    checked = py_compile.PycInvalidationMode.CHECKED_HASH
    py_compile.compile(str(package / "one.py"), invalidation_mode=checked, doraise=True)
    assert load("one").value == 1
    write(package / "one.py", "value = 2\n")
    assert load("one").value == 2


def test_what_is_not_there_is_missing_as_ever(package: Path) -> None:
    assert package.is_dir()
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'sample\.nothing'"):
        load("nothing")


def test_every_module_of_the_packages_is_where_python_finds_it() -> None:
    """Fails where a new release of one of them keeps a module otherwise: as a library, or twice."""
    import filelock
    import platformdirs
    import rich
    import textual

    import dutytui

    compared = 0
    for top in (dutytui, textual, rich, filelock, platformdirs):
        folder = Path(top.__path__[0])
        for file in sorted(folder.rglob("*")):
            inside = file.relative_to(folder.parent).with_suffix("")
            if file.suffix not in (".py", ".so", ".pyd") or "." in inside.name or file == folder / "__init__.py":
                continue
            parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
            name, around = ".".join(parts), [str(folder.parent.joinpath(*parts[:-1]))]
            usual, quick = PathFinder.find_spec(name, around), _find(name, around)
            assert usual is not None, name
            assert quick is not None, name
            assert (quick.origin, quick.cached) == (usual.origin, usual.cached)
            assert quick.submodule_search_locations == usual.submodule_search_locations
            compared += 1
    assert compared > 700
