"""F5 on the closing board: a person or a hazard was found on a floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutytui.rules import events
from dutytui.rules.closing.sweep_view import FloorView
from dutytui.rules.commands import FailItem, TickItem, Undo
from dutytui.rules.folds import ITEM_PREFIX
from dutytui.rules.procedure import ItemKind
from dutytui.rules.views import ItemStatus, ItemView
from dutytui.screens.closing.words import stay_words
from dutytui.screens.entry_text import name
from dutytui.screens.outcomes import worded
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.picker import Option

if TYPE_CHECKING:
    from dutytui.screens.closing.screen import ClosingScreen

_STAY = "stay"


def ask_what_was_found(screen: ClosingScreen, floor: FloorView) -> None:
    """Every answer of the floor's steps that fails, and whoever is registered to be there, which is no finding."""
    from dutytui.screens.closing.forms import FoundForm  # the text area is loaded when somebody types

    law = screen.session.look().law
    raising = {step.key for step in floor.steps if (item := law.item(step.key)) is not None and item.raises}
    options = [option for step in floor.steps for option in _failures(step, step.key in raising)]
    people = _people_step(screen, floor)
    if people is not None:
        options += [
            Option(f"{_STAY}|{stay.subject}", _("Registered: {stay}", stay=stay_words(stay)))
            for stay in floor.stays
            if not stay.over
        ]
    title = _("Found on {floor}: the sweep stands still until it is settled", floor=name(floor.place))
    draft = f"found-{screen.acts_on}-{floor.place.id}"
    screen.app.push_screen(
        FoundForm(
            title,
            draft,
            options,
            lambda chosen: not chosen.startswith(_STAY),
            lambda chosen, words: _record(screen, floor, chosen, words),
        )
    )


def _failures(step: ItemView, raises: bool) -> list[Option]:
    if step.kind is ItemKind.CHOICE:
        return [
            Option(f"{step.key}|{choice.id}", pick(choice.title), (pick(step.title),))
            for choice in step.choices
            if choice.fails
        ]
    # A floor's confirmation raises nothing: it says nothing of what was found.
    return [Option(f"{step.key}|", _("Not right"), (pick(step.title),))] if raises else []


def _people_step(screen: ClosingScreen, floor: FloorView) -> ItemView | None:
    closing = screen.session.procedures.closing
    wanted = f"{closing.sweep}/{closing.people_step}@{floor.place.id}"
    return next((step for step in floor.steps if step.key == wanted), None)


def _record(screen: ClosingScreen, floor: FloorView, chosen: str, words: str) -> str:
    """What was wrong, "" when it is recorded."""
    key, _bar, value = chosen.partition("|")
    if key == _STAY:
        return _known_to_stay(screen, floor, value)
    step = next(one for one in floor.steps if one.key == key)
    if step.status not in {ItemStatus.FAILED, ItemStatus.DISPUTED}:
        # It had been found in order before: that is taken back, and both stay in the record.
        for act in step.history:
            if act.kind == events.ITEM_DONE and not act.undone and not act.void:
                outcome = screen.session.submit(Undo(screen.acts_on, ITEM_PREFIX + key, act.event))
                if not isinstance(outcome, Saved):
                    return worded(outcome, screen.session.now())[0]
    outcome = screen.submit(FailItem(screen.acts_on, key, words, value=value or None))
    return "" if isinstance(outcome, Saved) else worded(outcome, screen.session.now())[0]


def _known_to_stay(screen: ClosingScreen, floor: FloorView, subject: str) -> str:
    """Somebody who is registered: nothing to dispose of. The step is done with their name in the record."""
    step = _people_step(screen, floor)
    stay = next(one for one in floor.stays if one.subject == subject)
    if step is None or step.last is not None:
        screen.tell(_("Registered late stay, no finding: {stay}", stay=stay_words(stay)))
        return ""
    answer = next((choice.id for choice in step.choices if not choice.fails), None)
    note = _("Registered late stay: {stay}", stay=stay_words(stay))
    outcome = screen.submit(TickItem(screen.acts_on, step.key, answer, note=note))
    return "" if isinstance(outcome, Saved) else worded(outcome, screen.session.now())[0]
