"""A person's signature counts once: what bears it again was put there by somebody else, at the terminal that has it.

That it was made for another journal or another command is told by what it signs (`trust`); here is what is left: the
very same words once more, a little later in the same journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutytui.rules.events import Event

SIGNED = "signed"
"""The field of an event's data that has it: {"key", "sig"} (`dutytui.store.personal`)."""


def copies(events: Iterable[Event]) -> frozenset[str]:
    """Ids of those, of one subject in the order that all terminals agree on, whose signature an earlier one bears."""
    borne: set[object] = set()
    found: set[str] = set()
    for event in events:
        signed = event.data.get(SIGNED)
        signature = signed.get("sig") if isinstance(signed, Mapping) else None
        in_its_place = event.cause.rpartition(".")[0] == event.writer  # else it takes nothing from who was copied
        if not isinstance(signature, str) or not in_its_place:
            continue
        if signature in borne:
            found.add(event.id)
        borne.add(signature)
    return frozenset(found)
