"""Which mall a command works on, and the desk opened for it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dutytui.cli import exits, language
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from dutytui.bootstrap import Desk, Onlooker
    from dutytui.change_control.in_force import NoProceduresError
    from dutytui.store.local import Settings


def chosen(arguments: argparse.Namespace) -> Path:
    """The mall folder by the rules of `find_mall`. Stops when there is none."""
    from dutytui.bootstrap import find_mall

    mall = find_mall(arguments.mall, os.environ, Path.cwd())
    if mall is None:
        words = _("There is no mall folder yet. Start dutytui once in a terminal, or make one: dutytui init DIR")
        raise Stop(exits.USAGE, words)
    return mall


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Desk]:
    """The desk of the chosen mall, closed afterwards; from here on the terminal's own language is spoken."""
    from dutytui.bootstrap import open_desk
    from dutytui.change_control.in_force import NoProceduresError

    mall = chosen(arguments)
    try:
        desk = open_desk(mall)
    except (OSError, NoProceduresError) as error:
        raise cannot_open(mall, error) from error
    try:
        spoken(arguments, desk.settings)
        desk.session.prove()
        yield desk
    finally:
        desk.close()


@contextmanager
def looked_on(arguments: argparse.Namespace) -> Iterator[Onlooker]:
    """The chosen mall for whoever records nothing, closed afterwards; speaks as `opened` does."""
    from dutytui.bootstrap import look_on
    from dutytui.change_control.in_force import NoProceduresError

    mall = chosen(arguments)
    try:
        looker = look_on(mall)
    except (OSError, NoProceduresError) as error:
        raise cannot_open(mall, error) from error
    try:
        spoken(arguments, looker.settings)
        yield looker
    finally:
        looker.close()


def spoken(arguments: argparse.Namespace, settings: Settings) -> None:
    """From here on the terminal's own language is spoken, unless another was asked for."""
    language.speak(arguments.lang, settings.get("language"), os.environ)


def cannot_open(mall: Path, error: OSError | NoProceduresError) -> Stop:
    """Why `mall` could not be opened, and what to do."""
    if not (mall / "checklists").is_dir():
        return Stop(exits.USAGE, _("{folder} is no mall folder: it has no checklists", folder=mall))
    if isinstance(error, OSError):
        words = _("The mall folder {mall} can't be used: {reason}", mall=mall, reason=os_words(error))
        return Stop(exits.NOT_SAVED, words)
    from dutytui.cli.check import lines

    head = _("The procedures of {mall} can't be used, and no version of them ever could here:", mall=mall)
    return Stop(exits.PROBLEMS, "\n".join([head, *lines(mall / "checklists", error.problems)]))
