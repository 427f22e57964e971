"""``dutytui where``: which folders are used, and which rule chose the mall."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from dutytui.cli import exits
from dutytui.cli.mall import chosen
from dutytui.cli.output import emit, say
from dutytui.cli.parser import with_json
from dutytui.texts.catalogue import N_, _

RULES = {
    "argument": N_("as asked with --mall"),
    "environment": N_("as the variable DUTYTUI_MALL says"),
    "here": N_("the current folder is one"),
    "own": N_("this user's own"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from dutytui.store.local import cache_of, data_of

    mall = chosen(arguments)
    rule = _rule(arguments.mall, mall)
    folders = {
        "mall": mall.resolve(),
        "checklists": mall.resolve() / "checklists",
        "logs": mall.resolve() / "logs",
        "local": data_of(mall),
        "cache": cache_of(mall),
    }
    if arguments.json:
        emit({"rule": rule, **{name: str(folder) for name, folder in folders.items()}})
        return exits.OK
    words = {
        "mall": _("Mall ({rule})", rule=_(RULES[rule])),
        "checklists": _("Procedures"),
        "logs": _("Journals"),
        "local": _("This terminal's own data"),
        "cache": _("Cache (may be deleted)"),
    }
    for name, folder in folders.items():
        say(f"{words[name]}\n  {folder}")
    return exits.OK


def _rule(argument: str | None, mall: Path) -> str:
    """Which rule of `find_mall` led to `mall`."""
    if argument:
        return "argument"
    if os.environ.get("DUTYTUI_MALL"):
        return "environment"
    return "here" if mall == Path.cwd() else "own"
