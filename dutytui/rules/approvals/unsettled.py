"""What is unsettled."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled


def unsettled(at: Looking) -> tuple[Unsettled, ...]:  # noqa: ARG001
    return ()
