"""Words and data on standard output, for persons and for scripts. Never a colour code, never an encoding error."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

from dutytui.exports.harmless import harmless, harmless_json


def prepare() -> None:
    """A character that the receiving encoding (GBK in a Chinese console) lacks is written as its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Whatever somebody typed in it, no terminal obeys it."""
    sys.stdout.write(harmless(text) + "\n")


def complain(text: str) -> None:
    """To standard error: why it did not work, so that a script's data stays data."""
    sys.stderr.write(harmless(text) + "\n")


def plain(text: str) -> str:
    """Text from elsewhere (names of files, what a journal says) so that no terminal obeys it: what is not to be seen is
    written as its number."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def emit(data: Any) -> None:
    """One JSON document. Pure ASCII unless the output is UTF-8, since an escaped character must stay JSON."""
    import json  # only where data is asked for

    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    sys.stdout.write(harmless_json(json.dumps(data, ensure_ascii=plain, indent=2, default=str)) + "\n")


def abandon() -> None:
    """Nobody reads any more: what is still buffered goes nowhere, quietly."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
