"""Every text a person sees is in the catalogues, whole, in each language."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutytui.texts import build_catalogues as build
from dutytui.texts import catalogue


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    catalogue.use("en")


def test_every_message_is_translated_whole_in_every_language() -> None:
    assert list(build.problems()) == []


@pytest.fixture
def sample(tmp_path: Path) -> tuple[Path, Path]:
    """A package of one module, and its catalogues, complete."""
    package = tmp_path / "sample"
    package.mkdir()
    (package / "a.py").write_text('_("Save {name}")\nN_("done")\nn_("{count} item", "{count} items", 2)\n', "utf-8")
    locale = tmp_path / "locale"
    build.update(package, locale)
    table = tmp_path / "words.tsv"
    rows = ["Save {name}\t保存 {name}\t儲存 {name}", "done\t完成\t完成", "{count} item\t{count} 项\t{count} 項"]
    # Argparse's own messages are in every catalogue; here each is its own translation.
    rows += [f"{one}\t{many}\t{many}".replace("\n", "\\n") for one, many in map(_pair, build.ARGPARSE)]
    table.write_text("\n".join(rows) + "\n", "utf-8")
    assert list(build.fill([table], locale)) == []
    return package, locale


def _pair(message: build.Key) -> tuple[str, str]:
    return (message, message) if isinstance(message, str) else message


def test_a_filled_catalogue_is_complete_and_writing_it_again_changes_nothing(sample: tuple[Path, Path]) -> None:
    package, locale = sample
    assert list(build.problems(package, locale)) == []
    before = build.po_path("zh_Hant", locale).read_bytes()
    build.update(package, locale)
    assert build.po_path("zh_Hant", locale).read_bytes() == before
    assert b"POT-Creation-Date" not in before
    assert b"#:" not in before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgstr "完成"', 'msgstr ""', "zh_Hans: not translated: 'done'"),
        ("保存 {name}", "保存 {naem}", "zh_Hans: other placeholders: 'Save {name}'"),
        ('msgid "done"', '#, fuzzy\nmsgid "done"', "zh_Hans: fuzzy: 'done'"),
        ('msgid "done"', 'msgid "over"', "zh_Hans: not in the catalogue: 'done'"),
        ('msgid "done"', 'msgid "over"', "zh_Hans: no longer in the program: 'over'"),
        ('msgid "done"\nmsgstr "完成"', '#~ msgid "done"\n#~ msgstr "完成"', "zh_Hans: obsolete entry: 'done'"),
        (
            'msgstr[0] "{count} 项"',
            'msgstr[0] "一项"',
            "zh_Hans: other placeholders: ('{count} item', '{count} items')",
        ),
    ],
)
def test_a_hole_in_a_catalogue_is_told(sample: tuple[Path, Path], old: str, new: str, said: str) -> None:
    package, locale = sample
    path = build.po_path("zh_Hans", locale)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert said in list(build.problems(package, locale))


def test_a_new_message_comes_in_and_a_gone_one_goes(sample: tuple[Path, Path]) -> None:
    package, locale = sample
    (package / "a.py").write_text('N_("done")\nN_("new")\n', "utf-8")
    build.update(package, locale)
    assert list(build.problems(package, locale)) == ["zh_Hans: not translated: 'new'", "zh_Hant: not translated: 'new'"]
    assert build.read("zh_Hans", locale).get("done").string == "完成"  # type: ignore[union-attr]


def test_a_table_never_overwrites_and_says_what_it_could_not_take(sample: tuple[Path, Path], tmp_path: Path) -> None:
    _package, locale = sample
    table = tmp_path / "more.tsv"
    table.write_text(
        "done\t做完\t完成\nunknown\t甲\t乙\nonly one\n# a remark\n\n{count} items\t{count} 件\t{count} 項\n", "utf-8"
    )
    said = list(build.fill([table], locale))
    assert said == [
        "more.tsv:1: 'done' is '完成' already, not '做完'",
        "more.tsv:2: no such message: 'unknown'",
        "more.tsv:3: 1 columns",
        "more.tsv:6: '{count} items' is '{count} 项' already, not '{count} 件'",
    ]


def test_compiled_catalogues_are_the_same_each_time_and_speak(
    sample: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _package, locale = sample
    monkeypatch.setattr(catalogue, "_LOCALE", locale)
    assert not catalogue.is_compiled("zh-Hant")
    catalogue.use("zh-Hant")
    assert catalogue._("done") == "done"
    build.compile_catalogues(locale)
    first = build.po_path("zh_Hant", locale).with_suffix(".mo").read_bytes()
    build.compile_catalogues(locale)
    assert build.po_path("zh_Hant", locale).with_suffix(".mo").read_bytes() == first
    assert catalogue.is_compiled("zh-Hant")
    catalogue.use("zh-Hant")
    assert catalogue._("Save {name}", name="甲") == "儲存 甲"
    assert catalogue.n_("{count} item", "{count} items", 3) == "3 項"


def test_the_builder_hooks_into_a_build_that_has_nothing_of_ours(tmp_path: Path) -> None:
    """As hatchling does it: the file alone, from its path, in a process that can't import the package."""
    folder = tmp_path / "texts"
    folder.mkdir()
    hook = folder / "build_catalogues.py"
    hook.write_bytes(Path(build.__file__).read_bytes())
    po = build.po_path("zh_Hans", folder / "locale")
    po.parent.mkdir(parents=True)
    po.write_text(build._HEADER.format(language="zh_Hans") + 'msgid "done"\nmsgstr "完成"\n', "utf-8")
    script = f"""
import importlib.util, sys
sys.modules["dutytui"] = None
spec = importlib.util.spec_from_file_location("hook", {str(hook)!r})
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.CustomBuildHook.initialize(None, "standard", {{}})
"""
    subprocess.run([sys.executable, "-I", "-c", script], check=True, cwd=tmp_path)
    assert po.with_suffix(".mo").exists()


def test_the_command_line_speaks_the_language_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("_", "ngettext"):
        monkeypatch.setattr(argparse, name, getattr(argparse, name))
    said = {message: f"〔{message}〕" for message in ("show this help message and exit", "unrecognized arguments: %s")}
    monkeypatch.setattr(catalogue._SOURCE, "single", lambda message: said.get(message, message))
    catalogue.speak_argparse()
    parser = argparse.ArgumentParser(prog="dutytui")
    assert "〔show this help message and exit〕" in parser.format_help()
    with pytest.raises(SystemExit):
        parser.parse_args(["--nonsense"])
    assert "〔unrecognized arguments: --nonsense〕" in capsys.readouterr().err


def test_a_mark_without_a_message_is_the_empty_text() -> None:
    assert catalogue._("") == ""
