"""``dutytui verify [DIR]``: nothing in the journals was changed, or what was. Offline; nothing is written."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytui.cli import exits
from dutytui.cli.mall import chosen
from dutytui.cli.output import plain, say
from dutytui.cli.parser import with_json
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, n_

if TYPE_CHECKING:
    from dutytui.rules.evidence.heads import Heads
    from dutytui.verify.findings import Finding
    from dutytui.verify.journal import Chain
    from dutytui.verify.whole import Progress, Report

SCHEMA = 1
"""Of the data that ``--json`` prints: names and meanings stay, others may be added."""


def configure(parser: argparse.ArgumentParser) -> None:
    words = _("a mall folder, its logs, or a shared folder; without it, the mall in use")
    parser.add_argument("folder", nargs="?", metavar=_("DIR"), help=words)
    parser.add_argument("--against", metavar=_("DIR"), help=_("another copy of the same journals, to compare with"))
    parser.add_argument(
        "--all-signatures", action="store_true", help=_("check every signature, not only the last one of each file")
    )
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from dutytui.store.reading import Signatures
    from dutytui.verify.whole import verify

    folder = Path(arguments.folder).expanduser() if arguments.folder else chosen(arguments)
    report = verify(
        _logs(folder),
        signatures=Signatures.ALL if arguments.all_signatures else Signatures.LAST,
        memory=_memory(folder),
        founding=_founding(folder),
        against=_logs(Path(arguments.against).expanduser()) if arguments.against else None,
        progress=_progress(),
    )
    if not (report.journals or report.wrong or report.unread):
        raise _no_journals(folder)  # where all was taken away, *nothing was changed* would be a lie
    if arguments.json:
        # All in ASCII: names of files may hold what a terminal would obey.
        import json

        say(json.dumps(_data(report), ensure_ascii=True, indent=2))
    else:
        _tell(report)
    if report.wrong:
        return exits.PROBLEMS
    return exits.NOT_SAVED if report.unread else exits.OK


def _logs(folder: Path) -> Path:
    from dutytui.verify.files import logs_in

    try:
        logs = logs_in(folder)
    except PermissionError:
        words = _("No right to read {folder}. Give this user the right to read it", folder=plain(str(folder)))
        raise Stop(exits.NOT_SAVED, words) from None
    if logs is None:
        raise _no_journals(folder)
    return logs


def _no_journals(folder: Path) -> Stop:
    words = _("{folder} holds no journals: name a mall folder or its logs", folder=plain(str(folder)))
    return Stop(exits.USAGE, words)


def _memory(folder: Path) -> Heads:
    """What this terminal has seen of the mall in `folder`, or of the mall whose logs they are."""
    from dutytui.store.local import data_of
    from dutytui.store.remembered import FILE, read

    for mall in (folder, folder.parent):
        heads = read(data_of(mall) / FILE).heads
        if heads:
            return heads
    return {}


def _founding(folder: Path) -> str:
    """Which roster this terminal keeps to there: in anybody's journal may stand that they founded another."""
    from dutytui.store.local import data_of
    from dutytui.store.roster_note import held_at

    return held_at(data_of(folder)) or held_at(data_of(folder.parent))


def _progress() -> Progress | None:
    """A count on the terminal while it lasts; nothing into a pipe."""
    if not sys.stderr.isatty():
        return None
    shown = 0

    def count(done: int, whole: int) -> None:
        nonlocal shown
        percent = done * 100 // max(whole, 1)
        if percent != shown or done == whole:
            shown = percent
            sys.stderr.write(f"\r{percent:3}%  {done}/{whole}" if done < whole else "\r\x1b[K")
            sys.stderr.flush()

    return count


# -- in words ---------------------------------------------------------------------------------------------------------


def _tell(report: Report) -> None:
    from dutytui.texts.findings import in_runs

    for finding in in_runs(report.findings):
        say(plain(_line(report, finding)))
    if report.findings:
        say("")
    for chain in report.journals:
        say(plain(_journal(chain)))
    for line in _summary(report):
        say(plain(line))


def _line(report: Report, finding: Finding) -> str:
    from dutytui.texts.findings import LEVELS, advice, since, what

    place = str(report.logs / finding.place) if finding.file else finding.place
    parts = [f"{place}: {_(LEVELS[finding.level])}: {what(finding)}", since(finding), advice(finding)]
    return "  ".join(part for part in parts if part)


def _journal(chain: Chain) -> str:
    from dutytui.verify.journal import key_name

    if not chain.events:
        return _("{writer}: no events", writer=chain.writer)
    return _(
        "{writer}: {events} events in {files} files, {first} to {last}, key {key}",
        writer=chain.writer,
        events=chain.events,
        files=chain.segments,
        first=_moment(chain.first),
        last=_moment(chain.last),
        key=key_name(chain.key) if chain.key else "?",
    )


def _moment(stamp: str) -> str:
    return stamp[:16].replace("T", " ") + "Z"


def _summary(report: Report) -> list[str]:
    from dutytui.rules.evidence.heads import short

    events = sum(chain.events for chain in report.journals)
    lines = [
        _(
            "{journals} journals, {events} events, {days} days, {signatures} signatures checked",
            journals=len(report.journals),
            events=events,
            days=report.days,
            signatures=sum(chain.signatures for chain in report.journals),
        )
    ]
    if not report.roster:
        lines.append(_("There is no roster of terminals: the keys were taken as the journals name them"))
    if not report.witnesses:
        lines.append(_("No terminal has witnessed these journals: that none is cut short can't be proven from them"))
    lines.append(_("Root {short}", short=short(report.root)))
    lines.append(f"  {report.root}")
    if report.wrong:
        lines.append(n_("{count} thing is WRONG", "{count} things are WRONG", report.wrong))
    elif report.unread:
        words = n_("{count} file or folder could not be read: nothing is proven about it", "{count} files or folders could not be read: nothing is proven about them", report.unread)  # fmt: skip  # noqa: E501
        lines.append(words)
    else:
        lines.append(_("Nothing was changed"))
    return lines


# -- as data ----------------------------------------------------------------------------------------------------------


def _data(report: Report) -> dict[str, Any]:
    heads = report.heads
    return {
        "schema": SCHEMA,
        "logs": str(report.logs),
        "ok": not (report.wrong or report.unread),
        "wrong": report.wrong,
        "unread": report.unread,
        "root": report.root,
        "roster": report.roster,
        "witnesses": report.witnesses,
        "days": report.days,
        "events": sum(chain.events for chain in report.journals),
        "signatures": sum(chain.signatures for chain in report.journals),
        "journals": [_journal_data(chain, heads.get(chain.writer)) for chain in report.journals],
        "findings": [_finding_data(finding) for finding in report.findings],
    }


def _journal_data(chain: Chain, head: tuple[int, str] | None) -> dict[str, Any]:
    return {
        "writer": chain.writer,
        "key": chain.key,
        "events": chain.events,
        "segments": chain.segments,
        "first": chain.first,
        "last": chain.last,
        "head": list(head) if head else None,
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    from dutytui.texts.findings import advice, what

    return {
        "code": finding.code,
        "level": finding.level.value,
        "writer": finding.writer,
        "file": finding.file,
        "line": finding.line,
        "since": finding.since,
        "values": dict(finding.values),
        "message": what(finding),
        "advice": advice(finding),
    }
