"""``dutytui search``: what was ever recorded, by words and filters, on the terminal or as data."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import complain, emit, plain, say
from dutytui.cli.parser import date_typed, with_json
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_

if TYPE_CHECKING:
    from dutytui.bootstrap import Desk
    from dutytui.rules.search.wanted import Wanted
    from dutytui.search import Found

_COUNTED = 1_000_000
_FILTERS = {"kind": "#", "who": "@", "severity": "!", "place": ""}
"""Options, and the mark that says the same within the line."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar=_("WORDS"), help=_("as in the program: words, #kind, @who, !severity, 3F, >2026-10")
    )
    parser.add_argument("--from", dest="first", type=date_typed, metavar=_("DATE"), help=_("the first day"))
    parser.add_argument("--until", dest="last", type=date_typed, metavar=_("DATE"), help=_("the last day"))
    parser.add_argument("--kind", metavar=_("WORD"), help=_("kind of entry or request, or what it is about"))
    parser.add_argument("--who", metavar=_("WORD"), help=_("person or post"))
    parser.add_argument("--severity", metavar=_("WORD"), help=_("severity of the entry"))
    parser.add_argument("--place", metavar=_("WORD"), help=_("floor or department"))
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--open", dest="open", action="store_true", default=None, help=_("only what is still open"))
    state.add_argument("--closed", dest="open", action="store_false", help=_("only what is over"))
    parser.add_argument("-n", dest="limit", type=_limit, default=20, metavar=_("COUNT"), help=_("at most so many; 20"))
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0 also where nothing is found: that is an answer. What a filter does not know is an error here."""
    with opened(arguments) as desk:
        wanted = _wanted(arguments, desk)
        if not desk.search.ready:
            complain(_("The journals are read for the first time; this may take a while."))
        desk.catch_up()
        found = [desk.search.judge(one) for one in desk.search.find(wanted, arguments.limit)]
        count = desk.search.count(wanted, _COUNTED)
        if arguments.json:
            emit({"count": count, "found": [_data(one) for one in found]})
        else:
            _say(desk, found, count)
    return exits.OK


def _limit(typed: str) -> int:
    if not (typed.isdecimal() and 0 < int(typed) <= 100_000):
        raise argparse.ArgumentTypeError(_("{typed} is no number from 1 to 100000", typed=typed))
    return int(typed)


def _wanted(arguments: argparse.Namespace, desk: Desk) -> Wanted:
    """The line with the options as words of it. Stops at what a filter does not know, and where nothing is asked."""
    from dutytui.rules.search.wanted import Role, read
    from dutytui.texts.search import alike, mall_terms

    given = {name: getattr(arguments, name) for name in _FILTERS if getattr(arguments, name)}
    line = [*arguments.words, *(f"{_FILTERS[name]}{''.join(value.split())}" for name, value in given.items())]
    wanted = read(" ".join(line), mall_terms(desk.session.procedures), desk.session.day, alike)
    unknown = [part.typed for part in wanted.problems]
    if given.get("place") and not any(part.role is Role.PLACE for part in wanted.parts):
        unknown.append(given["place"])
    if unknown:
        raise Stop(exits.USAGE, _("not known in this mall: {words}", words=_(", ").join(map(plain, unknown))))
    first = max(filter(None, (wanted.first, arguments.first)), default=None)
    last = min(filter(None, (wanted.last, arguments.last)), default=None)
    wanted = replace(wanted, first=first, last=last, open=wanted.open if arguments.open is None else arguments.open)
    if wanted.nothing:
        raise Stop(exits.USAGE, _("Say what to look for: words, or a filter. dutytui search --help"))
    return wanted


def _say(desk: Desk, found: list[Found], count: int) -> None:
    from dutytui.texts.search import about, marks

    for one in found:
        what = about(one.event, desk.session.procedures) if one.event else ""
        when = f"{one.event.at:%H:%M}" if one.event else "     "
        said = one.text if one.event else _("can't be read in its journal just now")
        told = "".join(f"  [{word}]" for word, _tone in marks(one))
        say(plain(f"{one.hit.day} {when}  {what}  {said}{told}"))
    say(n_("{count} found", "{count} found", count))


def _data(found: Found) -> dict[str, object]:
    hit, event = found.hit, found.event
    return {
        "day": hit.day.isoformat(),
        "subject": hit.subject,
        "id": hit.id,
        "writer": hit.writer,
        "seq": hit.seq,
        "kind": event.kind if event else None,
        "at": event.at.isoformat() if event else None,
        "by": event.by if event else None,
        "post": event.post if event else None,
        "text": found.text,
        "void": found.void,
        "why": found.why,
        "undone": found.undone,
        "status": found.status.value if found.status else None,
    }
