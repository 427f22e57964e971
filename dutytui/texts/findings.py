"""The wording of what a verification finds: what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC

from dutytui.rules.stamps import is_stamp, parse
from dutytui.texts.catalogue import N_, _
from dutytui.verify.findings import Finding, Level

LEVELS: Mapping[Level, str] = {
    Level.WRONG: N_("WRONG"),
    Level.ODD: N_("odd"),
    Level.UNREAD: N_("unread"),
}

FINDINGS: Mapping[str, str] = {
    "line_changed": N_("edited: this line is not what {writer} wrote"),
    "lines_changed": N_("edited: the lines up to {last} are not what {writer} wrote"),
    "line_moved": N_("moved: event {seq} stands behind event {after}"),
    "lines_moved": N_("moved: events {seq} to {last_seq}, in the lines up to {last}, stand behind event {after}"),
    "line_missing": N_("deleted: event {first} of {writer} is missing before this line"),
    "lines_missing": N_("deleted: events {first} to {last} of {writer} are missing before this line"),
    "chain_broken": N_("exchanged: event {seq} was written after another one than stands before it"),
    "back_dated": N_("back-dated: event {seq} carries {stamp}, the one before it {before}"),
    "signature_wrong": N_("forged: event {seq} is not signed with the key of {writer}"),
    "person_forged": N_("forged: event {seq} bears a signature of {person} that was not made for it"),
    "cloned": N_("cloned: a second event {seq} of {writer} stands at {other}"),
    "file_changed": N_("edited: the file does not begin or end as a journal does"),
    "archive_damaged": N_("damaged: none of the days in this archive can be read ({reason})"),
    "part_missing": N_("removed: file {first} of {writer} ({events} events) is missing before this one"),
    "segment_missing": N_("removed: files {first} to {last} of {writer} ({events} events) are missing before this one"),
    "segment_misplaced": N_("moved: nothing in it was recorded near {day}"),
    "segment_twice": N_("copied: the same part of {writer} stands at {other} too"),
    "beginning_missing": N_("removed: {writer} begins with event {seq}, what was before it is missing"),
    "beginning_wrong": N_("forged: the first event of {writer} names no key that could sign it"),
    "key_not_enrolled": N_("forged: {writer} is signed with a key that the roster does not know: {key}"),
    "written_after_revocation": N_("written after the terminal was revoked: {count} events of {writer} from {seq} on"),
    "cut_off": N_("cut or rolled back: {writer} ends with event {seq}, but event {known} was there: {source}"),
    "journal_gone": N_("removed: nothing of {writer} is here, but event {known} was there: {source}"),
    "rewritten": N_("rewritten: another event {seq} of {writer} was there: {source}"),
    "witness_wrong": N_("false witness: the heads and the root do not fit"),
    "tail_unfinished": N_("ends in mid-line after {kept} whole events: a copy under way, or a power cut"),
    "command_unfinished": N_("the last act is not whole: {more} events of it are missing"),
    "void_and_known": N_(
        "void: {count} events of {writer} from {seq} on, written after its terminal was revoked; acknowledged: {words}"
    ),
    "key_waits": N_("{writer} is of a terminal that waits to be enrolled: {key}"),
    "kind_unknown": N_("{count} events of the kind {kind}, which a newer version may know"),
    "format_newer": N_("written in format {format}, which a newer version knows"),
    "time_ahead": N_("event {seq} is said to have happened at {at}, after it was recorded ({stamp})"),
    "clock_back": N_("event {seq}: the clock had been set back to {at}, the record says {stamp}"),
    "foreign_file": N_("no journal: passed over"),
    "set_aside": N_("the torn end of a journal, set aside by the program after a crash"),
    "stranger_and_known": N_(
        "void: {count} events of {writer}, whose key ({key}) no terminal of the roster has; acknowledged: {words}"
    ),
    "kept_apart": N_("what differed from the journal here or on the share: kept by the program as proof"),
    "unreadable": N_("can't be read: {reason}"),
}

SOURCES: Mapping[str, str] = {
    "witness": N_("witnessed in {place}"),
    "memory": N_("this terminal remembers it"),
    "copy": N_("the other copy has it ({place})"),
    "roster": N_("the roster's revocation names it"),
}

_KEEP = N_("Keep the folder as it is. Compare with a back-up and with other terminals (--against)")
_WHO = N_("Keep the folder as it is. Find out whose key it is, and who could reach it")
_COPY = N_("Copy the folder again once the copy is whole, and verify again")
_NOTHING = N_("Nothing to do")
_ARCHIVE = N_(
    "dutytui archive --unpack YEAR sets it aside and puts back what of it is whole. The rest comes from the share at "
    "the next start, or put the archive of a back-up in its place; then verify again"
)
_READ = N_("Give this user the right to read it, or check the disk, and verify again")
_NEWER = N_("Verify with the newest version")
_CLOCK = N_("Look at the clock of that terminal (dutytui doctor)")

ADVICE: Mapping[str, str] = {
    "archive_damaged": _ARCHIVE,
    "signature_wrong": _WHO,
    "person_forged": N_("No desk counts it as theirs. Find out who had that terminal when it was recorded"),
    "beginning_wrong": _WHO,
    "key_not_enrolled": _WHO,
    "written_after_revocation": N_(
        "Find out who has that terminal. All of it is void; once somebody has acknowledged it at a desk (F10, Notices) "
        "it is told as known"
    ),
    "void_and_known": _NOTHING,
    "stranger_and_known": _NOTHING,
    "cloned": N_("Find out which two machines write under this name. Both events are kept"),
    "segment_misplaced": N_("Move the file back to the day that its events name"),
    "segment_twice": N_("Keep the one that lies under the day of its events"),
    "tail_unfinished": _COPY,
    "command_unfinished": _NOTHING,
    "key_waits": N_("Compare the fingerprint and enrol the terminal, or ask whose it is"),
    "kind_unknown": _NEWER,
    "format_newer": _NEWER,
    "time_ahead": _CLOCK,
    "clock_back": _CLOCK,
    "foreign_file": _NOTHING,
    "set_aside": _NOTHING,
    "kept_apart": _NOTHING,
    "unreadable": _READ,
}


def what(finding: Finding) -> str:
    """What was found, in half a sentence."""
    values = {name: value for name, value in finding.values.items() if name != "place"}
    if "source" in values:
        values["source"] = _(SOURCES[values["source"]], place=finding.values.get("place", ""))
    return _(FINDINGS[_worded(finding)], writer=finding.writer, **values)


def _worded(finding: Finding) -> str:
    """One line, event or file, or several of them."""
    values = finding.values
    if finding.code == "line_changed" and values["last"] > finding.line:
        return "lines_changed"
    if finding.code in _ONE and values["first"] == values["last"]:
        return _ONE[finding.code]
    return "lines_moved" if finding.code == "line_moved" and "last" in values else finding.code


_ONE = {"lines_missing": "line_missing", "segment_missing": "part_missing"}


def in_runs(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Lines that were moved together, as one finding: a file in the place of another has hundreds."""
    run: Finding | None = None
    for one in findings:
        if run is not None and _goes_on(run, one):
            run = replace(run, values={**run.values, "last": one.line, "last_seq": one.values["seq"]})
            continue
        if run is not None:
            yield run
        run = one
    if run is not None:
        yield run


def _goes_on(run: Finding, one: Finding) -> bool:
    same = run.code == one.code == "line_moved" and run.file == one.file and run.values["after"] == one.values["after"]
    last, seq = run.values.get("last", run.line), run.values.get("last_seq", run.values.get("seq"))
    return same and (one.line, one.values["seq"]) == (last + 1, seq + 1)


def advice(finding: Finding) -> str:
    """What to do about it."""
    return _(ADVICE.get(finding.code, _KEEP))


def since(finding: Finding) -> str:
    """Until when everything was sound, in the zone of this machine; "" where that is not known."""
    if not is_stamp(finding.since):
        return ""
    return _("sound until {time}", time=parse(finding.since).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"))
