"""What falls due, as calendar.yaml says."""

from __future__ import annotations

from dataclasses import dataclass

from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that falls due again and again.

    posts: who sees to it; flow: id of the flow that does it, "" where it is done and said so.
    """

    id: str
    title: Text
    posts: tuple[str, ...]
    flow: str = ""
