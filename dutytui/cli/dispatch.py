"""From the words on the command line to an exit code, with every way it may end."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dutytui.cli import exits, language, output
from dutytui.cli.stop import Stop
from dutytui.platform.restore import Terminal


def dispatch(words: Sequence[str], terminal: Terminal | None = None) -> int:
    """Carry out the command line `words`. terminal: given when the first paint has taken it already.

    Nothing is raised: an error in the program ends in a report and a few words.
    """
    # Nothing that is loaded is garbage; looking for some is a tenth of a short command. The desk turns it on again.
    gc.disable()
    output.prepare()
    try:
        code = _carry_out(words, terminal)
        sys.stdout.flush()
    except Stop as stop:
        _give_back(terminal)
        output.complain(stop.words)
        return stop.code
    except BrokenPipeError:
        output.abandon()
        return exits.READER_LEFT
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else exits.USAGE
    except Exception as error:
        _give_back(terminal)
        return crashed(error, None)
    finally:
        _give_back(terminal)
    return code


def crashed(error: BaseException, reports: Path | None) -> int:
    """Leave a report in `reports` (or the system's temporary folder) and say so; the answer is the exit code."""
    import tempfile

    from dutytui.platform import crash

    path = crash.report(error, reports) or crash.report(error, Path(tempfile.gettempdir()) / "dutytui-crashes")
    output.complain(crash.words(error, path))
    return exits.CRASHED


def _carry_out(words: Sequence[str], terminal: Terminal | None) -> int:
    if not words and "_ARGCOMPLETE" not in os.environ:
        from dutytui.cli import run

        return run.start(None, None, terminal)
    language.speak(_asked(words), None, os.environ)
    from dutytui.cli import parser

    if "_ARGCOMPLETE" in os.environ:
        return _complete()
    # The second only matters to a folder that is named like a command: --mall log status
    chosen = [word for word in words if word in parser.COMMANDS][:2]
    arguments = parser.build(chosen).parse_args(words)
    if arguments.command is None:
        from dutytui.cli import run

        return run.start(arguments.mall, arguments.lang, terminal)
    code = parser.load(arguments.command).run(arguments)
    assert isinstance(code, int)
    return code


def _complete() -> int:
    """A shell asks what may come next. argcomplete ends the process itself."""
    import argcomplete  # a fifth of a start, so only here

    from dutytui.cli import parser

    argcomplete.autocomplete(parser.build(tuple(parser.COMMANDS)), always_complete_options="long")
    return exits.OK


def _asked(words: Sequence[str]) -> str | None:
    """The language named on the command line, before it is parsed: the parser's own words need it."""
    for before, word in zip(["", *words], words, strict=False):
        if before == "--lang":
            return word
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def _give_back(terminal: Terminal | None) -> None:
    if terminal is not None:
        terminal.give_back()
