"""Scripts of what is tried at several desks, for hypothesis to make, and to make short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st

from tests.rules.never.moves import AREAS


@dataclass(frozen=True)
class Step:
    """pick: everything else follows from it; hears: of which desk this one hears first, none when there is none."""

    desk: int
    area: str
    pick: int
    minutes: int
    hears: int


FORGED = "forged"
"""Not an area: what another program writes."""
_DAYTIME = (
    *AREAS,
    FORGED,
    "items",
    "patrols",
    "patrols",
    "meals",
    "meals",
    "roll calls",
    "handover",
    "handover",
    "service",
)
_NIGHT = (*AREAS, FORGED, *["night"] * 8, *["closing"] * 3, "undo", "undo", "entries")


def steps(begins: datetime, *, most: int, desks: int) -> st.SearchStrategy[list[Step]]:
    """What is tried from then on, one after another, at so many desks; mostly what belongs to the hour."""
    return st.lists(
        st.builds(
            Step,
            desk=st.integers(0, desks - 1),
            area=st.sampled_from(_NIGHT if begins.hour >= 21 else _DAYTIME),
            pick=st.integers(0, 2**20),
            minutes=st.sampled_from((0, 0, 0, 1, 1, 3, 12, 35)),
            hears=st.sampled_from((-1,) * 8 + tuple(range(desks))),
        ),
        min_size=5,
        max_size=most,
    )
