"""``dutytui log TEXT``: one entry into the logbook, from a shell or a script."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.mall import opened
from dutytui.cli.output import complain, say
from dutytui.cli.pin import prove
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import N_, _, pick

if TYPE_CHECKING:
    from dutytui.rules.capture import Capture
    from dutytui.session import Actor, Session

_PROBLEMS = {
    "unknown": N_("{typed} is not known here"),
    "ambiguous": N_("{typed} may mean several: {candidates}"),
    "repeated": N_("{typed} is one too many"),
    "time_in_future": N_("{typed} has not come yet"),
    "not_a_time": N_("{typed} is not a time"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar=_("TEXT"), help=_("the entry in one line; - reads lines from input"))
    parser.add_argument("--as", dest="person", metavar=_("PERSON"), help=_("who logs it: an id or a name"))
    parser.add_argument("--post", metavar=_("POST"), help=_("under which post: an id or a name"))
    parser.add_argument("--json", action="store_true", help=_("print data instead of words"))


def run(arguments: argparse.Namespace) -> int:
    lines = _lines(arguments.text)
    with opened(arguments) as desk:
        desk.session.actor = actor(desk.session, arguments.person, arguments.post)
        prove(desk)
        results = [_log(desk.session, line) for line in lines]
    if arguments.json:
        from dutytui.cli.output import emit

        emit({"entries": results})
    else:
        for result in results:
            _tell(result)
    return max((int(result["code"]) for result in results), default=exits.OK)


def actor(session: Session, person: str | None, post: str | None) -> Actor:
    """Who acts: as asked, else who signed in last at this terminal today. Stops when that is nobody."""
    from dutytui.session import Actor

    if person is None:
        last = session.actor if session.actor.person else _last_signed_in(session)
        if not last.person:
            raise Stop(exits.PROBLEMS, _("Nobody is signed in here today. Say who logs it: --as PERSON --post POST"))
        return last if post is None else Actor(last.person, last.name, _post(session, post))
    known = next((one for one in session.people() if person in (one.id, one.name)), None)
    if known is None and post is not None:
        return Actor(person, person, _post(session, post))  # a stand-in, whom the mall's list does not have
    if known is None:
        names = _(", ").join(f"{one.name} ({one.id})" for one in session.people())
        raise Stop(
            exits.PROBLEMS, _("{person} is not listed in people.yaml. Listed: {names}", person=person, names=names)
        )
    if post is None and not known.posts:
        raise Stop(exits.USAGE, _("Say under which post: --post POST"))
    return Actor(known.id, known.name, known.posts[0] if post is None else _post(session, post))


def _post(session: Session, typed: str) -> str:
    for post in session.posts():
        if typed in (post.id, *post.name.values(), *post.aliases):
            return post.id
    names = _(", ").join(f"{pick(post.name)} ({post.id})" for post in session.posts())
    raise Stop(exits.PROBLEMS, _("{post} is not one of the posts. They are: {names}", post=typed, names=names))


def _last_signed_in(session: Session) -> Actor:
    """The open desk of this terminal writes another journal than this process, so all of today's are asked."""
    from dutytui.rules.events import SIGNED_IN, SIGNED_OUT
    from dutytui.session import NOBODY, Actor

    told = (SIGNED_IN, SIGNED_OUT)
    known = [event for one in session.state.subjects(session.day, "person:") for event in one.events]
    last = max((event for event in known if event.kind in told), key=lambda event: event.order, default=None)
    if last is None or last.kind == SIGNED_OUT:
        return NOBODY
    return Actor(last.by, str(last.data.get("name", last.by)), last.post)


def _lines(words: list[str]) -> list[str]:
    """The entries to write. Text that is no valid Unicode (a wrong locale) keeps what can be read of it."""
    from dutytui.rules.capture import split_lines

    if words == ["-"]:
        data = sys.stdin.buffer.read()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
        return split_lines(text)
    return [" ".join(words).encode("utf-8", "surrogateescape").decode("utf-8", "replace")]


def _log(session: Session, line: str) -> dict[str, Any]:
    """Submit one line. The answer is what a script gets: text, code, and number and day, or the reason."""
    from dutytui.rules.capture import parse
    from dutytui.rules.capture_entry import log_entry
    from dutytui.rules.refusal import Refusal
    from dutytui.session import NotSaved

    capture = parse(line, session.vocabulary, session.now())
    problem = _problem(capture)
    if problem:
        return {"text": line, "code": exits.PROBLEMS, "reason": problem}
    outcome = session.submit(log_entry(capture, session.procedures, session.day))
    if isinstance(outcome, Refusal):
        from dutytui.texts.refusals import refused

        return {"text": line, "code": exits.PROBLEMS, "reason": refused(outcome)}
    if isinstance(outcome, NotSaved):
        from dutytui.texts.refusals import disk_error

        return {"text": line, "code": exits.NOT_SAVED, "reason": disk_error(outcome.reason)}
    logged = outcome.events[0]
    entry = session.entry(logged.day, logged.on)
    return {
        "text": capture.text,
        "code": exits.OK,
        "number": entry.number if entry else str(logged.data.get("no", "")),
        "day": logged.day.isoformat(),
        "subject": logged.on,
        "event": logged.id,
        "at": logged.at.isoformat(),
    }


def _problem(capture: Capture) -> str:
    """What keeps a line from being an entry; on the screen it would be mended before Enter."""
    return "; ".join(
        _(_PROBLEMS[part.problem], typed=part.typed, candidates=_(", ").join(part.candidates))
        if part.problem == "ambiguous"
        else _(_PROBLEMS[part.problem], typed=part.typed)
        for part in capture.problems
    )


def _tell(result: dict[str, Any]) -> None:
    if result["code"] == exits.OK:
        say(_("Saved as number {number} of {day}", number=result["number"], day=result["day"]))
    else:
        complain(_("Not logged: {reason}", reason=result["reason"]))
        complain(f"  {result['text']}")
