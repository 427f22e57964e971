"""A person at a real terminal: tmux, keys into it, and what it shows.

tmux is driven in its control mode: one process that answers commands and tells when the program has drawn something,
so that nothing here sleeps. ``desk.press("F2"); desk.types("1432 客诉"); desk.sees("客诉")``.
"""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from dutytui.store.local import Local, Settings
from tests.cli.program import environment
from tests.desk import MONDAY

MISSING = "" if shutil.which("tmux") else "tmux is not installed here (there is none for Windows)"
"""Why these tests can't run; "" when they can."""

_LAUNCHER = Path(__file__).parent / "launcher.py"
_LOOKS = 300
"""How often a screen is looked at before a test fails; a look follows what was drawn, or `_PAUSE` seconds without."""
_PAUSE = 0.1


class Tmux:
    """A tmux server of its own with one window in which `command` runs."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int], env: dict[str, str], cwd: Path) -> None:
        self._folder = tempfile.mkdtemp(prefix="tmux-")
        self._tmux = ["tmux", "-u", "-f", os.devnull, "-S", f"{self._folder}/s"]
        self._process = subprocess.Popen(
            [*self._tmux, "-C", "new-session", "-x", str(size[0]), "-y", str(size[1]), "--", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=env,
            cwd=cwd,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._questions, self._answers = self._process.stdin, self._process.stdout.fileno()
        self._heard = b""
        while not self._line().startswith("%session-changed"):
            pass  # asked before it is attached, tmux has no window to speak of
        self.ask("set-option -g remain-on-exit on")
        self.resize(*size)

    # -- what tmux is told ----------------------------------------------------------------------------------------

    def ask(self, command: str) -> str:
        """Have tmux carry out a command of its own; what it answered."""
        self._questions.write(command.encode() + b"\n")
        self._questions.flush()
        answer: list[str] | None = None
        while True:
            line = self._line()
            # Answers to what came down this pipe end in 1, other ones in 0.
            if line.startswith("%begin") and line.endswith(" 1"):
                answer = []
            elif line.startswith(("%end", "%error")) and line.endswith(" 1"):
                assert line.startswith("%end"), f"{command}: {answer}"
                return "\n".join(answer or [])
            elif answer is not None:
                answer.append(line)

    def keys(self, *keys: str) -> None:
        """Keys by tmux' names: ``F2``, ``Enter``, ``C-q``, ``Escape``."""
        self.ask("send-keys " + " ".join(keys))

    def types(self, text: str) -> None:
        """Text as an input method commits it."""
        self.ask("send-keys -l -- " + _quoted(text))

    def pastes(self, text: str) -> None:
        """Bracketed, as terminals paste."""
        file = Path(self._folder) / "paste"
        file.write_text(text, encoding="utf-8")
        self.ask(f"load-buffer {file}")
        self.ask("paste-buffer -p")

    def resize(self, width: int, height: int) -> None:
        self.ask(f"resize-window -x {width} -y {height}")

    def asked(self, what: str) -> str:
        """One of tmux' variables of the window: ``pane_pid``, ``cursor_flag``."""
        return self.ask(f"display-message -p '#{{{what}}}'")

    # -- what it shows --------------------------------------------------------------------------------------------

    @property
    def cursor(self) -> str:
        return self.ask("display-message -p '#{cursor_x},#{cursor_y}'")

    @property
    def screen(self) -> str:
        return self.ask("capture-pane -p")

    def until(self, good: Callable[[str], bool], wanted: str) -> str:
        """Look until the screen is as wanted; the test fails after so many looks."""
        for _look in range(_LOOKS):
            screen = self.screen
            if good(screen):
                return screen
            self._wait()
        raise AssertionError(f"{wanted}\n{self.screen}")

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)
        self._process.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _wait(self) -> None:
        """Until tmux says something, as it does when the program draws, or for a moment."""
        if b"\n" not in self._heard:
            select.select([self._answers], [], [], _PAUSE)
            self._heard += os.read(self._answers, 65536) if select.select([self._answers], [], [], 0)[0] else b""
        self._heard = self._heard.rpartition(b"\n")[2]

    def _line(self) -> str:
        while b"\n" not in self._heard:
            read = os.read(self._answers, 65536)
            assert read, "tmux has ended"
            self._heard += read
        line, _newline, self._heard = self._heard.partition(b"\n")
        return line.decode("utf-8", "replace")


class TerminalDesk:
    """The production command at a terminal, on a mall folder of its own and a clock that stands until it is moved.

    While keys are pressed the clock stands, or goes on by as much as a person would have taken (`passes`); between two
    acts it may run (`runs_to`), so that the program sees every minute pass: alarms, countdowns, missed rounds.

    `home` holds what the program keeps of this terminal. It is started and killed any number of times; windows beside
    it share everything (`beside`).
    """

    def __init__(
        self, folder: Path, mall: Path, *, size: tuple[int, int] = (80, 24), language: str = "zh-Hans", seed: str = ""
    ) -> None:
        """seed: what the random rounds are drawn from, "" for a new one each day."""
        self.mall, self.size, self._seed = mall, size, seed
        self._folder, self._language = folder, language
        self._clock = folder / "clock"
        self._tmux: Tmux | None = None
        if not self._clock.exists():
            self.at("08:15")

    def beside(self) -> TerminalDesk:
        """A second window of the same terminal."""
        return TerminalDesk(self._folder, self.mall, size=self.size, language=self._language, seed=self._seed)

    @property
    def tmux(self) -> Tmux:
        assert self._tmux is not None, "not started"
        return self._tmux

    def start(self) -> None:
        """Start the program and wait for its live screen (the first paint's last row says that it is still opening)."""
        self._was_shown_round()
        self._tmux = Tmux(self._command(), size=self.size, env=self._env(), cwd=self._folder)
        self.tmux.until(lambda screen: "F10" in screen or "Esc" in screen, "the live screen does not come")

    def _was_shown_round(self) -> None:
        """Somebody has seen the tour at this terminal before."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DUTYTUI_HOME", self._env()["DUTYTUI_HOME"])
            Settings(Local(self.mall)).set("tour", "left")

    def script(self, *words: str, code: int = 0) -> str:
        """A command of the same program beside it, from a script, which ends with `code`; what it printed."""
        done = subprocess.run(
            self._command(*words), env=self._env(), cwd=self._folder, capture_output=True, check=False, timeout=60
        )
        assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
        return done.stdout.decode()

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, str(_LAUNCHER), str(self._clock), *words]

    def _env(self) -> dict[str, str]:
        return environment(
            DUTYTUI_HOME=str(self._folder / "home"),
            DUTYTUI_MALL=str(self.mall),
            DUTYTUI_LANG=self._language,
            DUTYTUI_TEST_SEED=self._seed,
            LANG="C.UTF-8",
        )

    def start_shell(self) -> None:
        """A shell in the program's place, with its environment."""
        self._was_shown_round()
        self._tmux = Tmux(["sh"], size=self.size, env=self._env(), cwd=self._folder)

    def at(self, time: str, day: str = MONDAY) -> None:
        """The clock moves; the program notices within a second."""
        self._show(f"{day}T{time}+08:00")

    @property
    def moment(self) -> datetime:
        """What the clock shows while it stands."""
        return datetime.fromisoformat(self._clock.read_text("ascii"))

    def passes(self, seconds: float) -> None:
        """The clock moves on by so much, at once."""
        self._show((self.moment + timedelta(seconds=seconds)).isoformat())

    def runs_to(self, moment: datetime, rate: float = 600) -> None:
        """The clock runs, ten minutes of the day a second, until `moment`; what has passed already is left alone."""
        before = self.moment
        if moment <= before:
            return
        self._show(f"{before.isoformat()} {moment.isoformat()} {rate} {time.monotonic()}")
        shown = f"{moment:%H:%M:%S}"
        self.tmux.until(lambda screen: shown in screen, f"it does not become {shown}")
        self._show(moment.isoformat())

    def _show(self, words: str) -> None:
        moved = self._clock.with_suffix(".new")
        moved.write_text(words, "ascii")
        moved.replace(self._clock)

    def kill_in_mid_work(self) -> None:
        """``kill -9`` at once; the terminal goes on showing what it showed last."""
        os.kill(int(self.tmux.asked("pane_pid")), signal.SIGKILL)
        self.ends()

    def kill(self) -> None:
        """``kill -9``, and the terminal's window is closed."""
        self.kill_in_mid_work()
        self.close()

    def keeps(self, text: str) -> None:
        """A draft on disk holds `text`: what is typed is kept a moment later, not at each key."""
        wanted = json.dumps(text)[1:-1]

        def kept(_screen: str) -> bool:
            return any(wanted in file.read_text("ascii") for file in self._folder.glob("home/malls/*/drafts/*/*.json"))

        self.tmux.until(kept, f"no draft holds {text}")

    def ends(self) -> None:
        """Wait until the program has ended by itself; its terminal stays to be looked at."""
        self.tmux.until(lambda _screen: self.tmux.asked("pane_dead") == "1", "it does not end")

    def close(self) -> None:
        if self._tmux is not None:
            self._tmux.close()
            self._tmux = None

    # -- what the person does and sees ------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        self.tmux.keys(*keys)

    def types(self, text: str) -> None:
        self.tmux.types(text)

    def goes_on(self, *keys: str) -> None:
        """Press `keys` that go to another field: the terminal's cursor moves there, the input method with it."""
        before = self.tmux.cursor
        self.press(*keys)
        self.tmux.until(lambda _screen: self.tmux.cursor != before, f"the cursor stays where it was after {keys}")

    def digit_of(self, name: str) -> str:
        """The digit that the list in sight has before a name, "" when it is further down: the latest stand first."""
        found = re.search(rf"([1-9]) {re.escape(name)}  ", self.tmux.screen)
        return found[1] if found else ""

    def sees(self, *texts: str) -> None:
        """All of `texts` come onto the screen, whose rows are no wider than it is."""
        wanted = f"not on the screen: {texts}"
        screen = self.tmux.until(lambda screen: all(text in screen for text in texts), wanted)
        assert all(cell_len(row) <= self.size[0] for row in screen.split("\n")), screen

    def misses(self, *texts: str) -> None:
        """None of `texts` stays on the screen."""
        self.tmux.until(lambda screen: not any(text in screen for text in texts), f"still on the screen: {texts}")


def _quoted(text: str) -> str:
    """One word of tmux' command language."""
    return "'" + text.replace("'", "'\\''") + "'"
