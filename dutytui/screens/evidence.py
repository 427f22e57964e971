"""Evidence among the notices: what was found wrong with the records, and the words that acknowledge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dutytui.rules.acts import person
from dutytui.rules.entry_fold import words
from dutytui.rules.evidence.commands import AcknowledgeAlarm
from dutytui.rules.evidence.found import EVIDENCE_PREFIX, Evidence, acknowledgements
from dutytui.screens.finder import Found
from dutytui.texts.catalogue import _
from dutytui.texts.notices import NOTICES
from dutytui.texts.refusals import refused
from dutytui.texts.shown import shown

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp
    from dutytui.session import Session


def evidence_words(one: Evidence) -> str:
    """What was found, in a sentence."""
    return _(NOTICES[one.code], **{name: shown(value) for name, value in one.values.items()})


def evidence_lines(session: Session) -> Iterator[Found]:
    """What waits for an answer before what has one."""
    answered: list[Found] = []
    for one in sorted(session.state.found.values(), key=lambda one: (one.found, one.id)):
        said = acknowledgements(session.state, one.id)
        if not said:
            yield Found(one.subject, evidence_words(one), _("Enter acknowledges it, in words"))
            continue
        by = person(session.state, session.look().law, said[0].by)
        told = f"{shown(by)}, {said[0].at:%m-%d %H:%M}: {words(said[0].data, 'words')}"
        answered.append(Found(one.subject, evidence_words(one), told))
    yield from answered


def is_evidence(chosen: str) -> bool:
    return chosen.startswith(EVIDENCE_PREFIX)


def acknowledge(app: DutyApp, subject: str) -> None:
    """Ask for the words, if this person may say any."""
    from dutytui.screens.entry_forms import NoteForm  # only when somebody answers

    identity, day = subject.removeprefix(EVIDENCE_PREFIX), app.session.day
    found = app.session.state.found.get(identity)
    refusal = app.session.refuses(AcknowledgeAlarm(day, identity, "?"))
    if refusal is not None or found is None:
        app.tell(refused(refusal) if refusal else "", "refused")
        return
    prompt = _("What do you know of it? Your words stay in the record")
    app.push_screen(
        NoteForm(
            evidence_words(found), prompt, f"evidence-{identity}", lambda said: AcknowledgeAlarm(day, identity, said)
        )
    )
