"""``dutytui changes``: what the files change against the procedures in force, or between two versions."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.mall import looked_on
from dutytui.cli.output import complain, emit, say
from dutytui.cli.parser import with_json
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _

if TYPE_CHECKING:
    from dutytui.bootstrap import Onlooker
    from dutytui.rules.changes.difference import Difference

_SHORTEST = 4
"""Digits of a version that are enough, where no other begins with them."""


def configure(parser: argparse.ArgumentParser) -> None:
    old, new = (
        _("the version to compare with; the one in force without it"),
        _("the other version; the files without it"),
    )
    parser.add_argument("--from", dest="old", metavar=_("VERSION"), help=old)
    parser.add_argument("--to", dest="new", metavar=_("VERSION"), help=new)
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Nothing different is 0, something is 1, as with other programs that compare."""
    with looked_on(arguments) as looker:
        looker.catch_up()
        looker.changes.learn()
        looker.session.tick()
        return _compare(looker, arguments)


def _compare(looker: Onlooker, arguments: argparse.Namespace) -> int:
    changes = looker.changes
    if not (changes.controlled() or arguments.old):
        complain(
            _("Changes need no countersign here: the files count as they are, there is no version to compare with")
        )
        return exits.OK
    old = _version(looker, arguments.old) if arguments.old else looker.session.procedures.version
    new = _version(looker, arguments.new) if arguments.new else ""
    difference = changes.difference(old, new)
    if difference is None:
        words = _("The files of one of the two versions are not on this terminal yet. They come with the journals.")
        raise Stop(exits.USAGE, words)
    if arguments.json:
        emit(_data(difference))
    else:
        _tell(difference)
    return exits.PROBLEMS if difference else exits.OK


def _tell(difference: Difference) -> None:
    from dutytui.texts.changes import counted, told

    for one in told(difference):
        say(one.text if one.tone == "heading" else f"  {one.place}: {one.text}")
    new = difference.new or _("the files")
    if difference:
        complain(_("{old} → {new}: {changes}", old=difference.old, new=new, changes=counted(difference)))
    else:
        complain(_("{old} → {new}: nothing is different", old=difference.old, new=new))


def _data(difference: Difference) -> dict[str, Any]:
    from dutytui.texts.changes import line

    return {
        "from": difference.old,
        "to": difference.new or None,
        "changes": [
            {
                "file": one.file,
                "line": one.line,
                "how": one.how.value,
                "path": [part.name for part in one.path],
                "old": one.old,
                "new": one.new,
                "message": line(one, difference),
            }
            for one in difference.changes
        ],
    }


def _version(looker: Onlooker, typed: str) -> str:
    """A version by its first digits, of those that were put in force or wait for countersign."""
    changes = looker.changes
    versions = (*(one.version for one in changes.versions), *(one.version for one in changes.pending()))
    known: dict[str, None] = dict.fromkeys(versions)
    found = [one for one in known if one.startswith(typed.lower())] if len(typed) >= _SHORTEST else []
    if len(found) == 1:
        return found[0]
    names = _(", ").join(known) or _("none")
    raise Stop(exits.USAGE, _("{typed} is no version known here, or several. Known: {names}", typed=typed, names=names))
