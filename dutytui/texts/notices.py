"""The wording of notices: what the program noticed about its files and nobody has to answer."""

from __future__ import annotations

from collections.abc import Mapping

from dutytui.procedures.problem import Problem
from dutytui.store.notices import Notice
from dutytui.texts.catalogue import N_, _
from dutytui.texts.shown import shown

NOTICES: Mapping[str, str] = {
    "procedures_stale": N_("checklists/{problem} The last good version stays in force"),
    "procedures_hint": N_("checklists/{problem}"),
    "procedures_draft": N_(
        "The files are a draft, the version of {day} stays in force. Enter compares and submits them for countersign"
    ),
    "procedures_draft_broken": N_("The draft is wrong, what is in force is not touched: checklists/{problem}"),
    "procedures_submitted": N_("The draft waits for countersign. Until then the version of {day} stays in force"),
    "procedures_coming": N_("A countersigned version of the procedures comes into force on {day}"),
    "procedures_undoing": N_(
        "What comes into force on {day} takes back a change that was adopted since it was written. Enter shows both"
    ),
    "procedures_not_here": N_(
        "The version in force since {day} is not on this terminal yet, an earlier one holds here. "
        "It comes with the journals of the terminal that submitted it"
    ),
    "torn_tail_set_aside": N_(
        "The last line of {file} was torn when the program stopped or the disk refused it. {kept} events are whole; "
        "the rest is in {aside}"
    ),
    "journal_damaged": N_(
        "{file} was changed by something else. It is left as it is, the journal goes on in a new file"
    ),
    "writer_taken": N_(
        "The journal {writer} was written with another key. This terminal now writes under another name"
    ),
    "key_replaced": N_("This terminal's key could not be read and a new one was made. The old one is in {aside}"),
    "draft_damaged": N_("The draft {file} could not be read. What was in it is in {aside}"),
    "settings_damaged": N_("This terminal's settings could not be read. Defaults hold; the old ones are in {aside}"),
    "folder_missing": N_("The folder {folder} is missing"),
    "folder_unreadable": N_("The folder {folder} can't be read: {reason}"),
    "segment_unreadable": N_("{file} can't be read: {reason}"),
    "not_a_segment": N_("{file} is not a journal and was left out"),
    "tail_unfinished": N_("{file} ends in mid-line (half copied?). {kept} events of it count"),
    "tail_torn": N_("The power went while {file} was written to. {kept} events of it count"),
    "line_invalid": N_("{file}: line {line} is not what its writer wrote and was left out"),
    "chain_broken": N_("{file}: event {seq} does not follow the one before it. Something was removed or changed"),
    "journal_branched": N_("{writer}: two different events carry the number {seq}. Both are kept"),
    "signature_wrong": N_("{file}: the signature of event {seq} is wrong"),
    "memory_of_before": N_(
        "This terminal was set up anew, so it does not know what was here before. What it had seen is kept in {aside}"
    ),
    "head_lost": N_(
        "The journal of {writer} ends with event {seq}, but this terminal has seen event {known}: "
        "it was cut, or an older copy was put in its place"
    ),
    "head_changed": N_(
        "Another event {seq} of {writer} stands in the journal than this terminal has seen: it was rewritten"
    ),
    "journal_gone": N_("The journal of {writer} is gone; this terminal has seen it up to event {known}"),
    "segment_gone": N_("Part {number} of the journal of {writer} is gone from the logs; it was here before"),
    "shut_out_recorded": N_(
        "{writer} belongs to a terminal that was shut out and has recorded on, events {seq} to {known}. All of that is "
        "void at all terminals; find out who has it"
    ),
    "stranger_recorded": N_(
        "{writer}, events {seq} to {known}: written with a key that no terminal of this mall has. All of that is void. "
        "A new machine introduces itself within minutes; else find out who put it there"
    ),
    "key_unknown": N_("{writer}: the journal's first file, which names its key, is not here"),
    "sharing_elsewhere": N_("The share {folder} can't be used: {code}"),
    "sharing_refused": N_("The share takes nothing ({reason}). What is recorded is saved here and waits"),
    "sharing_not_kept": N_("What other terminals recorded can't be kept on this disk: {reason}"),
    "sharing_edited": N_("{writer}: event {seq} on the share is not what its writer wrote. A copy is in {aside}"),
    "sharing_branched": N_(
        "{writer}: the share has another event {seq} than this terminal, signed with the same key. A copy is in {aside}"
    ),
    "sharing_shrank": N_("{writer}: the share ends with event {seq}, it had {expected}. Nothing is lost here"),
    "sharing_missing": N_("{writer}: {file} is gone from the share. Nothing is lost here"),
    "sharing_key_unknown": N_("{writer}: its first file on the share names no key. Nothing of it is taken"),
    "sharing_of_others": N_(
        "The share belongs to another roster than the one that holds at this terminal. F10, Terminals: F4 keeps to the "
        "other one"
    ),
    "sharing_forked": N_(
        "Another machine went on with this terminal's journal {writer} at event {seq}: a copy of this machine, or an "
        "old backup. This one now writes under another name"
    ),
    "sharing_broken_off": N_(
        "Behind event {seq} of {writer} something can't be read any more and was not shared yet: what stands there "
        "stays at this terminal. It now writes under another name"
    ),
    "sharing_clock_off": N_("The clock of {terminal} differs from this one by {seconds} s. One of them is wrong"),
    "terminal_waits": N_("This terminal is not let in yet ({fingerprint}). Enter shows what to do"),
    "terminal_shut_out": N_("This terminal was shut out. What is recorded here now is void"),
    "credential_rival": N_(
        "{person} has a first PIN twice, set at {writer} and at {other}, and only the one of {writer} counts. If they "
        "did not do both themselves, somebody has a terminal: shut it out, then reset the PIN"
    ),
    "alerts_failing": N_(
        "Alarms have not gone out to {channel} since {since}. They are tried again; F10, Alarms sent out"
    ),
    "alerts_missing": N_(
        "Alarms can't go out to {channel}: what sends them is not installed. pip install 'dutytui[alerts]'"
    ),
    "index_unusable": N_(
        "The index can't be used ({reason}). Open entries of earlier days may be missing until it is rebuilt"
    ),
}

BRANCHED = frozenset({"journal_branched", "sharing_branched", "sharing_forked"})
"""What is listed among the disputes, too: two events under one number."""

ABOUT_CHANGES = frozenset(code for code in NOTICES if code.startswith("procedures_")) - {
    "procedures_stale",
    "procedures_hint",
}
"""What the page of changes shows more about."""


ABOUT_TERMINALS = frozenset(code for code in NOTICES if code.startswith("terminal_"))


def noticed(notice: Notice) -> str:
    """The notice in one or two sentences."""
    return _(NOTICES[notice.code], **{name: _shown(name, value) for name, value in notice.values.items()})


def _shown(name: str, value: object) -> str:
    if name == "code":
        from dutytui.texts.sharing import ELSEWHERE

        return _(ELSEWHERE[str(value)])
    if isinstance(value, Problem):
        from dutytui.texts.problems import line  # only when files are wrong

        return line(value)
    return shown(value)
