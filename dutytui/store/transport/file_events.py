"""What the system says of files in a share that others have changed: sooner than the next look would find it.

It says so of a folder on its own disk, as a sync program keeps one, and next to nothing of a network drive. Nothing
depends on it: the looks go on as if it were not there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import watch

_STEP = 100
"""Milliseconds between two questions whether something was said; what was said meanwhile comes as one."""
_TOGETHER = 200
"""Milliseconds after which what goes on being said is passed on all the same."""
_AGAIN = 60.0
"""Seconds until a system that would not listen (all its watches taken, a folder that is gone) is asked again."""
_FAREWELL = 1.0
"""Seconds that `end` waits for the thread: some ten times as long as it takes."""


class FileEvents:
    """told: called, in a thread of its own, with the paths that were added, changed or removed since the last call."""

    def __init__(self, told: Callable[[Iterable[Path]], None]) -> None:
        self._told = told
        self._folders: tuple[Path, ...] = ()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def listen(self, folders: Iterable[Path]) -> None:
        """From now on to what lies directly in these folders, and to no others."""
        wanted = tuple(folders)
        if wanted == self._folders:
            return
        self._folders = wanted
        self._ended.set()  # the thread so far goes by itself
        self._ended = threading.Event()
        self._thread = None
        if wanted:
            self._thread = threading.Thread(
                target=self._run, args=(wanted, self._ended), name="file events", daemon=True
            )
            self._thread.start()

    def end(self) -> None:
        """Listen no more. A thread that still stood in the system's call when the interpreter goes would break it."""
        thread = self._thread
        self.listen(())
        if thread is not None:
            thread.join(_FAREWELL)

    def _run(self, folders: tuple[Path, ...], ended: threading.Event) -> None:
        while not ended.is_set():
            try:
                for changes in watch(
                    *folders,
                    watch_filter=None,
                    debounce=_TOGETHER,
                    step=_STEP,
                    stop_event=ended,
                    force_polling=False,  # asking again and again is what the looks do
                    recursive=False,
                ):
                    self._told([Path(path) for _change, path in changes])
            except (OSError, RuntimeError):  # the second is what the library makes of most of the first
                ended.wait(_AGAIN)
