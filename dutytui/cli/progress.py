"""A bar on standard error while something long is done; nothing at all where nobody looks (a script, a log)."""

from __future__ import annotations

import sys

from dutytui.texts.sharing import bar


class Bar:
    """label: in front of it. Drawn again only when it would look different."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._drawn = ""
        self._shown = sys.stderr.isatty()

    def show(self, done: int, of: int) -> None:
        if not self._shown or not of:
            return  # nothing to count: "0/0" would say that nothing was there
        text = f"\r{self._label} {bar(done, of)}  {done:,}/{of:,}"
        if text != self._drawn:
            self._drawn = text
            sys.stderr.write(text)
            sys.stderr.flush()

    def end(self) -> None:
        """The line stays; what is said next begins on one of its own."""
        if self._drawn:
            sys.stderr.write("\n")
            self._drawn = ""
