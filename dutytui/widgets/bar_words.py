"""The words of the top bar: who is at the desk, the title as far as it fits, what is told at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from dutytui.texts.catalogue import _, pick
from dutytui.widgets.cells import cut

if TYPE_CHECKING:
    from dutytui.session import Session

_NAME = 6
"""Cells of the mall's name that are left of it at least."""
GAP = 2
"""Cells between two words at the right of the destinations."""


def who(session: Session, *, locked: bool) -> str:
    """Who sits here under which post; locked: their key has to be unlocked before they can sign."""
    actor = session.actor
    if not actor.person:
        return _("nobody signed in")
    post = next((pick(post.name) for post in session.posts() if post.id == actor.post), actor.post)
    return f"{post} {actor.name}" + (f" {_('locked')}" if locked else "")


def titled(mall: str, day: str, room: int) -> str:
    """Whose desk it is, and the day; the name is shortened for what must be told beside it, where that makes it fit."""
    name = mall
    if cell_len(f" {mall}  {day}  ") > room:
        name = cut(mall, max(room - cell_len(f"   {day}  "), _NAME))
        if cell_len(f" {name}  {day}  ") > room:
            name = mall
    return f" {name}  {day}  "


def fitting(told: Sequence[tuple[str, str, str]], room: int) -> Sequence[tuple[str, str, str]]:
    """The first of them, as many as fit into `room` cells with a gap between two."""
    for count, (text, _component, _action) in enumerate(told):
        room -= cell_len(text) + (GAP if count else 0)
        if room < 0:
            return told[:count]
    return told


def at_the_right(told: Sequence[tuple[str, str, str]], room: int) -> list[tuple[str, str, str]]:
    """As many of them as fit, the first first, in exactly `room` cells; nothing when none does."""
    words: list[tuple[str, str, str]] = []
    for one in fitting(told, room):
        words += [(" " * GAP, "", ""), one] if words else [one]
    left = room - sum(cell_len(text) for text, _component, _action in words)
    return [(" " * left, "", ""), *words] if words else []
