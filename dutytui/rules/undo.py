"""Taking back: a new event that names the old one, which stays and is shown as undone."""

from __future__ import annotations

from dutytui.rules.commands import Undo
from dutytui.rules.context import Context, author
from dutytui.rules.contradictions import contradictions, standing_against
from dutytui.rules.entry_fold import STATUS_ACTS, EntryFold, words
from dutytui.rules.entry_views import number_shown
from dutytui.rules.events import CASE_DETAILED, CASE_KEPT, ENTRY_LOGGED, ITEM_FAILED, UNDONE, Event, Fact
from dutytui.rules.folds import UNDOABLE, GuardedFold
from dutytui.rules.procedure import UNDO_OTHERS
from dutytui.rules.refusal import Refusal
from dutytui.rules.rights import may_undo
from dutytui.rules.service.fold import CASE_ACTS
from dutytui.rules.state import State, Subject
from dutytui.rules.views import EntryStatus


def undo(state: State, command: Undo, context: Context) -> tuple[Fact, ...] | Refusal:
    """Only what has effect, only by its author or a post with `undo_others`.

    A failure takes the entry it raised with it, as one cause, unless somebody has handled that entry already: then
    the handling must be taken back, or the entry reopened, first.
    """
    subject = state.subject(command.day, command.on)
    event = _find(subject, command.event)
    if subject is None or event is None:
        return Refusal("undo_unknown")
    refused = _check(state, context, subject, event)
    if refused:
        return refused
    against = {act.id for sides in contradictions(subject.fold) for act in standing_against(sides, event)}
    said: dict[str, object] = {"event": event.id, "reason": command.reason.strip()}
    if against:
        # Somebody apart may let the other side stand: so it is said what this one does (`State` compares them).
        said |= {"keeps": sorted(against), "over": sorted(subject.contested) or None}
    facts = [context.fact(UNDONE, command.on, command.day, None, data=said)]
    if event.kind == ITEM_FAILED:
        raised = words(event.data, "entry")
        entry = state.entry(command.day, raised)
        if entry is not None and entry.status is not EntryStatus.OPEN:
            return Refusal("undo_entry_handled", {"number": number_shown(state, command.day, raised)})
        if entry is not None and entry.logged is not None:
            facts.append(context.fact(UNDONE, raised, command.day, None, data={"event": entry.logged.id}))
    return tuple(facts)


def _find(subject: Subject | None, event_id: str) -> Event | None:
    events = subject.events if subject is not None else ()
    return next((event for event in events if event.id == event_id), None)


def _check(state: State, context: Context, subject: Subject, event: Event) -> Refusal | None:
    law = context.law
    if event.kind not in UNDOABLE:
        return Refusal("undo_not_possible")
    taken_back = subject.undone.get(event.id)
    if taken_back is not None:
        return Refusal("undo_already", {"by": author(state, context, taken_back), "at": taken_back.at})
    if event.id not in subject.fold.effective:
        return Refusal("undo_without_effect")
    if not may_undo(law, event.by, context.person, context.post):
        posts = law.posts_that_may(UNDO_OTHERS)
        return Refusal("undo_not_yours", {"by": author(state, context, event), "posts": posts})
    if isinstance(subject.fold, GuardedFold):
        return subject.fold.undo_refused(event, law)
    return _check_entry(state, context, subject, event) if isinstance(subject.fold, EntryFold) else None


def _check_entry(state: State, context: Context, subject: Subject, event: Event) -> Refusal | None:
    """An entry's status is taken back step by step, the last first, and its logging only while it is open."""
    fold = subject.fold
    if not isinstance(fold, EntryFold):
        return None
    number = number_shown(state, subject.day, subject.on)
    contended = any(event.id in {one.id, other.id} for one, other in fold.contended)
    not_last = event.kind in STATUS_ACTS and fold.moves[-1:] != [event] and not contended
    if not_last or _leans_on(fold.status, event.kind):
        return Refusal("undo_not_last", {"number": number})
    if event.kind != ENTRY_LOGGED:
        return None
    raised_by = state.item(subject.day, fold.item)
    if raised_by is not None and any(words(failure.data, "entry") == subject.on for failure in raised_by.failures):
        return Refusal("undo_raised_entry", {"number": number, "title": context.law.title(fold.item)})
    if fold.status is not EntryStatus.OPEN:
        return Refusal("undo_entry_handled", {"number": number})
    return None


def _leans_on(status: EntryStatus, kind: str) -> bool:
    """Whether the status a case has come to asks for an act of that kind: handled for details, closed for the rest."""
    if kind == CASE_DETAILED:
        return status is not EntryStatus.OPEN
    return kind in CASE_ACTS - {CASE_KEPT} and status is EntryStatus.CLOSED
