"""From Enter at one terminal to the entry on another one's screen, through a shared folder: two real programs, each on
a pseudo-terminal of its own, in mall folders of their own.

Once where the system tells of changed files, and once where it does not, as on a network drive.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks import malls
from benchmarks.goals import most
from benchmarks.keys import CAPTURE, END, ENTER
from benchmarks.malls import Place
from benchmarks.measure import Options, Row
from benchmarks.starting import is_live
from benchmarks.terminal import (
    AVAILABLE,
    DESK,
    NO_TERMINAL,
    OnTerminal,
    has_proc,
    press_until_all,
    processor_seconds,
    python,
    text,
)
from dutytui.store.sync.sync import CARD_SOONEST, PUBLISH_EVERY, PULL_EVERY

ROUNDS = 20
UNHEARD = python("from benchmarks.programs.unheard import main; main()")
_MARGIN = 0.2
_ON_SCREEN = (PUBLISH_EVERY + PULL_EVERY).total_seconds() + _MARGIN
"""Seconds: it is published, then looked for."""
_SEEN = _ON_SCREEN + (CARD_SOONEST + PULL_EVERY).total_seconds()
"""Seconds: the other terminal's card says so in its turn, and is looked for."""
_ESCAPE = "\x1b"
_SEEN_BY_ONE = "1 台已见"
_WAYS = {"file events": DESK, "polling": UNHEARD}


def rows(options: Options) -> Iterator[Row]:
    for way, program in _WAYS.items():
        if not AVAILABLE:
            yield Row(f"entry on another terminal's screen, {way}", most(_ON_SCREEN, "s"), reason=NO_TERMINAL)
            continue
        with malls.folder() as made, malls.place() as desk:
            till = _joined(desk, Place(made / "mall", made / "home"))
            with _on_terminal(desk, program) as writer, _on_terminal(till, program) as reader:
                yield from _reaching(options, way, writer, reader)
                yield _idle(options, way, writer, reader)


def _joined(first: Place, further: Place) -> Place:
    """`first` shares a folder, `further` is a new terminal of the same mall; somebody is signed in there, too."""
    share = first.mall.parent / "share"
    _script(first, "share", str(share))
    _script(first, "join", str(share), str(further.mall), "--name", "till", home=further)
    with further.desk("till") as desk:
        desk.settings.set("language", "zh-Hans")
        desk.settings.set("safe_width", False)
        malls.sign_in(desk.session)
    return further


def _script(at: Place, *words: str, home: Place | None = None) -> None:
    subprocess.run([*DESK, *words], env=(home or at).env, cwd=at.mall, check=True, capture_output=True)


@contextlib.contextmanager
def _on_terminal(place: Place, command: Sequence[str]) -> Iterator[OnTerminal]:
    """The logbook, once the exchange has begun."""
    with OnTerminal(command, env=place.env, cwd=place.mall) as program:
        program.until(is_live)
        program.until(lambda shown: "共享" in text(shown))
        program.press("3")
        program.settle(0.5)
        yield program


def _reaching(options: Options, way: str, writer: OnTerminal, reader: OnTerminal) -> Iterator[Row]:
    """The writer opens each entry at once, and so sees how far it has come. The first one warms up."""
    shown, seen = [], []
    for number in range(options.rounds(ROUNDS) + 1):
        # Neither terminal's second may always begin at the same moment of the other's.
        _drain(1.5 + number * 0.618 % 1 * PULL_EVERY.total_seconds(), writer, reader)
        words = f"标记{number:04d}"

        def stands(answer: bytearray, words: str = words) -> bool:
            return words in text(answer)

        writer.press(CAPTURE)
        writer.press(f"地面湿滑 {words}")
        took = press_until_all(
            ENTER + END + ENTER,
            (writer, lambda answer: _SEEN_BY_ONE in text(answer)),
            (reader, stands),
        )
        writer.press(_ESCAPE)
        if number:
            seen.append(took[0])
            shown.append(took[1])
    yield Row(f"entry on another terminal's screen, {way}", most(_ON_SCREEN, "s"), median(shown), unit="s")
    yield Row(f"entry on another terminal's screen, {way}, slowest", most(_ON_SCREEN, "s"), max(shown), unit="s")
    yield Row(f"seen by 1 where it was written, {way}", most(_SEEN, "s"), median(seen), unit="s")
    yield Row(f"seen by 1 where it was written, {way}, slowest", most(_SEEN, "s"), max(seen), unit="s")


def _idle(options: Options, way: str, *programs: OnTerminal) -> Row:
    """Both left alone, each of which carries for its terminal; the one that takes more."""
    name = f"idle CPU with a share, {way}"
    if not has_proc():
        return Row(name, most(0.5, "%"), reason="this system has no /proc")
    seconds = 4.0 if options.quick else 20.0
    before = [processor_seconds(program.process.pid) for program in programs]
    _drain(seconds, *programs)
    used = [processor_seconds(one.process.pid) - was for one, was in zip(programs, before, strict=True)]
    return Row(name, most(0.5, "%"), 100 * max(used) / seconds, unit="%")


def _drain(seconds: float, *programs: OnTerminal) -> None:
    """Wait, and read what they write meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for program in programs:
            program.settle(0.05)
