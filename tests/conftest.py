"""What every test may use: a home of its own, and the shipped mall in a folder of its own.

And what is made once for all tests of a process, since it depends on bytes alone. It is put in place here and not by a
fixture of each test: eight of them before each of seven thousand tests take longer than many of these do.
"""

from __future__ import annotations

import gc
import itertools
import os
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache, wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck
from rich.segment import Segment
from rich.style import Style
from textual.cache import FIFOCache
from textual.color import Color
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

from dutytui.procedures import load, source
from dutytui.procedures.files import Files
from dutytui.procedures.load import Loaded
from dutytui.procedures.problem import Problem
from dutytui.procedures.tree import Node, parse
from dutytui.rules import timetable
from dutytui.rules.plan import DayPlan
from dutytui.rules.procedure import Procedures
from dutytui.rules.timetable import plan_day
from dutytui.screens import capture_lines, dialog
from dutytui.store import disk
from dutytui.widgets.glyphs import use_plain
from tests.desk import make_mall


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than cores, for what waits for a disk or another process; each loads and makes all that it needs anew,
    some twenty seconds. Robots wait for nothing any more."""
    return 1 + (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """What the modules made stays for good: the collector needn't look through it again in every test.

    A program that starts makes a hundred thousand objects, and the default looks for rings every seven hundred: a fifth
    of the robots' time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def _asked_to_keep(descriptor: int) -> None:
    """What a disk has been told to keep shows only once the power is cut, and no process can do that to itself: tests
    that count on it have disks that tell (`tests/store/faults.py`), or cut it (`tests/real/`, in processes of their
    own). All others would wait for the disk again and again. A descriptor that is none is told as ever."""
    os.fstat(descriptor)


if os.name == "posix":  # elsewhere it refuses what was not opened for writing
    os.fsync = disk._sync_data = _asked_to_keep

_CHECKED: dict[tuple[str, tuple[str, ...], date], Loaded] = {}
_check = load.check


@wraps(_check)
def _checked(files: Files, around: date) -> Loaded:
    key = (files.version, files.unknown, around)
    if key not in _CHECKED:
        _CHECKED[key] = _check(files, around)
    return _CHECKED[key]


# Each folder is checked once: the shipped files take a quarter of a second, and a thousand tests open a mall with the
# same ones. What comes of it is frozen and depends on the files and the date alone. The tests of checking do it anew.
load.check = _checked


@lru_cache(maxsize=512)
def _parse_file(name: str, data: bytes) -> tuple[Node, list[Problem]]:
    return parse(name, data)


def _parsed(name: str, data: bytes) -> tuple[Node, list[Problem]]:
    root, problems = _parse_file(name, data)
    return root, list(problems)


# A broken mall is the whole one but for a file: the others are only parsed once. Nobody changes a tree.
load.parse = _parsed
# A home keeps the files of each version that it has seen, and each test has a home of its own.
source.zlib = SimpleNamespace(
    compress=lru_cache(maxsize=64)(zlib.compress), decompress=zlib.decompress, error=zlib.error
)


def pytest_configure() -> None:
    """A property is no slower for a machine that has other work: no example is timed by the real clock."""
    hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    hypothesis.settings.load_profile("untimed")


_PLANNED: dict[tuple[int, date], tuple[Procedures, DayPlan]] = {}


def _planned(procedures: Procedures, day: date) -> DayPlan:
    """Where a session asks, whose homes are all new; the tests of planning do it anew. By identity, not by version."""
    key = id(procedures), day
    if key not in _PLANNED:
        plan = plan_day(procedures, day)
        if not any(one.procedures is procedures for one in _CHECKED.values()):
            return plan
        _PLANNED[key] = procedures, plan
    return _PLANNED[key][1]


timetable.plan_day = _planned


_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
_parse_rules = Stylesheet._parse_rules


def _parsed_rules(sheet: Stylesheet, css: str, read_from: CSSLocation, *args: Any, **how: Any) -> list[RuleSet]:
    """Each program parses some seventy stylesheets, twice or more, and a thousand tests start one.

    What comes of it depends on the text and the theme's colours alone, and is only read. What is wrong is told anew.
    """
    key = (css, read_from, args, tuple(how.items()), frozenset(sheet._variables.items()))
    if key not in _PARSED:
        _PARSED[key] = _parse_rules(sheet, css, read_from, *args, **how)
    return _PARSED[key]


Stylesheet._parse_rules = _parsed_rules  # type: ignore[method-assign]

RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]  # which says the same, and in C
_SHEETS: dict[tuple[RuleSet, ...], int] = {}
_STYLES: dict[tuple[object, ...], object] = {}
_apply = Stylesheet.apply


class _Styles(dict[Any, Any]):
    """What `Stylesheet.apply` asks for the rules of a node like this one. It names the node by its parent, who is new
    in each program; here the parent is named by all that a selector can ask of it and of those around it."""

    of: DOMNode | None = None
    """A widget, to whose parts it applies next, each a node that has nothing of its own but a class."""
    named: tuple[object, ...] = ()

    def __init__(self, sheet: Stylesheet, node: DOMNode) -> None:
        super().__init__()
        if type(node) is not DOMNode or node._parent is not _Styles.of:
            _Styles.of, _Styles.named = node, (_number(sheet), node.app.pseudo_classes, *_around(node))
        self._named = (_Styles.named, node is _Styles.of)

    def get(self, key: Any, default: Any = None) -> Any:
        return _STYLES.get((self._named, key[1:]), default)

    def __setitem__(self, key: Any, rules: Any) -> None:
        _STYLES[(self._named, key[1:])] = rules


def _number(sheet: Stylesheet) -> int:
    """The same for all sheets of the same rules."""
    rules, number = getattr(sheet, "_numbered", (None, 0))
    if rules is not sheet.rules:
        number = _SHEETS.setdefault(tuple(sheet.rules), len(_SHEETS))
        sheet._numbered = sheet.rules, number  # type: ignore[attr-defined]
    return number


def _around(node: DOMNode) -> Iterator[object]:
    for one in node.css_path_nodes:
        yield type(one), one._id, one.classes, one._pseudo_classes_cache_key, getattr(one, "can_focus", False)


@wraps(_apply)
def _applied(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: object = None) -> None:
    """Which rules hold for a widget is two fifths of what a program takes to start and to open a page.

    Textual remembers it within one update, and knows which selectors (the first child, what has the focus within it)
    it may not remember; this remembers it for all programs of a process.
    """
    _apply(sheet, node, animate=animate, cache=_Styles(sheet, node))


Stylesheet.apply = _applied  # type: ignore[method-assign]


def _bare(strip: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    strip._segments, strip._cell_length = list(segments), cell_length
    strip._render_cache = strip._link_ids = strip._cell_count = None


def _made_when_asked_for(strip: Strip, name: str) -> FIFOCache[Any, Any]:
    """One of the memories that a strip of the screen has; Python asks here for what it has not."""
    if name not in _MEMORIES:
        raise AttributeError(name)
    setattr(strip, name, FIFOCache(_MEMORIES[name]))
    return getattr(strip, name)  # type: ignore[no-any-return]


# Textual makes seven memories for each strip of each row that it draws, and few are ever used.
_MEMORIES = {
    name: one._maxsize for name in Strip.__slots__ if isinstance(one := getattr(Strip([]), name, None), FIFOCache)
}
Strip.__init__ = _bare  # type: ignore[method-assign]
Strip.__getattr__ = _made_when_asked_for  # type: ignore[attr-defined]


@lru_cache(maxsize=4096)
def _tinted(style: Style | None, color: Color) -> Style | None:
    (tinted,) = _tint([Segment("", style)], color)
    return tinted.style


_tint = BackgroundScreen.process_segments


@wraps(_tint)
def _all_tinted(segments: Iterable[Segment], color: Color) -> Iterator[Segment]:
    """What lies beneath a form is drawn paler, each letter's colour mixed anew: a style and a tint give one style."""
    for one in segments:
        yield one if one.control else Segment(one.text, _tinted(one.style, color), None)


BackgroundScreen.process_segments = staticmethod(_all_tinted)  # type: ignore[method-assign,assignment]
# What waits until somebody stops typing waits a hundredth of a second: a robot does nothing meanwhile.
dialog._DRAFT_EVERY = capture_lines._PREVIEW_AFTER = 0.01


def pytest_runtest_teardown() -> None:
    """What one test has drawn with the plain glyphs, the next one must not."""
    use_plain(False)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


_HOMES = itertools.count()


@pytest.fixture(autouse=True)
def own_home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing a test does may touch the real user's folders, nor another test's."""
    home = homes / str(next(_HOMES))  # `mktemp` reads all there are, to find the next number
    home.mkdir()
    monkeypatch.setenv("DUTYTUI_HOME", str(home))
    monkeypatch.delenv("DUTYTUI_MALL", raising=False)
    return home


@pytest.fixture
def mall(tmp_path: Path) -> Path:
    return make_mall(tmp_path / "mall")
