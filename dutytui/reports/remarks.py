"""What a reader must know of the records themselves: typed in late, come here late, taken back, void; and the root that
proves them."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.exports.document import Cell, Coded, Fact, Facts, Section, Words
from dutytui.reports.seen import Seen, table
from dutytui.rules.acts import acts
from dutytui.rules.events import UNDONE
from dutytui.rules.evidence.heads import short
from dutytui.rules.evidence.views import root_of_day
from dutytui.rules.folds import ENTRY_PREFIX, ITEM_PREFIX
from dutytui.rules.item_views import title_of
from dutytui.rules.review.came import ITS_OWN
from dutytui.rules.sharing import came_late
from dutytui.rules.state import Subject
from dutytui.rules.views import Act
from dutytui.texts.acts import marks, origin, who
from dutytui.texts.catalogue import _, pick
from dutytui.texts.disputes import ACTS
from dutytui.texts.sharing import received_words


def remarks(seen: Seen) -> Section:
    columns = "subject:4 act:2 happened:2 recorded:2 by:3 note:4 marks:4"
    found = sorted(_remarkable(seen), key=lambda row: row[0])
    told = Words(
        _(
            "Happened is what the person said, recorded is when the journal wrote it. Nothing here was changed or "
            "removed: what was taken back or does not count stands beside what replaced it."
        )
    )
    rows = [row for _order, row in found]
    listed = table("remarks", "", columns, rows, _("No record of the day is late, taken back or void."))
    return Section("remarks", _("Remarks on the records"), (told, listed))


def _remarkable(seen: Seen) -> Iterator[tuple[tuple[str, str], tuple[Cell, ...]]]:
    at = seen.now
    for subject in at.state.subjects(at.day):
        if subject.on.startswith(ITS_OWN):
            continue
        for act in acts(at.state, at.law, subject):
            came = came_late(seen.arrivals, act, at.procedures)
            said = origin(act) + marks(act)
            said += [received_words(came, act.recorded, at.day)] if came is not None else []
            if said or act.kind == UNDONE:
                yield (act.recorded.isoformat(), act.event), _row(seen, subject, act, _(", ").join(said))


def _row(seen: Seen, subject: Subject, act: Act, said: str) -> tuple[Cell, ...]:
    zone = seen.now.now.tzinfo
    word = Coded(act.kind, _(ACTS[act.kind]) if act.kind in ACTS else act.kind)
    happened, recorded = act.happened.astimezone(zone), act.recorded.astimezone(zone)
    return _about(seen, subject), word, happened, recorded, who(act), act.note, said


def _about(seen: Seen, subject: Subject) -> str:
    at, on = seen.now, subject.on
    if on.startswith(ITEM_PREFIX):
        return pick(title_of(at.law, at.plan, on.removeprefix(ITEM_PREFIX)))
    if on.startswith(ENTRY_PREFIX):
        entry = at.state.entry(at.day, on)
        if entry is not None:
            return _("No. {number}", number=entry.number)
    return on


def root(seen: Seen) -> Section:
    """What proves the day: how far each journal went when it was last witnessed, and the hash over that."""
    view, title = root_of_day(seen.now), _("Root of the day")
    if view is None:
        return Section("root", title, (Words(_("No terminal has witnessed this day yet.")),))
    facts = (
        Fact("short", _("To compare"), short(view.root)),
        Fact("root", _("Whole"), view.root),
        Fact("at", _("Witnessed"), view.at),
        Fact("writer", _("Journal"), view.writer),
    )
    rows = ((writer, seq, identity) for writer, (seq, identity) in sorted(view.heads.items()))
    heads = table("heads", _("Journals it stands for"), "journal:2 seq:1 id:8", rows)
    return Section("root", title, (Facts("root", facts), heads))
